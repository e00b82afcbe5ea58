// What was done of a session so far: kept on this device until it is saved, so that closing it loses nothing; on a later
// day it is offered to be saved as of its own.
import type { Line, Today } from "../../api";
import { sessionsBegun, keepBegun, readBegun, sessionKey } from "../../begun";

export type Reason = "pain" | "no_time" | "no_equipment" | "illness" | "other";

/** One exercise as it was really done; `exercise` is the stand-in where it was swapped. */
export interface Done {
  exercise: string;
  amounts: number[];
  load_kg?: number;
  /** How many more would have gone after the hardest set. */
  reps_left?: number;
  worst?: number;
  skipped?: Reason;
  /** Of an exercise for one leg: what the first leg reached in the set that is on; gone once the other did it too. */
  first_leg?: number;
}

export interface Going {
  day: string;
  /** Whether something was done on this day before it began. */
  again: boolean;
  before: number;
  /** Lines still to do, the first of them now; `run` stands for the run. */
  left: string[];
  /** The exercise on the screen: swapped to what, which sets are done. */
  now: Done | null;
  done: Done[];
  ran: boolean | null;
  /** Why the rest was not done. */
  ended: Reason | null;
  /** The run of that day's plan, which tomorrow's plan no longer names. */
  rung: string | null;
  /** The clock of the run: a phone that slept or lost the page finds it where it is. */
  clock?: { at: number; paused: number | null } | null;
}

export const runStep = "run";

export function stepsOf(today: Today): string[] {
  return [...today.lines.map((line) => line.line), ...(today.run ? [runStep] : [])];
}

/** The line to do now; null where it is the run or the end. */
export function lineNow(today: Today, going: Going): Line | null {
  return today.lines.find((line) => line.line === going.left[0]) ?? null;
}

/** How much of the step on the screen is done, 0 to 1: a set counts as soon as it is done. */
export function shareNow(today: Today, going: Going): number {
  const line = lineNow(today, going);
  const shown = line?.stand_ins.find((s) => s.id === going.now?.exercise) ?? line;
  if (!shown || !going.now || shown.amounts.length === 0) return 0;
  return Math.min(1, going.now.amounts.length / shown.amounts.length);
}

export function begin(today: Today, before: number): Going {
  return {
    day: today.today,
    again: today.done_today,
    before,
    left: stepsOf(today),
    now: null,
    done: [],
    ran: null,
    ended: null,
    rung: today.run?.rung ?? null,
  };
}

/** Where it is kept: a second one of a day does not take the place of the first. */
const slotOf = (going: Pick<Going, "day" | "again">) => going.day + (going.again ? "+" : "");
const slotToday = (today: Today) => slotOf({ day: today.today, again: today.done_today });

/** An exercise that ends between two legs: the set of the first leg, the hurt one, was done and counts as what it reached.
 *  Dropped, nobody would know that the hurt leg was loaded, nor ask how it bore that. */
function settled({ first_leg, ...now }: Done): Done {
  return first_leg === undefined ? now : { ...now, amounts: [...now.amounts, first_leg] };
}

/** Adds an exercise as it ends, where there is anything to say of it. */
export function noting(done: Done[], now: Done | null): Done[] {
  const last = now && settled(now);
  return last && (last.amounts.length > 0 || last.worst !== undefined) ? [...done, last] : done;
}

/** With the exercise on the screen, where anything of it was done. */
const noted = (going: Going) => noting(going.done, going.now);

/** What was begun today and still fits the plan; null where there is nothing. */
export function restore(person: string, today: Today): Going | null {
  const going = readBegun<Going>(sessionKey(person, slotToday(today)));
  if (!going) return null;
  const known = stepsOf(today);
  // A plan that changed since drops what it no longer asks for; what was done of it stays done.
  if (going.left.every((step) => known.includes(step))) return going;
  return { ...going, left: going.left.filter((step) => known.includes(step)), now: null, done: noted(going) };
}

/** A session that cannot be gone on with any more, and of which something was done: it is saved as of its day or let go,
 *  never dropped in silence. One of which nothing was done is no loss. */
export function leftOver(person: string, today: Today): Going | null {
  for (const slot of sessionsBegun(person)) {
    if (slot === slotToday(today)) continue;
    const going = readBegun<Going>(sessionKey(person, slot));
    const whole = going && { ...going, left: [], now: null, done: noted(going) };
    if (whole && anythingDone(whole)) return whole;
    keepBegun(sessionKey(person, slot), null);
  }
  return null;
}

export function keep(person: string, going: Going): void {
  keepBegun(sessionKey(person, slotOf(going)), going);
}

/** It is saved, or let go. */
export function drop(person: string, going: Going | null): void {
  if (going) keepBegun(sessionKey(person, slotOf(going)), null);
}

/** Goes to the next step; the exercise on the screen is noted as it stands. */
export function advance(going: Going, now: Done): Going {
  return { ...going, left: going.left.slice(1), now: null, done: [...going.done, settled(now)] };
}

/** Ends here: what is left is noted as left out for `why`. */
export function end(going: Going, why: Reason, now: Done | null): Going {
  const done = now ? [...going.done, { ...settled(now), skipped: why }] : going.done;
  return { ...going, left: [], now: null, done, ended: why };
}

export function anythingDone(going: Going): boolean {
  return going.ran === true || going.done.some((d) => d.amounts.length > 0);
}

/** The worst pain told on the way; 0 where none was. */
export function worstTold(going: Going): number | null {
  const told = going.done.flatMap((d) => (d.worst === undefined ? [] : [d.worst]));
  return told.length > 0 ? Math.max(...told) : null;
}

/** The one entry that a session becomes; `over`: taken up on a later day, so it was not done to its end. */
export function entryOf(going: Going, told: { worst: number | null; after: number | null; rescreen: unknown }, over = false): Record<string, unknown> {
  const whole = !over && going.ended === null && going.done.every((d) => !d.skipped) && (going.rung === null || going.ran === true);
  const reasons = [...going.done.map((d) => d.skipped), going.ended];
  // One reason is noted: the one that says most about the body.
  const reason = (["pain", "illness", "no_equipment", "no_time", "other"] as const).find((r) => reasons.includes(r));
  const lines = going.done
    .filter((d) => d.amounts.length > 0)
    .map((d) => ({
      exercise: d.exercise,
      sets: d.amounts.length,
      reps: d.amounts,
      ...(d.load_kg === undefined ? {} : { load_kg: d.load_kg }),
      ...(d.load_kg === undefined || d.reps_left === undefined ? {} : { reps_left: d.reps_left }),
      ...(d.worst === undefined ? {} : { worst: d.worst }),
    }));
  return {
    type: "session",
    ...(over ? { day: going.day } : {}),
    done: whole ? "all" : anythingDone(going) ? "part" : "none",
    ...(reason ? { skipped_for: reason } : {}),
    before: going.before,
    ...(told.worst === null ? {} : { worst: told.worst }),
    ...(told.after === null ? {} : { after: told.after }),
    rescreen: told.rescreen,
    ...(lines.length > 0 ? { lines } : {}),
    ...(going.rung && going.ran ? { run: { rung: going.rung, completed: true } } : {}),
  };
}
