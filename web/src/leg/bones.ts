// Bones of the drawing, sculpted by hand in meters, in the frames of the model's own joints: x forward, y up, z to the
// side of the leg. They show where things are; every length that matters comes from the engine.
import { bar, carved, egg, limb, merged, mirrored, net, plate, type Place, type Shape } from "./sculpt";

const moved = (p: Place, x: number, y: number, z: number): Place => [p[0] + x, p[1] + y, p[2] + z];

/** Pelvis: origin between the front spines, right hip at `hip`, right sit bone at `seat`. */
export function pelvis(hip: Place, seat: Place, step = 0.007) {
  const spine: Place = [0.008, -0.008, hip[2] + 0.036]; // front upper spine of the crest
  const crest: Place[] = [
    spine,
    [-0.012, 0.042, hip[2] + 0.05],
    [-0.05, 0.076, hip[2] + 0.05],
    [-0.096, 0.083, hip[2] + 0.026],
    [-0.135, 0.058, hip[2] - 0.012],
    [-0.15, 0.022, hip[2] - 0.036],
  ];
  const roof = moved(hip, -0.004, 0.03, 0);
  const joint: Place = [-0.112, 0.002, 0.05]; // where the wing meets the sacrum
  const notch: Place = [-0.098, -0.038, 0.055];
  const wing: Shape[] = [
    plate(roof, crest[0] as Place, crest[1] as Place, 0.0045),
    plate(roof, crest[1] as Place, crest[2] as Place, 0.004),
    plate(roof, crest[2] as Place, joint, 0.004),
    plate(joint, crest[2] as Place, crest[3] as Place, 0.0045),
    plate(joint, crest[3] as Place, crest[4] as Place, 0.006),
    plate(joint, crest[4] as Place, crest[5] as Place, 0.008),
    plate(roof, joint, notch, 0.008),
  ];
  const edge = limb(crest.map((p, i) => [p[0], p[1], p[2], [0.0095, 0.008, 0.0085, 0.008, 0.0095, 0.011][i] as number] as const));
  const front = limb([
    [...spine, 0.0085],
    [hip[0] + 0.036, hip[1] + 0.05, hip[2] + 0.014, 0.0085],
    [hip[0] + 0.02, hip[1] + 0.026, hip[2] - 0.002, 0.014],
  ]);
  const symphysis: Place = [hip[0] + 0.05, hip[1] - 0.032, 0.011];
  const ring = merged(
    0.009,
    limb([
      [hip[0] + 0.016, hip[1] - 0.004, hip[2] - 0.02, 0.016],
      [hip[0] + 0.038, hip[1] - 0.014, hip[2] - 0.048, 0.0095],
      [...symphysis, 0.0125],
    ]),
    egg([symphysis[0] - 0.002, symphysis[1] - 0.012, 0], 0.0115, 0.022, 0.016),
    limb([
      [symphysis[0] - 0.008, symphysis[1] - 0.026, 0.017, 0.0085],
      [hip[0] + 0.012, hip[1] - 0.078, 0.036, 0.0072],
      [seat[0] + 0.018, seat[1] - 0.026, seat[2] - 0.014, 0.0105],
      [seat[0] + 0.006, seat[1] - 0.012, seat[2] - 0.004, 0.016],
    ]),
  );
  const ischium = merged(
    0.012,
    limb([
      [hip[0] - 0.02, hip[1] - 0.01, hip[2] - 0.014, 0.02],
      [hip[0] - 0.03, hip[1] - 0.034, hip[2] - 0.018, 0.0165],
      [seat[0] + 0.01, seat[1] - 0.002, seat[2] - 0.002, 0.0185],
    ]),
    egg(moved(seat, 0.006, -0.008, -0.002), 0.0165, 0.022, 0.0165),
    bar([hip[0] - 0.034, hip[1] - 0.002, hip[2] - 0.024], [hip[0] - 0.048, hip[1] - 0.006, hip[2] - 0.034], 0.007, 0.004), // spine of the ischium
    limb([
      [...notch, 0.011],
      [hip[0] - 0.026, hip[1] + 0.012, hip[2] - 0.014, 0.016],
    ]),
  );
  const sacrum = carved(
    0.006,
    merged(
      0.013,
      egg([-0.102, 0.026, 0], 0.026, 0.024, 0.034),
      egg([-0.115, 0.015, 0.036], 0.024, 0.026, 0.024),
      egg([-0.127, -0.014, 0], 0.017, 0.028, 0.04),
      egg([-0.142, -0.046, 0], 0.0125, 0.026, 0.027),
      limb([
        [-0.146, -0.068, 0, 0.012],
        [-0.138, -0.092, 0, 0.0075],
        [-0.124, -0.106, 0, 0.005],
      ]),
      bar([-0.128, 0.03, 0], [-0.165, -0.04, 0], 0.006, 0.005),
    ),
    merged(0.003, bar([-0.15, -0.004, 0.021], [-0.128, -0.004, 0.021], 0.0035), bar([-0.165, -0.034, 0.017], [-0.14, -0.034, 0.017], 0.003)),
  );
  // The head of the thigh bone lies in the socket and stands out of it a little.
  const socket = merged(0.012, merged(0.024, ...wing), edge, front, egg(moved(hip, -0.002, 0.003, -0.008), 0.0345, 0.0345, 0.026), ischium, ring);
  const wide = hip[2] + 0.075;
  return net(mirrored(merged(0.006, socket, sacrum)), { low: [-0.19, Math.min(seat[1], hip[1] - 0.08) - 0.05, -wide], high: [0.035, 0.105, wide] }, step);
}

/** Thigh bone: hip at the origin, knee at (0, -l, 0). */
export function femur(l: number, step = 0.0064) {
  const head = carved(0.003, egg([0, 0, 0], 0.0235, 0.0235, 0.0235), egg([-0.004, -0.004, -0.025], 0.004, 0.004, 0.004));
  const upper = merged(
    0.014,
    limb([
      [-0.001, -0.004, 0.008, 0.0155],
      [-0.005, -0.02, 0.03, 0.0158],
      [-0.006, -0.038, 0.042, 0.019],
    ]),
    egg([-0.012, -0.02, 0.055], 0.0185, 0.024, 0.013),
    egg([-0.022, -0.066, 0.029], 0.0105, 0.014, 0.01),
    limb([
      [-0.005, -0.05, 0.043, 0.018],
      [0.0, -0.16 * l, 0.04, 0.0152],
      [0.007, -0.32 * l, 0.033, 0.0138],
      [0.01, -0.5 * l, 0.0245, 0.0134],
      [0.008, -0.7 * l, 0.0145, 0.0145],
      [0.002, -0.83 * l, 0.0075, 0.018],
      [0, -0.91 * l, 0.003, 0.0245],
    ]),
    bar([-0.013, -0.2 * l, 0.036], [-0.005, -0.62 * l, 0.019], 0.005, 0.004), // rough line behind
  );
  const end = merged(
    0.011,
    egg([-0.01, -l + 0.004, -0.0245], 0.0315, 0.0245, 0.0145),
    egg([-0.007, -l + 0.006, 0.0245], 0.0315, 0.0225, 0.0145),
    egg([-0.002, -l + 0.02, -0.034], 0.012, 0.013, 0.0085),
    egg([-0.002, -l + 0.02, 0.034], 0.012, 0.013, 0.0085),
    egg([0.012, -l + 0.02, 0.003], 0.0165, 0.022, 0.022),
    egg([0, -l + 0.035, 0], 0.024, 0.024, 0.026),
  );
  const notched = carved(
    0.008,
    end,
    merged(0.004, bar([-0.05, -l - 0.006, 0], [-0.006, -l - 0.024, 0], 0.0105), bar([0.036, -l + 0.034, 0.001], [0.03, -l - 0.016, 0.001], 0.009, 0.008)),
  );
  return net(merged(0.008, head, merged(0.012, upper, notched)), { low: [-0.058, -l - 0.035, -0.05], high: [0.046, 0.034, 0.078] }, step);
}

export function patella(step = 0.0042) {
  const shape = merged(0.008, egg([0, 0.003, 0], 0.0105, 0.017, 0.0195), egg([-0.001, -0.012, 0], 0.007, 0.0125, 0.009));
  return net(shape, { low: [-0.016, -0.03, -0.025], high: [0.016, 0.026, 0.025] }, step);
}

/** Shin bone and calf bone: knee at the origin, ankle at (0, -l, 0). */
export function shank(l: number, step = 0.0062) {
  const tibia = merged(
    0.011,
    egg([-0.008, -0.034, -0.0195], 0.0265, 0.0125, 0.0205),
    egg([-0.009, -0.034, 0.0195], 0.0245, 0.0125, 0.0205),
    limb([
      [-0.004, -0.04, 0, 0.027],
      [0.001, -0.075, -0.001, 0.021],
      [0.006, -0.13, -0.002, 0.0158],
    ]),
    egg([0.024, -0.068, 0.002], 0.0085, 0.015, 0.0095),
    limb([
      [0.006, -0.12, -0.002, 0.0158],
      [0.007, -0.34 * l, -0.003, 0.0132],
      [0.003, -0.62 * l, -0.005, 0.0112],
      [0, -0.84 * l, -0.005, 0.0122],
      [0, -0.955 * l, -0.004, 0.019],
    ]),
    bar([0.022, -0.085, 0.001], [0.014, -0.55 * l, -0.003], 0.004, 0.003),
    egg([0.002, -l + 0.004, -0.0235], 0.0125, 0.0185, 0.0085),
  );
  const fibula = merged(
    0.007,
    egg([-0.019, -0.056, 0.0385], 0.0105, 0.0135, 0.0095),
    limb([
      [-0.018, -0.066, 0.038, 0.0075],
      [-0.014, -0.13, 0.0365, 0.0052],
      [-0.012, -0.5 * l, 0.033, 0.0052],
      [-0.009, -0.82 * l, 0.0275, 0.0055],
      [-0.007, -0.95 * l, 0.0265, 0.0075],
    ]),
    egg([-0.006, -l - 0.004, 0.0265], 0.0095, 0.0205, 0.0075),
  );
  return net(merged(0.002, tibia, fibula), { low: [-0.045, -l - 0.035, -0.05], high: [0.045, -0.014, 0.06] }, step);
}

/** Foot: ankle at the origin, x along the sole; heel and ball where the model has them. */
export function foot(heel: Place, ball: Place, step = 0.0052) {
  const floor = Math.min(heel[1], ball[1]) + 0.004;
  const rays = (
    [
      [-0.023, 0.004, 0.0112],
      [-0.0085, 0.011, 0.0072],
      [0.0055, 0.005, 0.0068],
      [0.019, -0.006, 0.0066],
      [0.0315, -0.02, 0.0072],
    ] as const
  ).map(([z, ahead, thick]) => {
    const end: Place = [ball[0] + ahead, floor + thick, z];
    const start: Place = [0.062 + ahead * 0.3, floor + 0.032 - Math.abs(z + 0.004) * 0.35, z * 0.72];
    const big = z < -0.02;
    return merged(
      0.0035,
      limb([
        [...start, thick],
        [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + 0.003, (start[2] + end[2]) / 2, thick * 0.72],
        [...end, thick * 1.08],
      ]),
      limb([
        [end[0] + 0.011, end[1] - 0.0005, end[2] * 1.02, thick * 0.8],
        [end[0] + (big ? 0.03 : 0.022), end[1] - 0.001, end[2] * 1.06, thick * (big ? 0.75 : 0.7)],
        [end[0] + (big ? 0.05 : 0.037), end[1] - 0.003, end[2] * 1.1, thick * (big ? 0.8 : 0.66)],
      ]),
    );
  });
  const back = merged(
    0.008,
    egg([0.004, -0.011, 0], 0.0235, 0.0155, 0.0185),
    limb([
      [0.012, -0.016, -0.004, 0.0145],
      [0.034, -0.022, -0.008, 0.0145],
    ]),
    limb([
      [heel[0] + 0.016, floor + 0.019, 0.002, 0.0195],
      [heel[0] + 0.04, floor + 0.026, 0.003, 0.0165],
      [0.022, floor + 0.024, 0.011, 0.0135],
    ]),
    egg([0.05, floor + 0.031, -0.014], 0.0165, 0.0125, 0.0125),
    egg([0.046, floor + 0.022, 0.014], 0.018, 0.0115, 0.013),
  );
  return net(merged(0.003, back, ...rays), { low: [heel[0] - 0.018, floor - 0.014, -0.052], high: [ball[0] + 0.08, 0.022, 0.056] }, step);
}

/** The lowest part of the spine: origin at its lowest joint. */
export function spine(step = 0.007) {
  const bodies = [0, 1, 2, 3, 4].map((i) => {
    const y = 0.022 + 0.037 * i,
      x = 0.006 + 0.013 * Math.sin(0.55 * i);
    return merged(
      0.005,
      egg([x, y, 0], 0.0185, 0.0145, 0.0225),
      bar([x - 0.02, y - 0.002, 0], [x - 0.058, y - 0.01, 0], 0.006, 0.0045),
      bar([x - 0.02, y, 0.006], [x - 0.024, y + 0.002, 0.038], 0.0048, 0.0032),
      egg([x - 0.024, y - 0.014, 0.013], 0.008, 0.016, 0.0065),
    );
  });
  return net(mirrored(merged(0.003, ...bodies)), { low: [-0.075, -0.008, -0.05], high: [0.045, 0.2, 0.05] }, step);
}
