// Locks the page when nobody has touched it for a while: the session ends, what was not sent or finished stays in this
// browser, and only the same account sees it again.
import { post } from "./api";
import { copy, draftsHere, lockedNow, stirred } from "./device";
import { refresh } from "./session";
import { localDay, settings } from "./settings";

const stirs = ["pointerdown", "keydown", "wheel", "touchstart"] as const;
const look_ms = 15000;

/** A session that was begun today: whoever lies on the floor with the leg in the air touches nothing. */
export function training(): boolean {
  return draftsHere().some((name) => {
    if (!name.startsWith("hamstring.session.")) return false;
    try {
      return (JSON.parse(sessionStorage.getItem(name) ?? "null") as { day?: string } | null)?.day === localDay();
    } catch {
      return false;
    }
  });
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
  await refresh();
}

export function lockWhenIdle(): void {
  stir();
  for (const kind of stirs) window.addEventListener(kind, stir, { passive: true, capture: true });
  const look = () => {
    if (lastStir() === 0) stir();
    // The demonstration has no password to come back with: nothing of it is kept, so there is no copy either.
    if (dueToLock(Date.now(), lastStir(), settings().lockMinutes, copy() !== null, training())) void lock();
  };
  setInterval(look, look_ms);
  document.addEventListener("visibilitychange", look);
}
