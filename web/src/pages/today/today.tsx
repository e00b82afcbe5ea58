// Today: what is asked first, what to do and why, and the log of it.
import { useState } from "preact/hooks";
import { Problem, type Saved, type Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { useAway, usePlan } from "../../plan";
import { sendOrKeep } from "../../queue";
import { go } from "../../router";
import { mayPrescribe, useSession } from "../../session";
import { dayName } from "../../settings";
import { atOnce, hurry, orderOf, phaseShown } from "../../stop";
import { Title, Told, Wait } from "../../ui/basics";
import { NoSession } from "../../ui/away";
import { EmergencyNumber } from "../../ui/emergency";
import { WhyLine } from "../../ui/evidence";
import { Meanwhile } from "../../ui/meanwhile";
import { HurtAgain } from "../progress/progress_told";
import { Pictures } from "../story/result";
import { Ahead, Lead, storyOf } from "./day_story";
import { Reminder } from "./reminder";
import { Ask, LogPain, Morning } from "./session_ask";
import { SessionRun } from "./session_run";
import { Hold, NotSure } from "./today_hold";
import { LeftOver, SaveLeftOver } from "./session_left";
import { drop, leftOver, restore, type Going } from "./session_state";
import { HeldGates } from "./stands";
import { Work, type Doing } from "./today_work";
import { TechniqueFlow } from "./session_technique";
import { RedFlags } from "../story/story_flags";
import { Questions } from "../story/story_questions";

export function TodayPage({ person }: { person: string }) {
  const loaded = usePlan(person);
  const away = useAway();
  if (!loaded.value) return loaded.problem ? <Told problem={loaded.problem} retry={loaded.reload} /> : <Wait />;
  if (away?.noSession) return <NoSession away={away} />;
  return <TodayView person={person} today={loaded.value} changed={loaded.set} />;
}

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
        // An order that stands above the screen is not read.
        if (hurry(saved.today.flags).length > 0) window.scrollTo(0, 0);
        setTold(
          entries.some((entry) => entry.type === "session" && entry.done !== "none")
            ? // Of a session of before, the question is not for tomorrow.
              entries.some((entry) => typeof entry["day"] === "string" && entry["day"] < today.today)
              ? w.measure.saved
              : w.today.saved
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
            if (twice.some((entry) => entry.type === "session")) drop(person, doing?.what === "left" ? doing.going : restore(person, today));
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
        ) : doing.what === "left" ? (
          <SaveLeftOver
            person={person}
            today={today}
            going={doing.going}
            stop={() => setDoing(null)}
            finish={async (entry) => {
              if (!(await save([entry]))) return;
              drop(person, doing.going);
              setDoing(null);
            }}
          />
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
                drop(person, restore(person, today));
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

function DayLine({ today }: { today: Today }) {
  const w = useWords();
  return (
    <p class="quiet day">
      {today.story?.since || (today.hurt ? fill(w.today.day, { n: today.day_of_injury }) : dayName(today.today))}
      {phaseShown(today) && ` · ${phaseShown(today)}`}
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
  const [left, setLeft] = useState<Going | null>(() => leftOver(person, today));
  const { head } = today;
  const why = today.reasons.find((reason) => reason.text === today.headline);
  const trains = today.status === "session" || today.status === "rest";
  // What is probably the matter, where somebody else has to lead what is done about it, says more than that they have to.
  const led = head === "clinician_first" ? today.advice?.title : undefined;
  // What cannot wait is the heading, told or not sure alike.
  const urgent = hurry(today.flags);
  const raised = today.flags.filter((flag) => flag.state === "raised");
  const order = urgent.length > 0 ? orderOf(urgent) : undefined;
  const title = <Title key={order ?? head}>{order ?? led ?? today.heads[head].text}</Title>;
  const unsaved = left && (
    <LeftOver
      going={left}
      save={() => begin({ what: "left", going: left })}
      letGo={() => {
        drop(person, left);
        setLeft(leftOver(person, today));
      }}
    />
  );
  const morning = today.morning && <Morning person={person} today={today} save={save} />;
  if (head === "morning") {
    return (
      <>
        <DayLine today={today} />
        {title}
        {morning}
        {unsaved}
      </>
    );
  }
  return (
    <>
      <DayLine today={today} />
      {title}
      <p role="status" class="state-met">
        {!order && told}
      </p>
      {order && raised.length === 0 && <EmergencyNumber atOnce={atOnce(urgent)} />}
      <RedFlags flags={raised} said={order !== undefined && orderOf(raised) === order} />
      {unsaved}
      <HurtAgain today={today} />
      {(head !== "check" || storyOf(today)) && !led && <Lead today={today} why={why} />}
      {led && <Meanwhile advice={today.advice} />}
      <NotSure today={today} save={save} />
      <Looked person={person} today={today} />
      <HeldGates today={today} />
      <Hold today={today} save={save} />
      {morning}
      {head === "check" ? (
        <Ask person={person} today={today} save={save} />
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
      <Ahead today={today} />
      {!led && <BesidePlan today={today} />}
      <Prescribed person={person} today={today} />
      {head !== "check" && <LogPain person={person} today={today} save={save} />}
      <Reminder person={person} trains={trains} />
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
