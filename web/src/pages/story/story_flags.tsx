// What has to be seen by a doctor: the order first, whom to call, what not to do until then, and then why.
import type { Flag } from "../../api";
import { fill, useWords } from "../../i18n";
import { atOnce, isHurried, orderOf } from "../../stop";
import { EmergencyNumber } from "../../ui/emergency";
import { WhyLine } from "../../ui/evidence";

/** `said`: the order is the heading of the page already. */
export function RedFlags({ flags, said = false }: { flags: Flag[]; said?: boolean }) {
  const w = useWords();
  return (
    <>
      {flags.length > 0 && !said && <p class="lead order">{orderOf(flags)}</p>}
      {flags.some(isHurried) && <EmergencyNumber atOnce={atOnce(flags)} />}
      {flags.map((flag) => (
        <section class="flag" key={flag.id} role="alert">
          <h2>
            <span class="mark" aria-hidden="true">
              ■{" "}
            </span>
            {fill(w.story.ruleOut, { name: flag.name })}
          </h2>
          <p>
            <strong>{flag.todo}</strong>
          </p>
          <p>
            <strong>{w.answer.now.until}:</strong> {flag.until}
          </p>
          <p class="small">
            <WhyLine why={{ ...flag.why, text: w.story.whyFlag }} />
          </p>
        </section>
      ))}
    </>
  );
}
