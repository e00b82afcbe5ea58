// What a leg in its place looks like at one instant, for both ways of drawing it.
import type { Leg, LegPose, Movement } from "../api";

export type Body = Movement["frames"][number]["body"];

export interface Shown {
  right: Leg;
  left: Leg | null;
  body: Body;
  stretch: number[]; // fractions of the upright length, by muscle
  travel: number; // meters the ground has gone by since the cycle began
}

/** Least and most of x and y over everything that will be shown, in meters above ground. */
export interface Bounds {
  left: number;
  right: number;
  bottom: number;
  top: number;
  wide: number; // half of what is seen across
}

type Point = readonly number[];
const far = 0.72; // from the lowest joint of the spine to the crown, of the drawing

/** Where the frame of the leg stands: what moves on stays in the middle, what stands moves about its feet. */
export function placeOf(body: Body, stays: boolean): { x: number; y: number } {
  return { x: stays ? (body.at[0] ?? 0) : 0, y: body.at[1] ?? 0 };
}

export function crown(body: Body): Point {
  return [0, 1, 2].map((i) => (body.trunk.p[i] ?? 0) + far * (body.trunk.y[i] ?? 0));
}

function spanned(movement: Movement, pointsOf: (frame: Movement["frames"][number]) => readonly Point[], around: number, wide: number): Bounds {
  const stays = movement.speed_m_s === 0;
  const all: Bounds = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity, wide };
  for (const frame of movement.frames) {
    const at = placeOf(frame.body, stays);
    for (const p of pointsOf(frame)) {
      all.left = Math.min(all.left, (p[0] ?? 0) + at.x - around);
      all.right = Math.max(all.right, (p[0] ?? 0) + at.x + around);
      all.bottom = Math.min(all.bottom, (p[1] ?? 0) + at.y - around);
      all.top = Math.max(all.top, (p[1] ?? 0) + at.y + around);
    }
  }
  return all;
}

/** The whole body, from the ground to the crown. */
export function boundsOf(movement: Movement): Bounds {
  const all = spanned(
    movement,
    (f) => [crown(f.body), f.body.pelvis.p, ...[f.right, f.left].flatMap((leg) => [leg.hip, leg.knee, leg.ankle, leg.heel, leg.toe])],
    0.09,
    0.45,
  );
  return { ...all, bottom: -0.03 };
}

/** The right thigh, from the pelvis to below the knee: where the three muscles are. */
export function thighBoundsOf(movement: Movement): Bounds {
  const below = (leg: Leg): Point => leg.knee.map((k, i) => k + 0.25 * ((leg.ankle[i] ?? 0) - k));
  return spanned(movement, (f) => [f.body.pelvis.p, f.right.hip, f.right.knee, below(f.right)], 0.1, 0.26);
}

export function frameShown(movement: Movement, frame: number): Shown {
  const now = movement.frames[frame] ?? movement.frames[0];
  if (!now) throw new Error("a movement without frames");
  return {
    right: now.right,
    left: now.left,
    body: now.body,
    stretch: movement.stretch_percent.map((s) => (s[frame] ?? 0) / 100),
    travel: (movement.speed_m_s * movement.cycle_s * frame) / movement.frames.length,
  };
}

/** A pose of one's own: the hips stand where they stand upright. */
export function poseShown(pose: LegPose): Shown {
  const lowest = Math.min(...[pose.leg.heel, pose.leg.toe].map((p) => p[1] ?? 0));
  const at = [0, Math.max(0.88, 0.02 - lowest), 0];
  return { right: pose.leg, left: null, body: { ...pose.body, at }, stretch: pose.muscles.map((m) => m.stretch_percent / 100), travel: 0 };
}
