// On the pages that do not say it themselves: that something has to be seen before the leg is loaded, as Today says it. No page
// invites to what another one forbids, and what cannot wait is said with its order and a number to call on every page.
import type { ComponentChildren } from "preact";
import { get, type Today } from "../api";
import { useWords } from "../i18n";
import { useLoaded } from "../session";
import { useOrder } from "../order";
import { atOnce, hurry, orderOf, stopped } from "../stop";
import { EmergencyNumber } from "./emergency";

function Order({ text, now, children }: { text: string; now: boolean; children: ComponentChildren }) {
  return (
    <aside class="note problem standing-order" role="note">
      <p class="lead">{text}</p>
      <EmergencyNumber atOnce={now} />
      {children}
    </aside>
  );
}

/** For a page that has loaded the day itself. `only`: nothing but what cannot wait. */
export function StopOf({ person, today, only = false }: { person: string; today: Today; only?: boolean }) {
  const w = useWords();
  const link = <a href={`#/people/${person}/today`}>{w.nav.today}</a>;
  const urgent = hurry(today.flags);
  if (urgent.length > 0)
    return (
      <Order text={orderOf(urgent)} now={atOnce(urgent)}>
        <p>{link}</p>
      </Order>
    );
  if (only || today.advice || !stopped(today)) return null;
  return (
    <aside class="note problem" role="note">
      <strong>{today.head_text}</strong>
      <p>
        {today.headline} {link}
      </p>
    </aside>
  );
}

export function StopNote({ person, only = false }: { person: string; only?: boolean }) {
  const today = useLoaded(() => get<Today>(`/people/${person}/today`), person).value;
  return today && <StopOf person={person} today={today} only={only} />;
}

/** What a story that nobody has saved came to. */
export function OrderNote() {
  const w = useWords();
  const order = useOrder();
  if (!order) return null;
  return (
    <Order text={order.text} now={order.atOnce}>
      <p>
        <a href="#/story">{w.answer.now.back}</a>
      </p>
    </Order>
  );
}
