// Today: what is asked first, what to do and why, and the log of it.
import { useState } from "preact/hooks";
import { type Problem, type Saved, type Today } from "../api";
import { fill, useWords } from "../i18n";
import { useAway, usePlan } from "../plan";
import { sendOrKeep } from "../queue";
import { dayName } from "../settings";
import { Pain, Title, Told, Wait } from "../ui/basics";
import { NoSession, PhoneLink } from "../ui/away";
import { Opens, WhyLine } from "../ui/evidence";
import { heldGates, Pictures } from "./result";
import { SessionRun } from "./session_run";
import { RedFlags } from "./story";
import { Checklist, Questions, type Answers } from "./story_questions";

type Rescreen = "none_of_these" | Record<string, string>;

function rescreenOf(answers: Answers): Rescreen {
  return Object.values(answers).every((a) => a === "no") ? "none_of_these" : (answers as Record<string, string>);
}

export function TodayPage({ person }: { person: string }) {
  const loaded = usePlan(person);
  const away = useAway();
  if (!loaded.value) return loaded.problem ? <Told problem={loaded.problem} retry={loaded.reload} /> : <Wait />;
  if (away?.noSession) return <NoSession away={away} />;
  return (
    <>
      <TodayView person={person} today={loaded.value} changed={loaded.set} />
      <PhoneLink person={person} />
    </>
  );
}

function TodayView({ person, today, changed }: { person: string; today: Today; changed: (today: Today) => void }) {
  const w = useWords();
  const [doing, setDoing] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [told, setTold] = useState("");
  const [rescreen, setRescreen] = useState<Rescreen | null>(null);

  const save = async (entries: Record<string, unknown>[]): Promise<boolean> => {
    setProblem(null);
    try {
      const saved: Saved | null = await sendOrKeep(person, entries);
      if (saved) {
        changed(saved.today);
        setTold(w.today.saved);
      }
      return true;
    } catch (error) {
      setProblem(error as Problem);
      return false;
    }
  };

  const raised = today.flags.filter((flag) => flag.state === "raised");
  const asksNews = today.ask.length > 0 && today.short_set.length > 0 && today.ask.every((q) => today.short_set.some((s) => s.id === q.id));
  const asksStory = today.ask.length > 0 && !asksNews && today.status === "ask_first";

  if (doing) {
    return (
      <SessionRun
        today={today}
        rescreen={rescreen}
        stop={() => setDoing(false)}
        finish={async (entry) => {
          if (await save([entry])) setDoing(false);
        }}
      />
    );
  }
  return (
    <>
      <p class="quiet" style={{ marginBottom: "4px" }}>
        {today.hurt ? fill(w.today.day, { n: today.day_of_injury }) : dayName(today.today)}
        {today.phase_name && ` · ${today.phase_name}`}
      </p>
      <Title>{today.headline}</Title>
      <p role="status" class="state-met">
        {told}
      </p>
      <Told problem={problem} />
      <RedFlags flags={raised} />
      {heldGates(today).map((gate) => (
        <div class="note" key={gate.id}>
          <strong>{gate.name}</strong>
          <p>{gate.todo}</p>
          <p class="small">
            <WhyLine why={{ ...gate.why, text: gate.why.evidence.words }} />
          </p>
        </div>
      ))}
      {asksNews ? (
        <Ask today={today} save={save} answered={setRescreen} />
      ) : asksStory ? (
        <section>
          <h2>{w.story.title}</h2>
          <Questions
            key={today.ask.map((q) => q.id).join()}
            screen={{ id: "ask", kind: "questions", title: "", questions: today.ask.slice(0, 4) }}
            onDone={(answers) => void save(Object.entries(answers).map(([question, value]) => ({ type: "answer", question, value })))}
          />
        </section>
      ) : (
        <Work today={today} begin={() => setDoing(true)} />
      )}
      <LogPain today={today} save={save} />
      {today.hurt && (
        <details class="no-print">
          <summary>{w.result.how}</summary>
          <Pictures pictures={today.pictures} />
        </details>
      )}
      <details>
        <summary>{w.common.why}</summary>
        <ul>
          {today.reasons.map((reason) => (
            <li key={reason.rule}>
              <WhyLine why={reason} />
            </li>
          ))}
        </ul>
        <p class="quiet small">
          {today.protocol_name} · {today.program} · {today.knowledge}
        </p>
      </details>
    </>
  );
}

/** The morning after, and what could be new: before anything else. */
function Ask({ today, save, answered }: { today: Today; save: (entries: Record<string, unknown>[]) => Promise<boolean>; answered: (rescreen: Rescreen) => void }) {
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
          <Checklist questions={today.short_set} onDone={done} />
        </>
      )}
    </section>
  );
}

function Work({ today, begin }: { today: Today; begin: () => void }) {
  const w = useWords();
  const something = today.lines.length > 0 || today.run !== null;
  return (
    <section>
      <p class="quiet">{fill(w.today.limit, { n: today.pain_limit })}</p>
      {today.lines.map((line) => (
        <article class="exercise" key={line.line}>
          <div class="row" style={{ justifyContent: "space-between" }}>
            <h3 style={{ margin: 0 }}>{line.name}</h3>
            <span class="dose">
              {line.why[0] ? (
                <Opens title={line.name} evidence={line.why[0].evidence} rule={line.why[0].rule} facts={line.why[0].facts}>
                  {line.dose}
                </Opens>
              ) : (
                line.dose
              )}
            </span>
          </div>
          <p class="quiet" style={{ margin: 0 }}>
            {line.cue} <span class="small">({line.change_name})</span>
          </p>
        </article>
      ))}
      {today.run && (
        <article class="exercise">
          <h3 style={{ margin: 0 }}>{today.run.name}</h3>
          <p class="quiet">{today.run.speed_words}</p>
        </article>
      )}
      {!something && <p>{w.today.nothing}</p>}
      {something && !today.done_today && (
        <p class="no-print" style={{ marginTop: "24px" }}>
          <button class="main wide" onClick={begin}>
            {w.today.start}
          </button>
        </p>
      )}
      {today.done_today && <p class="state-met">● {w.today.doneToday}</p>}
      {today.techniques.length > 0 && (
        <details>
          <summary>{w.today.techniques}</summary>
          {today.techniques.map((technique) => (
            <p key={technique.id}>
              <strong>{technique.name}</strong> {technique.dose}
            </p>
          ))}
          <p class="quiet small">{today.techniques[0]?.label}</p>
        </details>
      )}
      {today.next_test && (
        <details>
          <summary>{w.today.alsoTest}</summary>
          <p>
            <strong>{today.next_test.name}</strong>
          </p>
          <p>{today.next_test.how}</p>
        </details>
      )}
    </section>
  );
}

function LogPain({ today, save }: { today: Today; save: (entries: Record<string, unknown>[]) => Promise<boolean> }) {
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
              <h3>{w.today.news}</h3>
              <Checklist questions={today.short_set} onDone={done} />
            </>
          )}
        </>
      )}
    </details>
  );
}
