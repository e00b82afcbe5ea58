// The keys of a group of choices. Run with the Node of web/, which reads TypeScript.
import assert from "node:assert/strict";
import test from "node:test";
import { placeAfter, tabStop } from "../../web/src/ui/radios.ts";

test("arrows go through a group and around its ends, Home and End to them, other keys nowhere", () => {
  assert.deepEqual(
    ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "Home", "End"].map((key) => placeAfter(key, 0, 11)),
    [1, 1, 10, 10, 0, 10],
  );
  assert.equal(placeAfter("ArrowRight", 10, 11), 0);
  for (const key of ["Tab", " ", "Enter", "a"]) assert.equal(placeAfter(key, 0, 11), null, key);
  assert.equal(placeAfter("ArrowRight", -1, 11), null, "the focus is elsewhere");
});
test("the tab key stops once: at what is chosen, else at the first", () => {
  const stops = (chosen) => Array.from({ length: 11 }, (_, at) => at).filter((at) => tabStop(at, chosen) === 0);
  assert.deepEqual([stops(-1), stops(0), stops(7)], [[0], [0], [7]]);
});
