// What waits on a device is sent one by one: what the program stumbles over stays, is told, and keeps nobody else waiting.
// Run with the Node of web/, which reads TypeScript; the browser's stores are stood in for.
import assert from "node:assert/strict";
import { registerHooks } from "node:module";
import test from "node:test";

registerHooks({
  resolve: (name, context, next) => next(name.endsWith("/i18n") ? `${name}/index.ts` : /^\.{1,2}\/[\w/]+$/.test(name) ? `${name}.ts` : name, context),
});

/** As much of a browser as the queue asks for. */
function storage() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, String(value)), removeItem: (key) => void kept.delete(key) };
}
const rows = new Map();
const done = (result, more = {}) => {
  const request = { result, ...more };
  queueMicrotask(() => request.onsuccess?.());
  return request;
};
globalThis.indexedDB = {
  open: () =>
    done({
      close: () => undefined,
      transaction: () => {
        const transaction = {
          objectStore: () => ({
            getAll: () => ({ result: [...rows.values()] }),
            add: (row) => ({ result: rows.set(row.id ?? rows.size + 1, { id: rows.size + 1, ...row }) && rows.size }),
            delete: (id) => ({ result: rows.delete(id) }),
          }),
        };
        setTimeout(() => transaction.oncomplete?.(), 0);
        return transaction;
      },
    }),
};
globalThis.localStorage = storage();
globalThis.sessionStorage = storage();
globalThis.window = { addEventListener: () => undefined };
globalThis.document = { documentElement: { dataset: {}, removeAttribute: () => undefined }, addEventListener: () => undefined };
globalThis.location = { hash: "", href: "http://127.0.0.1:8790/", origin: "http://127.0.0.1:8790" };
localStorage.setItem("hamstring.kept", JSON.stringify({ account: 1, status: { account: { id: 1 } } }));
localStorage.setItem("hamstring.page", "the half of the page");

const asked = [];
let answer = () => [200, { count: 1, today: {} }];
globalThis.fetch = async (path, init) => {
  asked.push({ path, headers: init.headers });
  const [status, body] = answer(path, init);
  if (status === 0) throw new TypeError("no connection");
  return { ok: status < 400, status, json: async () => body };
};

const { sendAll, stuckAt, waiting } = await import("../../web/src/queue.ts");

const put = (...people) => {
  rows.clear();
  asked.length = 0;
  people.forEach((person, i) => {
    rows.set(i + 1, { id: i + 1, account: 1, person, entries: [{ id: `e${i}` }], since: "2026-06-10T08:00:00Z" });
  });
};
const left = async () => (await waiting()).map((item) => item.person);

for (const status of [500, 503, 507])
  test(`one that gets a ${status} stays and is told; everybody else's is sent`, async () => {
    put("ada", "bea", "ada", "cleo");
    answer = (_path, init) => (init.body.includes('"e0"') ? [status, { code: "storage", message: "the disk is full" }] : [200, { count: 1, today: {} }]);
    await sendAll();
    assert.deepEqual(await left(), ["ada"]);
    assert.equal(stuckAt(1).problem.status, status);
    assert.equal(stuckAt(1).problem.body.message, "the disk is full");
    assert.equal(asked.filter((one) => one.path.endsWith("/entries")).length, 4);
    // The next time it may work.
    answer = () => [200, { count: 1, today: {} }];
    await sendAll();
    assert.deepEqual(await left(), []);
    assert.equal(stuckAt(1), undefined);
  });

test("without a connection, or logged out, everything stays and nothing is blamed", async () => {
  for (const status of [0, 401]) {
    put("ada", "bea");
    answer = (path) => (path.endsWith("/entries") ? [status, { code: "login_needed", message: "" }] : [200, { account: null }]);
    await assert.rejects(sendAll());
    assert.deepEqual(await left(), ["ada", "bea"]);
    assert.equal(stuckAt(1), undefined);
  }
});

test("what contradicts something newer holds what the same person wrote later, and nobody else", async () => {
  put("ada", "bea", "ada");
  answer = (_path, init) =>
    init.body?.includes('"e0"') ? [409, { code: "conflict", message: "", now: { count: 3, entries: [] } }] : [200, { count: 1, today: {} }];
  await sendAll();
  assert.deepEqual(await left(), ["ada", "ada"]);
});

test("every request carries the half of the session that only this page has", () => {
  assert.ok(asked.length > 0);
  for (const { headers } of asked) assert.equal(headers["Hamstring-Page"], "the half of the page");
});

test("it is time to lock when nobody was there for so long, and never while somebody trains", async () => {
  const { dueToLock, training } = await import("../../web/src/idle.ts");
  const minutes = 60000;
  assert.equal(dueToLock(31 * minutes, minutes, 30, true, false), true);
  assert.equal(dueToLock(30 * minutes, minutes, 30, true, false), false);
  assert.equal(dueToLock(99 * minutes, minutes, 0, true, false), false, "never");
  assert.equal(dueToLock(99 * minutes, minutes, 30, false, false), false, "nobody is logged in");
  assert.equal(dueToLock(99 * minutes, minutes, 30, true, true), false, "somebody trains");
  const now = new Date();
  const today = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
  sessionStorage["hamstring.session.ada"] = true;
  sessionStorage.setItem("hamstring.session.ada", JSON.stringify({ day: today }));
  assert.equal(training(), true);
  sessionStorage.setItem("hamstring.session.ada", JSON.stringify({ day: "2020-01-01" }));
  assert.equal(training(), false, "one that was begun on another day");
});
