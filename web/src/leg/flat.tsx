// The leg from the side, as lines: where the browser draws no three dimensions, and in print.
import type { Leg } from "../api";

const colors = ["var(--bflh)", "var(--st)", "var(--sm)", "var(--bfsh)"];
const dashes = ["", "6 3", "2 3", ""];

export function FlatLeg({ leg, label }: { leg: Leg; label: string }) {
  const at = (p: readonly number[]) => `${(p[0] ?? 0) * 100},${-(p[1] ?? 0) * 100}`;
  const bones = [leg.hip, leg.knee, leg.ankle, leg.heel, leg.toe];
  return (
    <svg viewBox="-70 -15 140 115" role="img" aria-label={label}>
      <polyline points={[leg.hip, leg.knee, leg.ankle].map(at).join(" ")} fill="none" stroke="var(--bone)" stroke-width="4" stroke-linecap="round" />
      <polyline points={[leg.ankle, leg.heel, leg.toe, leg.ankle].map(at).join(" ")} fill="none" stroke="var(--bone)" stroke-width="2.5" stroke-linejoin="round" />
      {bones.slice(0, 3).map((p, i) => (
        <circle key={i} cx={(p[0] ?? 0) * 100} cy={-(p[1] ?? 0) * 100} r="2.6" fill="var(--bone)" />
      ))}
      {leg.muscles.map((course, m) => (
        <polyline key={m} points={course.map(at).join(" ")} fill="none" stroke={colors[m]} stroke-width={m === 3 ? 0.8 : 1.6} stroke-dasharray={dashes[m]} stroke-linecap="round" />
      ))}
    </svg>
  );
}
