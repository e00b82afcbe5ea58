// Locks the page when nobody has touched it for a while: the session ends, what was not sent or finished stays in this
// browser, and only the same account sees it again. Where nobody else has an account here, only if they want it so.
import { post } from "./api";
import { sessionsBegun, takeAlong } from "./begun";
import { copy, lockedNow, stirred } from "./device";
import { refresh } from "./session";
import { localDay, settings } from "./settings";

const stirs = ["pointerdown", "keydown", "wheel", "touchstart"] as const;
const look_ms = 15000;
/** Where several people have accounts; our assumption. */
const sharedMinutes = 30;

/** A session that was begun today: whoever lies on the floor with the leg in the air touches nothing. */
export function training(): boolean {
  return sessionsBegun().some((slot) => slot.startsWith(localDay()));
}

/** Minutes until it locks; 0: never. What was chosen on this device, else by whether others have accounts here. */
export function minutesToLock(chosen: number | null, shared: boolean): number {
  return chosen ?? (shared ? sharedMinutes : 0);
}

function lastStir(): number {
  try {
    return Number(localStorage.getItem(stirred) ?? 0);
  } catch {
    return Date.now();
  }
}

function stir(): void {
  // Nothing is kept of nobody.
  if (copy() === null) return;
  try {
    if (Date.now() - lastStir() > 1000) localStorage.setItem(stirred, String(Date.now()));
  } catch {
    // A browser that keeps nothing is not locked: it could not know the other tabs.
  }
}

/** Whether it is time to lock: somebody is logged in, nobody was here for so long, nobody trains. */
export function dueToLock(now: number, last: number, minutes: number, loggedIn: boolean, trains: boolean): boolean {
  return loggedIn && !trains && minutes > 0 && last > 0 && now - last >= minutes * 60000;
}

function due(): boolean {
  const here = copy();
  // The demonstration has no password to come back with: nothing of it is kept, so there is no copy either.
  return dueToLock(Date.now(), lastStir(), minutesToLock(settings().lockAfter, here?.status.shared ?? false), here !== null, training());
}

async function lock(): Promise<void> {
  const account = copy()?.account;
  if (account === undefined) return;
  try {
    await post("/logout", {});
  } catch {
    // Without the program nobody could log in again, and the plan would be out of reach: it stays open.
    return;
  }
  lockedNow(account);
  takeAlong(account);
  await refresh();
}

/** Looks first, then counts as a touch: whoever comes back after hours (a lid that was closed, a tab that was opened again)
 * is not let in by the touch that asks for it. */
async function touched(): Promise<void> {
  if (due()) await lock();
  else stir();
}

async function look(): Promise<void> {
  // Who trains is here, whatever another tab of this browser has seen.
  if (lastStir() === 0 || training()) stir();
  else if (due()) await lock();
}

/** Looks before anything is shown; the page waits for that. */
export async function lockWhenIdle(): Promise<void> {
  await touched();
  for (const kind of stirs) window.addEventListener(kind, () => void touched(), { passive: true, capture: true });
  setInterval(() => void look(), look_ms);
  // Coming back is looked at; going away is not: a reload hides the page, too, and would lock it on its way out.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void look();
  });
}
