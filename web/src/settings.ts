// How this device shows things. No health value is kept here.
import { useEffect, useState } from "preact/hooks";

export type Language = "en" | "de";
export interface Settings {
  language: Language;
  theme: "auto" | "light" | "dark";
  distance: "km" | "mi";
  mass: "kg" | "lb";
  weekStart: "monday" | "sunday";
  /** Minutes without a touch until the page locks; 0: never; null: as it is by itself (idle.ts). */
  lockAfter: 0 | 15 | 30 | 60 | null;
  /** Whom to call in an emergency where this device is. 112 reaches help in the European Union (European Commission, MEMO/05/363). */
  emergency: string;
  /** How a session is heard, and whether it goes on by itself. */
  sound: "off" | "tones" | "voice";
  goesOn: boolean;
}

const key = "hamstring.settings";
const listeners = new Set<() => void>();

function read(): Settings {
  const first: Settings = {
    language: navigator.language.startsWith("de") ? "de" : "en",
    theme: "auto",
    distance: "km",
    mass: "kg",
    weekStart: "monday",
    lockAfter: null,
    emergency: "112",
    sound: "tones",
    goesOn: false,
  };
  try {
    return { ...first, ...(JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<Settings>) };
  } catch {
    return first;
  }
}

let current = read();
/** What is shown without a connection was written in one language; everything around it speaks the same. */
let spoken: Language | null = null;
apply();

function apply(): void {
  document.documentElement.lang = spoken ?? current.language;
  if (current.theme === "auto") document.documentElement.removeAttribute("data-theme");
  else document.documentElement.dataset.theme = current.theme;
}

export function settings(): Settings {
  return spoken ? { ...current, language: spoken } : current;
}
/** Whether the language is held by what this device kept. */
export function languageHeld(): boolean {
  return spoken !== null && spoken !== current.language;
}
/** Everything is shown in this language until null is given. */
export function speak(language: Language | null): void {
  if (language === spoken) return;
  spoken = language;
  apply();
  for (const listener of listeners) listener();
}
export function change(part: Partial<Settings>): void {
  current = { ...current, ...part };
  try {
    localStorage.setItem(key, JSON.stringify(current));
  } catch {
    // A browser that keeps nothing still shows everything.
  }
  apply();
  for (const listener of listeners) listener();
}
export function useSettings(): Settings {
  const [, again] = useState(0);
  useEffect(() => {
    const listener = () => again((n) => n + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return settings();
}

export function zone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}
/** The reader's language with the habits of their region: a day reads 28 Nov in London and Nov 28 in New York. */
export function locale(): string {
  return navigator.languages.find((one) => one.toLowerCase().split("-")[0] === settings().language) ?? settings().language;
}
export function number(value: number, digits = 0): string {
  // A minus is one, and no hyphen.
  return new Intl.NumberFormat(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value).replace(/^-/, "−");
}
export const mile = 1609.344;

const week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** The days of a week by their names, in the order in which the person's week goes. */
export function weekdays(): { id: string; name: string }[] {
  const name = new Intl.DateTimeFormat(locale(), { weekday: "long", timeZone: "UTC" });
  // The fifth of January 2026 is a Monday.
  const all = week.map((id, i) => ({ id, name: name.format(new Date(Date.UTC(2026, 0, 5 + i))) }));
  return settings().weekStart === "sunday" ? [...all.slice(6), ...all.slice(0, 6)] : all;
}

export function distance(meters: number): string {
  return current.distance === "km" ? `${number(meters / 1000, 1)} km` : `${number(meters / mile, 1)} mi`;
}
export function mass(kg: number): string {
  return current.mass === "kg" ? `${number(kg, 1)} kg` : `${number(kg / 0.45359237, 0)} lb`;
}
export function dayName(day: string): string {
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}
/** Day and month, as dense tables write them; the year only where it is another. */
export function shortDay(day: string): string {
  const other = day.slice(0, 4) !== String(new Date().getFullYear());
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", timeZone: "UTC", ...(other ? { year: "2-digit" } : {}) }).format(
    new Date(`${day}T00:00:00Z`),
  );
}
/** Day and time of an instant, as it was here. */
export function moment(instant: string): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(date);
}
/** The day it is on this device. */
export function localDay(offsetDays = 0): string {
  const now = new Date(Date.now() + offsetDays * 86400000);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
