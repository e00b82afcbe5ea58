// What comes next, conditions named once, what a change changes. Run with the Node of web/, which reads TypeScript.
import assert from "node:assert/strict";
import test from "node:test";

const { easiest } = await import("../../web/src/pages/progress/progress_easiest.ts");
const { phasesOnce } = await import("../../web/src/pages/return/return_once.ts");
const { changedRows } = await import("../../web/src/pages/today/prescribe_diff.ts");

const condition = (settled_by, more = {}) => ({ settled_by, waits: false, ...more });

test("an answer comes before a test, a test before sessions, sessions before time, and what was done today is not asked again", () => {
  const all = ["clinician", "injury.day", "session", "test.walk", "question.steps"].map((by) => condition(by));
  const order = [];
  for (let open = all; open.length > 0; ) {
    const next = easiest(open, "2026-11-30");
    order.push(next.settled_by);
    open = open.filter((one) => one !== next);
  }
  assert.deepEqual(order, ["question.steps", "test.walk", "session", "injury.day", "clinician"]);
  const done = [condition("test.walk", { measured_on: "2026-11-30" }), condition("test.hop", { waits: true }), condition("session")];
  assert.equal(easiest(done, "2026-11-30").settled_by, "session");
  assert.equal(easiest(done, "2026-12-01").settled_by, "test.walk");
  assert.equal(easiest([], "2026-12-01"), undefined);
});

test("a condition of several phases stands in the present one, else in the next, else where it was met", () => {
  const criterion = (id, text) => ({ id, text });
  const phases = [
    { id: "a", place: "behind", criteria: [criterion("1", "walks"), criterion("2", "calm"), criterion("3", "old")] },
    { id: "b", place: "present", criteria: [criterion("4", "calm"), criterion("5", "jogs")] },
    { id: "c", place: "ahead", criteria: [criterion("6", "jogs"), criterion("7", "walks"), criterion("8", "walks")] },
    { id: "d", place: "ahead", criteria: [criterion("9", "walks"), criterion("10", "sprints")] },
  ];
  const shown = phasesOnce(phases).map(({ phase, own }) => [phase.id, own.map((one) => one.text)]);
  assert.deepEqual(shown, [
    ["a", ["old"]],
    ["b", ["calm", "jogs"]],
    ["c", ["walks"]],
    ["d", ["sprints"]],
  ]);
});

test("a changed, an exchanged, an added and a taken out exercise each stand before and after; an untouched one does not", () => {
  const row = (key, exercise, dose, out = false) => ({ key, exercise, dose, out });
  const said = (one) => (one === undefined ? "not there" : one.out ? "out" : one.dose);
  const named = (one) => (one && !one.out ? `${one.exercise} ${one.dose}` : said(one));
  const before = [row("1", "nordic", "3 x 6"), row("2", "bridge", "3 x 8"), row("3", "curl", "3 x 8"), row("4", "plank", "2 x 30"), row("5", "diver", "1 x 5")];
  const now = [
    row("1", "nordic", "3 x 8"),
    row("2", "bridge", "3 x 8"),
    row("3", "slider", "3 x 8"),
    row("4", "plank", "2 x 30", true),
    row("6", "skips", "3 x 10"),
  ];
  assert.deepEqual(changedRows(before, now, { said, named, name: (id) => id, gone: "out" }), [
    { what: "nordic", before: "3 x 6", after: "3 x 8" },
    { what: "curl", before: "curl 3 x 8", after: "slider 3 x 8" },
    { what: "plank", before: "2 x 30", after: "out" },
    { what: "skips", before: "not there", after: "3 x 10" },
    { what: "diver", before: "1 x 5", after: "out" },
  ]);
});
