// The checkers of the lived days can fail: contradictions planted on purpose are found, and a sentence without a fact of
// its day is. A pair whose words no text of the project has any more is dead, and fails here.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { allPairs, contradictionsOf, factsNamed } from "./life_pairs.mjs";

const root = new URL("../../", import.meta.url);
const strings = (text) => [...text.matchAll(/= "((?:[^"\\]|\\.)*)"/g), ...text.matchAll(/: "((?:[^"\\]|\\.)*)"/g)].map((m) => m[1]);
/** Every text of a language, with a number or a word where a value is filled in, each on a line of its own. */
function texts(language) {
  const engine = strings(readFileSync(new URL(`data/messages/${language}.toml`, root), "utf8"));
  const folder = new URL("web/src/i18n/", root);
  const app = readdirSync(folder)
    .filter((name) => name === `${language}.ts` || name.endsWith(`_${language}.ts`))
    .flatMap((name) => strings(readFileSync(new URL(name, folder), "utf8")));
  const sessions = { en: "yesterday's session", de: "die Einheit von gestern" };
  const filled = [...engine, ...app].map((text) =>
    text
      .replace(/\{session\}/g, sessions[language])
      .replace(/\{\w+[#|]([^|}]*)\|([^}]*)\}/g, "$2")
      .replace(/\{\w+\}/g, "3"),
  );
  // What the week says of today is put together on the page.
  const today = { en: "today", de: "heute" }[language];
  return [...filled, ...filled.map((text) => `${today}: ${text}`)].join("\n");
}

test("there are pairs enough, each with a reason of its own", () => {
  assert.ok(allPairs.length >= 60, `${allPairs.length} pairs`);
  assert.equal(new Set(allPairs.map((pair) => pair.why)).size, allPairs.length);
});
for (const language of ["en", "de"]) {
  test(`both sides of every pair are words that the project has (${language})`, () => {
    const all = texts(language);
    for (const pair of allPairs) for (const side of pair[language]) assert.match(all, side, `${pair.why}: ${side}`);
  });
}

const planted = [
  ["en", "Rest today\nDay 3 after the injury.\nStart\n"],
  ["en", "Rest today\nYou bore yesterday's session: 2 of 10 at worst, 1 the morning after. Today is one step up: a jog."],
  ["en", "Rest today\nPain up to 4 of 10 is allowed. Above it you stop."],
  ["en", "Rest today\nThursday, today: session today"],
  ["en", "Done for today\nDone today: 4 exercises. 2 exercises are left."],
  ["en", "Your session today\nPain reached 6 of 10 on 12 June. So today is rest."],
  ["en", "Your session today\nDay 2 of your illness: rest. The plan waits."],
  ["en", "The plan waits\nAs things stand, your next session is tomorrow."],
  ["en", "A clinician first\nFriday: session planned"],
  ["en", "Your session today\nYou bore yesterday's session: 2 of 10. The last session was too much. Today is rest."],
  ["en", "Your session today\nNo running today: it hurts. Today the same way again: a jog."],
  ["en", "Done for today\nless and less\nmore each time"],
  ["en", "Done for today\nThursday is not one of your training days."],
  ["en", "Your session today\nYour pain today is 6 of 10, and your limit is 4: rest."],
  ["en", "Some of today is left\nDone for today"],
  ["en", "No plan from here\nSaturday: session planned"],
  ["en", "Your session today\nToday a little more, first in: Bridge. So today is light: 3 exercises."],
  ["en", "Your first session.\nYour last session was 9 days ago."],
  ["de", "Heute Ruhe\nBeginnen"],
  ["de", "Deine Einheit heute\nTag 2 deiner Krankheit: Ruhe."],
  ["de", "Zuerst zu einer Fachperson\nKeine deiner Antworten verlangt zuerst einen Arztbesuch."],
  ["de", "Der Plan wartet\nWie es jetzt steht, ist deine nächste Einheit morgen."],
];
test("contradictions that were planted are found, every one", () => {
  assert.ok(planted.length >= 15, `${planted.length} planted`);
  for (const [language, text] of planted) assert.notDeepEqual(contradictionsOf(text, language), [], text);
});
test("a sound screen has none", () => {
  const sound =
    "Your session today\nYou bore yesterday's session: 2 of 10 at worst, 1 the morning after. Today is one step up: a jog.\nStart\nThursday, today: session today\nFriday: rest planned";
  assert.deepEqual(contradictionsOf(sound, "en"), []);
});

const day = { hurt: true, day_of_injury: 4, run: { name: "30 minutes of brisk walking" }, lines: [{ name: "Bridge" }], phases: [{ name: "Walk and jog" }] };
test("a sentence of the day names a fact of it", () => {
  assert.notDeepEqual(factsNamed("You bore yesterday's session: 2 of 10 at worst.", day, [2]), []);
  assert.notDeepEqual(factsNamed("Today is one step up: 30 minutes of brisk walking.", day), []);
});
test("a sentence that would do for any day fails", () => {
  for (const lead of [
    "There is something to do today.",
    "Rest today. That is part of the plan.",
    "Pain up to 4 of 10 is allowed. Above it, or worse the next morning, you stop and go back.",
    "What comes next stands here tomorrow.",
    "Day 3 after the injury.",
    "It hurt 6 of 10 at worst.",
  ])
    assert.deepEqual(factsNamed(lead, day, [2]), [], lead);
});
