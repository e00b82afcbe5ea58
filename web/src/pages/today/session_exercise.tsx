// One exercise on the screen: the figure, one cue, one number, one large button. The rest begins by itself.
import { useRef, useState } from "preact/hooks";
import type { Line, Today } from "../../api";
import { amountText, minutesAndSeconds } from "../../dose";
import { fill, useWords } from "../../i18n";
import { Title } from "../../ui/basics";
import { useBeatWords, type ScriptClock } from "./session_clock";
import { Drawn } from "./session_figure";
import { Pace } from "./session_pace";
import { useSet } from "./session_set";
import { Skip, Swap } from "./session_skip";
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

/** What a leg reached, with the buttons that correct it. */
function Correct({
  amount,
  step,
  unitName,
  change,
  takeOut,
  out,
}: {
  amount: number;
  step: number;
  unitName: string;
  change: (to: number) => void;
  takeOut: () => void;
  out: string;
}) {
  const w = useWords();
  return (
    <div class="row stepper">
      <button aria-label={w.session.less} onClick={() => change(Math.max(1, amount - step))}>
        −
      </button>
      <output>
        {amountText(amount)} {unitName}
      </output>
      <button aria-label={w.session.more} onClick={() => change(amount + step)}>
        +
      </button>
      <button class="plain" onClick={takeOut}>
        {out}
      </button>
    </div>
  );
}

/** The sets that are done, each to be corrected to what was really reached; the leg that has just been done too, before
 *  the other one begins, while it is still known how many there were. */
function Sets({ now, unit, unitName, note }: { now: Done; unit: Line["unit"]; unitName: string; note: (now: Done) => void }) {
  const w = useWords();
  const [open, setOpen] = useState<number | "first" | null>(null);
  const { first_leg: first, ...others } = now;
  // The first leg is done with its set: what was open of it is closed with it.
  const shown = open === "first" && first === undefined ? null : open;
  if (now.amounts.length === 0 && first === undefined) return null;
  const step = unit === "seconds" ? 5 : 1;
  const n = now.amounts.length + 1;
  const text = (amount: number) => fill(w.session.short[unit], { n: amountText(amount) });
  const toggle = (which: number | "first", label: string, words: string) => (
    <button key={which} aria-expanded={shown === which} aria-label={label} onClick={() => setOpen(shown === which ? null : which)}>
      ✓ {words}
    </button>
  );
  const firstLeg = fill(w.session.firstLeg, { amount: text(first ?? 0) });
  const amount = typeof shown === "number" ? now.amounts[shown] : undefined;
  return (
    <div class="done-sets">
      <p class="quiet small">{w.session.doneSets}</p>
      <div class="row">
        {now.amounts.map((a, i) => toggle(i, fill(w.session.correctSet, { n: i + 1, amount: text(a) }), text(a)))}
        {first !== undefined && toggle("first", fill(w.session.correctFirst, { n, amount: firstLeg }), firstLeg)}
      </div>
      {typeof shown === "number" && amount !== undefined && (
        <Correct
          amount={amount}
          step={step}
          unitName={unitName}
          change={(to) => note({ ...now, amounts: now.amounts.map((a, i) => (i === shown ? to : a)) })}
          takeOut={() => {
            note({ ...now, amounts: now.amounts.filter((_, i) => i !== shown) });
            setOpen(null);
          }}
          out={w.session.removeSet}
        />
      )}
      {shown === "first" && first !== undefined && (
        <Correct
          amount={first}
          step={step}
          unitName={unitName}
          change={(to) => note({ ...now, first_leg: to })}
          takeOut={() => {
            note(others);
            setOpen(null);
          }}
          out={w.session.firstAgain}
        />
      )}
    </div>
  );
}

/** What is said of the set that is on: which leg, which set, how often today. */
function Which({ line, side, set, all, ready }: { line: Line; side: string; set: number; all: number; ready: boolean }) {
  const w = useWords();
  return (
    <>
      {ready ? w.session.allSets : fill(w.today.set, { n: set + 1, all })}
      {line.one_side && !ready && ` · ${side}`}
      {line.per_day > 1 && ` · ${fill(w.session.perDay, { n: line.per_day })}`}
    </>
  );
}

/** What is on at this moment, as a large number with its word. */
function Counting({ clock, amount, unit }: { clock: ScriptClock; amount: number; unit: { id: string; name: string } }) {
  const words = useBeatWords();
  const { beat, place } = clock;
  if (!beat || !place) {
    return (
      <p class="dose">
        {amountText(amount)} <span class="unit">{unit.name}</span>
      </p>
    );
  }
  const long = unit.id === "minutes" && beat.kind === "work";
  return (
    <p class="dose" role={clock.state === "runs" ? "timer" : undefined}>
      {beat.kind !== "work" && <span class="unit">{words(beat)} </span>}
      {long ? minutesAndSeconds(place.left) : place.left} <span class="unit">{long ? "min" : "s"}</span>
    </p>
  );
}

export function ExerciseStep({ today, line, now, after, moves }: { today: Today; line: Line; now: Done; after: string | null; moves: Moves }) {
  const w = useWords();
  const shown = line.stand_ins.find((s) => s.id === now.exercise) ?? line;
  const on = useSet({ today, line, shown, now, after, moves });
  const { clock, rest, ready, resting, idle } = on;
  return (
    <>
      <Title>{shown.name}</Title>
      <div class="now">
        <div class="drawn">
          <Drawn id={now.exercise} label={shown.cue} moving={idle} />
        </div>
        <p class="cue">{shown.cue}</p>
        {line.weight_say && now.exercise === line.exercise && <p class="cue">{line.weight_say}</p>}
        {resting ? (
          <p class="dose resting" role="timer">
            <span class="unit">{w.today.rest} </span>
            {rest.place?.left ?? 0} <span class="unit">s</span>
          </p>
        ) : ready ? (
          <p class="dose">✓</p>
        ) : (
          <Counting clock={clock} amount={on.amount} unit={{ id: shown.unit, name: shown.unit_name }} />
        )}
        <p class="quiet which" role="status">
          {on.rested && idle && `${w.session.restOver} `}
          {clock.beat?.n !== undefined && `${fill(w.day.repetition, { n: clock.beat.n, all: clock.beat.all ?? clock.beat.n })} · `}
          <Which line={line} side={on.side} set={on.set} all={on.all} ready={ready} />
        </p>
        <Tempo seconds={shown.tempo_s} />
        {ready ? (
          <button class="main wide" onClick={() => moves.next(now)}>
            {after ? fill(w.session.next, { name: after }) : w.session.toEnd}
          </button>
        ) : resting ? (
          <button class="main wide" onClick={on.skipRest}>
            {w.session.restSkip}
          </button>
        ) : (
          <Pace clock={clock} beats={on.beats} amount={on.amount} unit={shown.unit} firstOfTwo={line.one_side && !on.second} done={on.setDone} />
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
  // Where nothing else can stand in there is nothing to open.
  const canSwap = now.exercise !== line.exercise || line.stand_ins.some((other) => other.id !== now.exercise);
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
        {canSwap && toggle("swap", w.today.swap)}
      </div>
      {asking === "skip" && <Skip today={today} line={line} now={now} moves={moves} close={close} />}
      {asking === "swap" && <Swap line={line} now={now} moves={moves} close={close} />}
    </>
  );
}
