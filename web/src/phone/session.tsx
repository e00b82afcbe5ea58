// The exercises of the day: figure, dose, cue, sets to tap, a timer for holds and rests.
import { useEffect, useState } from "preact/hooks";
import type { Exercise, Line, Today } from "../api";
import { clock, secondsOf } from "../dose";
import { fill, useWords } from "../i18n";
import { rescreenOf } from "../rescreen";
import { Pain } from "../ui/basics";
import { NumberField } from "../ui/number_field";
import { Figure, worked } from "../ui/figure";
import { BesidePain, besideEntries } from "../pages/today/beside_pain";
import { SafetyQuestion } from "../pages/today/safety";
import type { Answers } from "../pages/story/story_questions";
import type { NewEntry } from "../entry";

export interface Timer {
  name: string;
  left: number;
  begin: (seconds: number, name: string) => void;
  stop: () => void;
  over: boolean;
}

/** By the clock, so that a phone that slept is right again. */
export function useTimer(): Timer {
  const [end, setEnd] = useState(0);
  const [left, setLeft] = useState(0);
  const [name, setName] = useState("");
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (end === 0) return undefined;
    const tick = () => {
      const rest = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      setLeft(rest);
      if (rest > 0) return;
      setEnd(0);
      setOver(true);
      navigator.vibrate?.(300);
    };
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [end]);
  return {
    name,
    left: end === 0 ? 0 : left,
    over,
    begin: (seconds, of) => {
      setName(of);
      setOver(false);
      setEnd(Date.now() + seconds * 1000);
    },
    stop: () => {
      setEnd(0);
      setOver(false);
    },
  };
}

/** What was lifted in a try-out set, and how many more would have gone. */
interface Tried {
  kg: number | null;
  left: number | null;
}
const notTried: Tried = { kg: null, left: null };

function TryOut({ tried, set }: { tried: Tried; set: (tried: Tried) => void }) {
  const w = useWords();
  return (
    <>
      <NumberField label={w.session.load} unit="kg" value={tried.kg} min={0} max={1000} onChange={(kg) => set({ ...tried, kg })} />
      <NumberField
        label={w.session.repsLeft}
        value={tried.left}
        min={0}
        max={30}
        onChange={(left) => set({ ...tried, left: left === null ? null : Math.round(left) })}
      />
    </>
  );
}

interface CardGiven {
  line: Line;
  exercise: Exercise | undefined;
  done: number[];
  tap: (set: number) => void;
  timer: Timer;
  tried: Tried;
  setTried: (tried: Tried) => void;
}

function Card({ line, exercise, done, tap, timer, tried, setTried }: CardGiven) {
  const w = useWords();
  const seconds = secondsOf(line.amounts[done.length] ?? line.amounts[0] ?? 0, line.unit);
  return (
    <article class="exercise phone-card">
      <h2>{line.name}</h2>
      {line.prescribed && <p class="small quiet">{w.practice.prescribed}</p>}
      <p class="dose">
        {line.dose}
        {line.one_side && <span class="small quiet"> {w.phone.each}</span>}
      </p>
      {exercise?.figure && <Figure figure={exercise.figure} label={line.name} muscles={worked(exercise)} />}
      <p>{line.cue}</p>
      {line.weight_say && <p>{line.weight_say}</p>}
      <div class="row">
        {line.amounts.map((amount, set) => (
          <button
            key={set}
            aria-pressed={done.includes(set)}
            onClick={() => {
              if (!done.includes(set) && line.rest_s.max > 0 && set + 1 < line.amounts.length) timer.begin(line.rest_s.min || line.rest_s.max, w.phone.rest);
              tap(set);
            }}
          >
            {done.includes(set) ? "✓ " : ""}
            {fill(w.phone.setOf, { n: set + 1, amount, unit: line.unit_name })}
          </button>
        ))}
        {seconds !== null && (
          <button aria-label={`${line.name}: ${clock(seconds, line.unit)}`} onClick={() => timer.begin(seconds, line.name)}>
            ▶ {clock(seconds, line.unit)}
          </button>
        )}
      </div>
      {line.try_out && <TryOut tried={tried} set={setTried} />}
      <p class="quiet small">{line.stop}</p>
    </article>
  );
}

/** The session as the case file writes it: what was really done. */
function sessionEntry(
  today: Today,
  done: number[][],
  tried: Record<number, Tried>,
  ran: boolean,
  pain: Record<string, number | null>,
  rescreen: unknown,
): NewEntry {
  const sets = today.lines.map((line, i) => line.amounts.filter((_, set) => done[i]?.includes(set)));
  const whole = sets.every((amounts, i) => amounts.length === today.lines[i]?.amounts.length) && (!today.run || ran);
  const some = ran || sets.some((amounts) => amounts.length > 0);
  const entry: NewEntry = { type: "session", done: whole ? "all" : some ? "part" : "none", ...pain, rescreen };
  const lines = today.lines.flatMap((line, i) => {
    const amounts = sets[i] ?? [];
    const { kg, left } = line.try_out ? (tried[i] ?? notTried) : { kg: line.load_kg ?? null, left: null };
    return amounts.length === 0
      ? []
      : [
          {
            exercise: line.exercise,
            sets: amounts.length,
            reps: amounts,
            ...(kg === null ? {} : { load_kg: kg }),
            ...(kg === null || left === null ? {} : { reps_left: left }),
          },
        ];
  });
  if (lines.length > 0) entry.lines = lines;
  if (today.run && ran) entry.run = { rung: today.run.rung, completed: true };
  return entry;
}

export function Session({
  person,
  today,
  exercises,
  timer,
  log,
}: {
  person: string;
  today: Today;
  exercises: Exercise[];
  timer: Timer;
  log: (...news: NewEntry[]) => void;
}) {
  const w = useWords();
  const [done, setDone] = useState<number[][]>(() => today.lines.map(() => []));
  const [tried, setTried] = useState<Record<number, Tried>>({});
  const [ran, setRan] = useState(false);
  const [pain, setPain] = useState<Record<string, number | null>>({ before: null, worst: null, after: null });
  const [beside, setBeside] = useState<Answers>({});
  const tap = (line: number, set: number) =>
    setDone(done.map((sets, i) => (i !== line ? sets : sets.includes(set) ? sets.filter((s) => s !== set) : [...sets, set])));
  const tooMuch = (pain.before ?? 0) > today.pain_limit;
  const rated = pain.before !== null && pain.worst !== null && pain.after !== null;
  return (
    <section>
      <p class="quiet">
        {fill(w.today.limit, { n: today.pain_limit })} {w.phone.tick}
      </p>
      <Pain label={w.today.before} value={pain.before ?? null} onChange={(before) => setPain({ ...pain, before })} ends />
      {tooMuch && <p class="note problem">{fill(w.phone.tooMuch, { n: today.pain_limit })}</p>}
      {!tooMuch &&
        today.lines.map((line, i) => (
          <Card
            key={line.line}
            line={line}
            exercise={exercises.find((e) => e.id === line.exercise)}
            done={done[i] ?? []}
            tap={(set) => tap(i, set)}
            timer={timer}
            tried={tried[i] ?? notTried}
            setTried={(now) => setTried({ ...tried, [i]: now })}
          />
        ))}
      {!tooMuch && today.run && (
        <article class="exercise phone-card">
          <h2>{today.run.name}</h2>
          <p>{today.run.speed_words}</p>
          <button aria-pressed={ran} onClick={() => setRan(!ran)}>
            {ran ? "✓ " : ""}
            {w.common.done}
          </button>
        </article>
      )}
      <h2>{w.phone.finish}</h2>
      <Pain label={w.today.worst} value={pain.worst ?? null} onChange={(worst) => setPain({ ...pain, worst })} ends />
      <Pain label={w.today.after} value={pain.after ?? null} onChange={(after) => setPain({ ...pain, after })} />
      {rated && (
        <>
          <BesidePain questions={today.beside_pain} answers={beside} onChange={setBeside} />
          <SafetyQuestion
            person={person}
            today={today}
            pain={Math.max(pain.worst ?? 0, pain.after ?? 0)}
            weekly={false}
            onDone={(answers) => log(...besideEntries(beside), sessionEntry(today, done, tried, ran, pain, rescreenOf(answers)))}
          />
        </>
      )}
    </section>
  );
}
