// What stops a plan is said wherever something is told or taken out. Run with the Node of web/, which reads TypeScript.
import assert from "node:assert/strict";
import test from "node:test";

const { ended, heldAnswers, phaseShown, stopped, stopsNow, stopsOf } = await import("../../web/src/stop.ts");

const heads = Object.fromEntries(["suspended", "refused", "clinician_first", "ask_first", "session", "rest"].map((head) => [head, { text: `head ${head}` }]));
const plan = (status, more = {}) => ({
  status,
  flags: [],
  gates: [],
  reasons: [],
  short_set: [
    { id: "pop", short: "A pop" },
    { id: "fever", short: "Fever" },
  ],
  heads,
  criteria: [],
  ...more,
});
const gate = (id, state, missing = []) => ({ id, name: `gate ${id}`, state, missing });
const answer = (id) => ({ rule: `rescreen.${id}`, text: "See a clinician before you start loading." });
const names = (stops) => stops.map((stop) => stop.name);

test("a gate, a danger sign and an answer hold a plan; what was not asked and what is cleared do not", () => {
  const held = plan("clinician_first", {
    flags: [
      { id: "dvt", name: "A clot", state: "unsure" },
      { id: "cauda", name: "Nerves", state: "cleared_by_clinician" },
    ],
    gates: [
      gate("deficit", "raised"),
      gate("walk", "holding", [{ cause: "not_asked" }]),
      gate("tender", "holding", [{ cause: "unsure" }]),
      gate("fine", "passed"),
    ],
    reasons: [answer("pop"), { rule: "pain.limit", text: "Pain" }],
  });
  assert.deepEqual(names(stopsOf(held)), ["A clot", "gate deficit", "gate tender", "A pop"]);
});

test("three answers with the same advice are three names", () => {
  const held = heldAnswers(plan("clinician_first", { reasons: [answer("pop"), answer("fever"), answer("unheard")] }));
  assert.deepEqual(names(held), ["A pop", "Fever", "See a clinician before you start loading."]);
});

test("what a result stops is said first; what changes nothing is not", () => {
  const before = plan("session");
  assert.equal(stopsNow(before, plan("session")), false);
  assert.equal(stopsNow(before, plan("ask_first")), false);
  for (const status of ["clinician_first", "suspended", "refused"]) assert.ok(stopsNow(before, plan(status)), status);
  assert.ok(stopsNow(before, plan("session", { gates: [gate("deficit", "raised")] })));
  assert.ok(stopsNow(before, plan("rest")), "too much pain in a test");
  assert.equal(stopsNow(plan("rest"), plan("rest")), false, "it was a day of rest before");
  assert.ok(stopped(plan("refused")) && !stopped(plan("rest")));
});

test("taking out what holds a plan ends that by its name, or the day as it is", () => {
  const held = plan("clinician_first", { gates: [gate("deficit", "raised")], reasons: [answer("pop")] });
  assert.deepEqual(names(ended(held, plan("session"))), ["gate deficit", "A pop"]);
  assert.deepEqual(names(ended(held, plan("clinician_first", { reasons: [answer("pop")] }))), ["gate deficit"], "one of two");
  assert.deepEqual(ended(held, held), []);
  assert.deepEqual(names(ended(plan("rest"), plan("session"))), ["head rest"]);
  assert.deepEqual(names(ended(plan("suspended"), plan("clinician_first"))), ["head suspended"]);
  assert.deepEqual(ended(plan("session"), plan("rest")), [], "more is held, not less");
});

test("the name of a phase is an order too, and none is given while somebody has to look first", () => {
  for (const status of ["suspended", "refused", "clinician_first"]) assert.equal(phaseShown(plan(status, { phase_name: "First days: walk" })), "");
  for (const status of ["ask_first", "session", "rest"]) assert.equal(phaseShown(plan(status, { phase_name: "First days: walk" })), "First days: walk");
});
