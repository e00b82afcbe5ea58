// How a set goes: held or counted by the clock, or done by oneself and pressed.
import { amountAfter, clock as clockText, secondsOf } from "../../dose";
import { fill, useWords } from "../../i18n";
import { repetitionsBefore, type Beat } from "../../script";
import type { ScriptClock } from "./session_clock";

/** What was reached where the clock stands: seconds of the hold, whole repetitions. */
function reachedAt(clock: ScriptClock, beats: Beat[], unit: string): number {
  if (!clock.place || !clock.beat) return 0;
  if (secondsOf(1, unit) === null) return repetitionsBefore(beats, clock.place.beat);
  return clock.beat.kind === "work" ? clock.beat.seconds - clock.place.left : 0;
}

function Running({ clock }: { clock: ScriptClock }) {
  const w = useWords();
  return (
    <button class="main wide" onClick={clock.pause}>
      ❚❚ {w.session.pause}
    </button>
  );
}

export function Pace({
  clock,
  beats,
  amount,
  unit,
  firstOfTwo,
  done,
}: {
  clock: ScriptClock;
  /** Null where only the person counts. */
  beats: Beat[] | null;
  amount: number;
  unit: string;
  /** The other leg comes after it. */
  firstOfTwo: boolean;
  done: (reached: number) => void;
}) {
  const w = useWords();
  const ends = (reached: number) => {
    clock.stop();
    done(reached);
  };
  const itself = firstOfTwo ? w.day.otherLeg : w.today.doneSet;
  if (beats === null) {
    return (
      <button class="main wide" onClick={() => done(amount)}>
        {itself}
      </button>
    );
  }
  if (clock.state === "runs") return <Running clock={clock} />;
  const seconds = secondsOf(amount, unit);
  const reached = reachedAt(clock, beats, unit);
  const paused = clock.state === "paused";
  if (seconds === null) {
    return (
      <>
        <button class="main wide" onClick={() => ends(paused && reached > 0 ? reached : amount)}>
          {paused && reached > 0 ? fill(w.day.tempoStop, { n: reached }) : itself}
        </button>
        <button class="wide" onClick={() => (paused ? clock.goOn() : clock.start())}>
          ▶ {paused ? w.day.run.go : w.day.tempoStart}
        </button>
      </>
    );
  }
  const left = clock.beat?.kind === "work" && clock.place ? clock.place.left : seconds;
  return (
    <>
      <button class="main wide" onClick={() => (paused ? clock.goOn() : clock.start())}>
        ▶ {paused ? fill(w.session.holdGo, { time: clockText(left, unit) }) : fill(w.session.holdStart, { time: clockText(seconds, unit) })}
      </button>
      {(!paused || reached > 0) && (
        <button class="plain" onClick={() => ends(paused ? amountAfter(reached, unit) : amount)}>
          {paused ? fill(w.session.enough, { time: clockText(reached, unit) }) : w.session.withoutTimer}
        </button>
      )}
    </>
  );
}
