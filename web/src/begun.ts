// What somebody began and did not save: a session with what was done of it, a question put aside. It outlives the tab and
// the day, since nobody knows in the evening that the page will be gone in the morning; it stays with its account, and
// goes when that account goes. A page that locks itself takes it into its own tab: on the disk nothing waits for nobody.
import { copy } from "./device";

const all = "hamstring.begun.";
const session = "session";

/** Of this account. Where nothing may stay on the device (the demonstration, nobody logged in), in this tab alone. */
function place(): { store: Storage; own: string } {
  const account = copy()?.account;
  return account === undefined ? { store: sessionStorage, own: `${all}-.` } : { store: localStorage, own: `${all}${account}.` };
}

const namesIn = (store: Storage, prefix: string) => Object.keys(store).filter((name) => name.startsWith(prefix));

export function keepBegun(what: string, value: unknown): void {
  try {
    const { store, own } = place();
    if (value === null) store.removeItem(own + what);
    else store.setItem(own + what, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing still runs the session.
  }
}

export function readBegun<T>(what: string): T | null {
  try {
    const { store, own } = place();
    return JSON.parse(store.getItem(own + what) ?? "null") as T | null;
  } catch {
    return null;
  }
}

const sessionOf = (person: string) => `${session}.${person}.`;
export const sessionKey = (person: string, slot: string) => sessionOf(person) + slot;

/** Slots of sessions that were begun and not saved, each beginning with its day, the earliest first; `person` empty: of
 *  anybody. */
export function sessionsBegun(person = ""): string[] {
  try {
    const { store, own } = place();
    return namesIn(store, own + (person ? sessionOf(person) : `${session}.`))
      .map((name) => name.slice(name.lastIndexOf(".") + 1))
      .sort();
  } catch {
    return [];
  }
}

/** Before the page locks: what was begun waits in this tab, and nowhere else. */
export function takeAlong(account: number): void {
  try {
    for (const name of namesIn(localStorage, `${all}${account}.`)) {
      sessionStorage.setItem(name, localStorage.getItem(name) ?? "null");
      localStorage.removeItem(name);
    }
  } catch {
    // As above.
  }
}

/** Of everybody but this account nothing stays; what waited in this tab for them is theirs again. */
export function onlyOf(account: number | null): void {
  try {
    for (const name of namesIn(localStorage, all)) if (account === null || !name.startsWith(`${all}${account}.`)) localStorage.removeItem(name);
    if (account === null) return;
    for (const name of namesIn(sessionStorage, `${all}${account}.`)) {
      if (localStorage.getItem(name) === null) localStorage.setItem(name, sessionStorage.getItem(name) ?? "null");
      sessionStorage.removeItem(name);
    }
  } catch {
    // As above.
  }
}
