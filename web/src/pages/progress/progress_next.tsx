// The one thing that comes next, in a sentence with what does it: the same on Progress and on Return.
import type { Criterion, Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { stopped } from "../../stop";
import { easiest, settledBy } from "./progress_easiest";

type Words = ReturnType<typeof useWords>;

export interface Step {
  text: string;
  link?: { to: string; name: string };
}

function stepOf(criterion: Criterion, person: string, today: string, w: Words): Step {
  const n = w.pages.next;
  const [kind, id] = settledBy(criterion);
  const made = criterion.made;
  const left = Math.max(1, criterion.need - criterion.have);
  if (made?.kind === "blank") return { text: n.clinician };
  if (made?.kind === "day") return { text: fill(n.days, { n: made.times ?? criterion.target ?? 0 }) };
  if (made?.kind === "tolerated") return { text: fill(n.sessions, { n: left, days: made.window_days ?? 21 }) };
  const test = made?.test ?? "";
  if (kind === "question") return { text: fill(n.answer, { ask: test }), link: { to: `people/${person}/progress?answer=${id}`, name: w.course.board.answer } };
  if (criterion.waits || criterion.measured_on === today)
    return { text: left > 1 || criterion.have > 0 ? fill(n.looks, { n: left, test }) : fill(n.testToday, { test }) };
  return { text: fill(n.test, { test }), ...(id ? { link: { to: `people/${person}/test/${id}`, name: w.course.board.doTest } } : {}) };
}

/** `criteria`: the exit of the present phase. */
export function nextStep(plan: Today, criteria: Criterion[], person: string, returned: boolean, w: Words): Step {
  const n = w.pages.next;
  if (stopped(plan) || plan.status === "ask_first") return { text: n.stopped, link: { to: `people/${person}/today`, name: n.toToday } };
  if (returned) return { text: n.returned };
  if (criteria.length === 0) return { text: n.nothing, link: { to: `people/${person}/today`, name: n.toToday } };
  const found = easiest(
    criteria.filter((one) => one.state !== "met"),
    plan.today,
  );
  return found ? stepOf(found, person, plan.today, w) : { text: n.ready };
}

export function NextStep({ step }: { step: Step }) {
  const w = useWords();
  return (
    <section class="next-step" aria-labelledby="next-step">
      <h2 id="next-step">{w.pages.next.title}</h2>
      <p class="lead">{step.text}</p>
      {step.link && (
        <p class="no-print">
          <a class="button main" href={`#/${step.link.to}`}>
            {step.link.name}
          </a>
        </p>
      )}
    </section>
  );
}
