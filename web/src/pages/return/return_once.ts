// Conditions of several phases, each named once.
import type { Criterion, Return } from "../../api";

export type Phase = Return["phases"][number];

/** A condition that several phases ask for stands once: in the present phase, else where it is met next, else where it was
 *  met. */
export function phasesOnce(phases: Phase[]): { phase: Phase; own: Criterion[] }[] {
  const home = new Map<string, string>();
  const order = { present: 0, ahead: 1, behind: 2 };
  for (const phase of [...phases].sort((a, b) => order[a.place] - order[b.place]))
    for (const criterion of phase.criteria) if (!home.has(criterion.text)) home.set(criterion.text, phase.id);
  return phases.map((phase) => {
    const told = new Set<string>();
    const own = phase.criteria.filter((criterion) => home.get(criterion.text) === phase.id && !told.has(criterion.text) && told.add(criterion.text));
    return { phase, own };
  });
}
