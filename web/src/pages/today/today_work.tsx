// What there is to do today, and what else helps: the session with its exercises, the run, what stands beside them.
import { useState } from "preact/hooks";
import type { Line, Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { PhoneLink } from "../../ui/away";
import { Opens } from "../../ui/evidence";
import { NotNow } from "../progress/progress_told";
import { AnswerOne } from "./answer_one";
import { CareToday } from "./care";
import { Drawn } from "./session_figure";
import { drop, restore, stepsOf, type Going } from "./session_state";
import { Techniques } from "./session_technique";

export type Doing = { what: "session" } | { what: "left"; going: Going } | { what: "technique"; technique: Today["techniques"][number] } | null;

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
            drop(person, going);
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

export function Work({ person, today, begin, changed }: { person: string; today: Today; begin: (doing: Doing) => void; changed: (today: Today) => void }) {
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
      <CareToday person={person} today={today} changed={changed} />
      <NotNow today={today} />
      <Techniques today={today} begin={(technique) => begin({ what: "technique", technique })} />
      <Helps person={person} today={today} changed={changed} />
      {something && !today.done_today && <PhoneLink person={person} />}
    </section>
  );
}
