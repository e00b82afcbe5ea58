// What was begun and not saved outlives the tab and the day, and stays with nobody but its account. Run with the Node of
// web/, which reads TypeScript; the browser's stores are stood in for.
import assert from "node:assert/strict";
import { registerHooks } from "node:module";
import test from "node:test";

registerHooks({ resolve: (name, context, next) => next(/^(\.{1,2}\/)+[\w/]+$/.test(name) ? `${name}.ts` : name, context) });

function storage() {
  const kept = {};
  for (const [name, value] of Object.entries({
    getItem: (key) => kept[key] ?? null,
    setItem: (key, text) => {
      kept[key] = String(text);
    },
    removeItem: (key) => {
      delete kept[key];
    },
  }))
    Object.defineProperty(kept, name, { value, enumerable: false });
  return kept;
}
globalThis.localStorage = storage();
globalThis.sessionStorage = storage();
const here = (account) => localStorage.setItem("hamstring.kept", JSON.stringify({ account, status: { account: { id: account } } }));
const newTab = () => {
  globalThis.sessionStorage = storage();
};
const begunNames = (store) => Object.keys(store).filter((name) => name.startsWith("hamstring.begun."));

const { onlyOf, takeAlong } = await import("../../web/src/begun.ts");
const { advance, begin, drop, end, entryOf, keep, leftOver, noting, restore } = await import("../../web/src/pages/today/session_state.ts");

const plan = (day, more = {}) => ({
  today: day,
  done_today: false,
  lines: ["bridge", "squat"].map((line) => ({ line, exercise: line, amounts: [8, 8], stand_ins: [] })),
  run: { rung: "walk_15" },
  ...more,
});
const halfDone = (day) => ({ ...begin(plan(day), 1), left: ["squat", "run"], done: [{ exercise: "bridge", amounts: [8, 8], worst: 2 }] });

test("a session that was begun is there in another tab of the same day", () => {
  here(1);
  keep("ada", halfDone("2026-06-10"));
  newTab();
  assert.deepEqual(restore("ada", plan("2026-06-10")).left, ["squat", "run"]);
  assert.equal(restore("bea", plan("2026-06-10")), null);
  assert.equal(leftOver("ada", plan("2026-06-10")), null, "what can be gone on with is not left over");
});

test("the next morning it is offered, and saved as of its day with what was done and no more", () => {
  const left = leftOver("ada", plan("2026-06-11", { run: null }));
  assert.equal(restore("ada", plan("2026-06-11")), null);
  assert.deepEqual([left.day, left.done.length], ["2026-06-10", 1]);
  const entry = entryOf(left, { worst: 2, after: null, rescreen: "none_of_these" }, true);
  assert.deepEqual([entry.day, entry.done, entry.lines.length, entry.run], ["2026-06-10", "part", 1, undefined]);
  drop("ada", left);
  assert.equal(leftOver("ada", plan("2026-06-11")), null, "saved or let go, it is not offered again");
});

test("the set on the screen counts, the run keeps its rung, and one of which nothing was done is no loss", () => {
  keep("ada", { ...begin(plan("2026-06-10"), 1), now: { exercise: "bridge", amounts: [8] } });
  assert.deepEqual(leftOver("ada", plan("2026-06-11")).done, [{ exercise: "bridge", amounts: [8] }]);
  keep("ada", { ...begin(plan("2026-06-10"), 1), left: [], ran: true });
  const ran = entryOf(leftOver("ada", plan("2026-06-11", { run: { rung: "jog" } })), { worst: 0, after: 0, rescreen: "none_of_these" }, true);
  assert.deepEqual(ran.run, { rung: "walk_15", completed: true });
  keep("ada", begin(plan("2026-06-10"), 1));
  assert.equal(leftOver("ada", plan("2026-06-11")), null);
  assert.equal(begunNames(localStorage).length, 0);
});

test("a set that the hurt leg did alone is done, however the exercise ends: the tab is gone, left out, swapped, the session ends", () => {
  const half = { exercise: "bridge", amounts: [8], first_leg: 5 };
  const one = { exercise: "bridge", amounts: [8, 5] };
  keep("ada", { ...begin(plan("2026-06-10"), 1), now: half });
  assert.deepEqual(restore("ada", plan("2026-06-10")).now, half, "on the same day the other leg is still to come");
  assert.deepEqual(leftOver("ada", plan("2026-06-11")).done, [one]);
  keep("ada", { ...begin(plan("2026-06-10"), 1), now: { exercise: "bridge", amounts: [], first_leg: 5 } });
  const left = leftOver("ada", plan("2026-06-11"));
  const { lines, done } = entryOf(left, { worst: 3, after: null, rescreen: "none_of_these" }, true);
  assert.deepEqual([lines, done], [[{ exercise: "bridge", sets: 1, reps: [5] }], "part"]);
  drop("ada", left);
  const going = begin(plan("2026-06-10"), 1);
  assert.deepEqual(advance(going, { ...half, skipped: "pain" }).done, [{ ...one, skipped: "pain" }]);
  assert.deepEqual(end(going, "pain", half).done, [{ ...one, skipped: "pain" }]);
  assert.deepEqual(noting([], half), [one]);
  assert.deepEqual(noting([], { exercise: "bridge", amounts: [] }), []);
});

test("something else that is saved on the day takes it away from nobody, and a second session does not take its place", () => {
  keep("ada", halfDone("2026-06-10"));
  const later = plan("2026-06-10", { done_today: true });
  assert.equal(restore("ada", later), null);
  keep("ada", begin(later, 0));
  assert.equal(leftOver("ada", later).done[0].exercise, "bridge");
  drop("ada", leftOver("ada", later));
  drop("ada", restore("ada", later));
});

test("it goes with the logout, and nobody else ever sees it", () => {
  keep("ada", halfDone("2026-06-10"));
  here(2);
  assert.equal(restore("ada", plan("2026-06-10")), null, "another account");
  onlyOf(2);
  assert.equal(begunNames(localStorage).length, 0);
  here(1);
  keep("ada", halfDone("2026-06-10"));
  onlyOf(null);
  assert.deepEqual([...begunNames(localStorage), ...begunNames(sessionStorage)], []);
});

test("a page that locks takes it off the disk, and gives it back to the same account", () => {
  here(1);
  keep("ada", halfDone("2026-06-10"));
  takeAlong(1);
  localStorage.removeItem("hamstring.kept");
  onlyOf(null);
  assert.deepEqual([begunNames(localStorage).length, begunNames(sessionStorage).length], [0, 1]);
  here(1);
  onlyOf(1);
  assert.deepEqual([begunNames(localStorage).length, begunNames(sessionStorage).length], [1, 0]);
  assert.ok(restore("ada", plan("2026-06-10")));
  onlyOf(null);
});

test("where nothing may stay on the device, it stays in the tab", () => {
  localStorage.removeItem("hamstring.kept");
  keep("ada", halfDone("2026-06-10"));
  assert.equal(begunNames(localStorage).length, 0);
  assert.ok(restore("ada", plan("2026-06-10")));
  newTab();
  assert.equal(restore("ada", plan("2026-06-10")), null);
});
