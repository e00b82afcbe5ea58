// Skin and neighboring muscles: sculpted once around the skeleton as it stands, and carried by the joints (skinning), so
// that nothing is built again while the body moves. Drawn by hand for scale; nothing is measured on them.
import { across, bar, egg, limb, merged, mirrored, net, type Net, type Place, type Shape } from "./sculpt";

/** Where the joints are while the body stands, in the frame of the pelvis; the left side is the mirror image. */
export interface Standing {
  hip: Place;
  thigh: number;
  shank: number;
  trunk: Place;
  heel: Place; // from the ankle
  ball: Place;
}

export const jointNames = ["pelvis", "trunk", "femur", "shank", "foot", "leftFemur", "leftShank", "leftFoot", "arm", "leftArm"] as const;
export type JointName = (typeof jointNames)[number];

interface Marks {
  hip: Place;
  knee: Place;
  ankle: Place;
  trunk: Place;
  shoulder: Place;
}

export function marksOf(s: Standing): Marks {
  const knee: Place = [s.hip[0], s.hip[1] - s.thigh, s.hip[2]];
  return {
    hip: s.hip,
    knee,
    ankle: [knee[0], knee[1] - s.shank, knee[2]],
    trunk: s.trunk,
    shoulder: [s.trunk[0] + 0.05, s.trunk[1] + 0.385, 0.178],
  };
}

const from = (p: Place, x: number, y: number, z: number, r: number) => [p[0] + x, p[1] + y, p[2] + z, r] as const;

function armShape({ shoulder: s }: Marks): Shape {
  return merged(
    0.012,
    limb([from(s, 0, -0.01, -0.012, 0.05), from(s, 0, -0.1, 0.045, 0.044), from(s, -0.012, -0.25, 0.115, 0.037)]),
    limb([from(s, -0.012, -0.25, 0.115, 0.037), from(s, 0.025, -0.32, 0.142, 0.037), from(s, 0.105, -0.43, 0.172, 0.025)]),
    egg([s[0] + 0.125, s[1] - 0.472, s[2] + 0.186], 0.034, 0.05, 0.02),
  );
}

function torsoShape({ trunk: t, hip: h }: Marks): Shape {
  const body = across(
    limb([
      from(t, 0.058, -0.12, 0, 0.108),
      from(t, 0.074, 0.04, 0, 0.094),
      from(t, 0.072, 0.2, 0, 0.108),
      from(t, 0.06, 0.31, 0, 0.106),
      from(t, 0.052, 0.4, 0, 0.062),
    ]),
    1.42,
  );
  return merged(
    0.035,
    body,
    egg([h[0] - 0.052, h[1] + 0.002, 0.072], 0.086, 0.098, 0.082),
    limb([from(t, 0.045, 0.47, 0, 0.046), from(t, 0.047, 0.41, 0.13, 0.05)]),
    bar([t[0] + 0.05, t[1] + 0.42, 0], [t[0] + 0.072, t[1] + 0.54, 0], 0.056, 0.05),
    egg([t[0] + 0.085, t[1] + 0.63, 0], 0.094, 0.116, 0.075),
    egg([t[0] + 0.115, t[1] + 0.572, 0], 0.056, 0.052, 0.05),
  );
}

function legShape({ hip: h, knee: k, ankle: a }: Marks, s: Standing): Shape {
  const l = s.thigh,
    c = s.shank;
  const floor = Math.min(s.heel[1], s.ball[1]) - 0.006;
  const thigh = merged(
    0.03,
    limb([
      from(h, -0.012, -0.02, 0.014, 0.08),
      from(h, -0.006, -0.28 * l, 0.013, 0.076),
      from(h, -0.002, -0.6 * l, 0.004, 0.065),
      from(h, 0, -0.88 * l, 0, 0.053),
    ]),
    limb([from(h, 0.03, -0.18 * l, 0.004, 0.06), from(h, 0.026, -0.5 * l, 0.004, 0.056), from(h, 0.018, -0.82 * l, 0, 0.042)]),
    egg([k[0] + 0.012, k[1] + 0.002, k[2]], 0.047, 0.058, 0.049),
  );
  const calf = merged(
    0.025,
    limb([
      from(k, -0.012, -0.04, 0, 0.049),
      from(k, -0.03, -0.26 * c, 0, 0.053),
      from(k, -0.02, -0.55 * c, 0, 0.041),
      from(k, -0.01, -0.84 * c, 0, 0.029),
      from(a, -0.006, 0, 0, 0.031),
    ]),
    limb([from(k, 0.014, -0.1 * c, 0, 0.034), from(a, 0.006, 0.12 * c, 0, 0.026)]),
  );
  const foot = merged(
    0.022,
    limb([from(a, s.heel[0] + 0.014, floor + 0.032, 0, 0.031), from(a, -0.012, floor + 0.055, 0, 0.031), from(a, 0.02, -0.012, 0, 0.033)]),
    across(
      limb([
        from(a, 0.03, floor + 0.046, -0.002, 0.034),
        from(a, s.ball[0] - 0.02, floor + 0.028, 0, 0.024),
        from(a, s.ball[0] + 0.03, floor + 0.018, 0, 0.0165),
        from(a, s.ball[0] + 0.06, floor + 0.014, -0.004, 0.012),
      ]),
      1.5,
      a[2],
    ),
    bar([a[0] + s.heel[0] + 0.02, a[1] + floor + 0.02, a[2]], [a[0] + s.ball[0], a[1] + floor + 0.02, a[2]], 0.02, 0.018),
  );
  return merged(0.03, thigh, calf, foot);
}

/** Muscles around the three, on the right side. */
function neighborShape({ hip: h, knee: k, ankle: a }: Marks, s: Standing): Shape {
  const l = s.thigh,
    c = s.shank;
  return merged(
    0.002,
    limb([
      from(h, 0.038, 0.02, 0.012, 0.013),
      from(h, 0.05, -0.16 * l, 0.012, 0.029),
      from(h, 0.05, -0.45 * l, 0.008, 0.032),
      from(h, 0.044, -0.78 * l, 0.002, 0.02),
      from(k, 0.043, 0.03, 0, 0.011),
    ]),
    limb([
      from(h, -0.002, -0.07, 0.052, 0.014),
      from(h, 0.018, -0.35 * l, 0.042, 0.031),
      from(h, 0.026, -0.65 * l, 0.032, 0.027),
      from(k, 0.03, 0.05, 0.02, 0.011),
    ]),
    limb([
      from(h, 0.026, -0.3 * l, -0.012, 0.018),
      from(h, 0.03, -0.62 * l, -0.022, 0.027),
      from(k, 0.024, 0.06, -0.026, 0.024),
      from(k, 0.03, 0.03, -0.016, 0.01),
    ]),
    limb([
      [h[0] + 0.03, h[1] - 0.05, 0.026, 0.013],
      from(h, 0.01, -0.24 * l, -0.03, 0.031),
      from(h, 0.006, -0.55 * l, -0.024, 0.02),
      from(k, 0.0, 0.05, -0.034, 0.007),
    ]),
    merged(
      0.02,
      limb([[-0.14, 0.04, 0.045, 0.016], [-0.125, -0.035, h[2] - 0.012, 0.034], from(h, -0.05, -0.055, 0.022, 0.034), from(h, -0.022, -0.11, 0.046, 0.014)]),
      limb([[-0.08, 0.06, h[2] + 0.04, 0.01], from(h, -0.03, 0.06, 0.034, 0.027), from(h, -0.012, -0.012, 0.06, 0.011)]),
    ),
    limb([
      from(k, -0.024, 0.022, -0.021, 0.009),
      from(k, -0.036, -0.14 * c, -0.022, 0.026),
      from(k, -0.034, -0.34 * c, -0.016, 0.021),
      from(k, -0.028, -0.46 * c, -0.006, 0.01),
    ]),
    limb([
      from(k, -0.024, 0.022, 0.021, 0.009),
      from(k, -0.034, -0.13 * c, 0.022, 0.024),
      from(k, -0.032, -0.31 * c, 0.016, 0.018),
      from(k, -0.028, -0.42 * c, 0.006, 0.009),
    ]),
    limb([
      from(k, -0.02, -0.2 * c, 0.012, 0.022),
      from(k, -0.02, -0.45 * c, 0, 0.029),
      from(k, -0.022, -0.68 * c, 0, 0.016),
      from(a, -0.034, 0.05, 0, 0.0075),
      [a[0] + s.heel[0] + 0.006, a[1] - 0.025, a[2], 0.0085],
    ]),
  );
}

const ease = (low: number, high: number, v: number) => {
  const t = Math.min(1, Math.max(0, (v - low) / (high - low)));
  return t * t * (3 - 2 * t);
};

/** Which joints carry a point of the skin, and how much each: at most four, summing to one. */
function carriers(m: Marks, arm: Shape, x: number, y: number, z: number): [JointName, number][] {
  const right = z >= 0,
    out = Math.abs(z);
  const reach = ease(0.03, -0.004, arm(x, y, out)) * ease(m.shoulder[2] - 0.055, m.shoulder[2] + 0.03, out);
  const rest = 1 - reach;
  const middle = Math.max(ease(0, 0.045, out), ease(m.hip[1] - 0.07, m.hip[1] - 0.15, y));
  const thigh = ease(m.hip[1] + 0.06, m.hip[1] - 0.08, y) * middle;
  const shank = ease(m.knee[1] + 0.04, m.knee[1] - 0.05, y);
  const foot = ease(m.ankle[1] + 0.02, m.ankle[1] - 0.03, y);
  const trunk = ease(m.trunk[1] - 0.05, m.trunk[1] + 0.1, y);
  const list: [JointName, number][] = [
    [right ? "arm" : "leftArm", reach],
    ["trunk", rest * trunk],
    ["pelvis", rest * (1 - trunk) * (1 - thigh)],
    [right ? "femur" : "leftFemur", rest * thigh * (1 - shank)],
    [right ? "shank" : "leftShank", rest * thigh * shank * (1 - foot)],
    [right ? "foot" : "leftFoot", rest * thigh * shank * foot],
  ];
  list.sort((a, b) => b[1] - a[1]);
  const kept = list.slice(0, 4);
  const sum = kept.reduce((s, [, w]) => s + w, 0);
  return kept.map(([name, w]) => [name, w / sum]);
}

/** A net with the joints that carry each vertex: four a vertex, as indices into `jointNames`, with their shares. */
export interface Cloth extends Net {
  carrier: Uint16Array;
  share: Float32Array;
}

function carried(net: Net, m: Marks): Cloth {
  const count = net.position.length / 3;
  const carrier = new Uint16Array(4 * count),
    share = new Float32Array(4 * count);
  const arm = armShape(m);
  for (let i = 0; i < count; ++i) {
    const [x, y, z] = net.position.subarray(3 * i, 3 * i + 3) as unknown as [number, number, number];
    carriers(m, arm, x, y, z).forEach(([name, w], k) => {
      carrier[4 * i + k] = jointNames.indexOf(name);
      share[4 * i + k] = w;
    });
  }
  return { ...net, carrier, share };
}

export function skin(s: Standing, step = 0.018): Cloth {
  const m = marksOf(s);
  const shape = mirrored(merged(0.012, merged(0.03, torsoShape(m), legShape(m, s)), armShape(m)));
  const wide = m.shoulder[2] + 0.23;
  return carried(net(shape, { low: [-0.24, m.ankle[1] - 0.1, -wide], high: [0.22, m.trunk[1] + 0.77, wide] }, step), m);
}

export function neighbors(s: Standing, step = 0.011): Cloth {
  const m = marksOf(s);
  return carried(net(neighborShape(m, s), { low: [-0.19, m.ankle[1] - 0.06, 0], high: [0.08, 0.09, m.hip[2] + 0.1] }, step), m);
}
