// What went wrong, as a sentence. Run with the Node of web/, which reads TypeScript.
import assert from "node:assert/strict";
import test from "node:test";
import { sentence } from "../../web/src/sentence.ts";

test("a message begins and ends as a sentence", () => {
  assert.equal(sentence("nobody has this name"), "Nobody has this name.");
  assert.equal(sentence(" übung fehlt "), "Übung fehlt.");
  assert.equal(sentence("who is it?"), "Who is it?");
  assert.equal(sentence("3 people have it"), "3 people have it.");
  assert.equal(sentence("  "), "");
});

test("a name that stands first stays as it is written", () => {
  for (const name of ["bad.mot:13: hip_flexion_r: no number.", "hip_flexion_r: no number.", "my/folder is empty.", "p7 is not there."])
    assert.equal(sentence(name), name);
});
