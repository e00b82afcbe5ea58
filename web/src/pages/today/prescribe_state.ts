// What is being prescribed, before it is sent: the plan's rows and what was changed of them.
import type { PrescribedLine, Prescribing, Template, Today } from "../../api";
import { readNumber } from "../../numbers";

export interface Row {
  key: string;
  exercise: string;
  /** The plan's own exercise that stands in this row; empty for an added one. */
  planned: string;
  out: boolean;
  changed: boolean;
  sets: string;
  amount: string;
  load: string;
  rest: string;
  tempo: string;
  pain: string;
  days: string[];
}
export interface Draft {
  rows: Row[];
  ordered: boolean;
  phase: string;
  rung: string;
  from: string;
  until: string;
  say: string;
  clinician: string;
}
export interface Remark {
  line: number | null;
  field: string;
  text: string;
}

let count = 0;
const newKey = () => `row${++count}`;
const text = (value: number | undefined) => (value === undefined ? "" : String(value));

function rowOf(line: PrescribedLine, planned: string): Row {
  return {
    key: newKey(),
    exercise: line.exercise,
    planned,
    out: line.does === "remove",
    changed: line.does !== "remove",
    sets: text(line.sets),
    amount: text(line.amount),
    load: text(line.load_kg),
    rest: text(line.rest_s),
    tempo: (line.tempo_s ?? []).join("-"),
    pain: text(line.pain_limit),
    days: line.days ?? [],
  };
}

export function emptyRow(offered: Prescribing): Row {
  const first = offered.exercises[0];
  return {
    key: newKey(),
    exercise: first?.id ?? "",
    planned: "",
    out: false,
    changed: true,
    sets: "3",
    amount: "8",
    load: "",
    rest: "",
    tempo: "",
    pain: "",
    days: [],
  };
}

/** A figure that the protocol leaves blank: the exercise is its own, how much is for the clinician to say. */
export const blankRow = (offered: Prescribing, exercise: string): Row => ({ ...emptyRow(offered), exercise, sets: "", amount: "" });

/** The plan of today with the prescription that stands. */
export function draftOf(offered: Prescribing, today: Today): Draft {
  const now = offered.now;
  const lines = now?.lines ?? [];
  const rows: Row[] = today.lines.map((line) => {
    const own = lines.find((one) => one.exercise === line.exercise);
    const planned = own?.does === "replace" ? (own.instead_of ?? "") : line.line.endsWith(line.exercise) && line.prescribed ? "" : line.exercise;
    if (own) return rowOf(own, planned);
    return {
      key: newKey(),
      exercise: line.exercise,
      planned: line.exercise,
      out: false,
      changed: false,
      sets: String(line.amounts.length),
      amount: text(line.amounts[0]),
      load: text(line.load_kg),
      rest: "",
      tempo: "",
      pain: "",
      days: [],
    };
  });
  for (const line of lines) {
    if (rows.some((row) => row.exercise === line.exercise)) continue;
    rows.push(rowOf(line, line.does === "remove" ? line.exercise : (line.instead_of ?? "")));
  }
  return {
    rows,
    ordered: (now?.order ?? []).length > 0,
    phase: now?.phase ?? "",
    rung: now?.rung ?? "",
    from: now?.from ?? "",
    until: now?.until ?? "",
    say: now?.say ?? "",
    clinician: now?.clinician ?? "",
  };
}

/** The lines of a template in the place of rows with the same exercise, the others after them. */
export function rowsOfTemplate(rows: Row[], template: Template, offered: Prescribing): Row[] {
  const next = [...rows];
  for (const line of template.lines) {
    if (!offered.exercises.some((one) => one.id === line.exercise)) continue;
    const at = next.findIndex((row) => row.exercise === line.exercise);
    const own = rowOf(line, at >= 0 ? (next[at]?.planned ?? "") : (line.instead_of ?? ""));
    if (at >= 0) next[at] = own;
    else next.push(own);
  }
  return next;
}

function numberIn(value: string): number | undefined {
  return value.trim() === "" ? undefined : (readNumber(value) ?? Number.NaN);
}

/** The lines to send, and of which row each is. What cannot be read is sent as it cannot be, and comes back named. */
export function bodyOf(draft: Draft): { lines: PrescribedLine[]; of: string[] } {
  const lines: PrescribedLine[] = [];
  const of: string[] = [];
  for (const row of draft.rows) {
    if (row.out) {
      if (row.planned) {
        lines.push({ does: "remove", exercise: row.planned });
        of.push(row.key);
      }
      continue;
    }
    const replaces = row.planned !== "" && row.planned !== row.exercise;
    if (!row.changed && !replaces) continue;
    const line: Record<string, unknown> = { does: replaces ? "replace" : "add", exercise: row.exercise };
    if (replaces) line.instead_of = row.planned;
    const values: [string, number | undefined][] = [
      ["sets", numberIn(row.sets)],
      ["amount", numberIn(row.amount)],
      ["load_kg", numberIn(row.load)],
      ["rest_s", numberIn(row.rest)],
      ["pain_limit", numberIn(row.pain)],
    ];
    for (const [key, value] of values) if (value !== undefined) line[key] = value;
    const tempo = row.tempo.trim() === "" ? [] : row.tempo.split("-").map((part) => readNumber(part) ?? Number.NaN);
    if (tempo.length > 0) line.tempo_s = tempo;
    if (row.days.length > 0) line.days = row.days;
    lines.push(line as unknown as PrescribedLine);
    of.push(row.key);
  }
  return { lines, of };
}
