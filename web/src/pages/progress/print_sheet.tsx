// What is to be done, on paper: exercises with pictures and boxes to tick; the plan of today with its reasons.
import type { Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { locale, number, settings } from "../../settings";
import { plusDays } from "../../ui/chart";
import { Drawn } from "../today/session_figure";

/** Seven days from today, two letters each. */
function days(from: string): string[] {
  const name = new Intl.DateTimeFormat(locale(), { weekday: "short", timeZone: "UTC" });
  return Array.from({ length: 7 }, (_, i) => name.format(new Date(`${plusDays(from, i)}T00:00:00Z`)));
}

function Ticks({ today }: { today: string }) {
  const p = useWords().pages.print;
  return (
    <table class="ticks">
      <caption class="visually-hidden">{p.tick}</caption>
      <thead>
        <tr>
          {days(today).map((day) => (
            <th key={day} scope="col">
              {day}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          {days(today).map((day) => (
            <td key={day}>
              <i aria-hidden="true" />
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

export function ExerciseSheet({ plan }: { plan: Today }) {
  const p = useWords().pages.print;
  if (plan.lines.length === 0 && plan.run === null) return <p>{p.noExercises}</p>;
  return (
    <>
      <p>{p.sheetNote}</p>
      <ul class="sheet-lines" lang={settings().language}>
        {plan.lines.map((line) => (
          <li key={line.line}>
            <div class="thumb">
              <Drawn id={line.exercise} label={line.name} />
            </div>
            <div>
              <h3>{line.name}</h3>
              <p class="dose">{line.dose}</p>
              <p>{line.cue}</p>
              <p class="quiet">{line.stop}</p>
            </div>
            <Ticks today={plan.today} />
          </li>
        ))}
        {plan.run && (
          <li>
            <div class="thumb" />
            <div>
              <h3>
                {p.run}: {plan.run.name}
              </h3>
              <p>{plan.run.speed_words}</p>
              <p class="quiet">{fill(p.stopAbove, { n: number(plan.run.stop_above_pain) })}</p>
            </div>
            <Ticks today={plan.today} />
          </li>
        )}
      </ul>
      {plan.not_now && <p>{plan.not_now}</p>}
    </>
  );
}

export function PlanSheet({ plan }: { plan: Today }) {
  const w = useWords();
  const p = w.pages.print;
  return (
    <>
      <h3>{plan.head_text}</h3>
      <p>{plan.headline}</p>
      {plan.flags
        .filter((flag) => flag.state === "raised")
        .map((flag) => (
          <p key={flag.id}>
            <strong>■ {flag.name}</strong> {flag.todo}
          </p>
        ))}
      {plan.gates
        .filter((gate) => gate.state === "raised")
        .map((gate) => (
          <p key={gate.id}>
            <strong>{gate.name}</strong> {gate.todo}
          </p>
        ))}
      {(plan.lines.length > 0 || plan.run) && (
        <>
          <h3>{p.doing}</h3>
          <ul>
            {plan.lines.map((line) => (
              <li key={line.line}>
                <strong>{line.name}</strong>: {line.dose}
              </li>
            ))}
            {plan.run && (
              <li>
                <strong>{plan.run.name}</strong>: {plan.run.speed_words}
              </li>
            )}
          </ul>
          <p>{fill(p.stopAbove, { n: number(plan.pain_limit) })}</p>
        </>
      )}
      {plan.allowed.length > 0 && (
        <>
          <h3>{w.session.allowed}</h3>
          <ul>
            {plan.allowed.map((one) => (
              <li key={one.id}>{one.name}</li>
            ))}
          </ul>
        </>
      )}
      {plan.care.length > 0 && (
        <>
          <h3>{p.beside}</h3>
          <ul>
            {plan.care.map((one) => (
              <li key={one.id}>
                <strong>{one.name}</strong>: {one.step_text} {one.lines.map((line) => `${line.name} ${line.dose}`).join(", ")}
              </li>
            ))}
          </ul>
        </>
      )}
      {plan.prescription && (
        <p>
          <strong>{plan.prescription.by}</strong> {plan.prescription.sentence} {plan.prescription.say}
        </p>
      )}
      {plan.again && (
        <p>
          {plan.again.text} {plan.again.changes}
        </p>
      )}
      {plan.not_now && <p>{plan.not_now}</p>}
      <h3>{p.why}</h3>
      <ul>
        {plan.reasons.map((reason) => (
          <li key={reason.rule}>{reason.text}</li>
        ))}
      </ul>
    </>
  );
}
