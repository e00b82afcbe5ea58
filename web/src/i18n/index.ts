import { useSettings, settings } from "../settings";
import { de } from "./de";
import { en, type Words } from "./en";

const all: Record<"en" | "de", Words> = { en, de };

export function words(): Words {
  return all[settings().language];
}
export function useWords(): Words {
  return all[useSettings().language];
}
/** Puts values into the braces of a sentence. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}
