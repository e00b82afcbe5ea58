// What stands beside the training: hips and posture, sitting. A few minutes, measured before and after; it takes the
// place of nothing.
import type { Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { WhyLine } from "../../ui/evidence";
import { AnswerOne } from "./answer_one";

type One = Today["care"][number];

function Program({ person, one, changed }: { person: string; one: One; changed: (today: Today) => void }) {
  const w = useWords();
  const nothingToDo = one.lines.length === 0 && one.measure.length === 0 && one.step === "work";
  // What has no exercise on any day is its advice.
  const dayOff = one.day_off;
  const advice = one.beside.map((text) => <p key={text}>{text}</p>);
  return (
    <article class="care">
      <h3>{one.minutes > 0 ? fill(w.today.careMinutes, { name: one.name, n: one.minutes }) : one.name}</h3>
      <p class="quiet">
        {one.step_text} {one.again_text}
      </p>
      {one.measure.map((test) => (
        <p key={test.id}>
          <a class="button" href={`#/people/${person}/measure`}>
            {fill(w.today.careMeasure, { test: test.name })}
          </a>
        </p>
      ))}
      {one.break_text !== "" && <p>{one.break_text}</p>}
      {one.ask && (
        <details>
          <summary>{one.ask.ask}</summary>
          <AnswerOne key={one.ask.id} person={person} question={one.ask} done={(now) => now && changed(now)} />
        </details>
      )}
      {one.lines.length > 0 && (
        <ul class="plain-list">
          {one.lines.map((line) => (
            <li key={line.id}>
              <details>
                <summary>
                  {line.name}: {line.dose}
                </summary>
                <p>{line.cue}</p>
              </details>
            </li>
          ))}
        </ul>
      )}
      {dayOff && <p>{w.today.careDayOff}</p>}
      {nothingToDo && !dayOff && advice}
      <details>
        <summary>{w.today.careWhy}</summary>
        <p>
          <WhyLine why={one.why} />
        </p>
        {(!nothingToDo || dayOff) && advice}
      </details>
    </article>
  );
}

/** Nothing where nothing is offered. */
export function CareToday({ person, today, changed }: { person: string; today: Today; changed: (today: Today) => void }) {
  const w = useWords();
  if (today.care.length === 0) return null;
  return (
    <section class="care-today" aria-labelledby="care-today">
      <h2 id="care-today">{w.today.care}</h2>
      {today.care.map((one) => (
        <Program key={one.id} person={person} one={one} changed={changed} />
      ))}
    </section>
  );
}
