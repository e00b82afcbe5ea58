// Asked before something that was told goes: what it is, and what of the plan hangs on it. What a single press would end is
// said first; the program looks, nothing here judges.
import { useEffect, useState } from "preact/hooks";
import { get, post, type Saved, type Today } from "../../api";
import { useWords } from "../../i18n";
import { ended, type Stop } from "../../stop";
import { Dialog } from "../../ui/basics";

/** So many entries are looked at together. */
const most = 200;

async function endedWithout(person: string, ids: string[]): Promise<Stop[]> {
  if (ids.length > most) throw new Error("too many");
  const entries = ids.map((of) => ({ type: "retract", of }));
  const [before, after] = await Promise.all([get<Today>(`/people/${person}/today`), post<Saved>(`/people/${person}/entries`, { entries, preview: true })]);
  return ended(before, after.today);
}

/** `ids`: what would go; `word`: what the button says. */
export function AskTakeOut({
  person,
  ids,
  title,
  says,
  word,
  act,
  stay,
}: {
  person: string;
  ids: string[];
  title: string;
  says?: string;
  word: string;
  act: () => void;
  stay: () => void;
}) {
  const w = useWords();
  const [stops, setStops] = useState<Stop[] | "failed" | null>(null);
  useEffect(() => {
    let here = true;
    endedWithout(person, ids).then(
      (found) => here && setStops(found),
      () => here && setStops("failed"),
    );
    return () => {
      here = false;
    };
  }, [person, ids.join()]);
  return (
    <Dialog title={title} onClose={stay}>
      {says && <p>{says}</p>}
      <div role="status">
        {stops === null && <p class="quiet">{w.stop.looking}…</p>}
        {stops === "failed" && <p class="note">{w.stop.lookFailed}</p>}
        {Array.isArray(stops) && stops.length > 0 && (
          <div class="note problem">
            <p>{w.stop.holds}</p>
            <ul>
              {stops.map((stop) => (
                <li key={stop.id}>
                  <strong>{stop.name}</strong>
                </li>
              ))}
            </ul>
            <p>{w.stop.ends}</p>
          </div>
        )}
      </div>
      <button disabled={stops === null} onClick={act}>
        {word}
      </button>
    </Dialog>
  );
}
