// A person from the side, drawn from numbers: where an exercise begins (faint) and where it goes, with the
// hamstrings that work. Lengths are of the drawing; it shows a pose and measures nothing.
import { useEffect, useState } from "preact/hooks";
import type { Exercise } from "../api";

export type FigureData = NonNullable<Exercise["figure"]>;
type Pose = FigureData["poses"][number];
type Prop = FigureData["props"][number];
interface Point {
  x: number;
  y: number;
}
type Joints = Record<string, Point>;

const trunk = 50,
  neckToHead = 17,
  thigh = 42,
  shank = 40,
  upperArm = 27,
  forearm = 32,
  heelBack = 5,
  toeAhead = 16,
  soleBelow = 5;

const from = (p: Point, degrees: number, length: number): Point => ({
  x: p.x + length * Math.cos((degrees * Math.PI) / 180),
  y: p.y + length * Math.sin((degrees * Math.PI) / 180),
});

function limb(joints: Joints, side: string, start: Point, leg: readonly number[], neck: Point, arm: readonly number[]): void {
  const knee = from(start, leg[0] ?? -90, thigh);
  const ankle = from(knee, leg[1] ?? -90, shank);
  const foot = leg[2] ?? 0;
  const sole = from(ankle, foot - 90, soleBelow);
  const elbow = from(neck, arm[0] ?? -90, upperArm);
  Object.assign(joints, {
    [`${side}_knee`]: knee,
    [`${side}_ankle`]: ankle,
    [`${side}_heel`]: from(sole, foot + 180, heelBack),
    [`${side}_toe`]: from(sole, foot, toeAhead),
    [`${side}_elbow`]: elbow,
    [`${side}_hand`]: from(elbow, arm[1] ?? -90, forearm),
  });
}

export function jointsOf(pose: Pose): Joints {
  const hip = { x: pose.hip[0] ?? 0, y: pose.hip[1] ?? 0 };
  const neck = from(hip, pose.trunk, trunk);
  const joints: Joints = { hip, neck, head: from(neck, pose.head, neckToHead) };
  limb(joints, "near", hip, pose.near, neck, pose.near_arm);
  limb(joints, "far", hip, pose.far, neck, pose.far_arm);
  return joints;
}

/** Between two poses, each limb turned the short way. */
function between(a: Pose, b: Pose, share: number): Pose {
  const turn = (p: number, q: number) => p + (((((q - p + 540) % 360) + 360) % 360) - 180) * share;
  const each = (p: readonly number[], q: readonly number[]) => p.map((v, i) => turn(v, q[i] ?? v));
  return {
    hip: a.hip.map((v, i) => v + ((b.hip[i] ?? v) - v) * share),
    trunk: turn(a.trunk, b.trunk),
    head: turn(a.head, b.head),
    near: each(a.near, b.near),
    far: each(a.far, b.far),
    near_arm: each(a.near_arm, b.near_arm),
    far_arm: each(a.far_arm, b.far_arm),
  };
}

const line = (points: (Point | undefined)[]) => points.map((p) => `${(p?.x ?? 0).toFixed(1)},${(-(p?.y ?? 0)).toFixed(1)}`).join(" ");

/** The back of the thigh: from the sit bone to below the knee, bowed by `out`. */
function hamstring(j: Joints, pose: Pose, side: "near" | "far", out: number): string {
  const hip = j.hip as Point,
    knee = j[`${side}_knee`] as Point;
  const legs = side === "near" ? pose.near : pose.far;
  const back = (legs[0] ?? -90) - 90;
  const a = from(from(hip, pose.trunk + 180, 3), back, 6);
  const b = from(from(knee, legs[1] ?? -90, 9), (legs[1] ?? -90) - 90, 4);
  const middle = from(from(hip, legs[0] ?? -90, thigh * 0.5), back, 6 + out);
  return `M${a.x.toFixed(1)},${(-a.y).toFixed(1)}Q${(2 * middle.x - (a.x + b.x) / 2).toFixed(1)},${(-(2 * middle.y - (a.y + b.y) / 2)).toFixed(1)} ${b.x.toFixed(1)},${(-b.y).toFixed(1)}`;
}

const muscleOrder = ["bflh", "st", "sm", "bfsh"];

function Body({ pose, ghost, muscles, both }: { pose: Pose; ghost: boolean; muscles: string[]; both: boolean }) {
  const j = jointsOf(pose);
  const work = muscleOrder.filter((m) => muscles.includes(m));
  const strands = work.length > 0 ? work : ["none"];
  const leg = (side: string): Stroke[] => [
    [[j.hip, j[`${side}_knee`]], 12],
    [[j[`${side}_knee`], j[`${side}_ankle`]], 9],
    [[j[`${side}_ankle`], j[`${side}_heel`]], 5.5],
    [[j[`${side}_heel`], j[`${side}_toe`]], 5.5],
  ];
  const arm = (side: string): Stroke[] => [[[j.neck, j[`${side}_elbow`], j[`${side}_hand`]], 6]];
  return (
    <g class={ghost ? "ghost" : "solid"}>
      <Limbs strokes={[...arm("far"), ...leg("far")]} side="far" />
      {!ghost && both && <path class={`strand m-${strands[0] ?? "none"}`} d={hamstring(j, pose, "far", 0)} stroke-width="2.5" opacity="0.5" />}
      <Limbs strokes={[[[j.hip, j.neck], 16], ...leg("near")]} side="near" {...(j.head ? { head: j.head } : {})} />
      {!ghost &&
        strands.map((m, i) => <path key={m} class={`strand m-${m}`} d={hamstring(j, pose, "near", i * 2.8)} stroke-width={strands.length > 1 ? 2.8 : 3.6} />)}
      <Limbs strokes={arm("near")} side="near" />
    </g>
  );
}

type Stroke = [(Point | undefined)[], number];

/** Rounded limbs with one outline around all of them. */
function Limbs({ strokes, side, head }: { strokes: Stroke[]; side: string; head?: Point }) {
  return (
    <g class={`limb ${side}`}>
      <g class="edge">
        {strokes.map(([points, width], i) => (
          <polyline key={i} points={line(points)} stroke-width={width + 2.6} />
        ))}
        {head && <circle cx={head.x} cy={-head.y} r="10.8" />}
      </g>
      <g class="skin">
        {strokes.map(([points, width], i) => (
          <polyline key={i} points={line(points)} stroke-width={width} />
        ))}
        {head && <circle cx={head.x} cy={-head.y} r="9.5" />}
      </g>
    </g>
  );
}

function Thing({ prop, joints }: { prop: Prop; joints: Joints }) {
  const on = prop.on ? joints[prop.on] : undefined;
  const x = (on?.x ?? 0) + (prop.at[0] ?? 0),
    y = -((on?.y ?? 0) + (prop.at[1] ?? 0));
  const w = prop.size[0] ?? 20,
    h = prop.size[1] ?? 6;
  const turned = `rotate(${-prop.turn} ${x} ${y})`;
  switch (prop.kind) {
    case "box":
    case "pad":
      return <rect class={prop.kind} x={x - w / 2} y={y - h / 2} width={w} height={h} rx={prop.kind === "pad" ? 3 : 2} transform={turned} />;
    case "pole":
      return <rect class="box" x={x - w / 2} y={y - h / 2} width={w} height={h} rx="2" transform={turned} />;
    case "wheel":
      return <circle class="wheel" cx={x} cy={y} r={w - 2} />;
    case "bar":
      return (
        <g class="weight">
          <circle cx={x} cy={y} r="10" />
          <circle class="hole" cx={x} cy={y} r="2.5" />
        </g>
      );
    case "dumbbell":
      return <rect class="weight" x={x - 9} y={y - 4} width="18" height="8" rx="3" />;
    case "band": {
      const ankle = on ?? { x: 0, y: 0 };
      return <line class="band" x1={ankle.x} y1={-ankle.y} x2={prop.at[0] ?? 0} y2={-(prop.at[1] ?? 0)} />;
    }
    case "slider":
      return <rect class="pad" x={x - 8} y={y + 3} width="18" height="3.5" rx="1.5" />;
    case "strap":
      return <circle class="pad" cx={x} cy={y} r="6" />;
    case "helper":
      return (
        <g class="helper">
          <circle cx={x} cy={y} r="8" />
        </g>
      );
    default:
      return null;
  }
}

/** The way a joint goes, as a bowed arrow beside the body. */
function Way({ a, b }: { a: Point; b: Point }) {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  if (length < 6) return null;
  const bow = 0.18;
  const c = { x: (a.x + b.x) / 2 - (b.y - a.y) * bow, y: (a.y + b.y) / 2 + (b.x - a.x) * bow };
  const at = Math.atan2(-(b.y - c.y), b.x - c.x);
  const tip = (turn: number) => `${(b.x - 9 * Math.cos(at + turn)).toFixed(1)},${(-b.y - 9 * Math.sin(at + turn)).toFixed(1)}`;
  return (
    <g class="way">
      <path d={`M${a.x},${-a.y}Q${c.x},${-c.y} ${b.x},${-b.y}`} />
      <polyline points={`${tip(0.45)} ${b.x},${-b.y} ${tip(-0.45)}`} />
    </g>
  );
}

function Spot({ pose, along }: { pose: Pose; along: number }) {
  const hip = jointsOf(pose).hip as Point,
    turn = pose.near[0] ?? -90;
  const at = from(from(hip, turn, thigh * along), turn - 90, 6);
  return (
    <g class="spot">
      <circle cx={at.x} cy={-at.y} r="11" />
      <circle class="core" cx={at.x} cy={-at.y} r="4" />
    </g>
  );
}

/** Those known to work most; all three where an exercise is for the hamstrings and no study tells them apart. */
export function worked(exercise: Exercise): string[] {
  const known = exercise.loads_most.map((l) => l.muscle).filter((m) => ["bflh", "st", "sm", "bfsh"].includes(m));
  const meant = exercise.targets.some((t) => ["knee_dominant", "hip_dominant", "both", "range"].includes(t));
  return known.length > 0 || !meant ? known : ["bflh", "st", "sm"];
}

function frameOf(figure: FigureData): { x: number; y: number; w: number; h: number } {
  const points: Point[] = figure.poses.flatMap((pose) => Object.values(jointsOf(pose)));
  for (const prop of figure.props) {
    if (prop.on) continue;
    const w = (prop.size[0] ?? 20) / 2,
      h = (prop.size[1] ?? 20) / 2,
      r = prop.turn ? Math.max(w, h) : 0;
    points.push({ x: (prop.at[0] ?? 0) - Math.max(w, r), y: prop.at[1] ?? 0 }, { x: (prop.at[0] ?? 0) + Math.max(w, r), y: (prop.at[1] ?? 0) + h });
  }
  const xs = points.map((p) => p.x),
    ys = points.map((p) => p.y);
  const left = Math.min(...xs) - 16,
    right = Math.max(...xs) + 16,
    top = Math.max(...ys) + 16;
  // Every figure is drawn to the same scale where it can be, so that people are of one size.
  const width = Math.max(200, right - left),
    height = Math.max(122, top + 8);
  return { x: (left + right) / 2 - width / 2, y: -height + 8, w: width, h: height };
}

/**
 * `muscles`: those loaded most, in the colors of the app. `moving` lets it go back and forth, where motion is
 * wanted; otherwise the start stands faint behind the end, with an arrow. `spot`: a region on the back of the thigh,
 * 0 at the sit bone, 1 at the knee.
 */
export function Figure({
  figure,
  label,
  muscles = [],
  moving = false,
  spot,
}: {
  figure: FigureData;
  label: string;
  muscles?: string[];
  moving?: boolean;
  spot?: number;
}) {
  const [share, setShare] = useState(1);
  const start = figure.poses[0],
    end = figure.poses[figure.poses.length - 1];
  const runs = moving && figure.poses.length > 1 && !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  useEffect(() => {
    if (!runs) {
      setShare(1);
      return undefined;
    }
    let request = 0;
    const begin = performance.now();
    const step = (now: number) => {
      setShare(0.5 - 0.5 * Math.cos(((now - begin) / 1000) * ((2 * Math.PI) / 4)));
      request = requestAnimationFrame(step);
    };
    request = requestAnimationFrame(step);
    return () => cancelAnimationFrame(request);
  }, [runs]);
  if (!start || !end) return null;
  const box = frameOf(figure);
  const now = figure.poses.length > 1 ? between(start, end, share) : end;
  const joints = jointsOf(now);
  const a = figure.arrow ? jointsOf(start)[figure.arrow] : undefined,
    b = figure.arrow ? jointsOf(end)[figure.arrow] : undefined;
  return (
    <svg class="figure" viewBox={`${box.x.toFixed(1)} ${box.y.toFixed(1)} ${box.w.toFixed(1)} ${box.h.toFixed(1)}`} role="img" aria-label={label}>
      <line class="floor" x1={box.x + 4} x2={box.x + box.w - 4} y1="0" y2="0" />
      {figure.props
        .filter((p) => !p.on && p.kind !== "helper")
        .map((prop, i) => (
          <Thing key={i} prop={prop} joints={joints} />
        ))}
      {figure.poses.length > 1 && !runs && <Body pose={start} ghost muscles={[]} both={false} />}
      <Body pose={now} ghost={false} muscles={muscles} both={figure.leg === "both"} />
      {figure.props
        .filter((p) => p.on || p.kind === "helper")
        .map((prop, i) => (
          <Thing key={i} prop={prop} joints={joints} />
        ))}
      {a && b && !runs && <Way a={a} b={b} />}
      {spot !== undefined && <Spot pose={now} along={spot} />}
    </svg>
  );
}
