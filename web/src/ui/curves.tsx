// Curves over a cycle: named lines, a cursor for mouse and keys, a table for those who do not see them.
import { useId, useState } from "preact/hooks";
import { fill, useWords } from "../i18n";
import { number } from "../settings";

export interface Curve {
  id: string;
  name: string;
  values: number[];
  color: string;
  dash?: string;
  thin?: boolean;
}

const width = 420, height = 210, left = 40, right = 64, top = 10, bottom = 30;

function ticks(low: number, high: number): number[] {
  const span = high - low;
  const step = [1, 2, 5, 10, 20, 25, 50, 100].find((s) => span / s <= 5) ?? 200;
  const first = Math.ceil(low / step) * step;
  return Array.from({ length: Math.floor((high - first) / step) + 1 }, (_, i) => first + i * step);
}

/** Labels at the right end, pushed apart so that none covers another. */
function labelRows(curves: Curve[], y: (v: number) => number): number[] {
  const order = curves.map((c, i) => ({ i, y: y(c.values[c.values.length - 1] ?? 0) })).sort((a, b) => a.y - b.y);
  for (let k = 1; k < order.length; ++k) {
    const before = order[k - 1], here = order[k];
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

export function Curves({ title, unit, curves, cursor, onCursor, mark }: { title: string; unit: string; curves: Curve[]; cursor: number; onCursor: (frame: number) => void; mark?: { percent: number; text: string } }) {
  const w = useWords();
  const id = useId();
  const [reading, setReading] = useState("");
  const count = curves[0]?.values.length ?? 0;
  if (count === 0) return null;
  const all = curves.flatMap((c) => c.values);
  const low = Math.min(0, ...all), high = Math.max(0, ...all);
  const pad = (high - low) * 0.06;
  const x = (i: number) => left + (i / (count - 1)) * (width - left - right);
  const y = (v: number) => top + ((high + pad - v) / (high - low + 2 * pad)) * (height - top - bottom);
  const rows = labelRows(curves, y);
  const percent = (i: number) => Math.round((i / count) * 100);
  const move = (i: number) => {
    const next = Math.max(0, Math.min(count - 1, i));
    onCursor(next);
    setReading(fill(w.understand.reading, { percent: percent(next), values: curves.map((c) => `${c.name} ${number(c.values[next] ?? 0, 1)} ${unit}`).join(", ") }));
  };
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -count, End: count }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(cursor + step);
  };
  const csv = ["percent," + curves.map((c) => `${c.name} [${unit}]`).join(","), ...Array.from({ length: count }, (_, i) => [percent(i), ...curves.map((c) => c.values[i])].join(","))].join("\n");
  return (
    <figure style={{ margin: "0 0 20px" }}>
      <figcaption id={id}>
        <strong>{title}</strong>
      </figcaption>
      <div tabIndex={0} role="group" aria-labelledby={id} onKeyDown={keys}>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          style={{ width: "100%" }}
          aria-hidden="true"
          onPointerMove={(e) => {
            const box = e.currentTarget.getBoundingClientRect();
            const at = ((e.clientX - box.left) / box.width) * width;
            move(Math.round(((at - left) / (width - left - right)) * (count - 1)));
          }}
        >
          {ticks(low - pad, high + pad).map((v) => (
            <g key={v}>
              <line x1={left} x2={width - right} y1={y(v)} y2={y(v)} stroke={v === 0 ? "var(--line-strong)" : "var(--line)"} />
              <text x={left - 6} y={y(v) + 4} text-anchor="end">
                {v}
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
              <line x1={x((mark.percent / 100) * (count - 1))} x2={x((mark.percent / 100) * (count - 1))} y1={top} y2={height - bottom} stroke="var(--quiet)" stroke-dasharray="3 3" />
              <text x={x((mark.percent / 100) * (count - 1)) + (mark.percent > 50 ? -4 : 4)} y={top + 10} text-anchor={mark.percent > 50 ? "end" : "start"} class="mark-text">
                {mark.text}
              </text>
            </g>
          )}
          {curves.map((curve, c) => (
            <g key={curve.id}>
              <polyline points={curve.values.map((v, i) => `${x(i).toFixed(1)},${y(v).toFixed(1)}`).join(" ")} fill="none" stroke={curve.color} stroke-width={curve.thin ? 1.2 : 2.2} stroke-dasharray={curve.dash} stroke-linejoin="round" />
              <text x={width - right + 6} y={(rows[c] ?? 0) + 4} style={{ fill: curve.color, fontWeight: "600" }}>
                {curve.name}
              </text>
            </g>
          ))}
          <line x1={x(cursor)} x2={x(cursor)} y1={top} y2={height - bottom} stroke="var(--text)" />
          {curves.map((curve) => (
            <circle key={curve.id} cx={x(cursor)} cy={y(curve.values[cursor] ?? 0)} r="3.5" fill={curve.color} />
          ))}
        </svg>
      </div>
      <p class="visually-hidden" aria-live="polite">
        {reading}
      </p>
      <details>
        <summary>{w.understand.table}</summary>
        <div style={{ maxHeight: "260px", overflow: "auto" }} tabIndex={0} role="region" aria-label={title}>
          <table>
            <thead>
              <tr>
                <th scope="col">{w.understand.cycle}</th>
                {curves.map((c) => (
                  <th scope="col" key={c.id}>
                    {c.name} [{unit}]
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {Array.from({ length: Math.ceil(count / 5) }, (_, k) => k * 5).map((i) => (
                <tr key={i}>
                  <td>{percent(i)}</td>
                  {curves.map((c) => (
                    <td key={c.id}>{number(c.values[i] ?? 0, 1)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <a href={`data:text/csv;charset=utf-8,${encodeURIComponent(csv)}`} download="hamstring-curve.csv">
          {w.understand.csv}
        </a>
      </details>
    </figure>
  );
}
