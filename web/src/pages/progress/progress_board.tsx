// The criteria board: what is met, not met, not known, and what would turn it.
import { useState } from "preact/hooks";
import type { Criterion, Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { unitOf } from "../../numbers";
import { dayName, number } from "../../settings";
import { Dialog, mark } from "../../ui/basics";
import { ticksBetween } from "../../ui/chart";
import { EvidenceBody } from "../../ui/evidence";

type Words = ReturnType<typeof useWords>;
const digitsOf = (value: number) => (Math.abs(value) < 10 && value % 1 !== 0 ? 1 : 0);

export function withUnit(value: number, unit: string, digits = digitsOf(value)): string {
  const name = unitOf(unit);
  return `${number(value, digits)}${name === "°" ? "°" : name ? ` ${name}` : ""}`;
}

function bandText(criterion: Criterion): string {
  if (criterion.value === undefined) return "";
  // A count without a measurement error is whole: 0, not 0.0.
  const value = withUnit(criterion.value, criterion.unit);
  return criterion.half_width ? `${number(criterion.value, 1)} ± ${withUnit(criterion.half_width, criterion.unit, 1)}` : value;
}

/** So many of so many, with what is counted. */
function countText(criterion: Criterion, w: Words): string {
  const b = w.course.board;
  const kind = criterion.made?.kind;
  const words = kind === "observed" ? b.countedDays : kind === "tolerated" ? b.countedSessions : b.counted;
  return fill(words, { have: Math.min(criterion.have, criterion.need), need: criterion.need });
}

function aimOf(criterion: Criterion, w: Words): string {
  const b = w.course.board;
  const word = criterion.made?.at_least === undefined ? "" : criterion.made.at_least ? b.atLeast : b.atMost;
  return fill(b.aim, { word, target: withUnit(criterion.target ?? 0, criterion.unit) }).replace("  ", " ");
}

/** A test that is a question brings its own mark: no full stop after it. */
const ended = (sentence: string) => sentence.replace(/([?.])\.$/, "$1");

/** Value with its error bar against the target line, and the four looks before it, on one axis. */
function AgainstTarget({ criterion }: { criterion: Criterion }) {
  const w = useWords();
  const { value, target } = criterion;
  if (value === undefined || target === undefined) return null;
  const z = criterion.made?.bar_z ?? 1.645;
  const looks = criterion.trend.length > 0 ? criterion.trend : [{ day: "", value, error: (criterion.half_width ?? 0) / z }];
  const ends = looks.flatMap((look) => [look.value - z * look.error, look.value + z * look.error]);
  const low = Math.min(...ends, target),
    high = Math.max(...ends, target);
  const margin = (high - low || Math.abs(target) || 1) * 0.12;
  const width = 260,
    left = 12,
    right = 12,
    top = 20,
    row = 13;
  const base = top + looks.length * row + 4;
  const x = (v: number) => left + ((v - low + margin) / (high - low + 2 * margin)) * (width - left - right);
  const color = `var(--${criterion.state.replace("_", "-")})`;
  const label = `${w.course.board.target} ${withUnit(target, criterion.unit)}`;
  return (
    <svg viewBox={`0 0 ${width} ${base + 22}`} aria-hidden="true" class="against">
      <line x1={left} x2={width - right} y1={base} y2={base} stroke="var(--line-strong)" />
      {ticksBetween(low - margin, high + margin, 4).map((v) => (
        <g key={v}>
          <line x1={x(v)} x2={x(v)} y1={base} y2={base + 4} stroke="var(--line-strong)" />
          <text x={x(v)} y={base + 17} text-anchor="middle">
            {withUnit(v, criterion.unit)}
          </text>
        </g>
      ))}
      <line x1={x(target)} x2={x(target)} y1={14} y2={base} stroke="var(--text)" stroke-width="1.5" />
      <text x={Math.max(44, Math.min(width - 44, x(target)))} y="10" text-anchor="middle">
        {label}
      </text>
      {looks.map((look, i) => {
        const last = i === looks.length - 1;
        const y = top + i * row + 6;
        return (
          <g key={i} stroke={last ? color : "var(--line-strong)"} fill={last ? color : "var(--line-strong)"}>
            <line x1={x(look.value - z * look.error)} x2={x(look.value + z * look.error)} y1={y} y2={y} stroke-width={last ? 3 : 1.5} />
            <circle cx={x(look.value)} cy={y} r={last ? 5 : 3} stroke="none" />
          </g>
        );
      })}
    </svg>
  );
}

function Counted({ have, need }: { have: number; need: number }) {
  return (
    <span class="counted" aria-hidden="true">
      {Array.from({ length: Math.min(need, 12) }, (_, i) => (
        <i key={i} class={i < have ? "full" : ""} />
      ))}
    </span>
  );
}

/** What has to be seen is named, never called "this result": the last one may have been another. */
function observedTurn(criterion: Criterion, w: Words): string {
  const b = w.course.board;
  const values = { n: Math.max(1, criterion.need - criterion.have), test: criterion.made?.test ?? "", asked: criterion.made?.asked ?? "" };
  const missed = criterion.state === "not_met" && criterion.measured_on !== undefined;
  if (values.asked) return fill(missed ? b.turnMissedAsked : b.turnObservedAsked, values);
  return fill(missed ? b.turnMissed : b.turnObserved, values);
}

/** What would turn it: the missing test or sessions, or how much is missing. */
function turnOf(criterion: Criterion, w: Words): string {
  const b = w.course.board;
  if (criterion.state === "met") return b.stays;
  const { value, target, made } = criterion;
  if (made?.kind === "blank") return b.turnBlank;
  if (made?.kind === "day") return b.turnDay;
  if (made?.kind === "tolerated") return fill(b.turnTolerated, { n: Math.max(0, criterion.need - criterion.have), days: made.window_days ?? 21 });
  if (made?.kind === "observed") return observedTurn(criterion, w);
  if (made?.kind === "measure" && value !== undefined && target !== undefined)
    return fill(criterion.state === "not_met" ? b.turnShort : b.turnBar, {
      test: made.test ?? "",
      target: withUnit(target, criterion.unit),
      word: made.at_least ? b.atLeast : b.atMost,
    });
  if (made?.kind === "measure") return fill(b.turnMeasure, { test: made.test ?? "" });
  return "";
}

/** Number, how it was made, trust, source, version: in this order. */
function NumberOpened({ criterion }: { criterion: Criterion }) {
  const w = useWords();
  const b = w.course.board;
  const last = criterion.trend[criterion.trend.length - 1];
  const made = criterion.made;
  return (
    <>
      <h3>{b.number}</h3>
      <p>
        {criterion.value !== undefined ? bandText(criterion) : criterion.need > 0 ? countText(criterion, w) : w.progress.never}
        {criterion.target !== undefined && ` · ${aimOf(criterion, w)}`}
      </p>
      <h3>{w.evidence.how}</h3>
      {made?.kind === "measure" ? (
        <>
          <p>{fill((b.metric as Record<string, string>)[made.metric ?? "value"] ?? "", { test: made.test ?? "" })}</p>
          {last && criterion.half_width !== undefined && (
            <p>
              {fill(b.barMade, {
                half: withUnit(criterion.half_width, criterion.unit, 1),
                z: number(made.bar_z ?? 1.645, 3),
                error: withUnit(last.error, criterion.unit, 1),
              })}{" "}
              {(b.errorFrom as Record<string, string>)[criterion.error_words]}
            </p>
          )}
          <p>{fill(b.pointsMade, { clear: number(made.clear_at ?? 3), days: made.window_days ?? 21 })}</p>
          {made.points && made.points.length > 0 && (
            <table>
              <thead>
                <tr>
                  <th scope="col">{w.people.day}</th>
                  <th scope="col">{b.value}</th>
                  <th scope="col">{b.beyond}</th>
                  <th scope="col">{b.points}</th>
                </tr>
              </thead>
              <tbody>
                {made.points.map((look) => (
                  <tr key={look.day}>
                    <td>{dayName(look.day)}</td>
                    <td>{withUnit(criterion.trend.find((l) => l.day === look.day)?.value ?? 0, criterion.unit, 1)}</td>
                    <td>{number(look.beyond, 1)}</td>
                    <td>{number(look.points, 2)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      ) : (
        <p>
          {made?.kind === "observed" && ended(fill(made.times === 1 ? b.madeObservedOnce : b.madeObserved, { n: made.times ?? 1, test: made.test ?? "" }))}
          {made?.kind === "tolerated" && fill(b.madeTolerated, { n: made.times ?? 1, days: made.window_days ?? 21 })}
          {made?.kind === "day" && fill(b.madeDay, { n: made.times ?? 0 })}
          {made?.kind === "blank" && b.turnBlank}
        </p>
      )}
      <EvidenceBody evidence={criterion.evidence} />
    </>
  );
}

/** What would settle it and can be done today: nobody is asked for what was done on this day. */
function settlesOf(criterion: Criterion, today: string): { test?: string; question?: string } {
  const [kind, id] = criterion.settled_by.split(".");
  if (criterion.state === "met" || criterion.waits || !id || criterion.measured_on === today) return {};
  return kind === "test" ? { test: id } : kind === "question" ? { question: id } : {};
}

/** A question is answered here; where its page is not told of it (`answer`), on Progress. */
function Settle({ criterion, person, today, answer }: { criterion: Criterion; person: string; today: string; answer?: (question: string) => void }) {
  const b = useWords().course.board;
  const { test, question } = settlesOf(criterion, today);
  if (test)
    return (
      <a class="no-print" href={`#/people/${person}/test/${test}`}>
        {b.doTest}
      </a>
    );
  if (question && answer)
    return (
      <button type="button" class="open no-print" onClick={() => answer(question)}>
        {b.answer}
      </button>
    );
  if (question)
    return (
      <a class="no-print" href={`#/people/${person}/progress?answer=${question}`}>
        {b.answer}
      </a>
    );
  return null;
}

export function CriterionRow({
  criterion,
  person,
  today,
  answer,
}: {
  criterion: Criterion;
  person: string;
  today: string;
  answer?: (question: string) => void;
}) {
  const w = useWords();
  const b = w.course.board;
  const [open, setOpen] = useState(false);
  const number_ = criterion.value !== undefined ? bandText(criterion) : criterion.need > 0 ? countText(criterion, w) : w.progress.never;
  const who = criterion.measured_by ? ((b.who as Record<string, string>)[criterion.measured_by] ?? criterion.measured_by) : "";
  return (
    <li class="board-row">
      <div class={`state state-${criterion.state}`}>
        <span class="mark" aria-hidden="true">
          {mark(criterion.state)}
        </span>{" "}
        {criterion.state_name}
      </div>
      <div class="what">
        <strong>{criterion.text}</strong>
        <p>
          {criterion.value === undefined && criterion.need > 0 && <Counted have={criterion.have} need={criterion.need} />}
          <button type="button" class="open" aria-haspopup="dialog" onClick={() => setOpen(true)}>
            {number_}
          </button>
          {criterion.value !== undefined && criterion.target !== undefined && <span class="quiet">{` · ${aimOf(criterion, w)}`}</span>}
          {criterion.value !== undefined && criterion.need > 1 && <span class="quiet">{` · ${countText(criterion, w)}`}</span>}
          {criterion.measured_on && <span class="quiet">{` · ${dayName(criterion.measured_on)}${who ? ` · ${who}` : ""}`}</span>}
          {criterion.other_side !== undefined && (
            <span class="quiet">{` · ${fill(w.progress.other, { value: withUnit(criterion.other_side, criterion.unit, 1) })}`}</span>
          )}
        </p>
        <p class="turn">
          {ended(turnOf(criterion, w))} <Settle criterion={criterion} person={person} today={today} {...(answer ? { answer } : {})} />
        </p>
      </div>
      <div class="chart">{criterion.value !== undefined && criterion.target !== undefined && <AgainstTarget criterion={criterion} />}</div>
      {open && (
        <Dialog title={criterion.text} onClose={() => setOpen(false)}>
          <NumberOpened criterion={criterion} />
        </Dialog>
      )}
    </li>
  );
}

const rank = { not_known: 0, not_met: 1, met: 2 };

/** Not known on top, each with the test or the answer that settles it. */
export function Board({ plan, person, answer }: { plan: Today; person: string; answer: (question: string) => void }) {
  const w = useWords();
  const sorted = [...plan.criteria].sort((a, b) => rank[a.state] - rank[b.state]);
  if (sorted.length === 0) return <p class="quiet">{w.progress.none}</p>;
  return (
    <ul class="board">
      {sorted.map((criterion) => (
        <CriterionRow key={criterion.id} criterion={criterion} person={person} today={plan.today} answer={answer} />
      ))}
    </ul>
  );
}
