// How long it may take: twenty dots on an axis of days, so that the spread is the picture.
import type { Prognosis } from "../api";
import { useWords } from "../i18n";

/** Drawn for the window it stands in, so that its numbers stay readable on a phone. */
const room = () => (window.innerWidth < 600 ? 340 : 600);

function niceStep(max: number): number {
  for (const step of [7, 14, 28, 56, 112, 224]) if (max / step <= (window.innerWidth < 600 ? 5 : 8)) return step;
  return 365;
}

export function Dots({ prognosis, today }: { prognosis: Prognosis; today?: number }) {
  const w = useWords();
  if (!prognosis.known) return <p>{prognosis.sentence}</p>;
  const width = room();
  const step = niceStep(prognosis.dots_days[19] ?? 1);
  const max = Math.ceil((prognosis.dots_days[19] ?? 1) / step) * step;
  const at = (day: number) => 16 + (day / max) * (width - 32);
  const columns = new Map<number, number>();
  const dots = prognosis.dots_days.map((day) => {
    const column = Math.round(at(day) / 15);
    const height = columns.get(column) ?? 0;
    columns.set(column, height + 1);
    return { x: column * 15, height };
  });
  const top = Math.max(...columns.values());
  const base = top * 15 + 14;
  const ticks = Array.from({ length: Math.floor(max / step) + 1 }, (_, i) => i * step);
  return (
    <figure style={{ margin: "0 0 12px" }}>
      <svg viewBox={`0 0 ${width} ${base + 40}`} role="img" aria-label={`${prognosis.sentence} ${w.dots.sentence}.`} style={{ width: "100%", maxWidth: "640px" }}>
        <line x1="8" x2={width - 8} y1={base} y2={base} stroke="var(--line-strong)" />
        {ticks.map((day) => (
          <g key={day}>
            <line x1={at(day)} x2={at(day)} y1={base} y2={base + 5} stroke="var(--line-strong)" />
            <text x={at(day)} y={base + 19} text-anchor="middle">
              {day}
            </text>
          </g>
        ))}
        <text x={width / 2} y={base + 36} text-anchor="middle">
          {w.dots.axis}
        </text>
        {today !== undefined && today >= 0 && today <= max && <line x1={at(today)} x2={at(today)} y1="2" y2={base} stroke="var(--accent)" stroke-dasharray="4 3" />}
        {dots.map((dot, i) => (
          <circle key={i} cx={dot.x} cy={base - 9 - dot.height * 15} r="6" fill="var(--accent)" />
        ))}
      </svg>
      <figcaption>{prognosis.sentence}</figcaption>
    </figure>
  );
}
