// Who is logged in, and which person the pages speak of.
import { useEffect, useState } from "preact/hooks";
import { get, keepHalf, Problem, whenLoggedOut, type PersonRow, type Status } from "./api";
import { onlyOf } from "./begun";
import { copy, forgetPerson, kept as keptKey, keepMore, keepStatus, lastHere, lockedFor, lockedNow, nowHere } from "./device";

export interface Session {
  status: Status | null;
  problem: Problem | null;
  /** One more each time whoever was here goes: pages of before are not kept on the screen or in memory. */
  turn: number;
}

let current: Session = { status: null, problem: null, turn: 0 };
const listeners = new Set<() => void>();

export async function refresh(): Promise<void> {
  try {
    const status = await get<Status>("/status");
    const before = lastHere();
    const now = status.account?.id ?? null;
    // Nobody to somebody is one person who logs in to save; somebody to anybody else is a change of people. A page that
    // locked itself keeps what was begun for whoever comes next, if it is the same.
    const waits = now === null && before !== null && lockedFor() === before;
    const goes = before !== null && before !== now && !waits;
    if (goes) forgetPerson();
    if (!waits) {
      nowHere(now);
      lockedNow(null);
    }
    keepStatus(status);
    onlyOf(now);
    if (!status.account) keepHalf(null);
    current = { status, problem: null, turn: current.turn + (goes || waits ? 1 : 0) };
  } catch (error) {
    const kept = (error as Problem).unreachable ? copy() : null;
    current = kept ? { ...current, status: kept.status, problem: null } : { ...current, problem: error as Problem };
  }
  for (const listener of listeners) listener();
}

whenLoggedOut(() => {
  if (current.status?.account) void refresh();
});
// Another tab of this browser logged out, or in as somebody else.
window.addEventListener("storage", (event) => {
  if (event.key === null || event.key === keptKey) void refresh();
});

export function useSession(): Session {
  const [, again] = useState(0);
  useEffect(() => {
    const listener = () => again((n) => n + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return current;
}

/** Prescribing is for whoever looks after others: nobody who is here alone is offered to prescribe to themselves. */
export function mayPrescribe(status: Status | null): boolean {
  const role = status?.account?.role;
  return role === "clinician" || (role === "owner" && status?.looks_after === true);
}

/** The person of a page: the one in the address, the athlete's own, or the only one there is. */
export async function ownPerson(): Promise<string | null> {
  const account = current.status?.account;
  if (!account) return null;
  if (account.person) return account.person;
  try {
    const people = await get<PersonRow[]>("/people");
    const own = people.length === 1 ? (people[0]?.id ?? null) : null;
    if (copy()?.own !== own) keepMore({ own, plan: undefined });
    return own;
  } catch (error) {
    const own = (error as Problem).unreachable ? copy()?.own : undefined;
    if (own === undefined) throw error;
    return own;
  }
}

/** A value that is loaded, with what went wrong. */
export function useLoaded<T>(load: () => Promise<T>, key: string): { value: T | null; problem: Problem | null; reload: () => void; set: (value: T) => void } {
  const [value, set] = useState<T | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let here = true;
    setProblem(null);
    load().then(
      (loaded) => here && set(loaded),
      (error: unknown) => here && setProblem(error as Problem),
    );
    return () => {
      here = false;
    };
  }, [key, round]);
  return { value, problem, reload: () => setRound((n) => n + 1), set };
}
