// Long work of the program: a bar with how much of it is done, and a way to end it.
import { useEffect, useRef, useState } from "preact/hooks";
import { fetchBlob, get, Problem, remove, type JobBegun, type JobSeen } from "../api";
import { fill, useWords } from "../i18n";
import { saveBlob } from "../files";

interface Run {
  id: string | null;
  over: boolean;
}

/** Work that nobody waits for keeps the next one out. */
function end(run: Run | null): void {
  if (run === null || run.over) return;
  run.over = true;
  if (run.id !== null) remove(`/jobs/${run.id}`).catch(() => undefined);
}

export interface Job {
  /** Where it is; null: nothing is being done. */
  seen: JobSeen | null;
  problem: Problem | null;
  /** Begins with what `begin` asks for; what was made is saved, what was answered is given to `done`. */
  start: (begin: () => Promise<JobBegun>, done: (reply: JobSeen["reply"]) => void) => void;
  cancel: () => void;
}

export function useJob(): Job {
  const [seen, setSeen] = useState<JobSeen | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = useRef<Run | null>(null);
  useEffect(() => () => end(run.current), []);
  const work = async (begin: () => Promise<JobBegun>, done: (reply: JobSeen["reply"]) => void) => {
    const mine: Run = { id: null, over: false };
    run.current = mine;
    setProblem(null);
    setSeen({ working: true, stage: "", percent: 0, seconds: 0, file: null, reply: null });
    try {
      const { id } = await begin();
      mine.id = id;
      if (mine.over) return void remove(`/jobs/${id}`).catch(() => undefined);
      for (let wait = 100; !mine.over; wait = Math.min(1000, wait * 1.5)) {
        const now = await get<JobSeen>(`/jobs/${id}`);
        if (mine.over) return;
        setSeen(now);
        if (!now.working) {
          if (now.file) saveBlob(await fetchBlob(`/jobs/${id}/file`), now.file.name);
          if (!mine.over) done(now.reply);
          break;
        }
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    } catch (error) {
      if (!mine.over) setProblem(error as Problem);
    }
    end(mine);
    if (run.current === mine) setSeen(null);
  };
  return {
    seen,
    problem,
    start: (begin, done) => void work(begin, done),
    cancel: () => {
      end(run.current);
      setSeen(null);
    },
  };
}

/** The bar, with its percentage and the button that ends it. */
export function JobBar({ job, what }: { job: Job; what: string }) {
  const w = useWords();
  if (!job.seen) return null;
  const { percent, working } = job.seen;
  return (
    <div class="note">
      <p>
        <label>
          {what} <progress max={100} value={percent} />
        </label>{" "}
        <span aria-hidden="true">{fill(w.jobs.percent, { n: percent })}</span>
      </p>
      {working && <button onClick={job.cancel}>{w.common.cancel}</button>}
    </div>
  );
}
