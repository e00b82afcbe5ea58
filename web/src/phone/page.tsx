import { useState } from "preact/hooks";
import { minutesAndSeconds } from "../dose";
import { above, alarming, lineOf, named, type NewEntry } from "../entry";
import { standing } from "../standing";
import { fill, useWords } from "../i18n";
import { BesidePain, besideEntries } from "../pages/today/beside_pain";
import { SafetyQuestion } from "../pages/today/safety";
import type { Answers } from "../pages/story/story_questions";
import { rescreenOf } from "../rescreen";
import { dayName, localDay, moment, number } from "../settings";
import { Pain } from "../ui/basics";
import { hand, type LogEntry, type PhonePlan, restore, store } from "./log";
import { Session, useTimer } from "./session";

type Told = number | "unsure";

interface Asked {
  plan: PhonePlan;
  label: string;
  /** `beside`: the answers that go with the pain. */
  done: (value: Told, rescreen: unknown, beside: NewEntry[]) => void;
  /** One may say that one does not know it. */
  open?: boolean;
}

/** A pain value, what may hide it and what is new, as entries. */
function Ask({ plan, label, done, open = false }: Asked) {
  const w = useWords();
  const [value, setValue] = useState<Told | null>(null);
  const [beside, setBeside] = useState<Answers>({});
  return (
    <>
      <Pain label={label} value={value === "unsure" ? null : value} onChange={setValue} ends />
      {value === null && open && (
        <button class="plain" onClick={() => setValue("unsure")}>
          {w.session.notNow}
        </button>
      )}
      {value !== null && (
        <>
          <BesidePain questions={plan.today.beside_pain} answers={beside} onChange={setBeside} />
          <SafetyQuestion
            person={plan.person}
            today={plan.today}
            pain={value === "unsure" ? null : value}
            weekly={false}
            onDone={(answers) => {
              done(value, rescreenOf(answers), besideEntries(beside));
              setBeside({});
              setValue(null);
            }}
          />
        </>
      )}
    </>
  );
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
  const [entries, setEntries] = useState<LogEntry[]>(() => restore(plan));
  const [keeps, setKeeps] = useState(() => store(plan, restore(plan)));
  const [told, setTold] = useState("");
  const timer = useTimer();
  const day = localDay();
  const write = (next: LogEntry[]) => {
    setEntries(next);
    setKeeps(store(plan, next));
  };
  const log = (...news: NewEntry[]) => {
    write([...entries, ...(named(news) as LogEntry[])]);
    setTold(w.phone.logged);
    window.scrollTo(0, 0);
  };
  const { today, stopped } = standing(plan.today, entries, day);
  const { morning } = today;
  const { head } = today;
  const hurts = entries.some((e) => above(e, today.pain_limit));
  const work = today.lines.length > 0 || today.run !== null;
  // What the plan said of its own day is no headline of another one.
  const title = head === "morning" || day === today.today ? today.heads[head].text : fill(w.away.planOf, { day: dayName(today.today) });
  const after = (of: string) => (Date.parse(day) - Date.parse(of) <= 86400000 ? w.today.morning : fill(w.today.morningOf, { day: dayName(of) }));
  const was = morning?.was ?? null;
  const question = morning && (
    <Ask
      plan={plan}
      label={was === null ? after(morning.day) : fill(w.today.painSince, { day: dayName(morning.day), was: number(was), limit: number(today.pain_limit) })}
      done={(value, rescreen, beside) =>
        log(...beside, was === null ? { type: "morning", session: morning.session, value, rescreen } : { type: "pain", when: "now", value, rescreen })
      }
      open={was === null}
    />
  );
  const heading = (
    <p class="quiet">
      {plan.name} · {dayName(day)}
      {today.phase_name && ` · ${today.phase_name}`}
    </p>
  );
  const kept = <Log plan={plan} entries={entries} keeps={keeps} day={day} remove={(id) => write(entries.filter((e) => e.id !== id))} />;
  if (head === "morning") {
    return (
      <main class="phone-page">
        {heading}
        <h1>{title}</h1>
        {question}
        {entries.length > 0 && kept}
      </main>
    );
  }
  return (
    <main class="phone-page">
      {heading}
      <h1>{title}</h1>
      <p role="status" class="state-met">
        {told}
      </p>
      <Signs plan={plan} entries={entries} />
      {day === today.today && !stopped && <p class="lead">{today.headline}</p>}
      <p class="note">{day === today.today ? fill(w.phone.made, { when: moment(plan.made) }) : fill(w.phone.old, { day: dayName(today.today) })}</p>
      {question}
      {day === today.today && today.prescription && (
        <p class="note">
          {today.prescription.by}. {today.prescription.say} {today.prescription.sentence}
        </p>
      )}
      {day === today.today && !stopped && work && (
        <Session key={today.lines.map((l) => l.line).join()} person={plan.person} today={today} exercises={plan.exercises} timer={timer} log={log} />
      )}
      {hurts && <p class="note problem">{fill(w.phone.tooMuch, { n: today.pain_limit })}</p>}
      {stopped && !hurts && <p class="note">{w.away.stopped}</p>}
      {!work && !today.done_today && <p>{w.phone.none}</p>}
      <details>
        <summary>{w.today.pain}</summary>
        <Ask plan={plan} label={w.today.painNow} done={(value, rescreen, beside) => log(...beside, { type: "pain", when: "now", value, rescreen })} />
      </details>
      {(day === today.today ? today.done_today : entries.some((e) => e.type === "session" && e.done !== "none" && e.day === day)) && (
        <>
          <h2>{w.phone.tomorrow}</h2>
          <p>{w.phone.tomorrowHelp}</p>
        </>
      )}
      {kept}
      {(timer.left > 0 || timer.over) && (
        <div class="phone-timer">
          <p role={timer.over ? "alert" : undefined}>
            {timer.left > 0
              ? fill(w.phone.runs, { time: timer.left < 60 ? `${timer.left} s` : minutesAndSeconds(timer.left), name: timer.name })
              : fill(w.phone.over, { name: timer.name })}
          </p>
          {timer.left > 0 && <button onClick={timer.stop}>{w.phone.stopTimer}</button>}
          {timer.over && <button onClick={timer.stop}>{w.common.close}</button>}
        </div>
      )}
    </main>
  );
}
