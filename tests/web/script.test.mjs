// A set, a rest, a run by the clock: where it stands follows from when it began, whatever slept in between.
import assert from "node:assert/strict";
import { registerHooks } from "node:module";
import test from "node:test";

registerHooks({ resolve: (name, context, next) => next(/^(\.{1,2}\/)+[\w/]+$/.test(name) ? `${name}.ts` : name, context) });
const { holdScript, lengthOf, placeAt, repetitionsBefore, runScript, tempoScript } = await import("../../web/src/script.ts");

test("a hold counts three, two, one, then itself, and is over", () => {
  const beats = holdScript(10, 3);
  assert.deepEqual(placeAt(beats, 0), { beat: 0, left: 3, leftInAll: 13 });
  assert.deepEqual(placeAt(beats, 2.9), { beat: 0, left: 1, leftInAll: 11 });
  assert.deepEqual(placeAt(beats, 3), { beat: 1, left: 10, leftInAll: 10 });
  assert.equal(placeAt(beats, 13), null);
});
test("a tempo is counted repetition by repetition: lower, hold, lift, what is none left out", () => {
  const beats = tempoScript(3, [2, 0, 1], 3);
  assert.equal(lengthOf(beats), 3 + 3 * 3);
  assert.deepEqual(
    beats.slice(1, 4).map((beat) => [beat.kind, beat.seconds, beat.n]),
    [
      ["lower", 2, 1],
      ["lift", 1, 1],
      ["lower", 2, 2],
    ],
  );
  const place = placeAt(beats, 3 + 3 + 2.5);
  assert.equal(beats[place.beat].kind, "lift");
  assert.equal(repetitionsBefore(beats, place.beat), 1, "the second one is not done yet");
  assert.equal(tempoScript(10, [], 3), null);
});
test("one minute of jogging and two of walking, eight times, are 24 minutes in 16 stretches", () => {
  const beats = runScript({ form: "walk_run", repeats: 8, work_s: 60, rest_s: 120 }, 10);
  assert.equal(lengthOf(beats), 10 + 24 * 60);
  assert.deepEqual(
    beats.slice(1).map((beat) => beat.kind),
    Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? "jog" : "walk")),
  );
  assert.deepEqual([beats[3].n, beats[3].all], [2, 8]);
});
test("a phone that slept twelve minutes of a run is where the run is", () => {
  const beats = runScript({ form: "walk_run", repeats: 8, work_s: 60, rest_s: 120 }, 10);
  const place = placeAt(beats, 10 + 12 * 60 + 30);
  assert.deepEqual([beats[place.beat].kind, beats[place.beat].n, place.left], ["jog", 5, 30]);
  assert.equal(place.leftInAll, 11 * 60 + 30);
});
test("a run that goes on evenly has one stretch, rests stand between fast ones only, distances have no clock", () => {
  assert.deepEqual(
    runScript({ form: "continuous", repeats: 1, work_s: 1200, rest_s: 0 }, 10).map((beat) => beat.seconds),
    [10, 1200],
  );
  assert.equal(runScript({ form: "strides", repeats: 3, work_s: 15, rest_s: 90 }, 10).length, 1 + 3 + 2);
  assert.equal(runScript({ form: "strides", repeats: 6, rest_s: 90 }, 10), null);
});
