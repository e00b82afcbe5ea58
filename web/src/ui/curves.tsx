// Curves over a cycle: named lines in the frame that every chart has.
import { fill, useWords } from "../i18n";
import { number } from "../settings";
import { Chart, ticksBetween } from "./chart";

export interface Curve {
  id: string;
  name: string;
  values: number[];
  color: string;
  dash?: string;
  thin?: boolean;
}

const width = 420,
  height = 210,
  left = 46,
  right = 64,
  top = 10,
  bottom = 30;

/** Labels at the right end, pushed apart so that none covers another. */
function labelRows(curves: Curve[], y: (v: number) => number): number[] {
  const order = curves.map((c, i) => ({ i, y: y(c.values[c.values.length - 1] ?? 0) })).sort((a, b) => a.y - b.y);
  for (let k = 1; k < order.length; ++k) {
    const before = order[k - 1],
      here = order[k];
    if (before && here && here.y - before.y < 13) here.y = before.y + 13;
  }
  // What the pushing drove below the axis goes up again, from the last one on.
  for (let k = order.length - 1, limit = height - bottom; k >= 0; --k, limit = (order[k + 1]?.y ?? limit) - 13) {
    const here = order[k];
    if (here && here.y > limit) here.y = limit;
  }
  const rows: number[] = [];
  for (const item of order) rows[item.i] = item.y;
  return rows;
}

export function Curves({
  title,
  unit,
  curves,
  cursor,
  onCursor,
  mark,
}: {
  title: string;
  unit: string;
  curves: Curve[];
  cursor: number;
  onCursor: (frame: number) => void;
  mark?: { percent: number; text: string };
}) {
  const w = useWords();
  const count = curves[0]?.values.length ?? 0;
  if (count === 0) return null;
  const all = curves.flatMap((c) => c.values);
  const low = Math.min(0, ...all),
    high = Math.max(0, ...all);
  const pad = (high - low) * 0.06;
  const x = (i: number) => left + (i / (count - 1)) * (width - left - right);
  const y = (v: number) => top + ((high + pad - v) / (high - low + 2 * pad)) * (height - top - bottom);
  const rows = labelRows(curves, y);
  const percent = (i: number) => Math.round((i / count) * 100);
  const columns = [w.understand.cycle, ...curves.map((c) => `${c.name} [${unit}]`)];
  return (
    <Chart
      title={title}
      count={count}
      cursor={cursor}
      onCursor={onCursor}
      reading={(i) =>
        fill(w.understand.reading, { percent: percent(i), values: curves.map((c) => `${c.name} ${number(c.values[i] ?? 0, 1)} ${unit}`).join(", ") })
      }
      table={{
        columns,
        rows: Array.from({ length: Math.ceil(count / 5) }, (_, k) => k * 5).map((i) => [percent(i), ...curves.map((c) => number(c.values[i] ?? 0, 1))]),
      }}
      csv={{ columns: ["percent", ...columns.slice(1)], rows: Array.from({ length: count }, (_, i) => [percent(i), ...curves.map((c) => c.values[i] ?? "")]) }}
      file="hamstring-curve.csv"
      width={width}
      height={height}
      stepAt={(at) => ((at - left) / (width - left - right)) * (count - 1)}
    >
      {ticksBetween(low - pad, high + pad, 5).map((v) => (
        <g key={v}>
          <line x1={left} x2={width - right} y1={y(v)} y2={y(v)} stroke={v === 0 ? "var(--line-strong)" : "var(--line)"} />
          <text x={left - 6} y={y(v) + 4} text-anchor="end">
            {`${v} ${unit}`}
          </text>
        </g>
      ))}
      {[0, 25, 50, 75, 100].map((p) => (
        <text key={p} x={left + (p / 100) * (width - left - right)} y={height - 14} text-anchor="middle">
          {p}
        </text>
      ))}
      <text x={(left + width - right) / 2} y={height - 1} text-anchor="middle">
        {w.understand.cycle}
      </text>
      {mark && (
        <g>
          <line
            x1={x((mark.percent / 100) * (count - 1))}
            x2={x((mark.percent / 100) * (count - 1))}
            y1={top}
            y2={height - bottom}
            stroke="var(--quiet)"
            stroke-dasharray="3 3"
          />
          <text
            x={x((mark.percent / 100) * (count - 1)) + (mark.percent > 50 ? -4 : 4)}
            y={top + 10}
            text-anchor={mark.percent > 50 ? "end" : "start"}
            class="mark-text"
          >
            {mark.text}
          </text>
        </g>
      )}
      {curves.map((curve, c) => (
        <g key={curve.id}>
          <polyline
            points={curve.values.map((v, i) => `${x(i).toFixed(1)},${y(v).toFixed(1)}`).join(" ")}
            fill="none"
            stroke={curve.color}
            stroke-width={curve.thin ? 1.2 : 2.2}
            stroke-dasharray={curve.dash}
            stroke-linejoin="round"
          />
          <text x={width - right + 6} y={(rows[c] ?? 0) + 4} style={{ fill: curve.color, fontWeight: "600" }}>
            {curve.name}
          </text>
        </g>
      ))}
      <line x1={x(cursor)} x2={x(cursor)} y1={top} y2={height - bottom} stroke="var(--text)" />
      {curves.map((curve) => (
        <circle key={curve.id} cx={x(cursor)} cy={y(curve.values[cursor] ?? 0)} r="3.5" fill={curve.color} />
      ))}
    </Chart>
  );
}
