// The order that a story without an account has come to ("Go to an emergency department now."): it stays in sight on every page
// until somebody was seen or the answers say otherwise. As the story itself, it lives as long as this tab and nowhere else.
import { useEffect, useState } from "preact/hooks";

export interface Order {
  text: string;
  /** An emergency department now; else a doctor today. */
  atOnce: boolean;
}

const slot = "hamstring.order";
const watchers = new Set<() => void>();

function read(): Order | null {
  try {
    return JSON.parse(sessionStorage.getItem(slot) ?? "null") as Order | null;
  } catch {
    return null;
  }
}

let now: Order | null = read();
/** A page that says it in full shows it once. */
let inFull = false;

/** `shown`: whether the page says it in full itself. */
export function keepOrder(order: Order | null, shown: boolean): void {
  if (order?.text === now?.text && order?.atOnce === now?.atOnce && shown === inFull) return;
  now = order;
  inFull = shown;
  try {
    if (order) sessionStorage.setItem(slot, JSON.stringify(order));
    else sessionStorage.removeItem(slot);
  } catch {
    // Without storage it stays until the page is closed.
  }
  for (const changed of watchers) changed();
}

/** The page that said it in full is left. */
export function leaveOrder(): void {
  keepOrder(now, false);
}

/** What is to be said on a page that does not say it itself. */
export function useOrder(): Order | null {
  const [, turn] = useState(0);
  useEffect(() => {
    const changed = () => turn((n) => n + 1);
    watchers.add(changed);
    return () => void watchers.delete(changed);
  }, []);
  return inFull ? null : now;
}
