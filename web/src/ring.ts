// Shows a notification when a session is due at the chosen time, while the app is open. Asks the program only then, and
// touches nothing: a page that locks itself locks all the same.
import { get, type Today } from "./api";
import { remindWords } from "./i18n/remind";
import { reminderAt, reminds, timeToRemind, toldNow, toldOn } from "./reminding";
import { ownPerson } from "./session";
import { localDay } from "./settings";

const look_ms = 20000;

/** Where the browser has notifications for this page at all. */
export const canNotify = (): boolean => "Notification" in window && window.isSecureContext;

/** Asked on a press and at no other time. */
export async function askToNotify(): Promise<"granted" | "denied" | "cannot"> {
  if (!canNotify()) return "cannot";
  try {
    if ((await Notification.requestPermission()) !== "granted") return "denied";
    // The first one comes at once: where it cannot be shown, nobody waits for one that never comes.
    await show(remindWords().title, remindWords().first, "");
    return "granted";
  } catch {
    return "cannot";
  }
}

/** A phone shows it through the worker of the page, a computer by itself as well. */
async function show(title: string, body: string, address: string): Promise<void> {
  const options = { body, icon: "/icon-192.png", tag: "hamstring-session", data: address };
  const worker = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  if (worker?.active) return worker.showNotification(title, options);
  const note = new Notification(title, options);
  note.onclick = () => {
    window.focus();
    location.hash = address;
  };
}

function nowHere(): string {
  const now = new Date();
  const two = (n: number) => String(n).padStart(2, "0");
  return `${localDay()}T${two(now.getHours())}:${two(now.getMinutes())}`;
}

async function look(): Promise<void> {
  if (!canNotify() || Notification.permission !== "granted" || !timeToRemind(nowHere(), reminderAt(), reminds(), toldOn())) return;
  const day = localDay();
  try {
    const person = await ownPerson();
    if (person === null) return;
    const today = await get<Today>(`/people/${person}/today`);
    // A rest, a doctor, a danger sign, or a session that is done: nothing is due, and tomorrow is looked again.
    const due = today.today === day && (today.after_morning === "session" || today.after_morning === "left");
    if (toldOn() === day) return;
    toldNow(day);
    if (due) await show(remindWords().title, remindWords().body, `#/people/${person}/today`);
  } catch {
    // Without the program nobody knows whether one is due: the next look asks again.
  }
}

let rings = false;

/** Once for as long as the page is open, however often it is asked for; whoever is logged in when it is time is reminded. */
export function startRinging(): void {
  if (rings) return;
  rings = true;
  setInterval(() => void look(), look_ms);
  void look();
}
