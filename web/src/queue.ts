// What was logged without a connection: kept on this device until it is sent, visible, and never merged in
// silence. Only these entries are kept, and they leave with the sending.
import { useEffect, useState } from "preact/hooks";
import { post, Problem, type Entries, type Saved } from "./api";
import { alsoForget, copy } from "./device";
import { named, type NewEntry, stamp } from "./entry";
import { type LogEntry, saveLog } from "./phone/log";
import { keepPlan } from "./plan";

export interface Waiting {
  id: number;
  /** Whoever is logged in as somebody else sees nothing of it. */
  account: number;
  person: string;
  entries: NewEntry[];
  /** How many entries this device knew of when these were written; unknown where it had no plan. */
  seen?: number;
  since: string;
}
/** Why one that waits did not arrive: refused, or something was added meanwhile (`now`: what is there). */
export interface Stuck {
  problem: Problem;
  now?: Entries;
}

const listeners = new Set<() => void>();
const stuck = new Map<number, Stuck>();
alsoForget(() => {
  stuck.clear();
  tell();
});

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("hamstring", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("waiting", { keyPath: "id", autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("no store"));
  });
}

async function inStore<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction("waiting", mode);
      const request = act(transaction.objectStore("waiting"));
      // Only a finished transaction is on the disk.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error("no store"));
    });
  } finally {
    database.close();
  }
}

/** What waits for the account that is logged in, the oldest first. */
export async function waiting(): Promise<Waiting[]> {
  const account = copy()?.account;
  try {
    return ((await inStore("readonly", (store) => store.getAll())) as Waiting[]).filter((item) => item.account === account);
  } catch {
    return [];
  }
}

/** How many entries of other logins wait on this device; what they say is nobody's business. */
export async function waitingOfOthers(): Promise<number> {
  const account = copy()?.account;
  try {
    const all = (await inStore("readonly", (store) => store.getAll())) as Waiting[];
    return all.filter((item) => item.account !== account).reduce((n, item) => n + item.entries.length, 0);
  } catch {
    return 0;
  }
}

/** Everything of this login that waits, as files that the app reads in again: one a person. */
export async function saveWaiting(): Promise<void> {
  const items = await waiting();
  for (const person of new Set(items.map((item) => item.person))) {
    const own = items.filter((item) => item.person === person);
    saveLog(
      { person, seen: own[0]?.seen ?? 0, since: own[0]?.since ?? stamp(), entries: own.flatMap((item) => item.entries) as LogEntry[] },
      stamp().slice(0, 10),
    );
  }
}

/** Nothing of this login waits any longer on this device. */
export async function dropAll(): Promise<void> {
  for (const item of await waiting()) await forget(item.id);
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

/** Sends now; where the program cannot be reached, keeps it for later and gives null. */
export async function sendOrKeep(person: string, entries: NewEntry[], seen?: number, keepBoth = false): Promise<Saved | null> {
  const ready = named(entries);
  try {
    const saved = await post<Saved>(`/people/${person}/entries`, { entries: ready, ...(seen === undefined ? {} : { seen }), keep_both: keepBoth });
    void keepPlan(person, saved.today).catch(() => undefined);
    return saved;
  } catch (error) {
    if (!(error instanceof Problem) || !error.unreachable) throw error;
    const kept = copy();
    const plan = kept?.plan;
    const known = plan?.person === person ? plan.today.count : undefined;
    const item = { account: kept?.account ?? -1, person, entries: ready, since: plan?.at ?? stamp(), ...(known === undefined ? {} : { seen: known }) };
    // The browser was asked to keep it; where it cannot, the caller is told that nothing was saved.
    await inStore("readwrite", (store) => store.add(item)).catch(() => {
      throw error;
    });
    tell();
    return null;
  }
}

const forget = (id: number) => inStore("readwrite", (store) => store.delete(id)).then(() => void stuck.delete(id));

/** By person: where the count of entries stood when they were written, and where it stands after sending some of them. */
type Moved = Map<string, { from: number; to: number }>;

async function sendOne(item: Waiting, moved: Moved, keepBoth: boolean): Promise<void> {
  const known = moved.get(item.person);
  const seen = item.seen !== undefined && item.seen === known?.from ? known.to : item.seen;
  const saved = await post<Saved>(`/people/${item.person}/entries`, { entries: item.entries, ...(seen === undefined ? {} : { seen }), keep_both: keepBoth });
  if (item.seen !== undefined) moved.set(item.person, { from: item.seen, to: saved.count });
  await forget(item.id);
  void keepPlan(item.person, saved.today).catch(() => undefined);
}

let sending: Promise<void> | null = null;

async function sendEach(both: number | null): Promise<void> {
  const moved: Moved = new Map();
  const held = new Set<string>();
  for (const item of await waiting()) {
    if (held.has(item.person)) continue;
    try {
      await sendOne(item, moved, item.id === both);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.unreachable || error.status === 401) throw error;
      // One that the program stumbles over (5xx) is told and tried again each time; nobody else's waits for it.
      stuck.set(item.id, error.status === 409 ? { problem: error, now: (error.body as { now?: Entries }).now } : { problem: error });
      // What was written later waits too, so that the order stays.
      if (error.status === 409) held.add(item.person);
    }
  }
}

/** Sends everything that waits. Rejects where the program cannot be reached; what it refuses or stumbles over stays and
 * is shown, and the rest is sent. */
export function sendAll(both: number | null = null): Promise<void> {
  sending ??= sendEach(both).finally(() => {
    sending = null;
    tell();
  });
  return sending;
}

/** The person has seen both versions and wants both. */
export async function keepBoth(id: number): Promise<void> {
  await sending?.catch(() => undefined);
  await sendAll(id);
}

/** The person does not want one of those that wait. */
export async function drop(id: number): Promise<void> {
  await forget(id);
  tell();
}

export function stuckAt(id: number): Stuck | undefined {
  return stuck.get(id);
}

export function useQueue(): Waiting[] {
  const [items, setItems] = useState<Waiting[]>([]);
  useEffect(() => {
    const look = () => void waiting().then(setItems);
    look();
    listeners.add(look);
    return () => void listeners.delete(look);
  }, []);
  return items;
}

/** How many entries wait. */
export function useWaiting(): number {
  return useQueue().reduce((n, item) => n + item.entries.length, 0);
}
