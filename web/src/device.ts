// What stays on this device while somebody is logged in: who, and the last plan of their own. It goes with the
// logout, and the consent text says so.
import type { Status, Today } from "./api";

export interface Copy {
  account: number;
  status: Status;
  own?: string | null;
  plan?: { person: string; at: string; today: Today };
}

const key = "hamstring.kept";

export function copy(): Copy | null {
  try {
    const read = JSON.parse(localStorage.getItem(key) ?? "null") as Copy | null;
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
    if (account === undefined || status.demo) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ ...(before?.account === account ? before : {}), account, status }));
  } catch {
    // A browser that keeps nothing works wherever there is a connection.
  }
}

export function keepMore(part: Partial<Pick<Copy, "own" | "plan">>): void {
  const before = copy();
  if (!before) return;
  try {
    localStorage.setItem(key, JSON.stringify({ ...before, ...part }));
  } catch {
    // As above.
  }
}
