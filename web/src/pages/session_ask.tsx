// What is asked before anything else, and pain told in between.
import { useState } from "preact/hooks";
import type { Today } from "../api";
import { useWords } from "../i18n";
import { Pain } from "../ui/basics";
import { rescreenOf, type Rescreen } from "./session_finish";
import { Checklist, type Answers } from "./story_questions";

type Save = (entries: Record<string, unknown>[]) => Promise<boolean>;

/** The morning after, and what could be new: before anything else. */
export function Ask({ today, save, answered }: { today: Today; save: Save; answered: (rescreen: Rescreen) => void }) {
  const w = useWords();
  const [morning, setMorning] = useState<number | null>(null);
  const [now, setNow] = useState<number | null>(null);
  const done = (answers: Answers) => {
    const rescreen = rescreenOf(answers);
    answered(rescreen);
    const entries: Record<string, unknown>[] = [];
    if (today.morning && morning !== null) entries.push({ type: "morning", session: today.morning.session, value: morning, rescreen });
    if (now !== null) entries.push({ type: "pain", when: "now", value: now, rescreen });
    void save(entries);
  };
  const ready = now !== null && (!today.morning || morning !== null);
  return (
    <section>
      {today.morning && <Pain label={w.today.morning} value={morning} onChange={setMorning} ends />}
      <Pain label={w.today.painNow} value={now} onChange={setNow} ends={!today.morning} />
      {ready && (
        <>
          <h2>{w.today.news}</h2>
          <Checklist questions={today.short_set} saves onDone={done} />
        </>
      )}
    </section>
  );
}

export function LogPain({ today, save }: { today: Today; save: Save }) {
  const w = useWords();
  const [pain, setPain] = useState<number | null>(null);
  const [open, setOpen] = useState(false);
  const done = (answers: Answers) => {
    void save([{ type: "pain", when: "now", value: pain, rescreen: rescreenOf(answers) }]).then((good) => {
      if (good) {
        setPain(null);
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
              <h2>{w.today.news}</h2>
              <Checklist questions={today.short_set} saves onDone={done} />
            </>
          )}
        </>
      )}
    </details>
  );
}
