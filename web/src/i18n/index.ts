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
/** Puts values into the braces of a sentence; `{n|entry|entries}` is the number with the word that goes with it. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    if (!(name in values)) return whole;
    const value = String(values[name]);
    return one === undefined ? value : `${value} ${value === "1" ? one : many}`;
  });
}
