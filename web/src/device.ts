// What stays on this device while somebody is logged in: who, the last plan of their own, in this tab a story that was
// begun, and a session that is not saved (begun.ts). All of it goes with the logout, and when somebody else comes; the
// consent text says so.
import type { Status, Today } from "./api";

export interface Copy {
  account: number;
  status: Status;
  own?: string | null;
  plan?: { person: string; at: string; today: Today };
}

export const kept = "hamstring.kept";

/** When somebody who is logged in last touched a page, in any tab. */
export const stirred = "hamstring.stirred";

/** Everything that this tab keeps about people begins so; how things are shown is no such thing. */
const drafts = "hamstring.";
const whose = "hamstring.account";
/** Whose page this is that locked itself: what they had begun waits for them. */
const lockedBy = "hamstring.locked";
const forgetting: (() => void)[] = [];

/** What a part of the app holds in memory about somebody goes when they go. */
export function alsoForget(act: () => void): void {
  forgetting.push(act);
}

/** A story that was begun in this tab and is not saved, and what this tab keeps of a locked page. */
export function draftsHere(): string[] {
  try {
    return Object.keys(sessionStorage).filter((name) => name.startsWith(drafts) && name !== whose && name !== lockedBy);
  } catch {
    return [];
  }
}

/** Whom this tab last showed: what is in it is theirs. */
export function lastHere(): number | null {
  try {
    const told = sessionStorage.getItem(whose);
    return told === null ? (copy()?.account ?? null) : Number(told);
  } catch {
    return copy()?.account ?? null;
  }
}

export function nowHere(account: number | null): void {
  try {
    if (account === null) sessionStorage.removeItem(whose);
    else sessionStorage.setItem(whose, String(account));
  } catch {
    // A browser that keeps nothing has nothing to take away.
  }
}

/** This tab, of this account, was locked; null ends it. */
export function lockedNow(account: number | null): void {
  try {
    if (account === null) sessionStorage.removeItem(lockedBy);
    else sessionStorage.setItem(lockedBy, String(account));
  } catch {
    // As above.
  }
}

export function lockedFor(): number | null {
  try {
    const told = sessionStorage.getItem(lockedBy);
    return told === null ? null : Number(told);
  } catch {
    return null;
  }
}

/** Takes away what this tab holds of whoever was here. */
export function forgetPerson(): void {
  for (const name of draftsHere()) sessionStorage.removeItem(name);
  for (const act of forgetting) act();
}

export function copy(): Copy | null {
  try {
    const read = JSON.parse(localStorage.getItem(kept) ?? "null") as Copy | null;
    return read && typeof read.account === "number" && read.status?.account ? read : null;
  } catch {
    return null;
  }
}

/** Keeps who is logged in; nobody, or somebody else, takes everything away. */
export function keepStatus(status: Status): void {
  const account = status.account?.id;
  const before = copy();
  try {
    if (account === undefined || status.demo) for (const name of [kept, stirred]) localStorage.removeItem(name);
    else localStorage.setItem(kept, JSON.stringify({ ...(before?.account === account ? before : {}), account, status }));
  } catch {
    // A browser that keeps nothing works wherever there is a connection.
  }
}

export function keepMore(part: Partial<Pick<Copy, "own" | "plan">>): void {
  const before = copy();
  if (!before) return;
  try {
    localStorage.setItem(kept, JSON.stringify({ ...before, ...part }));
  } catch {
    // As above.
  }
}
