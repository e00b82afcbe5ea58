// Which protocol the page shows. Who runs alone sees the others named, with why they are not theirs to choose.
import { get, type Account, type Library } from "../../api";
import { useWords } from "../../i18n";
import { useLoaded, useSession } from "../../session";
import { useSettings } from "../../settings";

/** Whether somebody with a clinician's account stands behind the choice. */
function useLed(): boolean {
  const account = useSession().status?.account;
  const owner = account?.role === "owner";
  const accounts = useLoaded(() => (owner ? get<Account[]>("/accounts") : Promise.resolve([])), String(owner)).value ?? [];
  return account?.role === "clinician" || accounts.some((one) => one.role === "clinician");
}

export function ProtocolChoice({ own, shown, choose }: { own: string; shown: string; choose: (id: string) => void }) {
  const w = useWords();
  const r = w.course.back;
  const { language } = useSettings();
  const library = useLoaded(() => get<Library>(`/library?language=${language}`), language);
  const led = useLed();
  const athlete = useSession().status?.account?.role === "athlete";
  if (!library.value) return null;
  const protocols = library.value.protocols;
  if (!led) {
    return (
      <>
        <p>
          {r.protocol}: <strong>{protocols.find((p) => p.id === own)?.name ?? own}</strong>
        </p>
        <details class="no-print others">
          <summary>{r.others}</summary>
          <p>{athlete ? r.othersAthlete : r.othersAlone}</p>
          <ul>
            {protocols
              .filter((p) => p.id !== own)
              .map((p) => (
                <li key={p.id}>{p.name}</li>
              ))}
          </ul>
        </details>
      </>
    );
  }
  return (
    <p class="no-print">
      <label for="protocol">{r.protocol}</label>
      <select id="protocol" value={shown} onChange={(e) => choose(e.currentTarget.value)}>
        {protocols.map((p) => (
          <option key={p.id} value={p.id}>
            {p.name}
          </option>
        ))}
      </select>
    </p>
  );
}
