// What is asked before anything else, and pain told in between.
import { useState } from "preact/hooks";
import type { Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { dayName, number } from "../../settings";
import { Pain } from "../../ui/basics";
import { BesidePain, besideEntries } from "./beside_pain";
import { SafetyQuestion } from "./safety";
import { rescreenOf } from "./session_finish";
import type { Answers } from "../story/story_questions";

type Save = (entries: Record<string, unknown>[]) => Promise<boolean>;

/** The morning after the last session: one question, and with its answer what could be new. */
export function Morning({ person, today, save }: { person: string; today: Today; save: Save }) {
  const w = useWords();
  // Who does not know is not asked again about that session; it then counts for nothing.
  const [value, setValue] = useState<number | "unsure" | null>(null);
  const [beside, setBeside] = useState<Answers>({});
  if (!today.morning) return null;
  const { session, day } = today.morning;
  // A copy of an older program has no such field.
  const was = today.morning.was ?? null;
  const yesterday = Date.parse(today.today) - Date.parse(day) <= 86400000;
  const done = (answers: Answers) => {
    const told = was === null ? { type: "morning", session, value } : { type: "pain", when: "now", value };
    void save([...besideEntries(beside), { ...told, rescreen: rescreenOf(answers) }]);
  };
  const after = yesterday ? w.today.morning : fill(w.today.morningOf, { day: dayName(day) });
  return (
    <section class="morning">
      <Pain
        label={was === null ? after : fill(w.today.painSince, { day: dayName(day), was: number(was), limit: number(today.pain_limit) })}
        value={value === "unsure" ? null : value}
        onChange={setValue}
        ends
      />
      {value === null && was === null && (
        <button class="plain" onClick={() => setValue("unsure")}>
          {w.session.notNow}
        </button>
      )}
      {value !== null && (
        <>
          <BesidePain questions={today.beside_pain} answers={beside} onChange={setBeside} />
          <SafetyQuestion person={person} today={today} pain={value === "unsure" ? null : value} onDone={done} />
        </>
      )}
    </section>
  );
}

/** What could be new, and how much it hurts now: before anything else. */
export function Ask({ person, today, save }: { person: string; today: Today; save: Save }) {
  const w = useWords();
  const [now, setNow] = useState<number | null>(null);
  const [beside, setBeside] = useState<Answers>({});
  const done = (answers: Answers) => {
    void save([...besideEntries(beside), { type: "pain", when: "now", value: now, rescreen: rescreenOf(answers) }]);
  };
  return (
    <section>
      <Pain label={w.today.painNow} value={now} onChange={setNow} ends />
      {now !== null && (
        <>
          <BesidePain questions={today.beside_pain} answers={beside} onChange={setBeside} />
          <SafetyQuestion person={person} today={today} pain={now} onDone={done} />
        </>
      )}
    </section>
  );
}

export function LogPain({ person, today, save }: { person: string; today: Today; save: Save }) {
  const w = useWords();
  const [pain, setPain] = useState<number | null>(null);
  const [beside, setBeside] = useState<Answers>({});
  const [open, setOpen] = useState(false);
  const done = (answers: Answers) => {
    void save([...besideEntries(beside), { type: "pain", when: "now", value: pain, rescreen: rescreenOf(answers) }]).then((good) => {
      if (good) {
        setPain(null);
        setBeside({});
        setOpen(false);
      }
    });
  };
  return (
    <details class="no-print" open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{w.today.pain}</summary>
      {open && (
        <>
          <Pain label={w.today.painNow} value={pain} onChange={setPain} ends />
          {pain !== null && (
            <>
              <BesidePain questions={today.beside_pain} answers={beside} onChange={setBeside} />
              <SafetyQuestion person={person} today={today} pain={pain} onDone={done} />
            </>
          )}
        </>
      )}
    </details>
  );
}
