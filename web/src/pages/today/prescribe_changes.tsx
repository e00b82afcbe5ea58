// What a prescription changes, before and after, and who signs it; and what was changed so far.
import { get, type Entries, type PrescribedLine, type Prescribing } from "../../api";
import { fill, useWords } from "../../i18n";
import { useLoaded } from "../../session";
import { dayName, useSettings } from "../../settings";
import { Heads } from "../../ui/basics";
import { changedRows, type Change } from "./prescribe_diff";
import type { Draft, Row } from "./prescribe_state";

type Words = ReturnType<typeof useWords>;

/** Sets, amount, load, days in one short phrase. */
function doseOf(row: Pick<Row, "sets" | "amount" | "load" | "rest" | "tempo" | "pain" | "days">, w: Words): string {
  const t = w.practice;
  const days = row.days.map((day) => t.weekdays[day as keyof typeof t.weekdays] ?? day).join(", ");
  return [
    row.sets && row.amount ? `${row.sets} × ${row.amount}` : "",
    row.load ? `${row.load} ${t.kg}` : "",
    row.rest ? `${t.rest} ${row.rest}` : "",
    row.tempo ? `${t.tempo} ${row.tempo}` : "",
    row.pain ? `${t.pain} ${row.pain}` : "",
    days ? fill(w.pages.change.days, { days }) : "",
  ]
    .filter(Boolean)
    .join(", ");
}

const nameIn = (offered: Prescribing, id: string) => offered.exercises.find((one) => one.id === id)?.name ?? id;

/** What of the plan as it stands (`before`) is another thing in the draft. */
export function changesOf(before: Draft, now: Draft, offered: Prescribing, w: Words): Change[] {
  const c = w.pages.change;
  const t = w.practice;
  const changes: Change[] = [];
  const told = (what: string, was: string, is: string) => {
    if (was !== is) changes.push({ what, before: was || c.empty, after: is || c.empty });
  };
  const said = (row: Row | undefined) => (row === undefined ? c.added : row.out ? c.out : doseOf(row, w));
  const named = (row: Row | undefined) => (row && !row.out ? `${nameIn(offered, row.exercise)} ${doseOf(row, w)}`.trim() : said(row));
  changes.push(...changedRows(before.rows, now.rows, { said, named, name: (id) => nameIn(offered, id), gone: c.out }));
  const phase = (id: string) => (id ? (offered.phases.find((one) => one.id === id)?.name ?? id) : t.everyPhase);
  const rung = (id: string) => (id === "" ? t.asPlanned : id === "none" ? t.noRun : (offered.rungs.find((one) => one.id === id)?.name ?? id));
  told(c.holds, phase(before.phase), phase(now.phase));
  told(c.run, rung(before.rung), rung(now.rung));
  told(c.from, before.from && dayName(before.from), now.from && dayName(now.from));
  told(c.until, before.until && dayName(before.until), now.until && dayName(now.until));
  told(c.note, before.say.trim(), now.say.trim());
  if (now.ordered && !before.ordered) changes.push({ what: c.order, before: c.asBefore, after: c.newOrder });
  return changes;
}

export function ChangeTable({ changes, label }: { changes: Change[]; label: string }) {
  const c = useWords().pages.change;
  return (
    <table class="changes">
      <caption class="visually-hidden">{label}</caption>
      <Heads names={[c.what, c.before, c.after]} />
      <tbody>
        {changes.map((change) => (
          <tr key={change.what}>
            <th scope="row">{change.what}</th>
            <td>{change.before}</td>
            <td>
              <span aria-hidden="true">→ </span>
              {change.after}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What this page would change, and who signs it. */
export function WhatChanges({ changes, signs }: { changes: Change[]; signs: string }) {
  const c = useWords().pages.change;
  return (
    <section class="what-changes" aria-live="polite">
      <h2>{c.title}</h2>
      {changes.length === 0 ? <p class="quiet">{c.none}</p> : <ChangeTable changes={changes} label={c.title} />}
      {changes.length > 0 && signs && <p>{fill(c.signed, { name: signs })}</p>}
    </section>
  );
}

type Prescribed = { id: string; type: string; day: string; clinician?: string; lines?: PrescribedLine[]; say?: string };

function said(line: PrescribedLine | undefined, w: Words): string {
  const c = w.pages.change;
  if (!line) return c.plan;
  if (line.does === "remove") return c.out;
  return doseOf(
    {
      sets: line.sets === undefined ? "" : String(line.sets),
      amount: line.amount === undefined ? "" : String(line.amount),
      load: line.load_kg === undefined ? "" : String(line.load_kg),
      rest: line.rest_s === undefined ? "" : String(line.rest_s),
      tempo: (line.tempo_s ?? []).join("-"),
      pain: line.pain_limit === undefined ? "" : String(line.pain_limit),
      days: line.days ?? [],
    },
    w,
  );
}

/** One prescription against the one before it. */
export function betweenPrescriptions(before: Prescribed | undefined, now: Prescribed, name: (id: string) => string, w: Words): Change[] {
  const of = (lines: PrescribedLine[] | undefined, exercise: string) => lines?.find((line) => line.exercise === exercise);
  const all = [...new Set([...(before?.lines ?? []), ...(now.lines ?? [])].map((line) => line.exercise))];
  const changes = all
    .map((exercise) => ({ what: name(exercise), before: said(of(before?.lines, exercise), w), after: said(of(now.lines, exercise), w) }))
    .filter((change) => change.before !== change.after);
  const c = w.pages.change;
  if ((before?.say ?? "") !== (now.say ?? "")) changes.push({ what: c.note, before: before?.say || c.empty, after: now.say || c.empty });
  return changes;
}

const shownAtMost = 6;

export function ChangesSoFar({ person, offered }: { person: string; offered: Prescribing }) {
  const w = useWords();
  const c = w.pages.change;
  const { language } = useSettings();
  const entries = useLoaded(() => get<Entries>(`/people/${person}/entries?language=${language}`), `${person} ${language} ${offered.now?.id}`);
  const all = ((entries.value?.entries ?? []) as unknown as Prescribed[]).filter((entry) => entry.type === "prescription");
  if (!entries.value) return null;
  return (
    <details class="behind">
      <summary>{c.history}</summary>
      {all.length === 0 && <p>{c.historyNone}</p>}
      <ol class="plain-list">
        {all
          .map((entry, i) => ({ entry, changes: betweenPrescriptions(all[i - 1], entry, (id) => nameIn(offered, id), w) }))
          .reverse()
          .slice(0, shownAtMost)
          .map(({ entry, changes }) => (
            <li key={entry.id}>
              <h3>{fill(c.signedOn, { day: dayName(entry.day), name: entry.clinician ?? "" })}</h3>
              {(entry.lines ?? []).length === 0 && changes.every((change) => change.after === c.plan) && <p>{c.ended}</p>}
              {changes.length > 0 && <ChangeTable changes={changes} label={dayName(entry.day)} />}
            </li>
          ))}
      </ol>
    </details>
  );
}
