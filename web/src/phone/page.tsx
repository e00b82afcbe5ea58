import { useState } from "preact/hooks";
import { minutesAndSeconds } from "../dose";
import { above, alarming, lineOf, named, type NewEntry } from "../entry";
import { fill, useWords } from "../i18n";
import { Checklist } from "../pages/story_questions";
import { rescreenOf } from "../rescreen";
import { dayName, localDay, moment } from "../settings";
import { Pain } from "../ui/basics";
import { hand, type LogEntry, type PhonePlan, restore, store } from "./log";
import { Session, useTimer } from "./session";

/** A pain value and what is new, as one entry. */
function Ask({ plan, label, done }: { plan: PhonePlan; label: string; done: (value: number, rescreen: unknown) => void }) {
  const w = useWords();
  const [value, setValue] = useState<number | null>(null);
  return (
    <>
      <Pain label={label} value={value} onChange={setValue} ends />
      {value !== null && (
        <>
          <h3>{w.today.news}</h3>
          <Checklist
            questions={plan.today.short_set}
            saves
            onDone={(answers) => {
              done(value, rescreenOf(answers));
              setValue(null);
            }}
          />
        </>
      )}
    </>
  );
}

/** The session whose next morning nobody told: one of this log from a day before, or the one the plan asks about. */
function morningOf(plan: PhonePlan, entries: LogEntry[], day: string): string | null {
  const told = new Set(entries.filter((e) => e.type === "morning").map((e) => e.session));
  const own = entries.find((e) => e.type === "session" && e.done !== "none" && e.day < day && !told.has(e.id));
  if (own) return own.id;
  const asked = plan.today.morning?.session;
  return asked && plan.today.today === day && !told.has(asked) ? asked : null;
}

function Signs({ plan, entries }: { plan: PhonePlan; entries: LogEntry[] }) {
  const w = useWords();
  const raised = plan.today.flags.filter((flag) => flag.state === "raised");
  const mark = (
    <span class="mark" aria-hidden="true">
      ■{" "}
    </span>
  );
  return (
    <>
      {entries.some(alarming) && (
        <section class="flag" role="alert">
          <p>
            {mark}
            <strong>{w.away.news}</strong>
          </p>
        </section>
      )}
      {raised.map((flag) => (
        <section class="flag" key={flag.id}>
          <h2>
            {mark}
            {flag.name}
          </h2>
          <p>
            <strong>{flag.todo}</strong>
          </p>
        </section>
      ))}
      <details>
        <summary>{w.away.doctor}</summary>
        <ul>
          {plan.today.flags.map((flag) => (
            <li key={flag.id}>
              <strong>{flag.name}.</strong> {flag.todo}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function Log({ plan, entries, keeps, remove, day }: { plan: PhonePlan; entries: LogEntry[]; keeps: boolean; remove: (id: string) => void; day: string }) {
  const w = useWords();
  return (
    <section class="phone-log">
      <h2>{w.phone.log}</h2>
      <p role="status">{entries.length === 0 ? w.phone.empty : fill(w.phone.has, { n: entries.length })}</p>
      {!keeps && <p class="note problem">{w.phone.keepsNot}</p>}
      <ul class="lines">
        {entries.map((entry) => {
          const line = `${dayName(entry.day)}: ${lineOf(w.away, entry)}`;
          return (
            <li key={entry.id}>
              <span id={entry.id}>{line}</span>{" "}
              <button class="plain" aria-describedby={entry.id} onClick={() => remove(entry.id)}>
                {w.common.undo}
              </button>
            </li>
          );
        })}
      </ul>
      {entries.length > 0 && (
        <button class="main wide" onClick={() => void hand(plan, entries, day)}>
          {w.phone.save}
        </button>
      )}
    </section>
  );
}

export function Page({ plan }: { plan: PhonePlan }) {
  const w = useWords();
  const { today } = plan;
  const [entries, setEntries] = useState<LogEntry[]>(() => restore(plan));
  const [keeps, setKeeps] = useState(() => store(plan, restore(plan)));
  const [told, setTold] = useState("");
  const timer = useTimer();
  const day = localDay();
  const write = (next: LogEntry[]) => {
    setEntries(next);
    setKeeps(store(plan, next));
  };
  const log = (entry: NewEntry) => {
    write([...entries, ...(named([entry]) as LogEntry[])]);
    setTold(w.phone.logged);
    window.scrollTo(0, 0);
  };
  const morning = morningOf(plan, entries, day);
  const trained = today.done_today || entries.some((e) => e.type === "session" && e.done !== "none");
  const hurts = entries.some((e) => above(e, today.pain_limit));
  const stopped = hurts || entries.some(alarming) || today.flags.some((flag) => flag.state === "raised");
  const work = today.lines.length > 0 || today.run !== null;
  return (
    <main class="phone-page">
      <p class="quiet">
        {plan.name} · {dayName(today.today)}
        {today.phase_name && ` · ${today.phase_name}`}
      </p>
      <h1>{today.headline}</h1>
      <p role="status" class="state-met">
        {told}
      </p>
      <Signs plan={plan} entries={entries} />
      <p class="note">{day === today.today ? fill(w.phone.made, { when: moment(plan.made) }) : fill(w.phone.old, { day: dayName(today.today) })}</p>
      {morning && <Ask plan={plan} label={w.phone.morning} done={(value, rescreen) => log({ type: "morning", session: morning, value, rescreen })} />}
      {day === today.today && !stopped && !trained && work && <Session today={today} exercises={plan.exercises} timer={timer} log={log} />}
      {hurts && <p class="note problem">{fill(w.phone.tooMuch, { n: today.pain_limit })}</p>}
      {!work && <p>{w.phone.none}</p>}
      {trained && <p class="state-met">● {w.today.doneToday}</p>}
      <details>
        <summary>{w.today.pain}</summary>
        <Ask plan={plan} label={w.today.painNow} done={(value, rescreen) => log({ type: "pain", when: "now", value, rescreen })} />
      </details>
      {trained && !morning && (
        <>
          <h2>{w.phone.tomorrow}</h2>
          <p>{w.phone.tomorrowHelp}</p>
        </>
      )}
      <Log plan={plan} entries={entries} keeps={keeps} day={day} remove={(id) => write(entries.filter((e) => e.id !== id))} />
      {(timer.left > 0 || timer.over) && (
        <div class="phone-timer">
          <p role={timer.over ? "alert" : undefined}>{timer.left > 0 ? fill(w.phone.runs, { time: timer.left < 60 ? `${timer.left} s` : minutesAndSeconds(timer.left), name: timer.name }) : fill(w.phone.over, { name: timer.name })}</p>
          {timer.left > 0 && <button onClick={timer.stop}>{w.phone.stopTimer}</button>}
          {timer.over && <button onClick={timer.stop}>{w.common.close}</button>}
        </div>
      )}
    </main>
  );
}
