// On paper: whose it is, of which day, made with which version.
import { get, type Person } from "../api";
import { useWords } from "../i18n";
import { useLoaded, useSession } from "../session";
import { dayName, localDay } from "../settings";

export function PrintHead({ person }: { person: string }) {
  const w = useWords();
  const { status } = useSession();
  const who = useLoaded(() => get<Person>(`/people/${person}`), person);
  return (
    <div class="print-head">
      <strong>{who.value?.name ?? ""}</strong>
      <span>{dayName(localDay())}</span>
      <span>
        Hamstring {status?.program} · {status?.knowledge}
      </span>
      <p>{w.course.decisionStays}</p>
    </div>
  );
}
