// What was logged without a connection: kept on this device until it is sent, visible, and never merged in
// silence. Only these entries are kept, and they leave with the sending.
import { useEffect, useState } from "preact/hooks";
import { post, Problem, type Saved } from "./api";

export interface Waiting {
  id: number;
  person: string;
  entries: Record<string, unknown>[];
}

const listeners = new Set<() => void>();

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
  return new Promise((resolve, reject) => {
    const request = act(database.transaction("waiting", mode).objectStore("waiting"));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("no store"));
  });
}

export async function waiting(): Promise<Waiting[]> {
  try {
    return (await inStore("readonly", (store) => store.getAll())) as Waiting[];
  } catch {
    return [];
  }
}

function tell(): void {
  for (const listener of listeners) listener();
}

/** An id of its own, so that sending twice does not make it two. */
export function entryId(): string {
  return `w${Array.from(crypto.getRandomValues(new Uint8Array(8)), (b) => b.toString(16).padStart(2, "0")).join("")}`;
}

/** This instant as RFC 3339 with the offset of this device. */
export function stamp(): string {
  const now = new Date();
  const offset = -now.getTimezoneOffset();
  const two = (n: number) => String(Math.floor(Math.abs(n))).padStart(2, "0");
  const local = new Date(now.getTime() + offset * 60000).toISOString().slice(0, 19);
  return `${local}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
}

/** Sends now; where the program cannot be reached, keeps it for later and gives null. */
export async function sendOrKeep(person: string, entries: Record<string, unknown>[], seen?: number, keepBoth = false): Promise<Saved | null> {
  const at = stamp();
  const named = entries.map((entry) => ({ id: entryId(), day: at.slice(0, 10), ...entry }));
  try {
    return await post<Saved>(`/people/${person}/entries`, { entries: named, ...(seen === undefined ? {} : { seen }), keep_both: keepBoth });
  } catch (error) {
    if (!(error instanceof Problem) || !error.unreachable) throw error;
    await inStore("readwrite", (store) => store.add({ person, entries: named.map((entry) => ({ recorded_at: at, ...entry })) }));
    tell();
    return null;
  }
}

/** Sends everything that waits; stops at the first that does not arrive or is refused. */
export async function sendAll(): Promise<void> {
  for (const item of await waiting()) {
    await post<Saved>(`/people/${item.person}/entries`, { entries: item.entries, keep_both: true });
    await inStore("readwrite", (store) => store.delete(item.id));
  }
  tell();
}

export function useWaiting(): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const look = () => void waiting().then((items) => setCount(items.length));
    look();
    listeners.add(look);
    return () => void listeners.delete(look);
  }, []);
  return count;
}
