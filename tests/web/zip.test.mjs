// Dropped files as one zip, against a writer that was made apart from it.
import assert from "node:assert/strict";
import test from "node:test";
import { crc32, namesOf, zipOf } from "../../web/src/zip.ts";
import { zipOf as other } from "./zip_of.mjs";

test("the check value of CRC-32 is the published one", () => {
  assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
});
test("the bytes are those of the other writer", async () => {
  const files = [
    ["Läufe/a.fit", Buffer.from([0, 1, 2, 255])],
    ["b.csv", Buffer.from("")],
  ];
  const made = await zipOf(files.map(([name, content]) => ({ name, content: new Blob([content]) })));
  assert.deepEqual(Buffer.from(await made.arrayBuffer()), other(files));
});
test("a name climbs nowhere and stands once", () => {
  assert.deepEqual(namesOf(["../../a.fit", "/b/./c.gpx", "A.FIT", "x", "x", "..\\d.csv", "..", "k.fit.gz", "k.fit.gz"]), [
    "a.fit",
    "b/c.gpx",
    "A (2).FIT",
    "x",
    "x (2)",
    "d.csv",
    "file",
    "k.fit.gz",
    "k.fit (2).gz",
  ]);
});
