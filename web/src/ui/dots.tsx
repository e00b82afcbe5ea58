// How long it may take: twenty dots on an axis of days, so that the spread is the picture and never one date.
import { useState } from "preact/hooks";
import type { Prognosis } from "../api";
import { fill, useWords } from "../i18n";
import { number } from "../settings";
import { Chart, niceStep, room } from "./chart";

const week = 7,
  month = 30.4375,
  size = 15;
const weekSteps = [1, 2, 4, 8].map((n) => n * week);
const monthSteps = [1, 2, 3, 6, 12].map((n) => n * month);

/** Where the dots stand: columns from day 0 on, so that no dot lies before the beginning. */
function stacked(days: number[], x: (day: number) => number) {
  const columns = new Map<number, number>();
  const dots = days.map((value) => {
    const column = Math.max(0, Math.floor((x(value) - x(0)) / size));
    const height = columns.get(column) ?? 0;
    columns.set(column, height + 1);
    return { x: x(0) + (column + 0.5) * size, height, value };
  });
  return { dots, base: Math.max(...columns.values()) * size + 20 };
}

/** `today`: days since it began. No date: a spread is no appointment. */
export function Dots({ prognosis, today }: { prognosis: Prognosis; today?: number }) {
  const w = useWords();
  const [at, setAt] = useState<number | null>(null);
  if (!prognosis.known) return <p>{prognosis.sentence}</p>;
  const width = room(600);
  const days = prognosis.dots_days;
  const latest = days[19] ?? 1;
  // Half a year and less is read in weeks, more in months.
  const inMonths = latest > 26 * week;
  const unit = inMonths ? month : week;
  const step = niceStep(latest, width < 420 ? 5 : 8, inMonths ? monthSteps : weekSteps);
  const max = Math.ceil(latest / step) * step;
  const x = (value: number) => 18 + (value / max) * (width - 36);
  const { dots, base } = stacked(days, x);
  const ticks = Array.from({ length: Math.floor(max / step) + 1 }, (_, i) => i * step);
  const until = (value: number) => days.filter((d) => d <= value).length;
  const cursor = at ?? Math.round(((days[9] ?? 0) + (days[10] ?? 0)) / 2);
  const long = (value: number) =>
    fill(inMonths ? w.course.dots.inMonths : w.course.dots.inWeeks, { n: number(value / unit, inMonths && value % unit !== 0 ? 1 : 0) });
  const reading = (value: number) => fill(w.course.dots.readDay, { n: until(value), day: value, span: long(value) });
  const span = (from: number, to: number) =>
    fill(w.course.dots.spanDay, {
      from: number(Math.round(days[from] ?? 0)),
      to: number(Math.round(days[to] ?? 0)),
    });
  return (
    <div class="dots">
      <Chart
        title={prognosis.sentence}
        count={Math.ceil(max) + 1}
        cursor={cursor}
        onCursor={setAt}
        reading={reading}
        shown={today !== undefined}
        leap={7}
        width={width}
        height={base + 44}
        stepAt={(place) => ((place - 18) / (width - 36)) * max}
        table={{
          columns: [w.course.dots.dot, w.dots.axis],
          rows: days.map((value, i) => [i + 1, number(value)]),
        }}
        csv={{ columns: ["dot", "days_since_onset"], rows: days.map((value, i) => [i + 1, value]) }}
        file="hamstring-how-long.csv"
      >
        <line x1="8" x2={width - 8} y1={base} y2={base} stroke="var(--line-strong)" />
        {ticks.map((value) => (
          <g key={value}>
            <line x1={x(value)} x2={x(value)} y1={base} y2={base + 5} stroke="var(--line-strong)" />
            <text x={x(value)} y={base + 19} text-anchor="middle">
              {number(value / unit)}
            </text>
          </g>
        ))}
        <text x={width / 2} y={base + 38} text-anchor="middle">
          {inMonths ? w.course.dots.months : w.course.dots.weeks}
        </text>
        {today !== undefined && today >= 0 && today <= max && (
          <g>
            <line x1={x(today)} x2={x(today)} y1="14" y2={base} stroke="var(--text)" stroke-dasharray="4 3" />
            <text x={Math.max(20, Math.min(width - 20, x(today)))} y="10" text-anchor="middle">
              {w.common.today}
            </text>
          </g>
        )}
        {at !== null && <line x1={x(at)} x2={x(at)} y1="14" y2={base} stroke="var(--accent)" />}
        {dots.map((dot, i) => (
          <circle
            key={i}
            cx={dot.x}
            cy={base - 9 - dot.height * size}
            r="5.5"
            stroke="var(--accent)"
            stroke-width="1.5"
            fill={at === null || dot.value <= at ? "var(--accent)" : "var(--ground)"}
          />
        ))}
      </Chart>
      {today !== undefined && <p class="quiet">{span(5, 14)}</p>}
    </div>
  );
}
