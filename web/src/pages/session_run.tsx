// One exercise on the screen: one cue, one number, one large button. The log is what was really done.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Line, Today } from "../api";
import { fill, useWords } from "../i18n";
import { Choice, Pain, Title } from "../ui/basics";
import { Checklist, type Answers } from "./story_questions";

interface Done {
  exercise: string;
  amounts: number[];
  load?: number;
  skipped?: string;
}

function useCountdown(): { left: number; begin: (seconds: number) => void } {
  const [until, setUntil] = useState(0);
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (until === 0) return undefined;
    const tick = () => {
      const rest = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      setLeft(rest);
      if (rest === 0) setUntil(0);
    };
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [until]);
  return { left, begin: (seconds) => setUntil(Date.now() + seconds * 1000) };
}

export function SessionRun({ today, rescreen, stop, finish }: { today: Today; rescreen: unknown; stop: () => void; finish: (entry: Record<string, unknown>) => Promise<void> }) {
  const w = useWords();
  const [before, setBefore] = useState<number | null>(null);
  const [at, setAt] = useState(-1);
  const [done, setDone] = useState<Done[]>([]);
  const [ran, setRan] = useState<boolean | null>(null);
  const steps = today.lines.length + (today.run ? 1 : 0);
  const line = today.lines[at];

  if (at < 0) {
    return (
      <>
        <Title>{w.today.before}</Title>
        <Pain label={w.today.before} value={before} onChange={setBefore} ends />
        <button class="main wide" disabled={before === null} onClick={() => setAt(0)}>
          {w.today.start}
        </button>
        <p>
          <button class="plain" onClick={stop}>
            ← {w.common.back}
          </button>
        </p>
      </>
    );
  }
  if (line) {
    return (
      <Exercise
        key={line.line}
        line={line}
        n={at + 1}
        all={steps}
        next={(result) => {
          setDone([...done, result]);
          setAt(at + 1);
        }}
      />
    );
  }
  if (today.run && at === today.lines.length) {
    const go = (finished: boolean) => {
      setRan(finished);
      setAt(at + 1);
    };
    return (
      <>
        <p class="quiet">{fill(w.today.steps, { n: at + 1, all: steps })}</p>
        <Title>{today.run.name}</Title>
        <p>{today.run.speed_words}</p>
        <p class="quiet">{fill(w.today.limit, { n: today.run.stop_above_pain })}</p>
        <button class="main wide" onClick={() => go(true)}>
          {w.common.done}
        </button>
        <p>
          <button class="plain" onClick={() => go(false)}>
            {w.today.skip}
          </button>
        </p>
      </>
    );
  }
  return <Finish today={today} before={before ?? 0} done={done} ran={ran} rescreen={rescreen} finish={finish} />;
}

function Exercise({ line, n, all, next }: { line: Line; n: number; all: number; next: (done: Done) => void }) {
  const w = useWords();
  const [set, setSet] = useState(0);
  const [skipping, setSkipping] = useState(false);
  const [swapped, setSwapped] = useState<{ id: string; name: string } | null>(null);
  const rest = useCountdown();
  const hold = useCountdown();
  const heading = useRef<HTMLDivElement>(null);
  const amount = line.amounts[set] ?? 0;
  const sets = line.amounts.length;
  const result = (count: number): Done => ({
    exercise: swapped?.id ?? line.exercise,
    amounts: line.amounts.slice(0, count),
    ...(line.load_kg === undefined ? {} : { load: line.load_kg }),
  });
  const setDone = () => {
    if (set + 1 >= sets) return next(result(sets));
    setSet(set + 1);
    if (line.rest_s.max > 0) rest.begin(line.rest_s.min || line.rest_s.max);
  };
  return (
    <div ref={heading}>
      <p class="quiet">{fill(w.today.steps, { n, all })}</p>
      <Title>{swapped?.name ?? line.name}</Title>
      <div class="now">
        <p class="dose">
          {amount} {line.unit_name}
        </p>
        <p class="quiet" role="status">
          {fill(w.today.set, { n: set + 1, all: sets })}
          {rest.left > 0 && ` · ${w.today.rest} ${fill(w.today.seconds, { n: rest.left })}`}
          {hold.left > 0 && ` · ${fill(w.today.seconds, { n: hold.left })}`}
        </p>
        {!swapped && <p class="cue">{line.cue}</p>}
        {line.unit === "seconds" && (
          <button onClick={() => hold.begin(amount)} disabled={hold.left > 0}>
            ▶ {fill(w.today.seconds, { n: hold.left > 0 ? hold.left : amount })}
          </button>
        )}
        <button class="main wide" onClick={setDone}>
          {w.today.doneSet}
        </button>
      </div>
      <p class="quiet small">{line.stop}</p>
      <div class="row">
        <button class="plain" onClick={() => setSkipping(!skipping)} aria-expanded={skipping}>
          {w.today.skip}
        </button>
        {line.easier.map((other) => (
          <button key={other.id} class="plain" onClick={() => setSwapped(other)}>
            {w.today.swap}: {other.name}
          </button>
        ))}
      </div>
      {skipping && (
        <Choice
          label={w.today.skipWhy}
          options={Object.entries(w.today.reasons).map(([id, name]) => ({ id, name }))}
          value={null}
          onChange={(why) => next({ ...result(set), skipped: why })}
        />
      )}
    </div>
  );
}

function Finish({ today, before, done, ran, rescreen, finish }: { today: Today; before: number; done: Done[]; ran: boolean | null; rescreen: unknown; finish: (entry: Record<string, unknown>) => Promise<void> }) {
  const w = useWords();
  const [worst, setWorst] = useState<number | null>(null);
  const [after, setAfter] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async (screen: unknown) => {
    setBusy(true);
    const whole = done.every((d) => !d.skipped) && ran !== false;
    const some = done.some((d) => d.amounts.length > 0) || ran === true;
    const entry: Record<string, unknown> = { type: "session", done: whole ? "all" : some ? "part" : "none", before, worst, after, rescreen: screen };
    const skipped = done.find((d) => d.skipped)?.skipped;
    if (skipped) entry.skipped_for = skipped;
    const lines = done.filter((d) => d.amounts.length > 0);
    if (lines.length > 0) {
      entry.lines = lines.map((d) => ({ exercise: d.exercise, sets: d.amounts.length, reps: d.amounts, ...(d.load === undefined ? {} : { load_kg: d.load }) }));
    }
    if (today.run && ran) entry.run = { rung: today.run.rung, completed: true };
    await finish(entry);
    setBusy(false);
  };
  const ready = worst !== null && after !== null && !busy;
  return (
    <>
      <Title>{w.today.finish}</Title>
      <Pain label={w.today.worst} value={worst} onChange={setWorst} ends />
      <Pain label={w.today.after} value={after} onChange={setAfter} />
      {ready &&
        (rescreen ? (
          <button class="main wide" onClick={() => void save(rescreen)}>
            {w.common.save}
          </button>
        ) : (
          <>
            <h2>{w.today.news}</h2>
            <Checklist
              questions={today.short_set}
              onDone={(answers: Answers) => void save(Object.values(answers).every((a) => a === "no") ? "none_of_these" : answers)}
            />
          </>
        ))}
    </>
  );
}
