// The leg from the side, as lines: where the browser draws no three dimensions, on small screens, and in print.
import { crown, placeOf, type Bounds, type Shown } from "./shown";

const colors = ["var(--bflh)", "var(--st)", "var(--sm)", "var(--bfsh)"];
const dashes = ["", "7 3", "2 3", ""];
const scale = 100;

// From the side the courses lie on one another: the bellies are drawn beside each other, the ends stay.
const aside = [-0.4, 5, 2.4, -1.6];

type Point = readonly number[];

/** A course with its belly moved back by `by` centimeters. */
function apart(course: readonly Point[], by: number): Point[] {
  const first = course[0],
    last = course[course.length - 1];
  if (!first || !last) return [];
  const dx = (last[0] ?? 0) - (first[0] ?? 0),
    dy = (last[1] ?? 0) - (first[1] ?? 0),
    length = Math.hypot(dx, dy) || 1;
  const steps = 12;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const along = (i / steps) * (course.length - 1),
      k = Math.min(course.length - 2, Math.floor(along)),
      share = along - k;
    const a = course[k] ?? first,
      b = course[k + 1] ?? last;
    const x = (a[0] ?? 0) + ((b[0] ?? 0) - (a[0] ?? 0)) * share,
      y = (a[1] ?? 0) + ((b[1] ?? 0) - (a[1] ?? 0)) * share;
    const out = (Math.sin((Math.PI * i) / steps) * by) / scale;
    return [x + (out * dy) / length, y - (out * dx) / length];
  });
}

export function FlatLeg({ shown, bounds, stays, label }: { shown: Shown; bounds: Bounds; stays: boolean; label: string }) {
  const at = placeOf(shown.body, stays);
  const x = (p: Point) => ((p[0] ?? 0) + at.x) * scale,
    y = (p: Point) => -((p[1] ?? 0) + at.y) * scale;
  const line = (points: Point[]) => points.map((p) => `${x(p).toFixed(1)},${y(p).toFixed(1)}`).join(" ");
  const local = (of: Shown["body"]["pelvis"], dx: number, dy: number): Point =>
    [0, 1, 2].map((i) => (of.p[i] ?? 0) + dx * (of.x[i] ?? 0) + dy * (of.y[i] ?? 0));
  const box = {
    x: bounds.left * scale - 6,
    y: -bounds.top * scale - 6,
    w: (bounds.right - bounds.left) * scale + 12,
    h: (bounds.top - bounds.bottom) * scale + 14,
  };
  const leg = (of: Shown["right"], faint: boolean) => (
    <g class={faint ? "flat-bones faint" : "flat-bones"}>
      {[1, 0].map((pass) => (
        <g key={pass} class={pass ? "edge" : "skin"}>
          <polyline points={line([of.hip, of.knee])} stroke-width={3.4 + pass * 1.4} />
          <polyline points={line([of.knee, of.ankle])} stroke-width={2.8 + pass * 1.4} />
          <polyline points={line([of.ankle, of.heel, of.toe])} stroke-width={2 + pass * 1.4} />
          {[of.hip, of.knee].map((p, i) => (
            <circle key={i} cx={x(p)} cy={y(p)} r={2.6 + pass * 0.7} />
          ))}
        </g>
      ))}
    </g>
  );
  const head = crown(shown.body),
    neck = local(shown.body.trunk, 0, 0.44);
  const first = -shown.travel * scale;
  return (
    <svg class="flat-leg" viewBox={`${box.x} ${box.y} ${box.w} ${box.h}`} role="img" aria-label={label}>
      <line class="ground" x1="-400" x2="400" y1="0" y2="0" />
      {Array.from({ length: 16 }, (_, i) => ((((first + i * 25) % 400) + 400) % 400) - 200).map((tick, i) => (
        <line key={i} class="ground" x1={tick} x2={tick - 3} y1="0" y2="4" />
      ))}
      <g class="flat-body">
        <polyline points={line([local(shown.body.pelvis, -0.1, 0.02), shown.body.trunk.p, local(shown.body.trunk, 0.02, 0.2), neck])} stroke-width="9" />
        <circle cx={(x(head) + x(neck)) / 2} cy={(y(head) + y(neck)) / 2} r="9" />
      </g>
      {shown.left && leg(shown.left, true)}
      <g class="flat-bones">
        {[1, 0].map((pass) => (
          <polygon
            key={pass}
            class={pass ? "edge" : "skin"}
            stroke-width={pass ? 2.6 : 1.2}
            points={line([
              local(shown.body.pelvis, 0.0, -0.01),
              local(shown.body.pelvis, -0.05, 0.07),
              local(shown.body.pelvis, -0.13, 0.06),
              local(shown.body.pelvis, -0.15, -0.03),
              local(shown.body.pelvis, -0.115, -0.13),
              local(shown.body.pelvis, -0.06, -0.1),
              local(shown.body.pelvis, -0.02, -0.07),
            ])}
          />
        ))}
      </g>
      {leg(shown.right, false)}
      {shown.right.muscles.map((course, m) => {
        const share = Math.max(0, Math.min(1, 0.5 + (shown.stretch[m] ?? 0) * 5));
        return (
          <polyline
            key={m}
            class="flat-muscle"
            points={line(course.length > 1 ? apart(course, aside[m] ?? 0) : [])}
            stroke={colors[m]}
            stroke-width={(m === 3 ? 1 : 1.9) * (0.7 + 0.7 * share)}
            stroke-opacity={0.55 + 0.45 * share}
            stroke-dasharray={dashes[m]}
          />
        );
      })}
    </svg>
  );
}
