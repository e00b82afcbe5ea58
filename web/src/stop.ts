// What stops a plan, and what an entry that came or goes changes about that. Every page that tells or takes out
// something says so; none of them judges it: the plan of the program does.
import type { Today } from "./api";

export interface Stop {
  id: string;
  name: string;
}

type Plan = Pick<Today, "status" | "flags" | "gates" | "reasons" | "short_set" | "heads" | "criteria">;

const stops = ["suspended", "refused", "clinician_first"];

/** Somebody has to look before anything is done. */
export function stopped(plan: Pick<Plan, "status">): boolean {
  return stops.includes(plan.status);
}

/** The phase that a plan is in; none while somebody has to look first: "First days: walk" is an order, too. */
export function phaseShown(plan: Pick<Today, "status" | "phase_name">): string {
  return stopped(plan) ? "" : plan.phase_name;
}

type Sign = Today["flags"][number];

/** A danger sign that was told, or that nobody is sure of: both are acted on alike. */
export const isSerious = (flag: Pick<Sign, "state">) => flag.state === "raised" || flag.state === "unsure";

/** What asks for somebody today. */
export const isHurried = (flag: Pick<Sign, "action">): boolean => flag.action === "emergency" || flag.action === "same_day";

/** Danger signs that cannot wait until tomorrow. */
export function hurry<F extends Pick<Sign, "state" | "action">>(flags: readonly F[]): F[] {
  return flags.filter((flag) => isSerious(flag) && isHurried(flag));
}

/** Whether one of these asks for an emergency department now; the others ask for a doctor today. */
export const atOnce = (flags: readonly Pick<Sign, "action">[]): boolean => flags.some((flag) => flag.action === "emergency");

/** The heaviest of what is asked for, as its sentence; empty where nothing is. */
export function orderOf(flags: readonly Pick<Sign, "action" | "order">[]): string {
  const first = flags.find((flag) => flag.action === "emergency") ?? flags.find((flag) => flag.action === "same_day") ?? flags[0];
  return first?.order ?? "";
}

/** Gates whose advice is given: none beside a sign that cannot wait. How to walk with a strain is no word to somebody who has to
 *  go to an emergency department now. */
export function advisedGates<P extends Pick<Plan, "gates" | "flags">>(plan: P): P["gates"] {
  return hurry(plan.flags).length > 0 ? [] : heldGates(plan);
}

/** Gates that hold because of what is known, not because nobody was asked. */
export function heldGates<P extends Pick<Plan, "gates">>(plan: P): P["gates"] {
  return plan.gates.filter((gate) => gate.state === "raised" || (gate.state === "holding" && gate.missing.some((m) => m.cause !== "not_asked")));
}

const answered = "rescreen.";

/** Answers of the short set that hold the plan, each by its sign: the advice is the same for all of them. */
export function heldAnswers(plan: Pick<Plan, "reasons" | "short_set">): Stop[] {
  return plan.reasons
    .filter((reason) => reason.rule.startsWith(answered))
    .map((reason) => {
      const id = reason.rule.slice(answered.length);
      return { id, name: plan.short_set.find((question) => question.id === id)?.short ?? reason.text };
    });
}

/** All that holds the plan now, each by its name. */
export function stopsOf(plan: Plan): Stop[] {
  return [
    ...plan.flags.filter(isSerious).map((flag) => ({ id: `flag ${flag.id}`, name: flag.name })),
    ...heldGates(plan).map((gate) => ({ id: `gate ${gate.id}`, name: gate.name })),
    ...heldAnswers(plan).map((answer) => ({ id: `answer ${answer.id}`, name: answer.name })),
  ];
}

/** Whether what was just told ends in a stop, or in a day of rest that it was not before: that is said first. */
export function stopsNow(before: Plan, after: Plan): boolean {
  if (stopped(after) || stopsOf(after).length > 0) return true;
  return after.status === "rest" && before.status !== "rest";
}

/** How far a plan is held back; one that is further down is held back less. */
const order = ["session", "ask_first", "rest", "clinician_first", "suspended", "refused"];

/** What of a plan would be held no longer: each by its name, or the day as it is now where only that gets lighter. */
export function ended(before: Plan, after: Plan): Stop[] {
  const still = new Set(stopsOf(after).map((stop) => stop.id));
  const gone = stopsOf(before).filter((stop) => !still.has(stop.id));
  if (gone.length > 0) return gone;
  const lighter = ["rest", ...stops].includes(before.status) && order.indexOf(after.status) < order.indexOf(before.status);
  return lighter ? [{ id: before.status, name: before.heads[before.status].text }] : [];
}
