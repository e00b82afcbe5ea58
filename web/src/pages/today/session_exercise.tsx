// One exercise on the screen: the figure, one cue, one number, one large button. The rest begins by itself.
import { useRef, useState } from "preact/hooks";
import type { Line, Today } from "../../api";
import { amountAfter, amountText, clock, minutesAndSeconds, secondsOf } from "../../dose";
import { fill, useWords } from "../../i18n";
import { Title } from "../../ui/basics";
import { Drawn } from "./session_figure";
import { Skip, Swap } from "./session_skip";
import { useCountdown } from "./session_timer";
import type { Done, Reason } from "./session_state";
import { Weight } from "./session_weight";

export interface Moves {
  /** Notes the exercise as it stands now. */
  note: (now: Done) => void;
  /** This one is over; `skipped` says why it was left out. */
  next: (now: Done) => void;
  /** Another one in its place; what was done of this one stays. */
  swap: (now: Done, to: string) => void;
  end: (why: Reason, now: Done) => void;
}

function Tempo({ seconds }: { seconds: number[] }) {
  const w = useWords();
  const parts = [w.session.lower, w.session.hold, w.session.lift].map((words, i) => (seconds[i] ? fill(words, { n: seconds[i] }) : "")).filter(Boolean);
  return parts.length > 0 ? <p class="tempo">{parts.join(" · ")}</p> : null;
}

/** The sets that are done, each to be corrected to what was really reached. */
function Sets({ now, unit, unitName, note }: { now: Done; unit: Line["unit"]; unitName: string; note: (now: Done) => void }) {
  const w = useWords();
  const [open, setOpen] = useState<number | null>(null);
  if (now.amounts.length === 0) return null;
  const step = unit === "seconds" ? 5 : 1;
  const change = (by: number) => note({ ...now, amounts: now.amounts.map((a, i) => (i === open ? Math.max(1, a + by) : a)) });
  const amount = open === null ? undefined : now.amounts[open];
  return (
    <div class="done-sets">
      <p class="quiet small">{w.session.doneSets}</p>
      <div class="row">
        {now.amounts.map((a, i) => {
          const done = fill(w.session.short[unit], { n: amountText(a) });
          return (
            <button
              key={i}
              aria-expanded={open === i}
              aria-label={fill(w.session.correctSet, { n: i + 1, amount: done })}
              onClick={() => setOpen(open === i ? null : i)}
            >
              ✓ {done}
            </button>
          );
        })}
      </div>
      {open !== null && amount !== undefined && (
        <div class="row stepper">
          <button aria-label={w.session.less} onClick={() => change(-step)}>
            −
          </button>
          <output>
            {amountText(amount)} {unitName}
          </output>
          <button aria-label={w.session.more} onClick={() => change(step)}>
            +
          </button>
          <button
            class="plain"
            onClick={() => {
              note({ ...now, amounts: now.amounts.filter((_, i) => i !== open) });
              setOpen(null);
            }}
          >
            {w.session.removeSet}
          </button>
        </div>
      )}
    </div>
  );
}

export function ExerciseStep({ today, line, now, after, moves }: { today: Today; line: Line; now: Done; after: string | null; moves: Moves }) {
  const w = useWords();
  const [rested, setRested] = useState(false);
  const rest = useCountdown(() => setRested(true));
  const shown = line.stand_ins.find((s) => s.id === now.exercise) ?? line;
  const set = now.amounts.length;
  const all = shown.amounts.length;
  const amount = shown.amounts[set] ?? shown.amounts[all - 1] ?? 0;
  const timed = secondsOf(amount, shown.unit);
  const setDone = (reached: number) => {
    moves.note({ ...now, amounts: [...now.amounts, reached] });
    setRested(false);
    if (set + 1 < all && line.rest_s.max > 0) rest.start(line.rest_s.min || line.rest_s.max);
  };
  const hold = useCountdown(() => setDone(amount));
  const resting = rest.state === "runs";
  const ready = set >= all;
  const counting = timed !== null && hold.state !== "off";
  const number = resting ? rest.left : !counting ? amountText(amount) : shown.unit === "minutes" ? minutesAndSeconds(hold.left) : hold.left;
  const unit = ready ? "" : resting ? "s" : counting && shown.unit === "minutes" ? "min" : shown.unit_name;
  return (
    <>
      <Title>{shown.name}</Title>
      <div class="now">
        <div class="drawn">
          <Drawn id={now.exercise} label={shown.cue} moving={hold.state === "off" && !resting} />
        </div>
        <p class="cue">{shown.cue}</p>
        {line.weight_say && now.exercise === line.exercise && <p class="cue">{line.weight_say}</p>}
        <p class={resting ? "dose resting" : "dose"} role={resting || hold.state === "runs" ? "timer" : undefined}>
          {resting && <span class="unit">{w.today.rest} </span>}
          {ready ? "✓" : number} <span class="unit">{unit}</span>
        </p>
        <p class="quiet which" role="status">
          {rested && !resting && hold.state === "off" && `${w.session.restOver} `}
          {ready ? w.session.allSets : fill(w.today.set, { n: set + 1, all })}
          {line.one_side && ` · ${w.session.each}`}
          {line.per_day > 1 && ` · ${fill(w.session.perDay, { n: line.per_day })}`}
        </p>
        <Tempo seconds={shown.tempo_s} />
        {ready ? (
          <button class="main wide" onClick={() => moves.next(now)}>
            {after ? fill(w.session.next, { name: after }) : w.session.toEnd}
          </button>
        ) : resting ? (
          <button
            class="main wide"
            onClick={() => {
              rest.stop();
              setRested(true);
            }}
          >
            {w.session.restSkip}
          </button>
        ) : timed !== null ? (
          <HoldButtons hold={hold} seconds={timed} unit={shown.unit} done={(reached) => setDone(amountAfter(reached, shown.unit))} />
        ) : (
          <button class="main wide" onClick={() => setDone(amount)}>
            {w.today.doneSet}
          </button>
        )}
        <Sets now={now} unit={shown.unit} unitName={shown.unit_name} note={moves.note} />
      </div>
      {line.loadable && <Weight line={line} now={now} note={moves.note} />}
      <p class="quiet small">{shown.stop}</p>
      {!ready && <Otherwise today={today} line={line} now={now} moves={moves} />}
    </>
  );
}

/** Skip and swap, as long as there is something to leave out. */
function Otherwise({ today, line, now, moves }: { today: Today; line: Line; now: Done; moves: Moves }) {
  const w = useWords();
  const [asking, setAsking] = useState<"skip" | "swap" | null>(null);
  const opener = useRef<HTMLButtonElement | null>(null);
  const close = () => {
    setAsking(null);
    opener.current?.focus();
  };
  const toggle = (what: "skip" | "swap", words: string) => (
    <button
      aria-expanded={asking === what}
      onClick={(e) => {
        opener.current = e.currentTarget;
        setAsking(asking === what ? null : what);
      }}
    >
      {words}
    </button>
  );
  return (
    <>
      <div class="row">
        {toggle("skip", w.today.skip)}
        {toggle("swap", w.today.swap)}
      </div>
      {asking === "skip" && <Skip today={today} line={line} now={now} moves={moves} close={close} />}
      {asking === "swap" && <Swap line={line} now={now} moves={moves} close={close} />}
    </>
  );
}

function HoldButtons({ hold, seconds, unit, done }: { hold: ReturnType<typeof useCountdown>; seconds: number; unit: string; done: (reached: number) => void }) {
  const w = useWords();
  const reached = seconds - hold.left;
  const enough = (after: number) => {
    hold.stop();
    done(after);
  };
  if (hold.state === "runs") {
    return (
      <button class="main wide" onClick={hold.pause}>
        ❚❚ {w.session.pause}
      </button>
    );
  }
  const paused = hold.state === "paused";
  return (
    <>
      <button class="main wide" onClick={() => (paused ? hold.goOn() : hold.start(seconds))}>
        ▶ {paused ? fill(w.session.holdGo, { time: clock(hold.left, unit) }) : fill(w.session.holdStart, { time: clock(seconds, unit) })}
      </button>
      {(!paused || reached > 0) && (
        <button class="plain" onClick={() => enough(paused ? reached : seconds)}>
          {paused ? fill(w.session.enough, { time: clock(reached, unit) }) : w.session.withoutTimer}
        </button>
      )}
    </>
  );
}
