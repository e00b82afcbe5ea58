// Entries that are not what was told any more, and the ways out of that.
import { useState } from "preact/hooks";
import { Problem, remove, type Entries } from "../../api";
import { fill, useWords } from "../../i18n";
import { useSession } from "../../session";
import { dayName } from "../../settings";
import { Dialog, Told } from "../../ui/basics";

type Damaged = Entries["damaged"][number];

export function DamagedEntries({ person, damaged, changed }: { person: string; damaged: Damaged[]; changed: (told: string) => void }) {
  const w = useWords();
  const role = useSession().status?.account?.role;
  const may = role === "owner" || role === "clinician";
  const [asked, setAsked] = useState<Damaged | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  if (damaged.length === 0) return null;
  const takeOut = (one: Damaged) => {
    setAsked(null);
    setProblem(null);
    remove(`/people/${person}/damaged/${encodeURIComponent(one.entry)}`).then(
      () => changed(w.guard.takenOutDamaged),
      (error: unknown) => setProblem(error as Problem),
    );
  };
  return (
    <section class="note problem" id="damaged">
      <h2>{fill(w.guard.damaged, { n: damaged.length })}</h2>
      <p>{w.guard.damagedHelp}</p>
      {!may && <p>{w.guard.askClinician}</p>}
      <Told problem={problem} />
      <ul class="lines">
        {damaged.map((one) => (
          <li key={one.entry}>
            <span>{fill(w.guard.damagedOne, { day: dayName(one.day) })}</span>
            {may && (
              <button aria-label={`${w.guard.takeOutDamaged}: ${dayName(one.day)}`} onClick={() => setAsked(one)}>
                {w.guard.takeOutDamaged}
              </button>
            )}
          </li>
        ))}
      </ul>
      {asked && (
        <Dialog title={fill(w.guard.takeOutSure, { day: dayName(asked.day) })} onClose={() => setAsked(null)}>
          <button onClick={() => takeOut(asked)}>{w.guard.takeOutDamaged}</button>
        </Dialog>
      )}
    </section>
  );
}
