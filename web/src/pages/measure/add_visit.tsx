// A visit to somebody who treats by hand: who, what, pain before and after, and the morning after it.
import { useState } from "preact/hooks";
import { get, type Entries, type Measures } from "../../api";
import { fill, useWords } from "../../i18n";
import { useLoaded } from "../../session";
import { dayName, localDay } from "../../settings";
import { Chips, Choice, Pain, Told, Wait } from "../../ui/basics";
import { Onward } from "../../ui/onward";
import type { Body } from "./add_forms";

interface Given {
  person: string;
  save: (entries: Body[]) => void;
  busy: boolean;
}

/** How long ago the morning after may still be told. */
const morningDays = 7;

/** The last visit whose next morning is over and was not told. */
function openMorning(entries: Body[]): Body | undefined {
  const replaced = new Set(entries.flatMap((entry) => [entry.type === "retract" ? entry.of : undefined, entry.replaces]));
  const today = localDay();
  const age = (entry: Body) => (Date.parse(today) - Date.parse(String(entry.day))) / 86400000;
  return entries.filter((e) => e.type === "visit" && !replaced.has(e.id) && e.next_morning === undefined && age(e) >= 1 && age(e) <= morningDays).at(-1);
}

/** The visit once more, with its morning: a correction names the entry that it corrects. */
function withMorning(visit: Body, morning: number): Body {
  const kept = Object.fromEntries(
    ["type", "day", "therapist", "treatments", "before", "after", "confirmed", "note"].flatMap((k) => (k in visit ? [[k, visit[k]]] : [])),
  );
  return { ...kept, replaces: visit.id, next_morning: morning };
}

function Morning({ visit, save, busy }: { visit: Body; save: Given["save"]; busy: boolean }) {
  const w = useWords();
  const t = w.measure.visits;
  const [pain, setPain] = useState<number | null>(null);
  return (
    <section class="note">
      <p>{String(visit.line ?? "")}</p>
      <Pain label={fill(t.morningAfter, { day: dayName(String(visit.day)) })} value={pain} onChange={setPain} />
      {pain !== null && (
        <button class="main" disabled={busy} onClick={() => save([withMorning(visit, pain)])}>
          {w.common.save}
        </button>
      )}
    </section>
  );
}

export function VisitForm({ person, save, busy }: Given) {
  const w = useWords();
  const t = w.measure.visits;
  const measures = useLoaded(() => get<Measures>(`/people/${person}/measures`), person);
  const entries = useLoaded(() => get<Entries>(`/people/${person}/entries`), person);
  const [who, setWho] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string[]>([]);
  const [day, setDay] = useState(localDay());
  const [before, setBefore] = useState<number | null>(null);
  const [after, setAfter] = useState<number | null>(null);
  const [done, setDone] = useState(false);
  const problem = measures.problem ?? entries.problem;
  if (!measures.value || !entries.value) return problem ? <Told problem={problem} retry={measures.problem ? measures.reload : entries.reload} /> : <Wait />;
  const open = openMorning(entries.value.entries as Body[]);
  const { treatments, therapists } = measures.value;
  const named = treatments.filter((one) => chosen.includes(one.id) && one.not_text);
  const forbidden = named.some((one) => one.not_now === "yes");
  return (
    <>
      {open && <Morning visit={open} save={save} busy={busy} />}
      <p class="quiet">{t.help}</p>
      <Choice label={t.who} options={therapists} value={who} onChange={setWho} />
      <Chips label={t.what} options={treatments} value={chosen} onChange={setChosen} />
      {named.map((one) => (
        <p key={one.id} class={one.not_now === "yes" ? "note problem" : "quiet small"} role={one.not_now === "yes" ? "alert" : undefined}>
          {one.not_text}
        </p>
      ))}
      {forbidden && (
        <label class="check">
          <input type="checkbox" checked={done} onChange={(e) => setDone(e.currentTarget.checked)} />
          <span>{t.wasDone}</span>
        </label>
      )}
      <div class="field">
        <label for="visit-day">{t.day}</label>
        <input id="visit-day" type="date" max={localDay()} value={day} onInput={(e) => setDay(e.currentTarget.value)} />
      </div>
      <Pain label={t.before} value={before} onChange={setBefore} />
      <Pain label={t.after} value={after} onChange={setAfter} />
      <Onward
        missing={[
          [t.who, who !== null],
          [t.what, chosen.length > 0],
          [t.day, day !== ""],
          [t.wasDone, !forbidden || done],
        ]
          .filter(([, there]) => !there)
          .map(([what]) => String(what))}
        busy={busy}
        act={() =>
          save([
            {
              type: "visit",
              day,
              therapist: who,
              treatments: chosen,
              ...(before === null ? {} : { before }),
              ...(after === null ? {} : { after }),
              ...(forbidden ? { confirmed: true } : {}),
            },
          ])
        }
      >
        {w.common.save}
      </Onward>
    </>
  );
}
