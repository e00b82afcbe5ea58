// The body from the side, drawn flat: where the browser draws no three dimensions, on small screens, in print, and until
// the sculpted one is ready. Same places, same colors, same thickness of the muscles.
import type { JSX } from "preact";
import { builds, radiusAt, spread, type Point } from "./builds";
import { crown, placeOf, type Bounds, type Shown } from "./shown";

const colors = ["var(--bflh)", "var(--st)", "var(--sm)", "var(--bfsh)"];
const scale = 100;
// From the side the courses lie on one another: the bellies are drawn beside each other, the ends stay [m].
const aside = [-0.006, 0.046, 0.026, -0.016];
// Behind one another, the outer ones last.
const order = [2, 1, 3, 0];

type Stop = readonly [along: number, ahead: number, behind: number];

const x = (p: Point) => p[0] ?? 0;
const y = (p: Point) => p[1] ?? 0;

// Half-widths [m] to the front and to the back along a part of the body, from its upper end to its lower.
const thigh: Stop[] = [
  [-0.12, 0.03, 0.07],
  [0, 0.07, 0.095],
  [0.2, 0.084, 0.086],
  [0.6, 0.072, 0.066],
  [0.9, 0.052, 0.05],
  [1.04, 0.048, 0.045],
];
const calf: Stop[] = [
  [-0.06, 0.046, 0.046],
  [0.1, 0.042, 0.056],
  [0.3, 0.034, 0.072],
  [0.6, 0.03, 0.05],
  [0.85, 0.027, 0.034],
  [1.02, 0.032, 0.036],
];
const torso: Stop[] = [
  [0, 0.1, -0.01],
  [0.1, 0.115, 0.03],
  [0.25, 0.155, 0.055],
  [0.55, 0.16, 0.045],
  [0.85, 0.15, 0.03],
  [1.15, 0.13, 0.04],
];
const femur: Stop[] = [
  [-0.03, 0.008, 0.016],
  [0.03, 0.016, 0.03],
  [0.1, 0.017, 0.018],
  [0.5, 0.02, 0.004],
  [0.82, 0.016, 0.012],
  [0.94, 0.028, 0.03],
  [1.03, 0.02, 0.03],
];
const tibia: Stop[] = [
  [0.05, 0.022, 0.034],
  [0.1, 0.026, 0.026],
  [0.17, 0.026, 0.012],
  [0.5, 0.018, 0.006],
  [0.85, 0.013, 0.012],
  [0.97, 0.02, 0.02],
];

/** Outline of a part between `from` and `to`, whose front lies to the left of the way down. */
function outline(from: Point, to: Point, stops: readonly Stop[]): Point[] {
  const [dx, dy] = [x(to) - x(from), y(to) - y(from)];
  const length = Math.hypot(dx, dy) || 1;
  const [fx, fy] = [-dy / length, dx / length];
  const at = (along: number, out: number): Point => [x(from) + along * dx + out * fx, y(from) + along * dy + out * fy];
  return [...stops.map(([along, ahead]) => at(along, ahead)), ...[...stops].reverse().map(([along, , behind]) => at(along, -behind))];
}

/** The belly of a muscle between its tendons. */
function belly(course: readonly Point[], by: number, full: number, m: number): { flesh: Point[]; tendon: Point[] } {
  const build = builds[m];
  const first = course[0],
    last = course[course.length - 1];
  if (!build || !first || !last) return { flesh: [], tendon: [] };
  const [dx, dy] = [x(last) - x(first), y(last) - y(first)];
  const length = Math.hypot(dx, dy) || 1;
  const steps = 24;
  const line = new Float64Array(3 * (steps + 1));
  spread(course, steps, line);
  const middle: [number, number, number][] = [];
  for (let i = 0; i <= steps; ++i) {
    const out = Math.sin((Math.PI * i) / steps) ** 1.5 * by;
    middle.push([(line[3 * i] ?? 0) + (out * dy) / length, (line[3 * i + 1] ?? 0) - (out * dx) / length, radiusAt(build, i / steps) * 0.8 * full]);
  }
  const side = (sign: number): Point[] => middle.map(([px, py, r]) => [px + (sign * r * dy) / length, py - (sign * r * dx) / length]);
  return { flesh: [...side(1), ...side(-1).reverse()], tendon: middle };
}

export function FlatLeg({ shown, bounds, stays, label }: { shown: Shown; bounds: Bounds; stays: boolean; label: string }) {
  const at = placeOf(shown.body, stays);
  const px = (p: Point) => ((x(p) + at.x) * scale).toFixed(1),
    py = (p: Point) => (-(y(p) + at.y) * scale).toFixed(1);
  const line = (points: readonly Point[]) => points.map((p) => `${px(p)},${py(p)}`).join(" ");
  /** A closed path through points, rounded at each. */
  const round = (points: readonly Point[]) => {
    const middle = (a: Point, b: Point): Point => [(x(a) + x(b)) / 2, (y(a) + y(b)) / 2];
    const n = points.length;
    const p = (i: number) => points[(i + n) % n] ?? [0, 0];
    const start = middle(p(-1), p(0));
    return `M${px(start)} ${py(start)}${points.map((q, i) => `Q${px(q)} ${py(q)} ${px(middle(q, p(i + 1)))} ${py(middle(q, p(i + 1)))}`).join("")}Z`;
  };
  const local = (of: Shown["body"]["pelvis"], dx: number, dy: number): Point =>
    [0, 1, 2].map((i) => (of.p[i] ?? 0) + dx * (of.x[i] ?? 0) + dy * (of.y[i] ?? 0));
  const { trunk, pelvis } = shown.body;
  const box = {
    x: bounds.left * scale - 4,
    y: -bounds.top * scale - 4,
    w: (bounds.right - bounds.left) * scale + 8,
    h: (bounds.top - bounds.bottom) * scale + 8,
  };
  const sole = (leg: Shown["right"]): Point[] => {
    const [ax, ay] = [x(leg.toe) - x(leg.heel), y(leg.toe) - y(leg.heel)];
    const length = Math.hypot(ax, ay) || 1;
    const [ux, uy] = [ax / length, ay / length];
    const of = (p: Point, along: number, up: number): Point => [x(p) + along * ux - up * uy, y(p) + along * uy + up * ux];
    return [
      of(leg.heel, -0.02, 0.03),
      of(leg.ankle, -0.03, 0.03),
      of(leg.ankle, 0.035, 0.015),
      of(leg.toe, -0.02, 0.045),
      of(leg.toe, 0.06, 0.022),
      of(leg.toe, 0.06, -0.008),
      of(leg.heel, 0, -0.012),
    ];
  };
  const skinOf = (leg: Shown["right"]) => [outline(leg.hip, leg.knee, thigh), outline(leg.knee, leg.ankle, calf), sole(leg)];
  const bonesOf = (leg: Shown["right"], faint: boolean) => (
    <g class={faint ? "flat-bones faint" : "flat-bones"}>
      {[outline(leg.hip, leg.knee, femur), outline(leg.knee, leg.ankle, tibia)].map((points, i) => (
        <path key={i} d={round(points)} />
      ))}
      <circle cx={px(leg.hip)} cy={py(leg.hip)} r={2.5} />
    </g>
  );
  /** Parts of the body as one: first the lines around all, then what they enclose. */
  const skin = (parts: Point[][], more: JSX.Element | null, far: boolean) => (
    <g class={far ? "flat-skin far" : "flat-skin"}>
      {["edge", "inside"].map((pass) => (
        <g key={pass} class={pass}>
          {parts.map((points, i) => (
            <path key={i} d={round(points)} />
          ))}
          {more}
        </g>
      ))}
    </g>
  );
  const low = local(trunk, 0.015, -0.02),
    high = local(trunk, 0.015, 0.68),
    head = crown(shown.body);
  const first = -shown.travel * scale;
  return (
    <svg class="flat-leg" viewBox={`${box.x} ${box.y} ${box.w} ${box.h}`} role="img" aria-label={label}>
      <line class="ground" x1="-400" x2="400" y1="0" y2="0" />
      {Array.from({ length: 16 }, (_, i) => ((((first + i * 25) % 400) + 400) % 400) - 200).map((tick, i) => (
        <line key={i} class="ground" x1={tick} x2={tick - 3} y1="0" y2="4" />
      ))}
      {shown.left && (
        <>
          {skin(skinOf(shown.left), null, true)}
          {bonesOf(shown.left, true)}
        </>
      )}
      {skin(
        [
          outline(high, low, torso),
          [
            local(pelvis, 0.03, 0.08),
            local(pelvis, 0.04, -0.06),
            local(pelvis, -0.02, -0.16),
            local(pelvis, -0.16, -0.14),
            local(pelvis, -0.19, -0.03),
            local(pelvis, -0.14, 0.09),
          ],
          ...skinOf(shown.right),
        ],
        <ellipse cx={((x(head) + x(high)) / 2 + at.x + 0.045) * scale} cy={-((y(head) + y(high)) / 2 + at.y) * scale} rx={9.2} ry={11.4} />,
        false,
      )}
      <g class="flat-bones">
        {[0.03, 0.068, 0.106].map((up) => (
          <path
            key={up}
            d={round([
              local(trunk, 0.02, up - 0.016),
              local(trunk, 0.024, up + 0.016),
              local(trunk, -0.014, up + 0.016),
              local(trunk, -0.06, up + 0.002),
              local(trunk, -0.014, up - 0.014),
            ])}
          />
        ))}
        <path
          d={round([
            local(pelvis, 0.016, -0.012),
            local(pelvis, -0.014, 0.05),
            local(pelvis, -0.07, 0.088),
            local(pelvis, -0.14, 0.07),
            local(pelvis, -0.165, 0.0),
            local(pelvis, -0.135, -0.1),
            local(pelvis, -0.12, -0.045),
            local(pelvis, -0.1, -0.07),
            local(pelvis, -0.128, -0.135),
            local(pelvis, -0.095, -0.16),
            local(pelvis, -0.025, -0.125),
            local(pelvis, -0.005, -0.095),
            local(pelvis, -0.03, -0.05),
          ])}
        />
      </g>
      {bonesOf(shown.right, false)}
      {order.map((m) => {
        const share = Math.max(0, Math.min(1, 0.5 + (shown.stretch[m] ?? 0) * 5));
        const course = shown.right.muscles[m] ?? [];
        if (course.length < 2) return null;
        const { flesh, tendon } = belly(course, aside[m] ?? 0, 0.82 + 0.34 * share, m);
        return (
          <g key={m} class="flat-muscle">
            <polyline points={line(tendon)} />
            <polygon points={line(flesh)} fill={colors[m]} fill-opacity={0.55 + 0.45 * share} />
          </g>
        );
      })}
    </svg>
  );
}
