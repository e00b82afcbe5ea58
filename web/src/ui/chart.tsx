// What every chart has: a title that is its question, a cursor for mouse and keys, a live reading, a table for
// those who do not see it, and the numbers as a file.
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { useWords } from "../i18n";

export interface Table {
  columns: string[];
  rows: (string | number)[][];
}

interface Props {
  title: string;
  /** Steps of the cursor. */
  count: number;
  cursor: number;
  onCursor: (at: number) => void;
  /** What the cursor reads out at a step. */
  reading: (at: number) => string;
  table: Table;
  /** All numbers, for the file; the table's where it is left out. */
  csv?: Table;
  file: string;
  width: number;
  height: number;
  /** The step under a place of the drawing. */
  stepAt: (x: number) => number;
  /** Steps of Page Up and Page Down. */
  leap?: number;
  /** The reading is shown too, not only said. */
  shown?: boolean;
  heading?: boolean;
  /** Explains the marks, right below the drawing. */
  legend?: ComponentChildren;
  children: ComponentChildren;
}

function csvText(table: Table): string {
  const cell = (value: string | number) => {
    const text = String(value);
    return /[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  return [table.columns, ...table.rows].map((row) => row.map(cell).join(",")).join("\n");
}

export function Chart(props: Props) {
  const w = useWords();
  const id = useId();
  const [reading, setReading] = useState("");
  const move = (at: number) => {
    const next = Math.max(0, Math.min(props.count - 1, at));
    props.onCursor(next);
    setReading(props.reading(next));
  };
  const keys = (event: KeyboardEvent) => {
    const leap = props.leap ?? 10;
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -leap, PageDown: leap, Home: -props.count, End: props.count }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(props.cursor + step);
  };
  // A finger that is put down says where, as a mouse that moves does.
  const toPointer = (e: PointerEvent) => {
    const box = (e.currentTarget as Element).getBoundingClientRect();
    move(Math.round(props.stepAt(((e.clientX - box.left) / box.width) * props.width)));
  };
  return (
    <figure class="chart-frame">
      <figcaption id={id} class={props.heading ? "visually-hidden" : ""}>
        <strong>{props.title}</strong>
      </figcaption>
      <div tabIndex={0} role="group" aria-labelledby={id} onKeyDown={keys}>
        <svg
          viewBox={`0 0 ${props.width} ${props.height}`}
          style={{ width: "100%", maxWidth: `${Math.max(props.width * 1.25, 640)}px` }}
          aria-hidden="true"
          onPointerMove={toPointer}
          onPointerDown={toPointer}
        >
          {props.children}
        </svg>
      </div>
      <p class={props.shown ? "reading" : "visually-hidden"} aria-live="polite">
        {reading || (props.shown ? props.reading(props.cursor) : "")}
      </p>
      {props.legend}
      <details class="no-print">
        <summary>{w.understand.table}</summary>
        <div
          class={`numbers ${props.table.rows.length > 31 ? "long" : ""} ${props.table.rows.some((row) => String(row[row.length - 1] ?? "").length > 30) ? "wordy" : ""}`}
          tabIndex={0}
          role="region"
          aria-label={props.title}
        >
          <table>
            <thead>
              <tr>
                {props.table.columns.map((column) => (
                  <th scope="col" key={column}>
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {props.table.rows.map((row, i) => (
                <tr key={i}>
                  {row.map((value, k) => (
                    <td key={k}>{value}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <a class="csv" href={`data:text/csv;charset=utf-8,${encodeURIComponent(csvText(props.csv ?? props.table))}`} download={props.file}>
          {w.understand.csv}
        </a>
      </details>
    </figure>
  );
}

/** Drawn for the window it stands in, so that its words stay readable on a phone. */
export function room(most = 760): number {
  return Math.max(320, Math.min(most, window.innerWidth - 48));
}

/** Steps that people count in. */
export function niceStep(span: number, most: number, steps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500]): number {
  return steps.find((step) => span / step <= most) ?? span / most;
}

export function ticksBetween(low: number, high: number, most: number, steps?: number[]): number[] {
  const step = niceStep(high - low, most, steps);
  const first = Math.ceil(low / step - 1e-9) * step;
  return Array.from({ length: Math.max(1, Math.floor((high - first) / step + 1e-9) + 1) }, (_, i) => first + i * step);
}

/** A day so many days later; days are dates without a clock. */
export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86400000).toISOString().slice(0, 10);
}
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86400000);
}
