// Sculpting by distance: a shape is a function that says how far a point is from its surface (negative inside), shapes
// melt into each other, and a net is laid over the surface (naive surface nets: one vertex a cell that the surface
// crosses). Everything is made once, in meters; nothing of it runs while a leg moves.

export type Place = readonly [number, number, number];

/** Distance of a point from a surface, at least about as small as the true one. */
export interface Shape {
  (x: number, y: number, z: number): number;
  /** A ball around all of it: middle and radius. What is far from the ball need not be asked. */
  ball?: readonly [number, number, number, number];
}

/** Triangles over a surface, ready for a screen. */
export interface Net {
  position: Float32Array;
  normal: Float32Array;
  index: Uint16Array;
}

const clamp01 = (t: number) => Math.max(0, Math.min(1, t));
// Math.hypot guards against overflow and costs ten times as much.
const root = (x: number, y: number, z: number) => Math.sqrt(x * x + y * y + z * z);

function within(ball: readonly [number, number, number, number], shape: Shape): Shape {
  return Object.assign(shape, { ball });
}

/** The ball around balls; undefined where one shape has none. */
function around(shapes: readonly Shape[]): Shape["ball"] {
  const balls = shapes.map((s) => s.ball);
  let [x, y, z] = [0, 0, 0];
  for (const ball of balls) {
    if (!ball) return undefined;
    x += ball[0] / balls.length;
    y += ball[1] / balls.length;
    z += ball[2] / balls.length;
  }
  return [x, y, z, Math.max(...balls.map((ball) => (ball ? root(ball[0] - x, ball[1] - y, ball[2] - z) + ball[3] : 0)))];
}

/** A round bar from `a` to `b` whose radius changes evenly. */
export function bar(a: Place, b: Place, ra: number, rb = ra): Shape {
  const [ax, ay, az] = a;
  const [ux, uy, uz] = [b[0] - ax, b[1] - ay, b[2] - az];
  const square = Math.max(1e-12, ux * ux + uy * uy + uz * uz);
  const shape = (x: number, y: number, z: number) => {
    const px = x - ax,
      py = y - ay,
      pz = z - az;
    const t = clamp01((px * ux + py * uy + pz * uz) / square);
    return root(px - t * ux, py - t * uy, pz - t * uz) - ra - (rb - ra) * t;
  };
  return within([ax + ux / 2, ay + uy / 2, az + uz / 2, Math.sqrt(square) / 2 + Math.max(ra, rb)], shape);
}

/** An egg with half-axes along x, y and z. */
export function egg(c: Place, rx: number, ry: number, rz: number): Shape {
  const least = Math.min(rx, ry, rz);
  return within([c[0], c[1], c[2], Math.max(rx, ry, rz)], (x, y, z) => {
    const px = (x - c[0]) / rx,
      py = (y - c[1]) / ry,
      pz = (z - c[2]) / rz;
    const near = root(px, py, pz);
    const slope = root(px / rx, py / ry, pz / rz);
    return slope < 1e-9 ? -least : (near * (near - 1)) / slope;
  });
}

/** A triangle with round edges, `r` thick to each side. */
export function plate(a: Place, b: Place, c: Place, r: number): Shape {
  const edge = [bar(a, b, 0), bar(b, c, 0), bar(c, a, 0)] as const;
  const [ab, ac] = [b.map((v, i) => v - (a[i] as number)), c.map((v, i) => v - (a[i] as number))] as [number[], number[]];
  const cross = (p: number[], q: number[]) => [
    (p[1] as number) * (q[2] as number) - (p[2] as number) * (q[1] as number),
    (p[2] as number) * (q[0] as number) - (p[0] as number) * (q[2] as number),
    (p[0] as number) * (q[1] as number) - (p[1] as number) * (q[0] as number),
  ];
  const normal = cross(ab, ac) as [number, number, number];
  const length = root(...normal);
  const [nx, ny, nz] = normal.map((v) => v / length) as [number, number, number];
  // Lines of the plane that run along each edge, pointing inward.
  const inward = (
    [
      [a, b],
      [b, c],
      [c, a],
    ] as const
  ).map(([p, q]) => ({ p, n: cross([nx, ny, nz], [q[0] - p[0], q[1] - p[1], q[2] - p[2]]) as [number, number, number] }));
  const middle = [0, 1, 2].map((i) => ((a[i] as number) + (b[i] as number) + (c[i] as number)) / 3) as [number, number, number];
  const far = Math.max(...[a, b, c].map((p) => root(p[0] - middle[0], p[1] - middle[1], p[2] - middle[2]))) + r;
  return within([...middle, far], (x, y, z) => {
    if (inward.every(({ p, n }) => (x - p[0]) * n[0] + (y - p[1]) * n[1] + (z - p[2]) * n[2] >= 0)) {
      return Math.abs((x - a[0]) * nx + (y - a[1]) * ny + (z - a[2]) * nz) - r;
    }
    return Math.min(edge[0](x, y, z), edge[1](x, y, z), edge[2](x, y, z)) - r;
  });
}

type Stop = readonly [number, number, number, number];

/** A round bar through points with radii, [x, y, z, r], bent and swelling smoothly (Catmull-Rom, `parts` pieces each). */
export function limb(stops: readonly Stop[], parts = 3): Shape {
  const stop = (i: number) => stops[Math.min(stops.length - 1, Math.max(0, i))] as Stop;
  const points: Stop[] = [stop(0)];
  for (let i = 0; i + 1 < stops.length; ++i) {
    for (let part = 1; part <= parts; ++part) {
      const t = part / parts;
      points.push(
        [0, 1, 2, 3].map((c) => {
          const [p, q, r, s] = [stop(i - 1), stop(i), stop(i + 1), stop(i + 2)].map((v) => v[c] as number) as [number, number, number, number];
          return 0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t * t * t);
        }) as unknown as Stop,
      );
    }
  }
  const bars = points.slice(1).map((p, i) => {
    const before = points[i] as Stop;
    return bar([before[0], before[1], before[2]], [p[0], p[1], p[2]], before[3], p[3]);
  });
  return merged(0, ...bars);
}

/** Shapes melted into one; `melt` is how wide the seam is. */
export function merged(melt: number, ...shapes: Shape[]): Shape {
  const balls = shapes.map((shape) => shape.ball);
  const count = shapes.length;
  const shape = (x: number, y: number, z: number) => {
    let d = Infinity;
    for (let i = 0; i < count; ++i) {
      const ball = balls[i];
      if (ball && d < Infinity) {
        const near = d + melt + ball[3];
        const [dx, dy, dz] = [x - ball[0], y - ball[1], z - ball[2]];
        if (near < 0 || dx * dx + dy * dy + dz * dz > near * near) continue;
      }
      const e = (shapes[i] as Shape)(x, y, z);
      const h = melt - Math.abs(d - e);
      d = Math.min(d, e) - (h > 0 ? (h * h) / (4 * melt) : 0);
    }
    return d;
  };
  const ball = around(shapes);
  return ball ? within([ball[0], ball[1], ball[2], ball[3] + melt], shape) : shape;
}

/** `shape` with a hollow of the form of `tool`. */
export function carved(melt: number, shape: Shape, tool: Shape): Shape {
  return (x, y, z) => {
    const d = shape(x, y, z),
      e = -tool(x, y, z);
    const h = Math.max(0, melt - Math.abs(d - e));
    return Math.max(d, e) + (h * h) / (4 * melt);
  };
}

/** The same on both sides of the middle plane z = 0. */
export function mirrored(shape: Shape): Shape {
  return (x, y, z) => shape(x, y, Math.abs(z));
}

/** Wider or narrower across (z) than it was drawn, about `middle`. */
export function across(shape: Shape, factor: number, middle = 0): Shape {
  const least = Math.min(1, factor);
  return (x, y, z) => shape(x, y, middle + (z - middle) / factor) * least;
}

export interface Box {
  low: Place;
  high: Place;
}

const block = 6; // cells along an edge of what is looked at, or left out, as one

/** The net over `shape` inside `box`, with cells of `step` meters. */
export function net(shape: Shape, box: Box, step: number): Net {
  const n = [0, 1, 2].map((i) => block * Math.ceil(((box.high[i] as number) - (box.low[i] as number)) / step / block)) as [number, number, number];
  const [nx, ny, nz] = n;
  const at = (i: number, j: number, k: number): Place => [box.low[0] + i * step, box.low[1] + j * step, box.low[2] + k * step];
  const [row, layer] = [nx + 1, (nx + 1) * (ny + 1)];
  const values = new Float32Array(layer * (nz + 1)).fill(Number.NaN);
  const value = (i: number, j: number, k: number): number => {
    const index = i + row * j + layer * k;
    let v = values[index] as number;
    if (Number.isNaN(v)) {
      v = shape(box.low[0] + i * step, box.low[1] + j * step, box.low[2] + k * step);
      values[index] = v;
    }
    return v;
  };
  const vertexOf = new Int32Array(nx * ny * nz).fill(-1);
  const cell = (i: number, j: number, k: number) => i + nx * (j + ny * k);
  const positions: number[] = [];
  const cells: [number, number, number][] = [];

  const place = (i: number, j: number, k: number): void => {
    let [x, y, z, crossings] = [0, 0, 0, 0];
    const corner = (c: number) => value(i + (c & 1), j + ((c >> 1) & 1), k + (c >> 2));
    for (let c = 0; c < 8; ++c) {
      for (let axis = 1; axis < 8; axis <<= 1) {
        if (c & axis) continue;
        const a = corner(c),
          b = corner(c | axis);
        if (a < 0 === b < 0) continue;
        const t = a / (a - b);
        x += (c & 1) + (axis === 1 ? t : 0);
        y += ((c >> 1) & 1) + (axis === 2 ? t : 0);
        z += (c >> 2) + (axis === 4 ? t : 0);
        ++crossings;
      }
    }
    if (crossings === 0) return;
    vertexOf[cell(i, j, k)] = positions.length / 3;
    positions.push(...at(i + x / crossings, j + y / crossings, k + z / crossings));
    cells.push([i, j, k]);
  };

  // A block whose middle is farther from the surface than its corner holds nothing; distances may be up to 1.4 too large.
  const reach = 1.4 * 0.5 * Math.sqrt(3) * block * step;
  for (let k = 0; k < nz; k += block) {
    for (let j = 0; j < ny; j += block) {
      for (let i = 0; i < nx; i += block) {
        if (Math.abs(shape(...at(i + block / 2, j + block / 2, k + block / 2))) > reach) continue;
        for (let c = k; c < k + block; ++c) for (let b = j; b < j + block; ++b) for (let a = i; a < i + block; ++a) place(a, b, c);
      }
    }
  }
  return finished(shape, positions, faces(cells, n, value, vertexOf, cell), step);
}

/** Two triangles for each edge of the grid that crosses the surface. */
function faces(
  cells: [number, number, number][],
  n: [number, number, number],
  value: (i: number, j: number, k: number) => number,
  vertexOf: Int32Array,
  cell: (i: number, j: number, k: number) => number,
): number[] {
  const index: number[] = [];
  for (const [i, j, k] of cells) {
    const here = value(i, j, k) < 0;
    for (let axis = 0; axis < 3; ++axis) {
      const step = [0, 0, 0].map((_, a) => (a === axis ? 1 : 0)) as [number, number, number];
      if (value(i + step[0], j + step[1], k + step[2]) < 0 === here) continue;
      const [u, v] = [(axis + 1) % 3, (axis + 2) % 3];
      const around = [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ].map(([du, dv]) => {
        const p = [i, j, k] as [number, number, number];
        p[u] = (p[u] as number) - (du as number);
        p[v] = (p[v] as number) - (dv as number);
        return p.some((q, a) => q < 0 || q >= (n[a] as number)) ? -1 : (vertexOf[cell(...p)] as number);
      });
      if (around.some((q) => q < 0)) continue;
      const [a, b, c, d] = around as [number, number, number, number];
      if (here) index.push(a, b, c, a, c, d);
      else index.push(a, c, b, a, d, c);
    }
  }
  return index;
}

/** Vertices pulled onto the surface, with the surface's own normals. */
function finished(shape: Shape, positions: number[], index: number[], step: number): Net {
  const normals = new Float32Array(positions.length);
  const e = 0.25 * step;
  for (let p = 0; p < positions.length; p += 3) {
    for (let pull = 0; pull < 2; ++pull) {
      const [x, y, z] = [positions[p] as number, positions[p + 1] as number, positions[p + 2] as number];
      const gx = shape(x + e, y, z) - shape(x - e, y, z),
        gy = shape(x, y + e, z) - shape(x, y - e, z),
        gz = shape(x, y, z + e) - shape(x, y, z - e);
      const length = root(gx, gy, gz) || 1;
      normals[p] = gx / length;
      normals[p + 1] = gy / length;
      normals[p + 2] = gz / length;
      if (pull > 0) break;
      const d = Math.max(-0.6 * step, Math.min(0.6 * step, shape(x, y, z)));
      positions[p] = x - (d * gx) / length;
      positions[p + 1] = y - (d * gy) / length;
      positions[p + 2] = z - (d * gz) / length;
    }
  }
  return { position: Float32Array.from(positions), normal: normals, index: Uint16Array.from(index) };
}
