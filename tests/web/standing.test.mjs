// What a device without the program says of a day after what was logged on it; run with the Node of web/, which
// reads TypeScript. The words come from the plan: here they stand for themselves.
import assert from "node:assert/strict";
import { registerHooks } from "node:module";
import test from "node:test";

registerHooks({ resolve: (name, context, next) => next(/^\.\/\w+$/.test(name) ? `${name}.ts` : name, context) });
const { standing } = await import("../../web/src/standing.ts");

const heads = Object.fromEntries(
  ["suspended", "refused", "clinician_first", "morning", "check", "ask_first", "session", "left", "done", "rest"].map((head) => [
    head,
    { text: head, line: head === "left" || head === "done" ? `${head} line` : "" },
  ]),
);
const line = (exercise, per_day = 1) => ({ line: exercise, exercise, amounts: [8, 8], per_day, stand_ins: [{ id: `${exercise}_easy` }] });
const plan = (more = {}) => ({
  today: "2026-06-10",
  pain_limit: 4,
  lines: [line("bridge"), line("squat")],
  run: { rung: "walk_30" },
  morning: null,
  head: "session",
  after_morning: "session",
  head_text: "session",
  heads,
  headline: "why",
  done_today: false,
  ...more,
});
const session = (lines, run, more = {}) => ({
  id: "w1",
  type: "session",
  day: "2026-06-10",
  done: "all",
  before: 1,
  worst: 2,
  after: 1,
  lines: lines.map((exercise) => ({ exercise })),
  ...(run ? { run: { rung: "walk_30" } } : {}),
  ...more,
});
const stand = (today, entries, day = "2026-06-10") => standing(today, entries, day);

test("nothing logged leaves the plan as it was", () => {
  const { today, stopped } = stand(plan(), []);
  assert.equal(today.head, "session");
  assert.equal(today.headline, "why");
  assert.equal(stopped, false);
});
test("the day's own sentences go as soon as anything is logged: they were written before it", () => {
  const story = { head: "session", lead: "You bore it.", week: [] };
  assert.deepEqual(stand(plan({ story }), []).today.story, story);
  assert.equal(stand(plan({ story }), [session(["bridge"], false)]).today.story, null);
  assert.equal(stand(plan({ story }), [{ id: "p", type: "pain", day: "2026-06-10", when: "now", value: 1 }]).today.story, null);
});
test("everything done is done, in the words of the plan", () => {
  const { today } = stand(plan(), [session(["bridge", "squat_easy"], true)]);
  assert.deepEqual([today.head, today.head_text, today.headline, today.lines.length, today.run], ["done", "done", "done line", 0, null]);
});
test("what is open stays open: a run, half a session, a second time on the day", () => {
  assert.equal(stand(plan(), [session([], true)]).today.head, "left");
  assert.deepEqual(
    stand(plan(), [session(["bridge"], true)]).today.lines.map((l) => l.line),
    ["squat"],
  );
  const twice = plan({ lines: [line("bridge", 2)], run: null });
  assert.equal(stand(twice, [session(["bridge"])]).today.head, "left");
  assert.equal(stand(twice, [session(["bridge"]), session(["bridge"], false, { id: "w2" })]).today.head, "done");
});
test("pain, a session of nothing and a technique end no day", () => {
  for (const entry of [{ type: "pain", value: 2 }, { type: "session", done: "none", day: "2026-06-10" }, { type: "technique" }])
    assert.equal(stand(plan(), [entry]).today.head, "session");
});
test("how it is now is asked until it is told, where what was told last was above the limit", () => {
  const asked = plan({ head: "morning", morning: { session: "", day: "2026-06-09", rest_above: 4, was: 6 } });
  assert.equal(stand(asked, []).today.head, "morning");
  assert.equal(stand(asked, [{ type: "pain", when: "now", value: 2, day: "2026-06-10" }]).today.head, "session");
  assert.ok(stand(asked, [{ type: "pain", when: "now", value: 7, day: "2026-06-10" }]).stopped);
});

test("the morning is asked until it is told, and one that is worse gives no session", () => {
  const asked = plan({ head: "morning", morning: { session: "e1", day: "2026-06-09", rest_above: 1 } });
  assert.equal(stand(asked, []).today.head, "morning");
  const told = (value) => stand(asked, [{ type: "morning", session: "e1", value, day: "2026-06-10" }]);
  assert.deepEqual([told(1).today.head, told(1).stopped], ["session", false]);
  assert.deepEqual([told(2).today.head, told(2).stopped], ["session", true]);
});
test("a session that waits since yesterday is asked about as well", () => {
  const later = stand(plan(), [session(["bridge", "squat"], true)], "2026-06-11").today;
  assert.deepEqual([later.head, later.morning], ["morning", { session: "w1", day: "2026-06-10", rest_above: 1, was: null }]);
});
test("what has to be seen stays the headline", () => {
  const seen = plan({ lines: [], run: null, head: "suspended", after_morning: "suspended", morning: { session: "e1", day: "2026-06-09", rest_above: 1 } });
  assert.equal(stand(seen, []).today.head, "suspended");
  assert.ok(stand(seen, []).today.morning);
});
test("pain above the limit, a danger sign, or answers the plan waits for give no session", () => {
  assert.ok(stand(plan(), [{ type: "pain", value: 5 }]).stopped);
  assert.ok(stand(plan(), [{ type: "pain", value: 1, rescreen: { pop: "yes" } }]).stopped);
  assert.ok(stand(plan({ head: "check", after_morning: "check" }), [{ type: "pain", value: 1, rescreen: "none_of_these" }]).stopped);
});
