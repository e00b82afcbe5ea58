// How a recorded run is said: pace, spans of numbers, time.
import { fill, type useWords } from "../../i18n";
import { mile, number, settings } from "../../settings";

type Words = ReturnType<typeof useWords>["watch"];
export type Bounds = [number, number] | number[] | null;

export const muscles = ["BFlh", "ST", "SM"] as const;
export const colors = ["var(--bflh)", "var(--st)", "var(--sm)"];
export const dashes = ["", "6 4", "2 3"];

export const perMeter = () => (settings().distance === "km" ? 1000 : mile);

/** "5:41"; seconds a kilometer or mile. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const rest = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

export function paceOf(speed: number): string {
  return `${clock(perMeter() / speed)} min/${settings().distance}`;
}

export function speedOf(speed: number): string {
  return settings().distance === "km" ? `${number(speed * 3.6, 1)} km/h` : `${number((speed * 3600) / mile, 1)} mph`;
}

/** Three digits are as much as such a bound is worth. */
function short(value: number): string {
  const size = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 2);
  return number(Math.round(value / size) * size);
}

export function spanOf(bounds: Bounds, notKnown: string): string {
  if (!bounds) return notKnown;
  const [low, high] = [short(bounds[0] ?? 0), short(bounds[1] ?? 0)];
  return low === high ? low : `${low}–${high}`;
}

export function timesOf(bounds: Bounds, t: Words): string {
  if (!bounds) return t.usualNot;
  return fill(t.usualTimes, { low: number(bounds[0] ?? 0, 1), high: number(bounds[1] ?? 0, 1) });
}

/** What can be said of it: surely more, surely less, or neither. */
export function againstOf(bounds: Bounds, t: Words): string {
  if (!bounds) return t.usualNot;
  if ((bounds[0] ?? 0) > 1) return t.usualMore;
  return (bounds[1] ?? 0) < 1 ? t.usualLess : t.usualAlike;
}

/** In percent: "2.1–4.6 %". */
export function percentOf(bounds: Bounds, notKnown: string): string {
  return bounds ? `${number(100 * (bounds[0] ?? 0), 1)}–${number(100 * (bounds[1] ?? 0), 1)} %` : notKnown;
}
