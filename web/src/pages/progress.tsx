// What stands before the next phase, how long it may take, and everything that was entered.
import { get, remove, Problem, type Criterion, type Entries, type Today } from "../api";
import { useState } from "preact/hooks";
import { fill, useWords } from "../i18n";
import { useLoaded } from "../session";
import { dayName, number } from "../settings";
import { mark, Title, Told, Wait } from "../ui/basics";
import { Dots } from "../ui/dots";
import { Opens } from "../ui/evidence";

/** Value with its error against the target line, and what was measured before it. */
function AgainstTarget({ criterion }: { criterion: Criterion }) {
  const { value, target } = criterion;
  if (value === undefined || target === undefined) return null;
  const half = criterion.half_width ?? 0;
  const all = [value - half, value + half, target, ...criterion.trend.map((l) => l.value)];
  const low = Math.min(...all), high = Math.max(...all);
  const margin = (high - low || Math.abs(target) || 1) * 0.15;
  const at = (v: number) => 10 + ((v - low + margin) / (high - low + 2 * margin)) * 200;
  const color = `var(--${criterion.state.replace("_", "-")})`;
  return (
    <svg viewBox="0 0 220 44" aria-hidden="true" style={{ width: "100%" }}>
      <line x1="6" x2="214" y1="20" y2="20" stroke="var(--line)" />
      {criterion.trend.slice(0, -1).map((look, i) => (
        <circle key={i} cx={at(look.value)} cy="20" r="2.5" fill="var(--line-strong)" />
      ))}
      <line x1={at(value - half)} x2={at(value + half)} y1="20" y2="20" stroke={color} stroke-width="4" stroke-linecap="round" />
      <circle cx={at(value)} cy="20" r="5" fill={color} />
      <line x1={at(target)} x2={at(target)} y1="6" y2="32" stroke="var(--text)" stroke-width="2" />
      <text x={at(target)} y="43" text-anchor="middle">
        {number(target, target % 1 === 0 ? 0 : 1)} {criterion.unit}
      </text>
    </svg>
  );
}

function Row({ criterion }: { criterion: Criterion }) {
  const w = useWords();
  const parts: string[] = [];
  if (criterion.value !== undefined) {
    const digits = Math.abs(criterion.value) < 10 ? 1 : 0;
    const value = criterion.half_width ? fill(w.progress.band, { value: number(criterion.value, digits), half: number(criterion.half_width, 1) }) : number(criterion.value, digits);
    parts.push(`${value} ${criterion.unit}`);
    if (criterion.target !== undefined) parts.push(fill(w.progress.target, { value: number(criterion.target, criterion.target % 1 === 0 ? 0 : 1) }));
  }
  if (criterion.need > 0) parts.push(`${criterion.have}/${criterion.need}`);
  if (criterion.measured_on) parts.push(fill(w.progress.measured, { day: dayName(criterion.measured_on) }));
  return (
    <li class="criterion">
      <span class={`mark state-${criterion.state}`} aria-hidden="true">
        {mark(criterion.state)}
      </span>
      <div>
        <strong>
          <Opens title={criterion.text} evidence={criterion.evidence} rule={criterion.id}>
            {criterion.text}
          </Opens>
        </strong>
        <div>
          <span class={`state-${criterion.state}`}>{criterion.settle || criterion.state_name}</span>
          {parts.length > 0 && <span class="quiet"> · {parts.join(" · ")}</span>}
        </div>
      </div>
      <div class="chart">
        <AgainstTarget criterion={criterion} />
      </div>
    </li>
  );
}

export function ProgressPage({ person }: { person: string }) {
  const w = useWords();
  const today = useLoaded(() => get<Today>(`/people/${person}/today`), person);
  const history = useLoaded(() => get<Entries>(`/people/${person}/entries`), person);
  const [problem, setProblem] = useState<Problem | null>(null);
  if (!today.value) return today.problem ? <Told problem={today.problem} retry={today.reload} /> : <Wait />;
  const plan = today.value;
  const here = plan.phases.findIndex((phase) => phase.id === plan.phase);
  const undo = (batch: number) =>
    remove(`/people/${person}/batches/${batch}`).then(
      () => {
        today.reload();
        history.reload();
      },
      (error: unknown) => setProblem(error as Problem),
    );
  const follow = [...plan.follow_up.techniques, ...plan.follow_up.alignment, ...plan.follow_up.programs, ...plan.follow_up.capacity, ...plan.follow_up.compliance, ...(plan.follow_up.watch ? [plan.follow_up.watch] : [])];
  return (
    <>
      <Title>{w.progress.title}</Title>
      <Told problem={problem} />
      {plan.phases.length > 0 && (
        <ol class="phases" aria-label={w.progress.phases}>
          {plan.phases.map((phase, i) => (
            <li key={phase.id} class={i < here ? "past" : ""} aria-current={i === here ? "step" : undefined}>
              <span>{phase.name}</span>
            </li>
          ))}
        </ol>
      )}
      <h2>{w.progress.criteria}</h2>
      {plan.criteria.length === 0 && <p class="quiet">{w.progress.none}</p>}
      <ul style={{ listStyle: "none", padding: 0 }}>
        {plan.criteria.map((criterion) => (
          <Row key={criterion.id} criterion={criterion} />
        ))}
      </ul>
      {plan.hurt && (
        <>
          <h2>{w.result.long}</h2>
          <Dots prognosis={plan.prognosis} today={plan.day_of_injury} />
        </>
      )}
      {follow.length > 0 && (
        <>
          <h2>{w.progress.follow}</h2>
          {follow.map((row) => (
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
      )}
      <h2 class="no-print">{w.progress.history}</h2>
      <Told problem={history.problem} />
      <ul class="no-print" style={{ listStyle: "none", padding: 0 }}>
        {history.value?.batches.slice(0, 20).map((batch, i) => (
          <li key={batch.id} class="row" style={{ justifyContent: "space-between", borderBottom: "1px solid var(--line)", minHeight: "52px" }}>
            <span>
              {dayName(batch.made.slice(0, 10))} · {fill(w.progress.added, { n: batch.entries })}
              {batch.note && ` · ${batch.note}`}
            </span>
            {i === 0 && batch.note !== "story" && (
              <button class="plain" onClick={() => void undo(batch.id)}>
                {w.common.undo}
              </button>
            )}
          </li>
        ))}
      </ul>
      <p class="row no-print">
        <a class="button" href={`/api/v1/people/${person}/case`}>
          {w.progress.file}
        </a>
        <a class="button" href={`/api/v1/people/${person}/calendar`}>
          {w.progress.calendar}
        </a>
        <button onClick={() => window.print()}>{w.common.print}</button>
      </p>
    </>
  );
}
