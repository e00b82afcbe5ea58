// Which of the open conditions comes next.
import type { Criterion } from "../../api";

/** What settles it: its kind, and which one. */
export const settledBy = (criterion: Pick<Criterion, "settled_by">): [string, string | undefined] => {
  const [kind = "", id] = criterion.settled_by.split(".");
  return [kind, id];
};

/** A condition that one answer or test of today settles comes before one that takes sessions, and that before time. */
export function easiest<C extends Pick<Criterion, "settled_by" | "waits" | "measured_on">>(open: C[], today: string): C | undefined {
  const cost = (one: C) => {
    const [kind] = settledBy(one);
    const done = one.waits || one.measured_on === today;
    if (kind === "question" && !done) return 0;
    if (kind === "test" && !done) return 1;
    return ["rung", "session", "exercise"].includes(kind) ? 2 : kind === "injury" ? 3 : 4;
  };
  return [...open].sort((a, b) => cost(a) - cost(b))[0];
}
