// How things stand, on paper: progress with conditions and tests; one page for whoever is asked to look.
import type { Course, Criterion, Measures, Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { unitOf } from "../../numbers";
import { dayName, number, shortDay } from "../../settings";
import { Heads, mark } from "../../ui/basics";
import { plusDays } from "../../ui/chart";
import { withUnit } from "./progress_board";

const weeks = 4;

function lately(course: Course): Course["days"] {
  const from = plusDays(course.until, -7 * weeks + 1);
  return course.days.filter((day) => day.day >= from);
}

/** Worst pain of each day as a column, sessions as a dot below: grey is enough. */
function PainColumns({ course }: { course: Course }) {
  const w = useWords();
  const p = w.pages.print;
  const days = lately(course);
  const told = days.flatMap((day) => (day.worst === undefined && day.morning === undefined ? [] : [Math.max(day.worst ?? 0, day.morning ?? 0)]));
  const done = days.filter((day) => day.session === "all" || day.session === "part").length;
  const sum = told.length === 0 ? p.painNone : fill(p.painSum, { last: number(told[told.length - 1] ?? 0), most: number(Math.max(...told)), n: told.length });
  return (
    <section>
      <h3>{p.pain}</h3>
      <svg class="pain-columns" viewBox="0 0 580 96" role="img" aria-label={sum}>
        {[0, 5, 10].map((v) => (
          <g key={v}>
            <line x1="20" x2="580" y1={74 - v * 6.6} y2={74 - v * 6.6} stroke="var(--line-strong)" stroke-width={v === 0 ? 1 : 0.5} />
            <text x="16" y={78 - v * 6.6} text-anchor="end">
              {v}
            </text>
          </g>
        ))}
        {days.map((day, i) => {
          const x = 26 + i * 19.6;
          const worst = day.worst === undefined && day.morning === undefined ? undefined : Math.max(day.worst ?? 0, day.morning ?? 0);
          return (
            <g key={day.day}>
              {worst !== undefined && <rect x={x} y={74 - Math.max(1, worst * 6.6)} width="11" height={Math.max(1, worst * 6.6)} fill="var(--text)" />}
              {(day.session === "all" || day.session === "part") && (
                <circle cx={x + 5.5} cy="86" r="4" fill={day.session === "all" ? "var(--text)" : "none"} stroke="var(--text)" />
              )}
            </g>
          );
        })}
      </svg>
      <p>
        {sum} {fill(p.sessions, { n: number(done) })}
      </p>
    </section>
  );
}

const lastValue = (criterion: Criterion) =>
  criterion.value !== undefined
    ? `${withUnit(criterion.value, criterion.unit, 1)}${criterion.half_width ? ` ± ${withUnit(criterion.half_width, criterion.unit, 1)}` : ""}`
    : criterion.need > 0
      ? `${number(Math.min(criterion.have, criterion.need))}/${number(criterion.need)}`
      : "–";

function Conditions({ criteria }: { criteria: Criterion[] }) {
  const p = useWords().pages.print;
  if (criteria.length === 0) return null;
  return (
    <section>
      <h3>{p.conditions}</h3>
      <table>
        <Heads names={[p.state, p.condition, p.value, p.onDay]} />
        <tbody>
          {criteria.map((one) => (
            <tr key={one.id}>
              <td class="nowrap">
                <span aria-hidden="true">{mark(one.state)}</span> {one.state_name}
              </td>
              <td>{one.text}</td>
              <td class="nowrap">{lastValue(one)}</td>
              <td class="nowrap">{one.measured_on ? shortDay(one.measured_on) : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function TestsSoFar({ measures }: { measures: Measures }) {
  const w = useWords();
  const p = w.pages.print;
  const made = measures.tests.filter((test) => (test.last_left?.length ?? 0) + (test.last_right?.length ?? 0) > 0);
  if (made.length === 0) return null;
  const side = (values: number[] | undefined) => (values && values.length > 0 ? values.map((v) => number(v, 1)).join(", ") : "–");
  return (
    <section>
      <h3>{p.tests}</h3>
      <table>
        <Heads names={[w.practice.test, w.practice.left, w.practice.right, p.onDay]} />
        <tbody>
          {made.map((test) => (
            <tr key={test.id}>
              <td>
                {test.name} {unitOf(test.unit) && <span class="quiet">({unitOf(test.unit)})</span>}
              </td>
              <td>{side(test.last_left)}</td>
              <td>{side(test.last_right)}</td>
              <td class="nowrap">{test.last ? shortDay(test.last) : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function ProgressSheet({ plan, course, measures }: { plan: Today; course: Course; measures: Measures }) {
  return (
    <>
      <PainColumns course={course} />
      <Conditions criteria={plan.criteria} />
      <TestsSoFar measures={measures} />
    </>
  );
}

function Stands({ plan }: { plan: Today }) {
  const w = useWords();
  const p = w.pages.print;
  const leading = plan.pictures.filter((picture) => picture.leading);
  const raised = plan.flags.filter((flag) => flag.state === "raised");
  const unsure = plan.flags.filter((flag) => flag.state === "unsure");
  const gates = plan.gates.filter((gate) => gate.state === "raised");
  return (
    <section>
      <h3>{p.where}</h3>
      <dl class="facts-list">
        {leading.length > 0 && (
          <>
            <dt>{p.likely}</dt>
            <dd>{leading.map((picture) => picture.name).join(" / ")}</dd>
          </>
        )}
        {plan.phase_name && (
          <>
            <dt>{p.phase}</dt>
            <dd>
              {plan.phase_name} ({plan.protocol_name}). {fill(p.dayOf, { n: number(plan.day_of_injury) })}. {fill(p.limit, { n: number(plan.pain_limit) })}.
            </dd>
          </>
        )}
        <dt>{p.today}</dt>
        <dd>
          {plan.head_text}. {plan.headline}
        </dd>
        <dt>{p.signs}</dt>
        <dd>
          {raised.length + gates.length === 0 && unsure.length === 0
            ? p.noSigns
            : [...[...raised, ...gates].map((one) => `■ ${one.name}`), ...unsure.map((one) => fill(p.unsure, { name: one.name }))].join("; ")}
        </dd>
        {plan.prescription && (
          <>
            <dt>{plan.prescription.by}</dt>
            <dd>
              {dayName(plan.prescription.since)} {plan.prescription.say}
            </dd>
          </>
        )}
      </dl>
      {plan.again && <p>{plan.again.text}</p>}
    </section>
  );
}

/** One page: what happened, where it stands, what is open, what is done. */
export function SharePage({ plan, course, measures }: { plan: Today; course: Course; measures: Measures }) {
  const w = useWords();
  const p = w.pages.print;
  return (
    <div class="share">
      <Stands plan={plan} />
      <PainColumns course={course} />
      <Conditions criteria={plan.criteria} />
      <TestsSoFar measures={measures} />
      {(plan.lines.length > 0 || plan.run) && (
        <section>
          <h3>{p.doing}</h3>
          <p>{[...plan.lines.map((line) => `${line.name} ${line.dose}`), ...(plan.run ? [plan.run.name] : [])].join("; ")}</p>
        </section>
      )}
      <p class="quiet">{p.note}</p>
    </div>
  );
}
