// Amounts of an exercise that a clock can count: seconds and minutes, as a person reads them.
import { number } from "./settings";

/** How many seconds an amount takes by the clock; null where no clock counts it. */
export function secondsOf(amount: number, unit: string): number | null {
  return unit === "seconds" ? amount : unit === "minutes" ? amount * 60 : null;
}

/** What was reached after so many seconds, in the unit it is noted in: minutes to a tenth, never nothing. */
export function amountAfter(seconds: number, unit: string): number {
  return unit === "minutes" ? Math.max(0.1, Math.round(seconds / 6) / 10) : seconds;
}

/** `35 s`, `5 min`, `4:35`: short enough for a button. */
export function clock(seconds: number, unit: string): string {
  if (unit !== "minutes") return `${seconds} s`;
  const rest = seconds % 60;
  return rest === 0 && seconds > 0 ? `${seconds / 60} min` : minutesAndSeconds(seconds);
}

/** `4:35`, as a clock that counts down writes it. */
export function minutesAndSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** An amount as it was done: whole where it is whole. */
export function amountText(amount: number): string {
  return number(amount, Number.isInteger(amount) ? 0 : 1);
}
