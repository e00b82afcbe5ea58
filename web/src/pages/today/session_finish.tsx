// After the session: how it was, what could be new, and the one entry that it becomes.
import { useState } from "preact/hooks";
import type { Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { rescreenOf, type Rescreen } from "../../rescreen";
import { dayName } from "../../settings";
import { Pain, Title } from "../../ui/basics";
import type { Answers } from "../story/story_questions";
import { BesidePain, besideEntries } from "./beside_pain";
import { SafetyQuestion } from "./safety";
import { anythingDone, entryOf, worstTold, type Going } from "./session_state";

export { rescreenOf, type Rescreen };

export function Finish({
  person,
  today,
  going,
  over = false,
  finish,
}: {
  person: string;
  today: Today;
  going: Going;
  /** Begun on a day that is over: what was taken in the last day says nothing of it, and the pain right after may be forgotten. */
  over?: boolean;
  finish: (entry: Record<string, unknown>, beside?: Record<string, unknown>[]) => Promise<void>;
}) {
  const w = useWords();
  const [worst, setWorst] = useState<number | null>(worstTold(going));
  const [after, setAfter] = useState<number | null>(null);
  const [beside, setBeside] = useState<Answers>({});
  const [busy, setBusy] = useState(false);
  const something = anythingDone(going);
  const save = async (screen: Rescreen) => {
    setBusy(true);
    await finish(entryOf(going, { worst, after, rescreen: screen }, over), besideEntries(beside));
    setBusy(false);
  };
  const ready = (!something || (worst !== null && (over || after !== null))) && !busy;
  return (
    <>
      <Title>{over ? fill(w.stop.left.saves, { day: dayName(going.day) }) : w.today.finish}</Title>
      {something ? (
        <>
          <Pain label={w.today.worst} value={worst} onChange={setWorst} ends />
          <Pain label={w.today.after} value={after} onChange={setAfter} />
        </>
      ) : (
        <p>{w.session.nothingDone}</p>
      )}
      {/* Asked after the session whatever was answered before it: a pop may have come in between. */}
      {ready && (
        <>
          {something && !over && <BesidePain questions={today.beside_pain} answers={beside} onChange={setBeside} />}
          <SafetyQuestion person={person} today={today} pain={worst} onDone={(answers) => void save(rescreenOf(answers))} />
        </>
      )}
    </>
  );
}
