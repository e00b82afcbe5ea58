// What the story leads to: what must be seen, today, what probably happened, how long, what to find out.
import { useState } from "preact/hooks";
import type { Screen, Today } from "../../api";
import { useWords } from "../../i18n";
import { heldGates } from "../../stop";
import { Back, Title } from "../../ui/basics";
import { Dots } from "../../ui/dots";
import { Meanwhile } from "../../ui/meanwhile";
import { Pictures } from "../../ui/pictures";
import { RedFlags } from "./story";
import { NotSure } from "../today/today_hold";
import { Questions, type Answers } from "./story_questions";

export { Pictures };

export function Result({
  plan,
  more,
  onMore,
  onKeep,
  back,
}: {
  plan: Today;
  more: Screen[];
  onMore: (answers: Answers) => void;
  onKeep: () => void;
  back: () => void;
}) {
  const w = useWords();
  const [sharpen, setSharpen] = useState(false);
  const raised = plan.flags.filter((flag) => flag.state === "raised");
  const next = plan.next_test;
  const first = more[0];
  return (
    <>
      {/* What a doctor has to see today or this week is the headline; else what the day is about. */}
      <Title>{raised.length > 0 ? plan.verdict_text : (plan.advice?.title ?? plan.head_text)}</Title>
      <RedFlags flags={raised} />
      <NotSure today={plan} />
      {raised.length === 0 && <p class="lead">{plan.verdict_text}</p>}
      {heldGates(plan).map((gate) => (
        <div class="note" key={gate.id}>
          <strong>{gate.name}</strong>
          <p>{gate.todo}</p>
        </div>
      ))}
      <section aria-labelledby="first-plan">
        <h2 id="first-plan">{w.result.title}</h2>
        <p>
          {plan.phase_name && <strong>{plan.phase_name}. </strong>}
          {plan.headline}
        </p>
        {plan.lines.map((line) => (
          <div class="exercise" key={line.line}>
            <div class="row" style={{ justifyContent: "space-between" }}>
              <strong>{line.name}</strong>
              <span>{line.dose}</span>
            </div>
          </div>
        ))}
        {plan.run && <p>{plan.run.name}</p>}
        {plan.lines.length === 0 && plan.allowed.length > 0 && (
          <>
            <p>{w.session.allowed}</p>
            <ul>
              {plan.allowed.map((one) => (
                <li key={one.id}>{one.name}</li>
              ))}
            </ul>
          </>
        )}
      </section>
      <Meanwhile advice={plan.advice} />
      <p style={{ marginTop: "20px" }}>
        <button class="main wide" onClick={onKeep}>
          {w.result.keep}
        </button>
      </p>
      {plan.hurt && (
        <details>
          <summary>{w.result.how}</summary>
          <Pictures pictures={plan.pictures} />
        </details>
      )}
      {plan.hurt && raised.length === 0 && (
        <details>
          <summary>{w.result.long}</summary>
          <Dots prognosis={plan.prognosis} today={plan.day_of_injury} />
          <ul class="quiet small">
            {plan.prognosis.named.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </details>
      )}
      {next && (
        <details>
          <summary>{w.result.next}</summary>
          <p>
            <strong>{next.name}</strong>
          </p>
          <p>{next.how}</p>
        </details>
      )}
      {first && (
        <details open={sharpen} onToggle={(e) => setSharpen(e.currentTarget.open)}>
          <summary>{w.result.sharpen}</summary>
          {sharpen && <Questions key={first.id} screen={first} onDone={onMore} />}
        </details>
      )}
      <Back back={back} />
    </>
  );
}
