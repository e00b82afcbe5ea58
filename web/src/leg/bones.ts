// Bones of the drawing: procedural, in meters, in the frames of the model's own joints. They show where things are;
// every length that matters comes from the engine.
import * as THREE from "three";

export type Point = readonly number[];
export const vector = (p: Point) => new THREE.Vector3(p[0] ?? 0, p[1] ?? 0, p[2] ?? 0);
const v = (x: number, y: number, z: number) => new THREE.Vector3(x, y, z);

/** A tube along points whose radius changes along the way: `radius(0 … 1)`. */
export function tube(points: THREE.Vector3[], radius: (along: number) => number, rings = 20, around = 12, target?: THREE.BufferGeometry): THREE.BufferGeometry {
  const curve = new THREE.CatmullRomCurve3(points, false, "centripetal");
  const geometry = new THREE.TubeGeometry(curve, rings, 1, around, false);
  const position = geometry.attributes.position as THREE.BufferAttribute;
  const center = new THREE.Vector3(),
    offset = new THREE.Vector3();
  for (let ring = 0; ring <= rings; ++ring) {
    curve.getPointAt(ring / rings, center);
    const r = Math.max(0.0004, radius(ring / rings));
    for (let k = 0; k <= around; ++k) {
      const i = ring * (around + 1) + k;
      offset.fromBufferAttribute(position, i).sub(center).multiplyScalar(r);
      position.setXYZ(i, center.x + offset.x, center.y + offset.y, center.z + offset.z);
    }
  }
  geometry.computeVertexNormals();
  target?.dispose();
  return geometry;
}

/** Straight pieces between radii at places along: [[0, 0.01], [0.5, 0.02], …]. */
export function profile(stops: readonly (readonly [number, number])[]): (along: number) => number {
  return (along) => {
    for (let k = 1; k < stops.length; ++k) {
      const [a, ra] = stops[k - 1] as [number, number],
        [b, rb] = stops[k] as [number, number];
      if (along > b) continue;
      const t = (along - a) / Math.max(1e-6, b - a);
      return ra + (rb - ra) * (t * t * (3 - 2 * t));
    }
    return stops[stops.length - 1]?.[1] ?? 0;
  };
}

function ball(material: THREE.Material, at: THREE.Vector3, rx: number, ry = rx, rz = rx): THREE.Mesh {
  const mesh = new THREE.Mesh(new THREE.SphereGeometry(1, 24, 18), material);
  mesh.position.copy(at);
  mesh.scale.set(rx, ry, rz);
  return mesh;
}

function rod(material: THREE.Material, points: THREE.Vector3[], stops: readonly (readonly [number, number])[], rings = 24): THREE.Mesh {
  return new THREE.Mesh(tube(points, profile(stops), rings), material);
}

/** Wing of the pelvis: a bowed sheet between the crest and the rim of the hip socket. */
function wing(side: number): THREE.BufferGeometry {
  const crest = new THREE.CatmullRomCurve3([
    v(0.012, -0.015, 0.112 * side),
    v(-0.01, 0.045, 0.132 * side),
    v(-0.065, 0.088, 0.128 * side),
    v(-0.125, 0.072, 0.08 * side),
    v(-0.15, 0.02, 0.045 * side),
  ]);
  const rim = new THREE.CatmullRomCurve3([
    v(-0.028, -0.056, 0.082 * side),
    v(-0.045, -0.046, 0.086 * side),
    v(-0.07, -0.045, 0.08 * side),
    v(-0.095, -0.045, 0.07 * side),
    v(-0.125, -0.03, 0.052 * side),
  ]);
  const n = 16,
    m = 6,
    points: number[] = [],
    index: number[] = [];
  for (let i = 0; i <= n; ++i) {
    const a = crest.getPoint(i / n),
      b = rim.getPoint(i / n);
    for (let k = 0; k <= m; ++k) {
      const p = a.clone().lerp(b, k / m);
      p.z -= side * 0.016 * Math.sin((Math.PI * k) / m); // hollow on the inside
      points.push(p.x, p.y, p.z);
    }
  }
  for (let i = 0; i < n; ++i) {
    for (let k = 0; k < m; ++k) {
      const a = i * (m + 1) + k;
      index.push(a, a + 1, a + m + 1, a + 1, a + m + 2, a + m + 1);
    }
  }
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute("position", new THREE.Float32BufferAttribute(points, 3));
  geometry.setIndex(index);
  geometry.computeVertexNormals();
  return geometry;
}

export function pelvis(material: THREE.Material, sheet: THREE.Material): THREE.Group {
  const group = new THREE.Group();
  for (const side of [1, -1]) {
    const crest = [
      v(0.012, -0.015, 0.112 * side),
      v(-0.01, 0.045, 0.132 * side),
      v(-0.065, 0.088, 0.128 * side),
      v(-0.125, 0.072, 0.08 * side),
      v(-0.15, 0.02, 0.045 * side),
    ];
    group.add(
      new THREE.Mesh(wing(side), sheet),
      rod(material, crest, [
        [0, 0.008],
        [0.5, 0.0095],
        [1, 0.011],
      ]),
    );
    // Socket, sit bone, and the ring in front.
    group.add(ball(material, v(-0.062, -0.072, 0.068 * side), 0.031));
    group.add(
      rod(
        material,
        [
          v(-0.07, -0.085, 0.068 * side),
          v(-0.098, -0.108, 0.064 * side),
          v(-0.112, -0.13, 0.058 * side),
          v(-0.085, -0.15, 0.04 * side),
          v(-0.04, -0.135, 0.02 * side),
          v(-0.012, -0.108, 0.01 * side),
        ],
        [
          [0, 0.02],
          [0.3, 0.017],
          [0.45, 0.02],
          [0.65, 0.01],
          [1, 0.011],
        ],
      ),
    );
    group.add(
      rod(
        material,
        [v(-0.05, -0.065, 0.062 * side), v(-0.025, -0.075, 0.04 * side), v(-0.008, -0.095, 0.012 * side)],
        [
          [0, 0.016],
          [0.5, 0.01],
          [1, 0.013],
        ],
      ),
    );
  }
  group.add(
    rod(
      material,
      [v(-0.115, 0.07, 0), v(-0.14, 0.03, 0), v(-0.158, -0.02, 0), v(-0.15, -0.065, 0), v(-0.135, -0.085, 0)],
      [
        [0, 0.032],
        [0.35, 0.03],
        [0.7, 0.017],
        [1, 0.005],
      ],
    ),
  );
  return group;
}

/** Thigh bone of length 1 unit = `length`: hip at the origin, knee at (0, -length, 0); z points outward. */
export function femur(material: THREE.Material, length: number): THREE.Group {
  const group = new THREE.Group();
  group.add(ball(material, v(0, 0, 0), 0.0235));
  group.add(
    rod(
      material,
      [v(0, -0.004, 0.004), v(-0.004, -0.018, 0.026), v(-0.008, -0.032, 0.046)],
      [
        [0, 0.016],
        [0.5, 0.0145],
        [1, 0.02],
      ],
      10,
    ),
  );
  group.add(ball(material, v(-0.012, -0.022, 0.05), 0.018, 0.024, 0.016));
  group.add(
    rod(
      material,
      [v(-0.008, -0.026, 0.046), v(0.004, -0.3 * length, 0.036), v(0.012, -0.6 * length, 0.018), v(0.002, -0.93 * length, 0.003)],
      [
        [0, 0.019],
        [0.18, 0.0155],
        [0.55, 0.0135],
        [0.82, 0.017],
        [1, 0.03],
      ],
    ),
  );
  for (const z of [0.021, -0.021]) group.add(ball(material, v(-0.006, -length + 0.006, z), 0.029, 0.026, 0.018));
  return group;
}

export function patella(material: THREE.Material): THREE.Mesh {
  return ball(material, v(0, 0, 0), 0.011, 0.021, 0.02);
}

/** Shin bone and calf bone; knee at the origin, ankle at (0, -length, 0). */
export function shank(material: THREE.Material, length: number): THREE.Group {
  const group = new THREE.Group();
  group.add(ball(material, v(-0.004, -0.032, 0), 0.029, 0.014, 0.038));
  group.add(
    rod(
      material,
      [v(-0.002, -0.034, 0), v(0.006, -0.25 * length, -0.002), v(0.002, -0.65 * length, -0.003), v(0, -0.985 * length, -0.002)],
      [
        [0, 0.03],
        [0.16, 0.019],
        [0.5, 0.0125],
        [0.8, 0.0115],
        [1, 0.02],
      ],
    ),
  );
  group.add(ball(material, v(0.014, -0.075, 0), 0.012, 0.018, 0.011));
  group.add(
    rod(
      material,
      [v(-0.018, -0.055, 0.038), v(-0.012, -0.35 * length, 0.036), v(-0.008, -0.7 * length, 0.027), v(-0.006, -1.02 * length, 0.027)],
      [
        [0, 0.011],
        [0.12, 0.006],
        [0.85, 0.0055],
        [1, 0.01],
      ],
    ),
  );
  group.add(ball(material, v(0, -length + 0.002, -0.024), 0.013, 0.016, 0.009));
  return group;
}

/** Foot with the ankle at the origin; x forward along the sole, heel and ball where the model has them. */
export function foot(material: THREE.Material, heel: THREE.Vector3, ball_: THREE.Vector3): THREE.Group {
  const group = new THREE.Group();
  group.add(ball(material, v(0.004, -0.008, 0), 0.026, 0.017, 0.021));
  group.add(
    rod(
      material,
      [heel.clone().add(v(-0.008, 0.008, 0)), heel.clone().add(v(0.03, 0.016, 0)), v(0.02, -0.024, 0.004)],
      [
        [0, 0.017],
        [0.35, 0.022],
        [1, 0.018],
      ],
      12,
    ),
  );
  for (const [z, spread] of [
    [-0.022, 0.004],
    [-0.008, 0.01],
    [0.006, 0.004],
    [0.019, -0.008],
    [0.031, -0.022],
  ] as const) {
    const end = ball_.clone().add(v(spread, 0.004, z));
    group.add(
      rod(
        material,
        [v(0.03, -0.02, z * 0.45), v(0.075, -0.022, z * 0.8).lerp(end, 0.3), end],
        [
          [0, 0.012],
          [0.5, 0.0075],
          [1, z < -0.02 ? 0.011 : 0.008],
        ],
        10,
      ),
    );
    group.add(
      rod(
        material,
        [end, end.clone().add(v(0.022, -0.004, z * 0.08)), end.clone().add(v(z < -0.02 ? 0.052 : 0.042, -0.006, z * 0.12))],
        [
          [0, 0.0075],
          [0.5, 0.006],
          [1, z < -0.02 ? 0.008 : 0.005],
        ],
        8,
      ),
    );
  }
  return group;
}

/** The rest of the body, hinted: spine, rib cage, shoulders, head; origin at the lowest joint of the spine. */
export function trunk(material: THREE.Material): THREE.Group {
  const group = new THREE.Group();
  group.add(
    rod(
      material,
      [v(-0.015, -0.01, 0), v(0.012, 0.1, 0), v(-0.015, 0.26, 0), v(-0.02, 0.38, 0), v(0.01, 0.5, 0)],
      [
        [0, 0.022],
        [0.5, 0.018],
        [1, 0.013],
      ],
    ),
  );
  // Belly, chest and neck as one soft shape, wider than deep.
  const body = rod(
    material,
    [v(0.085, -0.1, 0), v(0.09, 0.08, 0), v(0.075, 0.26, 0), v(0.04, 0.4, 0), v(0.03, 0.47, 0), v(0.035, 0.53, 0)],
    [
      [0, 0.06],
      [0.12, 0.098],
      [0.35, 0.094],
      [0.58, 0.118],
      [0.76, 0.1],
      [0.88, 0.045],
      [1, 0.042],
    ],
    40,
  );
  body.scale.z = 1.35;
  group.add(body);
  group.add(ball(material, v(0.04, 0.6, 0), 0.085, 0.11, 0.075));
  return group;
}
