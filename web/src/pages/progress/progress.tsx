// What comes next in a sentence, pain with its sessions; every condition, how long it may take, what measuring has shown and
// what was entered stand behind a press.
import { useState } from "preact/hooks";
import { fileOf, get, Problem, remove, type Batch, type Entries, type Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { go, usePlace } from "../../router";
import { useLoaded } from "../../session";
import { moment, number, useSettings } from "../../settings";
import { Dialog, Title, Told, Wait } from "../../ui/basics";
import { Behind } from "../../ui/behind";
import { BatchSays, idsOf, saysOf } from "../../ui/batch";
import { Dots } from "../../ui/dots";
import { Opens } from "../../ui/evidence";
import { AskTakeOut } from "../measure/take_out";
import { AnswerOne } from "../today/answer_one";
import { StandsIfStopped } from "../today/stands";
import { Board } from "./progress_board";
import { NextStep, nextStep } from "./progress_next";
import { HurtAgain } from "./progress_told";
import { TimelinePart } from "./progress_timeline";

function Phases({ plan }: { plan: Today }) {
  const w = useWords();
  const here = plan.phases.findIndex((phase) => phase.id === plan.phase);
  if (plan.phases.length === 0) return null;
  return (
    <ol class="phases" aria-label={w.progress.phases}>
      {plan.phases.map((phase, i) => (
        <li key={phase.id} class={i < here ? "past" : ""} aria-current={i === here ? "step" : undefined}>
          <span>{phase.name}</span>
        </li>
      ))}
    </ol>
  );
}

function FollowUp({ plan }: { plan: Today }) {
  const w = useWords();
  const f = plan.follow_up;
  const rows = [...f.techniques, ...f.alignment, ...f.programs, ...f.capacity, ...(f.watch ? [f.watch] : [])];
  if (rows.length === 0) return null;
  return (
    <Behind title={w.progress.follow}>
      {rows.map((row) => (
        <p key={row.id}>
          <strong>{row.name}</strong>
          <br />
          {row.evidence ? (
            <Opens title={row.name} evidence={row.evidence}>
              {row.text}
            </Opens>
          ) : (
            row.text
          )}
        </p>
      ))}
    </Behind>
  );
}

function History({ person, changed }: { person: string; changed: () => void }) {
  const w = useWords();
  const { language } = useSettings();
  const history = useLoaded(() => get<Entries>(`/people/${person}/entries?language=${language}`), `${person} ${language}`);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [asked, setAsked] = useState<Batch | null>(null);
  const undo = (batch: number) =>
    remove(`/people/${person}/batches/${batch}`).then(
      () => {
        history.reload();
        changed();
      },
      (error: unknown) => setProblem(error as Problem),
    );
  return (
    <section class="no-print">
      <Told problem={history.problem ?? problem} />
      <ul class="history">
        {history.value?.batches.slice(0, 20).map((batch, i) => (
          <li key={batch.id}>
            <span>
              <BatchSays batch={batch} />
              <span class="says quiet small">{fill(w.entries.batch, { kind: w.entries.kinds[batch.kind], at: moment(batch.made) })}</span>
            </span>
            {i === 0 && batch.note !== "story" && batch.may_take_back && (
              <button class="plain" onClick={() => setAsked(batch)}>
                {w.common.undo}
              </button>
            )}
          </li>
        ))}
      </ul>
      {asked && history.value && (
        <AskTakeOut
          person={person}
          ids={idsOf(history.value, asked.id)}
          title={fill(w.entries.sure, { n: asked.entries })}
          says={saysOf(asked, w.entries.more)}
          word={w.entries.takeBack}
          act={() => {
            setAsked(null);
            void undo(asked.id);
          }}
          stay={() => setAsked(null)}
        />
      )}
    </section>
  );
}

/** A question that settles a condition is answered here, from whichever page it was asked. */
function Asked({ plan, person, changed }: { plan: Today; person: string; changed: () => void }) {
  const w = useWords();
  const asked = usePlace().query.get("answer");
  const question = plan.settles.find((one) => one.id === asked);
  const back = () => go(`people/${person}/progress`);
  if (!question) return null;
  return (
    <Dialog title={w.course.board.answer} onClose={back}>
      <AnswerOne
        person={person}
        question={question}
        done={() => {
          back();
          changed();
        }}
      />
    </Dialog>
  );
}

export function ProgressPage({ person }: { person: string }) {
  const w = useWords();
  const n = w.pages.next;
  const today = useLoaded(() => get<Today>(`/people/${person}/today`), person);
  const [round, setRound] = useState(0);
  if (!today.value) return today.problem ? <Told problem={today.problem} retry={today.reload} /> : <Wait />;
  const plan = today.value;
  const changed = () => {
    today.reload();
    setRound(round + 1);
  };
  const open = plan.criteria.filter((criterion) => criterion.state !== "met").length;
  const returned = plan.phase !== "" && plan.phases[plan.phases.length - 1]?.id === plan.phase && plan.criteria.length === 0;
  return (
    <>
      <Title>{w.progress.title}</Title>
      <StandsIfStopped person={person} today={plan} />
      <HurtAgain today={plan} />
      <Phases plan={plan} />
      <NextStep step={nextStep(plan, plan.criteria, person, returned, w)} />
      <h2>{w.course.timeline.question}</h2>
      <TimelinePart key={round} person={person} />
      <Behind title={n.showAll} {...(open > 0 ? { says: fill(n.stillOpen, { n: number(open) }) } : {})}>
        <Board plan={plan} person={person} answer={(question) => go(`people/${person}/progress?answer=${question}`)} />
        {plan.phase && (
          <p class="no-print">
            <a href={`#/people/${person}/return`}>{w.course.progress.toReturn}</a>
          </p>
        )}
      </Behind>
      {plan.hurt && (
        <Behind title={w.result.long}>
          <Dots prognosis={plan.prognosis} today={plan.day_of_injury} />
        </Behind>
      )}
      <FollowUp plan={plan} />
      <Behind title={w.progress.history} paper={false}>
        <History key={`history ${round}`} person={person} changed={changed} />
      </Behind>
      <p class="row no-print">
        <a class="button" href={`#/people/${person}/print`}>
          {w.nav.print}
        </a>
        <a class="button" href={fileOf(`/people/${person}/calendar`)}>
          {w.progress.calendar}
        </a>
      </p>
      <Asked plan={plan} person={person} changed={changed} />
    </>
  );
}
