// The session of today, step by step. What is done is kept at every step, so that it can be closed and gone on with.
import { useState } from "preact/hooks";
import type { Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { Choice, Pain, Title } from "../../ui/basics";
import { Onward } from "../../ui/onward";
import { ExerciseStep, type Moves } from "./session_exercise";
import { Finish, rescreenOf } from "./session_finish";
import { Checklist } from "../story/story_questions";
import { advance, begin, drop, end, keep, lineNow, restore, runStep, shareNow, stepsOf, type Done, type Going, type Reason } from "./session_state";

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
          today={today}
          going={going}
          put={put}
          finish={async (entry, beside) => {
            if (await finish(entry, beside)) drop(person, going);
          }}
        />
      ) : (
        <Before today={today} begin={(before) => put(begin(today, before))} tell={(entry) => void tell(entry).then((good) => good && stop())} />
      )}
    </div>
  );
}

/** Pain before the session decides whether there is one: above the limit it is told, and the day is rest. */
function Before({ today, begin: go, tell }: { today: Today; begin: (before: number) => void; tell: (entry: Record<string, unknown>) => void }) {
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
          <h2>{w.today.news}</h2>
          <Checklist
            questions={today.short_set}
            saves
            onDone={(answers) => tell({ type: "pain", when: "now", value: before, rescreen: rescreenOf(answers) })}
          />
        </>
      ) : (
        <Onward missing={before === null ? [w.today.before] : []} act={() => before !== null && go(before)}>
          {w.today.start}
        </Onward>
      )}
    </>
  );
}

function Step({
  today,
  going,
  put,
  finish,
}: {
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
      swap: (now, to) => put({ ...going, now: fresh(to), done: now.amounts.length > 0 || now.worst !== undefined ? [...going.done, now] : going.done }),
      end: (why, now) => put(end(going, why, now)),
    };
    const next = going.left[1];
    const after = next === runStep ? (today.run?.name ?? null) : (today.lines.find((l) => l.line === next)?.name ?? null);
    const now = going.now ?? fresh(line.exercise);
    return <ExerciseStep key={`${line.line} ${now.exercise}`} today={today} line={line} now={now} after={after} moves={moves} />;
  }
  if (today.run && going.left[0] === runStep)
    return <RunStep run={today.run} before={going.before} go={(ran, ended) => put({ ...going, left: [], ran, ended })} />;
  return <Finish today={today} going={going} finish={finish} />;
}

function RunStep({ run, before, go }: { run: NonNullable<Today["run"]>; before: number; go: (ran: boolean, why: Reason | null) => void }) {
  const w = useWords();
  const [skipping, setSkipping] = useState(false);
  if (before > (run.before_max ?? run.stop_above_pain)) {
    return (
      <>
        <Title>{run.name}</Title>
        <p class="note">{w.session.noRun}</p>
        <button class="main wide" onClick={() => go(false, "pain")}>
          {w.session.toEnd}
        </button>
      </>
    );
  }
  return (
    <>
      <Title>{run.name}</Title>
      <p class="cue">{run.speed_words}</p>
      <p class="quiet">{fill(w.today.limit, { n: run.stop_above_pain })}</p>
      <button class="main wide" onClick={() => go(true, null)}>
        {w.common.done}
      </button>
      <p class="below">
        <button aria-expanded={skipping} onClick={() => setSkipping(!skipping)}>
          {w.today.skip}
        </button>
      </p>
      {skipping && (
        <Choice
          label={w.today.skipWhy}
          options={Object.entries(w.today.reasons).map(([id, name]) => ({ id, name }))}
          value={null}
          onChange={(id) => go(false, id as Reason)}
        />
      )}
    </>
  );
}
