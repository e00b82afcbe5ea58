// The session of today, step by step. What is done is kept at every step, so that it can be closed and gone on with.
import { useState } from "preact/hooks";
import type { Today } from "../../api";
import { useAwake } from "../../awake";
import { fill, useWords } from "../../i18n";
import { Pain, Title } from "../../ui/basics";
import { wakeSound } from "../../sound";
import { Onward } from "../../ui/onward";
import { ExerciseStep, type Moves } from "./session_exercise";
import { Finish, rescreenOf } from "./session_finish";
import { RunStep } from "./session_interval";
import { SafetyQuestion } from "./safety";
import { SoundChoice } from "./session_sound";
import { advance, begin, drop, end, keep, lineNow, noting, restore, runStep, shareNow, stepsOf, type Done, type Going } from "./session_state";

export function SessionRun({
  person,
  today,
  stop,
  tell,
  finish,
}: {
  person: string;
  today: Today;
  stop: () => void;
  tell: (entry: Record<string, unknown>) => Promise<boolean>;
  finish: (entry: Record<string, unknown>, beside?: Record<string, unknown>[]) => Promise<boolean>;
}) {
  const w = useWords();
  const [going, setGoing] = useState<Going | null>(() => restore(person, today));
  const put = (next: Going) => {
    keep(person, next);
    setGoing(next);
  };
  useAwake(going !== null && going.left.length > 0);
  const all = stepsOf(today).length;
  const n = Math.min(all, all - (going?.left.length ?? all) + 1);
  return (
    <div class="session">
      <div class="session-top">
        <div class="far">
          {going && going.left.length > 0 && (
            <>
              <p class="quiet small">{fill(w.today.steps, { n, all })}</p>
              <progress max={all} value={n - 1 + shareNow(today, going)} aria-label={fill(w.today.steps, { n, all })} />
            </>
          )}
        </div>
        <button class="x" aria-label={w.session.close} title={w.session.close} onClick={stop}>
          ✕
        </button>
      </div>
      {going ? (
        <Step
          person={person}
          today={today}
          going={going}
          put={put}
          finish={async (entry, beside) => {
            if (await finish(entry, beside)) drop(person, going);
          }}
        />
      ) : (
        <Before
          person={person}
          today={today}
          begin={(before) => {
            wakeSound();
            put(begin(today, before));
          }}
          tell={(entry) => void tell(entry).then((good) => good && stop())}
        />
      )}
    </div>
  );
}

/** Pain before the session decides whether there is one: above the limit it is told, and the day is rest. */
function Before({
  person,
  today,
  begin: go,
  tell,
}: {
  person: string;
  today: Today;
  begin: (before: number) => void;
  tell: (entry: Record<string, unknown>) => void;
}) {
  const w = useWords();
  const [before, setBefore] = useState<number | null>(null);
  const tooMuch = before !== null && before > today.pain_limit;
  return (
    <>
      <Title>{w.today.before}</Title>
      <div class="said-above">
        <Pain label={w.today.before} value={before} onChange={setBefore} ends />
      </div>
      {tooMuch ? (
        <>
          <p class="note problem" role="status">
            {fill(w.session.beforeTooMuch, { n: today.pain_limit })}
          </p>
          <SafetyQuestion
            person={person}
            today={today}
            pain={before}
            onDone={(answers) => tell({ type: "pain", when: "now", value: before, rescreen: rescreenOf(answers) })}
          />
        </>
      ) : (
        <>
          <Onward missing={before === null ? [w.today.before] : []} act={() => before !== null && go(before)}>
            {w.today.start}
          </Onward>
          <SoundChoice />
        </>
      )}
    </>
  );
}

function Step({
  person,
  today,
  going,
  put,
  finish,
}: {
  person: string;
  today: Today;
  going: Going;
  put: (next: Going) => void;
  finish: (entry: Record<string, unknown>, beside?: Record<string, unknown>[]) => Promise<void>;
}) {
  const line = lineNow(today, going);
  if (line) {
    const fresh = (exercise: string): Done => ({
      exercise,
      amounts: [],
      ...(exercise === line.exercise && line.load_kg !== undefined ? { load_kg: line.load_kg } : {}),
    });
    const moves: Moves = {
      note: (now) => put({ ...going, now }),
      next: (now) => put(advance(going, now)),
      swap: (now, to) => put({ ...going, now: fresh(to), done: noting(going.done, now) }),
      end: (why, now) => put(end(going, why, now)),
    };
    const next = going.left[1];
    const after = next === runStep ? (today.run?.name ?? null) : (today.lines.find((l) => l.line === next)?.name ?? null);
    const now = going.now ?? fresh(line.exercise);
    return <ExerciseStep key={`${line.line} ${now.exercise}`} today={today} line={line} now={now} after={after} moves={moves} />;
  }
  if (today.run && going.left[0] === runStep) {
    return (
      <RunStep
        run={today.run}
        before={going.before}
        began={going.clock ?? null}
        keep={(clock) => put({ ...going, clock })}
        go={(ran, ended) => put({ ...going, left: [], ran, ended, clock: null })}
      />
    );
  }
  return <Finish person={person} today={today} going={going} finish={finish} />;
}
