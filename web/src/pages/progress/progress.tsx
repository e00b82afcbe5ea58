// What stands before the next phase, how long it may take, what was, and everything that was entered.
import { useState } from "preact/hooks";
import { fileOf, get, Problem, remove, type Batch, type Entries, type Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { useLoaded } from "../../session";
import { moment, useSettings } from "../../settings";
import { Title, Told, Wait } from "../../ui/basics";
import { BatchSays, idsOf, saysOf } from "../../ui/batch";
import { Dots } from "../../ui/dots";
import { Opens } from "../../ui/evidence";
import { AskTakeOut } from "../measure/take_out";
import { StandsIfStopped } from "../today/stands";
import { Board } from "./progress_board";
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
    <>
      <h2>{w.progress.follow}</h2>
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
    </>
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
      <h2>{w.progress.history}</h2>
      <Told problem={history.problem ?? problem} />
      <ul class="history">
        {history.value?.batches.slice(0, 20).map((batch, i) => (
          <li key={batch.id}>
            <span>
              <BatchSays batch={batch} />
              <span class="says quiet small">{fill(w.entries.batch, { kind: w.entries.kinds[batch.kind], at: moment(batch.made) })}</span>
            </span>
            {i === 0 && batch.note !== "story" && (
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

export function ProgressPage({ person }: { person: string }) {
  const w = useWords();
  const today = useLoaded(() => get<Today>(`/people/${person}/today`), person);
  const [round, setRound] = useState(0);
  if (!today.value) return today.problem ? <Told problem={today.problem} retry={today.reload} /> : <Wait />;
  const plan = today.value;
  const changed = () => {
    today.reload();
    setRound(round + 1);
  };
  return (
    <>
      <Title>{w.progress.title}</Title>
      <StandsIfStopped person={person} today={plan} />
      <Phases plan={plan} />
      <h2>{w.progress.criteria}</h2>
      <Board plan={plan} person={person} changed={changed} />
      {plan.phase && (
        <p class="no-print">
          <a href={`#/people/${person}/return`}>{w.course.progress.toReturn}</a>
        </p>
      )}
      {plan.hurt && (
        <>
          <h2>{w.result.long}</h2>
          <Dots prognosis={plan.prognosis} today={plan.day_of_injury} />
        </>
      )}
      <h2>{w.course.timeline.question}</h2>
      <TimelinePart key={round} person={person} />
      <FollowUp plan={plan} />
      <History key={`history ${round}`} person={person} changed={changed} />
      <p class="row no-print">
        <a class="button" href={`/api/v1/people/${person}/case`}>
          {w.progress.file}
        </a>
        <a class="button" href={fileOf(`/people/${person}/calendar`)}>
          {w.progress.calendar}
        </a>
        <button onClick={() => window.print()}>{w.common.print}</button>
      </p>
    </>
  );
}
