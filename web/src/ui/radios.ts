// The keys of a group of choices: the tab key stops at it once, and the arrows go through it. What is reached is chosen with
// the space bar or Enter and not by going there, since one choice may already lead on.

const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Where a key leads from place `at` of `count`; null where it is no such key. */
export function placeAfter(key: string, at: number, count: number): number | null {
  if (count === 0 || at < 0) return null;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = steps[key];
  return step === undefined ? null : (at + step + count) % count;
}

export function radioKeys(event: KeyboardEvent): void {
  const group = event.currentTarget as HTMLElement;
  const all = [...group.querySelectorAll<HTMLElement>("[role=radio]")];
  const to = placeAfter(event.key, all.indexOf(document.activeElement as HTMLElement), all.length);
  if (to === null) return;
  event.preventDefault();
  all[to]?.focus();
}

/** The one that the tab key reaches: what is chosen, else the first. */
export const tabStop = (at: number, chosen: number): 0 | -1 => (at === Math.max(0, chosen) ? 0 : -1);
