// What the story leads to. Where something must be seen: that first, whom to call, what not to do until then. Else its
// name and how sure it is, what it is, today, when one may run, and everyday things meanwhile.
import { useState } from "preact/hooks";
import type { Screen, StoryResult, Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { advisedGates, isSerious, orderOf, phaseShown, stopped } from "../../stop";
import { Back, Title } from "../../ui/basics";
import { Dots } from "../../ui/dots";
import { Opens, WhyLine } from "../../ui/evidence";
import { Meanwhile } from "../../ui/meanwhile";
import { Pictures } from "../../ui/pictures";
import { NotSure } from "../today/today_hold";
import { RedFlags } from "./story_flags";
import { Questions, type Answers } from "./story_questions";

export { Pictures };

function WhatItIs({ answer }: { answer: StoryResult }) {
  const w = useWords();
  const [what, ...known] = answer.what;
  if (!what) return null;
  return (
    <section aria-labelledby="what-it-is">
      <h2 id="what-it-is">{w.answer.what}</h2>
      <p>{what.text}</p>
      {known.length > 0 && (
        <details>
          <summary>{w.answer.known}</summary>
          <ul>
            {known.map((one) => (
              <li key={one.text}>
                <WhyLine why={one} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function TodayCard({ plan }: { plan: Today }) {
  const w = useWords();
  return (
    <section aria-labelledby="first-plan">
      <h2 id="first-plan">{w.answer.today}</h2>
      <p>
        {phaseShown(plan) && <strong>{phaseShown(plan)}. </strong>}
        {plan.headline}
      </p>
      {plan.lines.length > 0 && (
        <ul class="doses">
          {plan.lines.map((line) => (
            <li key={line.line}>
              <strong>{line.name}</strong> <span>{line.dose}</span>
            </li>
          ))}
        </ul>
      )}
      {plan.run && <p>{plan.run.name}</p>}
      {plan.lines.length === 0 && plan.allowed.length > 0 && (
        <p>
          {w.session.allowed}: {plan.allowed.map((one) => one.name).join(", ")}.
        </p>
      )}
    </section>
  );
}

/** A span of weeks or what it hangs on, never a date; where the weeks come from is one press away. */
function RunCard({ answer, plan }: { answer: StoryResult; plan: Today }) {
  const w = useWords();
  return (
    <section aria-labelledby="when-to-run">
      <h2 id="when-to-run">{w.answer.run}</h2>
      <p>{answer.run.text}</p>
      {answer.run.range && <p>{answer.run.range}</p>}
      {answer.run.needs.length > 0 && (
        <details>
          <summary>{w.answer.needs}</summary>
          <ul>
            {answer.run.needs.map((need) => (
              <li key={need}>{need}</li>
            ))}
          </ul>
        </details>
      )}
      {answer.run.range && (
        <details>
          <summary>{w.answer.weeks}</summary>
          <Dots prognosis={plan.prognosis} today={plan.day_of_injury} />
          <ul class="quiet small">
            {plan.prognosis.named.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** Everyday things, one line each to open; all of them open where there is room. */
function Everyday({ answer }: { answer: StoryResult }) {
  const w = useWords();
  const [roomy] = useState(() => window.matchMedia("(min-width: 768px)").matches);
  if (answer.daily.length === 0) return null;
  return (
    <section aria-labelledby="everyday">
      <h2 id="everyday">{w.answer.meanwhile}</h2>
      <div class="everyday">
        {answer.daily.map((topic) => (
          <details key={topic.id} open={roomy}>
            <summary>{topic.title}</summary>
            {topic.items.map((item) => (
              <p key={item.rule}>
                {item.text}{" "}
                <span class="small">
                  <Opens title={topic.title} number={item.text} evidence={item.evidence} rule={item.rule} facts={item.facts}>
                    {w.common.why}
                  </Opens>
                </span>
              </p>
            ))}
          </details>
        ))}
      </div>
    </section>
  );
}

/** Nobody clears themselves: who was seen keeps what was told, and writes down who said what. */
function Seen({ plan, onSeen }: { plan: Today; onSeen: () => void }) {
  const w = useWords();
  return (
    <details class="seen">
      <summary>{w.answer.now.seen}</summary>
      <p>{w.answer.now.seenHelp}</p>
      <p class="quiet">{plan.who_clears}</p>
      <p>
        <button type="button" onClick={onSeen}>
          {w.answer.now.seenDo}
        </button>
      </p>
    </details>
  );
}

function Gates({ plan }: { plan: Today }) {
  return (
    <>
      {advisedGates(plan).map((gate) => (
        <div class="note" key={gate.id}>
          <strong>{gate.name}</strong>
          <p>{gate.todo}</p>
        </div>
      ))}
    </>
  );
}

/** What it most likely is, how sure that is, and what else it could be. */
function Name({ plan, answer }: { plan: Today; answer: StoryResult }) {
  const w = useWords();
  const others = answer.others.map((one) => one.name).join(", ");
  return (
    <>
      <Title>{answer.name}</Title>
      <p class="lead">{answer.sure}</p>
      <details class="how-sure">
        <summary>{others ? fill(w.answer.other, { what: others }) : w.answer.noOther}</summary>
        <h2 class="visually-hidden">{w.answer.answers}</h2>
        <Pictures pictures={plan.pictures} />
      </details>
    </>
  );
}

/** What comes before the cards: an order, a name, or what the day is about where nothing is hurt. */
function Head({ plan, answer, onSeen }: { plan: Today; answer: StoryResult | null; onSeen: () => void }) {
  const serious = plan.flags.filter(isSerious);
  if (serious.length > 0)
    return (
      <>
        <Title>{orderOf(serious)}</Title>
        <RedFlags flags={serious} said />
        <Seen plan={plan} onSeen={onSeen} />
        <Gates plan={plan} />
      </>
    );
  return (
    <>
      {answer ? <Name plan={plan} answer={answer} /> : <Title>{plan.advice?.title ?? plan.head_text}</Title>}
      <NotSure today={plan} />
      <p class={answer ? "" : "lead"}>{plan.verdict_text}</p>
      <Gates plan={plan} />
      {plan.who_clears && <Seen plan={plan} onSeen={onSeen} />}
    </>
  );
}

/** The plan is kept, so that tomorrow knows of today. */
function SavePlan({ plan, onKeep }: { plan: Today; onKeep: () => void }) {
  const w = useWords();
  return (
    <p class="save-plan">
      <button class={stopped(plan) ? "wide" : "main wide"} onClick={onKeep}>
        {w.answer.save}
      </button>
      <span class="quiet small">{stopped(plan) ? w.answer.saveStopped : w.answer.saveHelp}</span>
    </p>
  );
}

export function Result({
  plan,
  answer,
  more,
  onMore,
  onKeep,
  onSeen,
  back,
}: {
  plan: Today;
  answer: StoryResult | null;
  more: Screen[];
  onMore: (answers: Answers) => void;
  onKeep: () => void;
  onSeen: () => void;
  back: () => void;
}) {
  const w = useWords();
  const [sharpen, setSharpen] = useState(false);
  const serious = plan.flags.some(isSerious);
  const next = plan.next_test;
  const first = more[0];
  const named = answer !== null && !serious;
  return (
    <div class="answer">
      <Head plan={plan} answer={answer} onSeen={onSeen} />
      <div class={named ? "answer-cards" : ""}>
        {named && <WhatItIs answer={answer} />}
        <TodayCard plan={plan} />
        {named && <RunCard answer={answer} plan={plan} />}
      </div>
      <SavePlan plan={plan} onKeep={onKeep} />
      {named && <Everyday answer={answer} />}
      <Meanwhile advice={plan.advice} />
      {plan.hurt && !named && (
        <details>
          <summary>{w.answer.answers}</summary>
          <Pictures pictures={plan.pictures} />
        </details>
      )}
      {next && (
        <details>
          <summary>{w.answer.test}</summary>
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
    </div>
  );
}
