// Numbers as people type them; run with the Node of web/, which reads TypeScript.
import assert from "node:assert/strict";
import test from "node:test";
import { fromKg, fromMeters, readNumber, toKg, toMeters } from "../../web/src/numbers.ts";

test("a decimal comma and a decimal point are the same", () => {
  for (const [text, value] of [
    ["5", 5],
    ["5,5", 5.5],
    ["5.5", 5.5],
    [" 12,25 ", 12.25],
    ["-1,5", -1.5],
    ["−2", -2],
    [",5", 0.5],
    ["7,", 7],
    ["0", 0],
  ])
    assert.equal(readNumber(text), value, text);
});
test("groups of thousands are read in both ways of writing", () => {
  for (const [text, value] of [
    ["1.234,5", 1234.5],
    ["1,234.5", 1234.5],
    ["1 234,5", 1234.5],
    ["1\u00a0234.5", 1234.5],
    ["1'234.5", 1234.5],
    ["1.234.567", 1234567],
    ["1,234,567", 1234567],
  ])
    assert.equal(readNumber(text), value, text);
});
test("what is no number, or could be two, is none", () => {
  for (const text of ["", "  ", "five", "5 km", "1.2.3", "12,34,56", "1.23,456.7", "1,2.3,4", "--5", ".", ",", "1e3", "NaN", "Infinity", "5-", "12.34,5"])
    assert.equal(readNumber(text), null, text);
});
test("units go to SI and back", () => {
  assert.equal(toMeters(1, "mi"), 1609.344);
  assert.equal(toMeters(2.5, "km"), 2500);
  assert.equal(toKg(100, "lb"), 45.359237);
  for (const unit of ["km", "mi"]) assert.ok(Math.abs(fromMeters(toMeters(7.3, unit), unit) - 7.3) < 1e-12);
  for (const unit of ["kg", "lb"]) assert.ok(Math.abs(fromKg(toKg(7.3, unit), unit) - 7.3) < 1e-12);
});

test("what went wrong is told as a sentence, whatever part of one it was written as", async () => {
  const { sentence } = await import("../../web/src/sentence.ts");
  assert.equal(sentence("nobody prescribes to themselves"), "Nobody prescribes to themselves.");
  assert.equal(sentence("über dem Rand"), "Über dem Rand.");
  assert.equal(sentence("It is there already."), "It is there already.");
  assert.equal(sentence(""), "");
});
