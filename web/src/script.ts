// A set, a rest or a run as stretches of time, one after the other: what a session says and counts when it runs by itself.
// Where it stands follows from when it began, so a phone that slept is right again.
export type Kind = "ready" | "work" | "rest" | "lower" | "hold" | "lift" | "walk" | "jog" | "run";

export interface Beat {
  kind: Kind;
  seconds: number;
  /** Of how many it is which: a repetition, an interval. */
  n?: number;
  all?: number;
}

export interface Place {
  beat: number;
  /** Whole seconds of this stretch that are left, and of everything. */
  left: number;
  leftInAll: number;
}

export const lengthOf = (beats: Beat[]): number => beats.reduce((sum, beat) => sum + beat.seconds, 0);

/** Where it stands after so many seconds; null when all of it is over. */
export function placeAt(beats: Beat[], elapsed: number): Place | null {
  let over = 0;
  for (const [i, beat] of beats.entries()) {
    if (elapsed < over + beat.seconds) return { beat: i, left: Math.ceil(over + beat.seconds - elapsed), leftInAll: Math.ceil(lengthOf(beats) - elapsed) };
    over += beat.seconds;
  }
  return null;
}

/** Three, two, one; then the hold. */
export const holdScript = (seconds: number, ready: number): Beat[] => [
  { kind: "ready", seconds: ready },
  { kind: "work", seconds },
];

/** Every repetition at its tempo (lowering, hold, lifting); null where the exercise has none. */
export function tempoScript(repetitions: number, tempo: number[], ready: number): Beat[] | null {
  const kinds: Kind[] = ["lower", "hold", "lift"];
  const one = kinds.flatMap((kind, i) => ((tempo[i] ?? 0) > 0 ? [{ kind, seconds: tempo[i] ?? 0 }] : []));
  if (one.length === 0 || !Number.isInteger(repetitions)) return null;
  const beats: Beat[] = [{ kind: "ready", seconds: ready }];
  for (let n = 1; n <= repetitions; ++n) beats.push(...one.map((beat) => ({ ...beat, n, all: repetitions })));
  return beats;
}

/** Repetitions that are wholly done before this stretch. */
export function repetitionsBefore(beats: Beat[], at: number): number {
  const here = beats[at];
  return here?.n === undefined ? 0 : here.n - 1;
}

interface Run {
  form: string;
  repeats: number;
  work_s?: number;
  rest_s: number;
}

/** The run of a rung, where its intervals are timed: null where they are distances. */
export function runScript(run: Run, ready: number): Beat[] | null {
  if (run.work_s === undefined) return null;
  const work: Kind = run.form === "walk" ? "walk" : run.form === "walk_run" ? "jog" : "run";
  const between: Kind = run.form === "walk_run" ? "walk" : "rest";
  const beats: Beat[] = [{ kind: "ready", seconds: ready }];
  for (let n = 1; n <= run.repeats; ++n) {
    const count = run.repeats > 1 ? { n, all: run.repeats } : {};
    beats.push({ kind: work, seconds: run.work_s, ...count });
    // After the last one nobody waits for another; the walk that belongs to a jog is walked.
    if (run.rest_s > 0 && (n < run.repeats || between === "walk")) beats.push({ kind: between, seconds: run.rest_s, ...count });
  }
  return beats;
}
