// What works in this browser, tried when it is looked at; and what to do where it does not.
import { useEffect, useState } from "preact/hooks";
import { keepsPages, notifies, staysAwake } from "../abilities";
import { useLanWords } from "../i18n/lan";

type Found = "trying" | "yes" | "asks" | "no";

export function Works() {
  const w = useLanWords().works;
  const [offline, setOffline] = useState<Found>("trying");
  const [awake, setAwake] = useState<Found>("trying");
  const [notify, setNotify] = useState<Found>("trying");
  useEffect(() => {
    void keepsPages().then((works) => {
      setOffline(works ? "yes" : "no");
      setNotify(notifies(works));
    });
    staysAwake().then(
      (works) => setAwake(works ? "yes" : "no"),
      () => setAwake("no"),
    );
  }, []);
  const rows: [name: string, found: Found, instead: string][] = [
    [w.offline, offline, w.offlineNo],
    [w.awake, awake, w.awakeNo],
    [w.notify, notify, w.notifyNo],
  ];
  const word = (found: Found) => (found === "trying" ? w.trying : found === "yes" ? w.yes : found === "asks" ? w.notifyAsk : w.no);
  const any = rows.some(([, found]) => found === "no");
  return (
    <section class="works">
      <h2>{w.title}</h2>
      <p class="quiet small">{w.help}</p>
      <ul>
        {rows.map(([name, found, instead]) => (
          <li key={name} data-works={found}>
            <span aria-hidden="true" class={found === "no" ? "state-not_met" : "state-met"}>
              {found === "no" ? "▲" : found === "trying" ? "○" : "●"}
            </span>{" "}
            <span>
              <strong>{name}</strong>: {word(found)}.{found === "no" && <span class="quiet"> {instead}</span>}
            </span>
          </li>
        ))}
      </ul>
      {any && location.protocol === "https:" && <p class="quiet small">{w.because}</p>}
    </section>
  );
}
