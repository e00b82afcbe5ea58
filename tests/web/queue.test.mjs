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
  const kept = {};
  const hidden = (name, value) => Object.defineProperty(kept, name, { value, enumerable: false });
  hidden("getItem", (key) => kept[key] ?? null);
  hidden("setItem", (key, value) => {
    kept[key] = String(value);
  });
  hidden("removeItem", (key) => {
    delete kept[key];
  });
  return kept;
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
  const { keepBegun, sessionKey } = await import("../../web/src/begun.ts");
  keepBegun(sessionKey("ada", `${today}+`), {});
  assert.equal(training(), true, "the second one of the day, too");
  keepBegun(sessionKey("ada", `${today}+`), null);
  keepBegun(sessionKey("ada", "2020-01-01"), {});
  assert.equal(training(), false, "one that was begun on another day");
  keepBegun(sessionKey("ada", "2020-01-01"), null);
});

test("a page locks by itself only where others have accounts, and as chosen wherever it was chosen", async () => {
  const { minutesToLock } = await import("../../web/src/idle.ts");
  assert.equal(minutesToLock(null, false), 0);
  assert.equal(minutesToLock(null, true), 30);
  assert.equal(minutesToLock(15, false), 15);
  assert.equal(minutesToLock(0, true), 0);
});

/** A page that is opened now, `hours` after the last touch: what it does before anybody sees it, and what it listens to. */
async function openedAfter(hours, shared) {
  const { copy, stirred } = await import("../../web/src/device.ts");
  const { lockWhenIdle } = await import("../../web/src/idle.ts");
  localStorage.setItem("hamstring.kept", JSON.stringify({ account: 1, status: { account: { id: 1 }, shared } }));
  assert.equal(copy()?.account, 1);
  localStorage.setItem(stirred, String(Date.now() - hours * 3600000));
  asked.length = 0;
  answer = () => [200, { account: null }];
  const heard = {};
  const real = { window: globalThis.window, document: globalThis.document, setInterval: globalThis.setInterval };
  globalThis.window = {
    ...real.window,
    addEventListener: (kind, act) => {
      heard[kind] = act;
    },
  };
  globalThis.document = {
    ...real.document,
    visibilityState: "visible",
    addEventListener: (kind, act) => {
      heard[kind] = act;
    },
  };
  globalThis.setInterval = () => 0;
  try {
    await lockWhenIdle();
  } finally {
    globalThis.setInterval = real.setInterval;
  }
  const loggedOut = () => asked.filter((one) => one.path.endsWith("/logout")).length;
  return { heard, loggedOut, stirredAt: () => Number(localStorage.getItem(stirred) ?? 0), stirred };
}
const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

test("a tab that is opened again after hours is locked before it shows anything; one that was just touched is not", async () => {
  assert.equal((await openedAfter(9, true)).loggedOut(), 1);
  assert.equal((await openedAfter(0.1, true)).loggedOut(), 0);
  assert.equal((await openedAfter(9, false)).loggedOut(), 0, "a lone runner in the morning");
});

test("the first touch after hours locks and does not count as one", async () => {
  const page = await openedAfter(0.1, true);
  localStorage.setItem(page.stirred, String(Date.now() - 9 * 3600000));
  page.heard.pointerdown();
  await soon();
  assert.equal(page.loggedOut(), 1);
});

test("hiding a page, as a reload does, does not lock it; coming back to it does", async () => {
  const page = await openedAfter(0.1, true);
  localStorage.setItem(page.stirred, String(Date.now() - 9 * 3600000));
  globalThis.document.visibilityState = "hidden";
  page.heard.visibilitychange();
  await soon();
  assert.equal(page.loggedOut(), 0);
  globalThis.document.visibilityState = "visible";
  page.heard.visibilitychange();
  await soon();
  assert.equal(page.loggedOut(), 1);
});

test("a running session counts as being there, for the other tabs as well", async () => {
  const page = await openedAfter(0.1, true);
  localStorage.setItem(page.stirred, String(Date.now() - 9 * 3600000));
  const now = new Date();
  const day = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
  const { keepBegun, sessionKey } = await import("../../web/src/begun.ts");
  keepBegun(sessionKey("ada", day), {});
  page.heard.visibilitychange();
  await soon();
  assert.equal(page.loggedOut(), 0);
  assert.ok(Date.now() - page.stirredAt() < 5000);
  keepBegun(sessionKey("ada", day), null);
});
