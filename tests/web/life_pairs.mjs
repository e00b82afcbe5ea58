// Whether two texts on one screen contradict each other: the pairs stand in contradictions.json, written before the days
// were lived.
import { readFileSync } from "node:fs";

const { pairs } = JSON.parse(readFileSync(new URL("contradictions.json", import.meta.url), "utf8"));
const read = (source) => new RegExp(source, "m");
export const allPairs = pairs.map((pair) => ({ ...pair, en: pair.en.map(read), de: pair.de.map(read) }));

/** Each as "why: one | other". */
export function contradictionsOf(text, language) {
  const found = [];
  for (const pair of allPairs) {
    const [one, other] = pair[language].map((side) => text.match(side)?.[0]);
    if (one !== undefined && other !== undefined) found.push(`${pair.why}: "${one}" | "${other}"`);
  }
  return found;
}

/** What the sentence of a day names of that very day: a number that was told on it, a test, a run, an exercise count, the
 *  day itself. A sentence that would do for any day names nothing. `told`: pain that was told on this day or of the
 *  session before it. */
export function factsNamed(lead, today, told = []) {
  const facts = [];
  const says = (what, text) => text && lead.includes(text) && facts.push(`${what} ${text}`);
  for (const pain of told) says("pain", `${pain} of 10`);
  if (today.hurt) says("day", `ay ${today.day_of_injury} after`);
  says("illness", lead.match(/Day \d+ of your illness/)?.[0]);
  says("session", lead.match(/(?:yesterday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)'s session/)?.[0]);
  says("days off", lead.match(/\d+ days ago/)?.[0]);
  says("run", today.run?.name);
  says("exercises", lead.match(/\d+ exercises?/)?.[0]);
  for (const line of today.lines) says("exercise", line.name);
  for (const phase of today.phases) says("phase", phase.name);
  says("weekday", lead.match(/\w+day is not one of your training days/)?.[0]);
  return facts;
}
