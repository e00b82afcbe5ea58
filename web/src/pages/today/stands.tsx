// Where a plan stands after something was told on another page: what stops it comes first, in the words of Today.
import type { Today } from "../../api";
import { useWords } from "../../i18n";
import { advisedGates, stopped, stopsOf } from "../../stop";
import { WhyLine } from "../../ui/evidence";
import { RedFlags } from "../story/story_flags";
import { NotSure } from "./today_hold";

export function HeldGates({ today }: { today: Today }) {
  return (
    <>
      {advisedGates(today).map((gate) => (
        <div class="note" key={gate.id}>
          <strong>{gate.name}</strong>
          <p>{gate.todo}</p>
          <p class="small">
            <WhyLine why={{ ...gate.why, text: gate.why.evidence.words }} />
          </p>
        </div>
      ))}
    </>
  );
}

/** `heading`: whether it says what the day is, too; a page whose own heading does leaves it out. */
export function Stands({ person, today, heading = true }: { person: string; today: Today; heading?: boolean }) {
  const w = useWords();
  return (
    <section class="stands" role="alert">
      {heading && <h2>{today.heads[today.status].text}</h2>}
      <RedFlags flags={today.flags.filter((flag) => flag.state === "raised")} />
      {today.headline !== today.heads[today.status].text && <p class="lead">{today.headline}</p>}
      <NotSure today={today} />
      <HeldGates today={today} />
      {stopped(today) && today.who_clears && <p class="small">{today.who_clears}</p>}
      <p>
        <a class={heading ? "button" : "button main"} href={`#/people/${person}/today`}>
          {w.stop.toToday}
        </a>
      </p>
    </section>
  );
}

/** On a page that is not Today: nothing where nothing stops the plan. */
export function StandsIfStopped({ person, today }: { person: string; today: Today }) {
  return stopped(today) || stopsOf(today).length > 0 ? <Stands person={person} today={today} /> : null;
}
