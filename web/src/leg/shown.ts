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

export function boundsOf(movement: Movement): Bounds {
  const stays = movement.speed_m_s === 0;
  const all: Bounds = { left: Infinity, right: -Infinity, bottom: 0, top: -Infinity };
  for (const frame of movement.frames) {
    const at = placeOf(frame.body, stays);
    // The chest has to be seen; the head may leave the picture, so that the leg is large.
    const chest: Point = [0, 1, 2].map((i) => (frame.body.trunk.p[i] ?? 0) + 0.4 * (frame.body.trunk.y[i] ?? 0));
    const points: Point[] = [chest, frame.body.pelvis.p];
    for (const leg of [frame.right, frame.left]) points.push(leg.hip, leg.knee, leg.ankle, leg.heel, leg.toe);
    for (const p of points) {
      all.left = Math.min(all.left, (p[0] ?? 0) + at.x - 0.08);
      all.right = Math.max(all.right, (p[0] ?? 0) + at.x + 0.08);
      all.top = Math.max(all.top, (p[1] ?? 0) + at.y + 0.02);
    }
  }
  return all;
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
