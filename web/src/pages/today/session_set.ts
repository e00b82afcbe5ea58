// The set that is on: which one, of which leg, held or counted, with the rest after it; by itself where that was chosen.
import { useEffect, useState } from "preact/hooks";
import type { Line, Today } from "../../api";
import { amountText, secondsOf } from "../../dose";
import { fill, useWords } from "../../i18n";
import { holdScript, tempoScript, type Beat } from "../../script";
import { useSettings } from "../../settings";
import { say } from "../../sound";
import { useScript } from "./session_clock";
import type { Done } from "./session_state";

interface Asked {
  today: Today;
  line: Line;
  /** The line, or what stands in for it. */
  shown: Line | Line["stand_ins"][number];
  now: Done;
  after: string | null;
  moves: { note: (now: Done) => void; next: (now: Done) => void };
}

/** Seconds before it counts: who lies down first needs a moment longer before the first set. */
const leadOf = (goesOn: boolean, first: boolean): number => (goesOn ? (first ? 10 : 5) : 3);

function beatsOf(shown: Asked["shown"], amount: number, lead: number): Beat[] | null {
  const seconds = secondsOf(amount, shown.unit);
  if (seconds !== null) return holdScript(seconds, lead);
  return shown.unit === "reps" ? tempoScript(amount, shown.tempo_s, lead) : null;
}

export function useSet({ today, line, shown, now, after, moves }: Asked) {
  const w = useWords();
  const { goesOn } = useSettings();
  const [rested, setRested] = useState(false);
  const set = now.amounts.length;
  const all = shown.amounts.length;
  const amount = shown.amounts[set] ?? shown.amounts[all - 1] ?? 0;
  const ready = set >= all;
  const second = line.one_side && now.first_leg !== undefined;
  const hurt = today.story?.side ?? "";
  const side = second ? w.day.thenOther[hurt] : w.day.hurtFirst[hurt];
  const rest = useScript([{ kind: "rest", seconds: line.rest_s.min || line.rest_s.max }], () => {
    setRested(true);
    say(fill(w.day.setNow, { n: set + 1, all }));
  });
  const setDone = (reached: number) => {
    setRested(false);
    // The hurt leg first, then the other; what both reached is what was done.
    if (line.one_side && !second) return moves.note({ ...now, first_leg: reached });
    const { first_leg, ...others } = now;
    moves.note({ ...others, amounts: [...now.amounts, Math.min(reached, first_leg ?? reached)] });
    if (set + 1 < all && line.rest_s.max > 0) rest.start();
  };
  const beats = beatsOf(shown, amount, leadOf(goesOn, set === 0 && !second));
  const clock = useScript(beats ?? [], () => setDone(amount));
  const resting = rest.state === "runs";
  const idle = clock.state === "off" && !resting;
  // By itself: the next leg and the next set begin, and after the last one the next exercise.
  useEffect(() => {
    if (!goesOn || !idle || (!ready && beats === null)) return undefined;
    const begin = setTimeout(() => (ready ? moves.next(now) : clock.start()), ready ? 2000 : 400);
    return () => clearTimeout(begin);
  }, [goesOn, idle, ready, second, set]);
  useEffect(() => say(`${shown.name}. ${amountText(amount)} ${shown.unit_name}. ${line.one_side ? side : ""}`), []);
  useEffect(() => {
    if (second) say(side);
    else if (ready && after) say(fill(w.day.nextIs, { name: after }));
  }, [second, ready]);
  const skipRest = () => {
    rest.stop();
    setRested(true);
  };
  return { set, all, amount, ready, second, side, rest, rested, beats, clock, resting, idle, setDone, skipRest };
}
