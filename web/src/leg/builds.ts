// How the four muscles are built, for every drawing of them.

/** Radius [m] and share of flesh (0 tendon, 1 muscle) at places along the course. */
export interface Build {
  along: readonly number[];
  radius: readonly number[];
  /** How far the belly is drawn outward and backward of its course [m]: courses lie on each other, bellies do not. */
  outward: number;
  backward: number;
  /** Where its name points to, along the course. */
  named: number;
}

export type Point = readonly number[];

/** `parts` + 1 points at equal distances along a course of two points or more, three numbers each. */
export function spread(course: readonly Point[], parts: number, into: Float64Array): void {
  const gap = (k: number) => {
    const [a, b] = [course[k - 1] as Point, course[k] as Point];
    return Math.hypot((b[0] as number) - (a[0] as number), (b[1] as number) - (a[1] as number), (b[2] as number) - (a[2] as number));
  };
  let total = 0;
  for (let k = 1; k < course.length; ++k) total += gap(k);
  let k = 1,
    gone = 0,
    here = gap(1);
  for (let i = 0; i <= parts; ++i) {
    const want = (total * i) / parts;
    while (k < course.length - 1 && gone + here < want) {
      gone += here;
      here = gap(++k);
    }
    const t = here > 0 ? Math.min(1, (want - gone) / here) : 0;
    for (let c = 0; c < 3; ++c) {
      const a = (course[k - 1] as Point)[c] as number,
        b = (course[k] as Point)[c] as number;
      into[3 * i + c] = a + (b - a) * t;
    }
  }
}

/** Radius [m] at a place along the course, 0 … 1. */
export function radiusAt(build: Build, t: number): number {
  const { along, radius } = build;
  for (let k = 1; k < along.length; ++k) {
    const [a, b] = [along[k - 1] as number, along[k] as number];
    if (t > b) continue;
    const s = (t - a) / (b - a);
    return (radius[k - 1] as number) + ((radius[k] as number) - (radius[k - 1] as number)) * s * s * (3 - 2 * s);
  }
  return radius[radius.length - 1] as number;
}

// Where the belly of each muscle lies along its course and how thick it is at rest [m]; drawn apart, so that from behind
// and from the side each is seen.
export const builds: Build[] = [
  { along: [0, 0.14, 0.3, 0.5, 0.7, 0.84, 1], radius: [0.0055, 0.0075, 0.0175, 0.025, 0.02, 0.0075, 0.005], outward: 0.013, backward: 0.008, named: 0.45 },
  { along: [0, 0.08, 0.25, 0.42, 0.6, 0.72, 1], radius: [0.0068, 0.011, 0.02, 0.0215, 0.014, 0.006, 0.0045], outward: -0.006, backward: 0.019, named: 0.32 },
  { along: [0, 0.2, 0.36, 0.6, 0.8, 0.9, 1], radius: [0.0055, 0.0068, 0.014, 0.0255, 0.0215, 0.01, 0.006], outward: -0.027, backward: 0, named: 0.64 },
  { along: [0, 0.15, 0.45, 0.75, 1], radius: [0.004, 0.007, 0.0115, 0.0095, 0.004], outward: 0.01, backward: -0.002, named: 0.5 },
];
