// The plan as it stands on a device that cannot ask the program: what was logged since counts as the program would
// count it, in the program's own words. Anything that would change the plan itself gives no session from it.
import type { DayHead, Today } from "./api";
import { above, alarming, type NewEntry } from "./entry";

export interface Standing {
  today: Today;
  /** No session comes from this plan any more: what was told speaks against it or asks for a new one. */
  stopped: boolean;
}

const trained = (entry: NewEntry) => entry.type === "session" && entry.done !== "none";
const exercisesOf = (entry: NewEntry) => ((entry.lines as { exercise: string }[] | undefined) ?? []).map((line) => line.exercise);
const first: DayHead[] = ["suspended", "refused", "clinician_first"];

/** The morning that nobody told: that of a session logged here on a day before, else the one that the plan asks about. */
function morningOf(today: Today, entries: NewEntry[], day: string): Today["morning"] {
  const told = new Set(entries.filter((e) => e.type === "morning").map((e) => e.session));
  const own = entries.filter((e) => trained(e) && String(e.day) < day).pop();
  if (own) {
    const before = typeof own.before === "number" ? own.before : today.pain_limit;
    return told.has(own.id) ? null : { session: String(own.id), day: String(own.day), rest_above: Math.min(before, today.pain_limit), was: null };
  }
  if (today.morning && typeof today.morning.was === "number") return entries.some((e) => e.type === "pain") ? null : today.morning;
  return today.morning && !told.has(today.morning.session) ? today.morning : null;
}

/** A morning that says that the session before it was too much: that day is rest. */
function tooMuch(today: Today, entries: NewEntry[]): boolean {
  return entries.some((entry) => {
    if (entry.type !== "morning") return false;
    const own = entries.find((e) => e.id === entry.session);
    const limit =
      own && typeof own.before === "number"
        ? Math.min(own.before, today.pain_limit)
        : entry.session === today.morning?.session
          ? today.morning?.rest_above
          : today.pain_limit;
    return Number(entry.value) > (limit ?? today.pain_limit);
  });
}

/** `entries`: what was logged here since the plan was made; `day`: the day it is. */
export function standing(today: Today, entries: NewEntry[], day: string): Standing {
  const sessions = entries.filter((entry) => trained(entry) && String(entry.day) >= today.today);
  const done = (line: Today["lines"][number]) =>
    sessions.filter((entry) => exercisesOf(entry).some((id) => id === line.exercise || line.stand_ins.some((s) => s.id === id))).length;
  const lines = today.lines.filter((line) => done(line) < Math.max(1, line.per_day - (today.done_today ? 1 : 0)));
  const run = sessions.some((entry) => entry.run) ? null : today.run;
  const work = lines.length > 0 || run !== null;
  const asks = today.after_morning === "check" || today.after_morning === "ask_first";
  const after: DayHead = sessions.length === 0 || asks || first.includes(today.after_morning) ? today.after_morning : work ? "left" : "done";
  const morning = morningOf(today, entries, day);
  const head: DayHead = morning && !first.includes(after) ? "morning" : after;
  const headline = after === today.after_morning ? today.headline : today.heads[after].line || today.headline;
  const stopped = entries.some((entry) => alarming(entry) || above(entry, today.pain_limit)) || tooMuch(today, entries) || (asks && entries.length > 0);
  return {
    today: {
      ...today,
      lines,
      run,
      morning,
      head,
      after_morning: after,
      head_text: today.heads[head].text,
      headline,
      // Its sentences were written before what was logged here: they would speak against it.
      story: entries.length > 0 ? null : today.story,
      done_today: today.done_today || sessions.length > 0,
    },
    stopped,
  };
}
