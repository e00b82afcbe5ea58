// When this device reminds of a session: the time that was chosen, whether a notification was asked for, and which day was
// told of already. No health value is kept here.
const atKey = "hamstring.reminder";
const onKey = "hamstring.notify";
const toldKey = "hamstring.reminded";

function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
function keep(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing asks again.
  }
}

/** The time that was chosen last on this device, "18:00". */
export const reminderAt = (): string => kept(atKey) ?? "18:00";
export const chooseReminderAt = (at: string): void => keep(atKey, at);
export const reminds = (): boolean => kept(onKey) === "on";
export const switchReminding = (on: boolean): void => keep(onKey, on ? "on" : null);
export const toldOn = (): string | null => kept(toldKey);
export const toldNow = (day: string): void => keep(toldKey, day);

/** Minutes after the chosen time in which it is still worth a word; later that day nobody is called back. Our assumption. */
const late_min = 90;

/** Whether it is time: on, at or shortly after the time, and not told today. `now`: "2026-05-11T18:03", local. */
export function timeToRemind(now: string, at: string, on: boolean, told: string | null): boolean {
  const minute = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  const since = minute(now.slice(11)) - minute(at);
  return on && told !== now.slice(0, 10) && /^\d\d:\d\d$/.test(at) && since >= 0 && since <= late_min;
}
