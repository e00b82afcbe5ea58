// Today: what is asked first, what to do and why, and the log of it.
import { useState } from "preact/hooks";
import { Problem, type Line, type Saved, type Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { useAway, usePlan } from "../../plan";
import { sendOrKeep } from "../../queue";
import { go } from "../../router";
import { mayPrescribe, useSession } from "../../session";
import { dayName } from "../../settings";
import { Title, Told, Wait } from "../../ui/basics";
import { NoSession, PhoneLink } from "../../ui/away";
import { Opens, WhyLine } from "../../ui/evidence";
import { Meanwhile } from "../../ui/meanwhile";
import { heldGates, Pictures } from "../story/result";
import { AnswerOne } from "./answer_one";
import { Ask, LogPain, Morning } from "./session_ask";
import { Drawn } from "./session_figure";
import { SessionRun } from "./session_run";
import { Hold, NotSure } from "./today_hold";
import { keep, restore, stepsOf } from "./session_state";
import { CareToday } from "./care";
import { TechniqueFlow, Techniques } from "./session_technique";
import { RedFlags } from "../story/story";
import { Questions } from "../story/story_questions";

export function TodayPage({ person }: { person: string }) {
  const loaded = usePlan(person);
  const away = useAway();
  if (!loaded.value) return loaded.problem ? <Told problem={loaded.problem} retry={loaded.reload} /> : <Wait />;
  if (away?.noSession) return <NoSession away={away} />;
  return <TodayView person={person} today={loaded.value} changed={loaded.set} />;
}

type Doing = { what: "session" } | { what: "technique"; technique: Today["techniques"][number] } | null;
type Entries = Record<string, unknown>[];

function TodayView({ person, today, changed }: { person: string; today: Today; changed: (today: Today) => void }) {
  const w = useWords();
  const [doing, setDoing] = useState<Doing>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [told, setTold] = useState("");
  const [twice, setTwice] = useState<Entries | null>(null);

  const save = async (entries: Entries, keepBoth = false): Promise<boolean> => {
    setProblem(null);
    setTwice(null);
    try {
      const saved: Saved | null = await sendOrKeep(person, entries, today.count, keepBoth);
      if (saved) {
        changed(saved.today);
        setTold(
          entries.some((entry) => entry.type === "session" && entry.done !== "none")
            ? w.today.saved
            : entries.some((entry) => entry.type === "morning")
              ? w.session.morningSaved
              : "",
        );
      }
      return true;
    } catch (error) {
      if ((error as Problem).status === 409) setTwice(entries);
      else setProblem(error as Problem);
      return false;
    }
  };
  const both = twice && (
    <div class="note" role="alert">
      <p>{w.today.conflict}</p>
      <button
        onClick={() =>
          void save(twice, true).then((good) => {
            if (!good) return;
            if (twice.some((entry) => entry.type === "session")) keep(person, null);
            setDoing(null);
          })
        }
      >
        {w.today.keepBoth}
      </button>
    </div>
  );

  if (doing) {
    return (
      <>
        <Told problem={problem} />
        {both}
        {doing.what === "technique" ? (
          <TechniqueFlow technique={doing.technique} today={today} save={save} stop={() => setDoing(null)} />
        ) : (
          <SessionRun
            person={person}
            today={today}
            stop={() => setDoing(null)}
            tell={(entry) => save([entry])}
            finish={async (entry, beside = []) => {
              const good = await save([...beside, entry]);
              if (good) {
                // Before Today shows again: what is saved is not begun any more.
                keep(person, null);
                setDoing(null);
              }
              // An illness is asked about: fever decides how long a plan rests.
              if (good && entry["skipped_for"] === "illness") go(`people/${person}/add?open=illness`);
              return good;
            }}
          />
        )}
      </>
    );
  }
  return (
    <>
      <Told problem={problem} />
      {both}
      <Overview person={person} today={today} told={told} save={save} begin={setDoing} changed={changed} />
    </>
  );
}

/** Who does not know how the morning was goes on without it, on this day; the session then counts for nothing. */
function useAside(person: string, today: Today): [boolean, () => void] {
  const key = `hamstring.morning.${person}`;
  const about = `${today.today} ${today.morning?.session ?? ""}`;
  const read = () => {
    try {
      return sessionStorage.getItem(key) === about;
    } catch {
      return false;
    }
  };
  const [aside, setAside] = useState("");
  const put = () => {
    setAside(about);
    try {
      sessionStorage.setItem(key, about);
    } catch {
      // Asked again when the page is opened anew.
    }
  };
  return [aside === about || read(), put];
}

function DayLine({ today }: { today: Today }) {
  const w = useWords();
  return (
    <p class="quiet day">
      {today.hurt ? fill(w.today.day, { n: today.day_of_injury }) : dayName(today.today)}
      {today.phase_name && ` · ${today.phase_name}`}
    </p>
  );
}

function Overview({
  person,
  today,
  told,
  save,
  begin,
  changed,
}: {
  person: string;
  today: Today;
  told: string;
  save: (entries: Entries) => Promise<boolean>;
  begin: (doing: Doing) => void;
  changed: (today: Today) => void;
}) {
  const w = useWords();
  const [aside, putAside] = useAside(person, today);
  const head = aside ? today.after_morning : today.head;
  const why = today.reasons.find((reason) => reason.text === today.headline);
  // What is probably the matter, where somebody else has to lead what is done about it, says more than that they have to.
  const led = head === "clinician_first" ? today.advice?.title : undefined;
  const title = <Title key={head}>{led ?? today.heads[head].text}</Title>;
  const morning = today.morning && !aside && <Morning today={today} save={save} aside={putAside} />;
  if (head === "morning") {
    return (
      <>
        <DayLine today={today} />
        {title}
        {morning}
      </>
    );
  }
  return (
    <>
      <DayLine today={today} />
      {title}
      <p role="status" class="state-met">
        {told}
      </p>
      <RedFlags flags={today.flags.filter((flag) => flag.state === "raised")} />
      {head !== "check" && !led && <p class="lead">{why ? <WhyLine why={why} /> : today.headline}</p>}
      {led && <Meanwhile advice={today.advice} />}
      <NotSure today={today} save={save} />
      <Looked person={person} today={today} />
      {heldGates(today).map((gate) => (
        <div class="note" key={gate.id}>
          <strong>{gate.name}</strong>
          <p>{gate.todo}</p>
          <p class="small">
            <WhyLine why={{ ...gate.why, text: gate.why.evidence.words }} />
          </p>
        </div>
      ))}
      <Hold today={today} save={save} />
      {morning}
      {head === "check" ? (
        <Ask today={today} save={save} />
      ) : head === "ask_first" && today.ask.length > 0 ? (
        <section>
          <h2>{w.story.title}</h2>
          <Questions
            key={today.ask.map((q) => q.id).join()}
            screen={{ id: "ask", kind: "questions", title: "", questions: today.ask.slice(0, 4) }}
            onDone={(answers) => void save(Object.entries(answers).map(([question, value]) => ({ type: "answer", question, value })))}
          />
        </section>
      ) : (
        <Work person={person} today={today} begin={begin} changed={changed} />
      )}
      {!led && <BesidePlan today={today} />}
      <Prescribed person={person} today={today} />
      {head !== "check" && <LogPain today={today} save={save} />}
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

/** What it probably is and what to know about it, beside a plan; open on a day without anything to do. */
function BesidePlan({ today }: { today: Today }) {
  if (!today.advice) return null;
  return (
    <details open={today.lines.length === 0 && today.run === null}>
      <summary>{today.advice.title}</summary>
      <Meanwhile advice={today.advice} />
    </details>
  );
}

/** What only a clinician can end leads a clinician to where it is ended. */
function Looked({ person, today }: { person: string; today: Today }) {
  const w = useWords();
  const role = useSession().status?.account?.role;
  // A clinician says it; who keeps the instance writes down what a named clinician said.
  const cares = role === "clinician" || role === "owner";
  if (!cares || !["suspended", "clinician_first"].includes(today.status)) return null;
  // A protocol that somebody has to lead waits for that somebody, not for a clearance.
  const waits = today.reasons.find((reason) => reason.rule.endsWith(".supervision"));
  const led = waits?.rule.startsWith("protocol.");
  // Where there is no protocol at all, nobody can begin to lead one here.
  if (waits && !led) return null;
  return (
    <p class="no-print">
      <a class="button" href={`#/people/${person}/add?open=${led ? "plan" : "clearance"}`}>
        {led ? w.measure.plan.led : w.measure.clearance}
      </a>
    </p>
  );
}

function Begin({ person, today, begin }: { person: string; today: Today; begin: () => void }) {
  const w = useWords();
  const [going, setGoing] = useState(() => restore(person, today));
  const all = stepsOf(today).length;
  return (
    <div class="begin no-print">
      {going && <p class="quiet">{w.session.kept}</p>}
      <button class={today.done_today ? "wide" : "main wide"} onClick={begin}>
        {going ? fill(w.session.goOn, { n: Math.min(all, all - going.left.length + 1), all }) : today.done_today ? w.session.left : w.today.start}
      </button>
      {going && (
        <button
          class="plain"
          onClick={() => {
            keep(person, null);
            setGoing(null);
          }}
        >
          {w.session.discard}
        </button>
      )}
    </div>
  );
}

function Row({ line }: { line: Line }) {
  const t = useWords().practice;
  const why = line.why[0];
  return (
    <article class="exercise drawn-row">
      <div class="thumb">
        <Drawn id={line.exercise} label={line.name} />
      </div>
      <div>
        <h2>{line.name}</h2>
        <p class="dose">
          {why ? (
            <Opens title={line.name} evidence={why.evidence} rule={why.rule} facts={why.facts}>
              {line.dose}
            </Opens>
          ) : (
            line.dose
          )}
        </p>
        <p class="quiet small">
          {line.change_name}
          {line.prescribed && <> · {t.prescribed}</>}
        </p>
      </div>
    </article>
  );
}

function RunSpeed({ run }: { run: NonNullable<Today["run"]> }) {
  const why = run.why[0];
  if (!why) return <>{run.speed_words}</>;
  return (
    <Opens title={run.name} evidence={why.evidence} rule={why.rule} facts={why.facts}>
      {run.speed_words}
    </Opens>
  );
}

/** Who prescribed what, what of it is not in today and why; the way to change it for whoever may. */
function Prescribed({ person, today }: { person: string; today: Today }) {
  const t = useWords().practice;
  const may = mayPrescribe(useSession().status);
  const p = today.prescription;
  if (!p && !may) return null;
  return (
    <section class="prescription">
      {p && (
        <>
          <p>
            <strong>{p.by}</strong> {p.sentence}
          </p>
          {p.say && <p>{p.say}</p>}
          {p.exercises.some((one) => one.text) && (
            <ul>
              {p.exercises
                .filter((one) => one.text)
                .map((one) => (
                  <li key={one.id}>
                    {one.name}: {one.text}
                  </li>
                ))}
            </ul>
          )}
          {p.run_text && <p>{p.run_text}</p>}
        </>
      )}
      {may && (
        <p class="no-print">
          <a class="button" href={`#/people/${person}/prescribe`}>
            {t.prescribe}
          </a>
        </p>
      )}
    </section>
  );
}

/** The one test or answer that would help most; the question is answered here. */
function Helps({ person, today, changed }: { person: string; today: Today; changed: (today: Today) => void }) {
  const w = useWords();
  const next = today.next_test;
  if (!next) return null;
  const question = next.kind === "question" ? today.settles.find((one) => one.id === next.id) : undefined;
  return (
    <details>
      <summary>{next.kind === "test" ? w.today.alsoTest : w.today.alsoAnswer}</summary>
      {question ? (
        <AnswerOne key={question.id} person={person} question={question} done={(now) => now && changed(now)} />
      ) : (
        <p>
          <strong>{next.name}</strong>
        </p>
      )}
      <p>{next.how}</p>
      {next.kind === "test" && (
        <p>
          <a class="button" href={`#/people/${person}/test/${next.id}`}>
            {w.today.doTest}
          </a>
        </p>
      )}
    </details>
  );
}

function Work({ person, today, begin, changed }: { person: string; today: Today; begin: (doing: Doing) => void; changed: (today: Today) => void }) {
  const w = useWords();
  const something = today.lines.length > 0 || today.run !== null;
  return (
    <section>
      {something && <Begin person={person} today={today} begin={() => begin({ what: "session" })} />}
      {today.lines.map((line) => (
        <Row key={line.line} line={line} />
      ))}
      {today.run && (
        <article class="exercise">
          <h2>{today.run.name}</h2>
          <p class="quiet">
            <RunSpeed run={today.run} />
          </p>
        </article>
      )}
      {!something && today.allowed.length > 0 && (
        <>
          <h2>{w.session.allowed}</h2>
          <ul class="allowed">
            {today.allowed.map((one) => (
              <li key={one.id}>
                <span class="state-met" aria-hidden="true">
                  ●{" "}
                </span>
                {one.name}
              </li>
            ))}
          </ul>
        </>
      )}
      {!something && today.status === "rest" && !today.done_today && today.allowed.length === 0 && !today.next_test && <p>{w.today.nothing}</p>}
      <CareToday person={person} today={today} />
      <Techniques today={today} begin={(technique) => begin({ what: "technique", technique })} />
      <Helps person={person} today={today} changed={changed} />
      {something && !today.done_today && <PhoneLink person={person} />}
    </section>
  );
}
