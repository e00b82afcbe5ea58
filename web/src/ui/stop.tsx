// On the pages that invite to something (Today and Progress say it themselves): that something has to be seen before the leg
// is loaded, as Today says it. No page invites to what another one forbids.
import { get, type Today } from "../api";
import { useWords } from "../i18n";
import { useLoaded } from "../session";
import { stopped } from "../stop";

/** For a page that has loaded the day itself. */
export function StopOf({ person, today }: { person: string; today: Today }) {
  const w = useWords();
  if (today.advice || !stopped(today)) return null;
  return (
    <aside class="note problem" role="note">
      <strong>{today.head_text}</strong>
      <p>
        {today.headline} <a href={`#/people/${person}/today`}>{w.nav.today}</a>
      </p>
    </aside>
  );
}

export function StopNote({ person }: { person: string }) {
  const today = useLoaded(() => get<Today>(`/people/${person}/today`), person).value;
  return today && <StopOf person={person} today={today} />;
}
