// The words of one language are a quarter of what a first visit would have to fetch: each comes when it is spoken.
import { useEffect, useState } from "preact/hooks";
import { useSettings, settings, type Language } from "../settings";
import type { Words } from "./en";

const files: Record<Language, () => Promise<Words>> = {
  en: async () => (await import("./en")).en,
  de: async () => (await import("./de")).de,
};
const here: Partial<Record<Language, Words>> = {};

/** Before anything is shown, and when another language is chosen. Fails where the file does not come. */
export async function fetchWords(language: Language = settings().language): Promise<void> {
  here[language] ??= await files[language]();
}

/** In the language of the settings; until its words have come, in the one that is here. */
export function words(): Words {
  const found = here[settings().language] ?? here.en ?? here.de;
  if (!found) throw new Error("words are asked for before fetchWords() is done");
  return found;
}
export function useWords(): Words {
  const { language } = useSettings();
  const [, setArrived] = useState(0);
  useEffect(() => {
    if (here[language]) return;
    fetchWords(language).then(
      () => setArrived((n) => n + 1),
      () => undefined, // without a connection it goes on in the other one
    );
  }, [language]);
  return words();
}
/** Puts values into the braces of a sentence; `{n|entry|entries}` is the number with the word that goes with it. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    if (!(name in values)) return whole;
    const value = String(values[name]);
    return one === undefined ? value : `${value} ${value === "1" ? one : many}`;
  });
}
