// On paper: whose it is, which side, since when, of which day, made with which version.
import { get, type Entries, type Person, type Today } from "../api";
import { fill, useWords } from "../i18n";
import { useLoaded, useSession } from "../session";
import { dayName, localDay } from "../settings";
import { plusDays } from "./chart";

type Entry = Record<string, unknown>;

/** The newest such entry that still holds: neither replaced nor taken back. */
function newest(entries: Entry[], is: (entry: Entry) => boolean): Entry | undefined {
  const gone = new Set(entries.flatMap((entry) => [entry["replaces"], entry["type"] === "retract" ? entry["of"] : undefined]));
  return entries.filter((entry) => is(entry) && !gone.has(entry["id"])).pop();
}

/** What a reader of paper needs to know of the person; what may not be seen, or is not known, is left out. */
function useAbout(person: string): string[] {
  const p = useWords().course.paper;
  // A coach never sees what was answered.
  const told = useSession().status?.account?.role !== "coach";
  const entries = useLoaded(() => (told ? get<Entries>(`/people/${person}/entries`) : Promise.resolve(null)), `${person} ${told}`).value;
  const today = useLoaded(() => get<Today>(`/people/${person}/today`), person).value;
  const all = (entries?.entries ?? []) as Entry[];
  const born = newest(all, (entry) => entry["type"] === "person" && typeof entry["birth_year"] === "number")?.["birth_year"];
  const injury = newest(all, (entry) => entry["type"] === "injury");
  const about = born === undefined ? [] : [fill(p.born, { year: String(born) })];
  if (!today?.hurt) return about;
  const side = (p.sides as Record<string, string>)[String(injury?.["side"] ?? "")];
  const since = fill(injury?.["onset_known"] === "exact" ? p.since : p.sinceAbout, {
    date: dayName(plusDays(today.today, -today.day_of_injury)),
    day: today.day_of_injury,
  });
  return [...(side ? [side] : []), since, ...about];
}

export function PrintHead({ person }: { person: string }) {
  const w = useWords();
  const { status } = useSession();
  const who = useLoaded(() => get<Person>(`/people/${person}`), person);
  const about = useAbout(person);
  return (
    <div class="print-head">
      <strong>
        {who.value?.name ?? ""}
        {who.value?.invented && ` (${w.people.invented})`}
      </strong>
      <span>{about.join(" · ")}</span>
      <span>{dayName(localDay())}</span>
      <p>
        {w.course.decisionStays} Hamstring {status?.program} · {status?.knowledge}
      </p>
    </div>
  );
}
