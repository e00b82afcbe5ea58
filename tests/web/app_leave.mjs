// Who leaves leaves nothing: after a logout, a login that ran out, or somebody else in the same tab, nothing of whoever
// was here is on the screen, in the tab or in the browser; and nothing that is nowhere else goes without a word.
import { readFileSync } from "node:fs";
import { athlete, logPain } from "./app_offline.mjs";
import { watchedPage, whereAndWhen } from "./app_walk.mjs";

const password = "three plain words";
const countOf = async (context, base, person) => (await (await context.request.get(`${base}/api/v1/people/${person}/entries`)).json()).count;

/** Everything that this tab and this browser keep, but how things are shown. */
const keptHere = (page) =>
  page.evaluate(async () => {
    const all = [];
    for (const store of [sessionStorage, localStorage])
      for (const name of Object.keys(store)) if (name !== "hamstring.settings") all.push(`${name}=${store.getItem(name)}`);
    const database = await new Promise((resolve) => {
      const request = indexedDB.open("hamstring", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("waiting", { keyPath: "id", autoIncrement: true });
      request.onsuccess = () => resolve(request.result);
    });
    const waiting = await new Promise((resolve) => {
      const request = database.transaction("waiting").objectStore("waiting").getAll();
      request.onsuccess = () => resolve(request.result);
    });
    database.close();
    all.push(...waiting.map((item) => `waiting=${JSON.stringify(item)}`));
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) if (/\/api\/v1\/(?!library)/.test(request.url)) all.push(`cache=${request.url}`);
    return all;
  });

/** A story with a danger sign, begun and not kept. */
async function beginStory(page, base, person) {
  await page.goto(`${base}/#/story?for=${person}`);
  await whereAndWhen(page);
  await page.getByRole("button", { name: /^Numb or tingling between my legs/ }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.locator("section.flag").first().waitFor();
}

const logOut = (page) => page.getByRole("button", { name: "Log out", exact: true }).first();

/** Nothing is left, and the next person at this tab meets an empty start. */
async function nothingLeft(t, page, what) {
  await t.soon(async () => (await keptHere(page)).length === 0, `${what}: nothing stays in the browser`);
  const left = await keptHere(page);
  t.check(left.length === 0, `${what}: ${left.map((one) => one.slice(0, 80)).join("; ")}`);
  await page.goto(`${t.base}/#/story`);
  await page.getByRole("heading", { name: "Where does it hurt?" }).waitFor();
  t.check((await page.locator("section.flag").count()) === 0, `${what}: the next one sees a danger sign`);
  t.check((await page.locator('[aria-checked="true"]').count()) === 0, `${what}: the next one sees an answer`);
  await page.evaluate(() => sessionStorage.clear());
}

async function draftGoesWithTheLogout(t) {
  const { person, context } = await athlete(t, "Dora Draft");
  const { page, faults } = await watchedPage(context, t.base);
  await beginStory(page, t.base, person);
  await page.goto(`${t.base}/#/settings`);
  await logOut(page).click();
  const asked = page.getByRole("dialog", { name: "Before you log out" });
  await asked.waitFor();
  await t.look(page, "leave_draft", 390, "light");
  await asked.getByRole("button", { name: "Log out", exact: true }).click();
  await page.getByRole("link", { name: "It hurts" }).waitFor();
  await nothingLeft(t, page, "after a logout");
  t.check(faults.length === 0, faults.join("\n"));
  await context.close();
}

/** One entry that waits: the program was away while it was written. */
async function withOneWaiting(t, name) {
  const made = await athlete(t, name);
  const { page, faults } = await watchedPage(made.context, t.base);
  await page.goto(`${t.base}/#/people/${made.person}/today`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction(() => localStorage.getItem("hamstring.kept")?.includes('"plan"'));
  const before = await countOf(made.owner, t.base, made.person);
  // Only this one door is shut: the page itself stays in touch.
  await page.route("**/entries", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  await logPain(page, 2);
  await page.locator("aside.away .count").getByText("Waiting to be sent: 1").waitFor();
  await page.goto(`${t.base}/#/settings`);
  await logOut(page).click();
  const asked = page.getByRole("dialog", { name: "Before you log out" });
  await asked.getByText("1 entry is not sent yet").waitFor();
  return { ...made, page, faults, before, asked };
}

async function whatWaitsIsSentFirst(t) {
  const { owner, person, context, page, faults, before, asked } = await withOneWaiting(t, "Wanda Waits");
  await t.look(page, "leave_waiting", 390, "dark");
  await asked.getByRole("button", { name: "Send now, then log out" }).click();
  await asked.getByText("Still no connection").waitFor();
  t.check(
    (await keptHere(page)).some((one) => one.startsWith("waiting=")),
    "what could not be sent is still here",
  );
  await page.unroute("**/entries");
  await asked.getByRole("button", { name: "Send now, then log out" }).click();
  await page.getByRole("link", { name: "It hurts" }).waitFor();
  await t.soon(async () => (await countOf(owner, t.base, person)) === before + 1, "what waited was sent before the logout");
  await nothingLeft(t, page, "after sending");
  t.check(faults.length === 0, faults.join("\n"));
  await context.close();
}

async function orIsSavedAsAFile(t) {
  const { owner, person, context, page, faults, before, asked } = await withOneWaiting(t, "Fred File");
  const [download] = await Promise.all([page.waitForEvent("download"), asked.getByRole("button", { name: "Save as a file" }).click()]);
  const log = JSON.parse(readFileSync(await download.path(), "utf8"));
  t.check(
    log.format === "hamstring.phone-log" && log.person === person && log.entries.length === 1 && log.entries[0].value === 2,
    `the file holds what waited: ${JSON.stringify(log)}`,
  );
  await asked.getByText("Saved as a file").waitFor();
  await asked.getByRole("button", { name: "Log out", exact: true }).click();
  await page.getByRole("link", { name: "It hurts" }).waitFor();
  t.check((await countOf(owner, t.base, person)) === before, "nothing was sent");
  await nothingLeft(t, page, "after saving");
  t.check(faults.length === 0, faults.join("\n"));
  await context.close();
}

/** A login that ends elsewhere, and another person who logs in where the first one was. */
async function runsOut(t) {
  const first = await athlete(t, "Rita Runs-out");
  const second = await athlete(t, "Next Person");
  const { page, faults } = await watchedPage(first.context, t.base);
  await beginStory(page, t.base, first.person);
  await page.goto(`${t.base}/#/people/${first.person}/today`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction(() => localStorage.getItem("hamstring.kept")?.includes('"plan"'));
  await first.context.clearCookies();
  // The next thing that this page asks for tells it.
  await page.goto(`${t.base}/#/people/${first.person}/progress`);
  await page.getByRole("heading", { name: "Log in" }).waitFor();
  await t.soon(async () => (await keptHere(page)).length === 0, "a login that ran out leaves nothing");
  await page.locator("#login-name").fill("Next Person");
  await page.locator("#login-password").fill(password);
  await page.locator("form button.main").click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction(() => localStorage.getItem("hamstring.kept") !== null);
  await beginStory(page, t.base, second.person);

  // In the same tab, without any logout: the cookie is somebody else's now.
  await first.context.request.post(`${t.base}/api/v1/login`, { data: { name: "Rita Runs-out", password } });
  await page.reload();
  await page.waitForFunction((person) => JSON.parse(localStorage.getItem("hamstring.kept") ?? "null")?.status?.account?.person === person, first.person);
  const kept = await keptHere(page);
  t.check(!kept.some((one) => one.includes(second.person)), `somebody else comes: ${kept.map((one) => one.slice(0, 80)).join("; ")}`);
  await page.goto(`${t.base}/#/story?for=${second.person}`);
  await page.getByRole("heading", { name: "Where does it hurt?" }).waitFor();
  t.check(faults.length === 0, faults.join("\n"));
  await first.context.close();
  await second.context.close();
}

/** A login that runs out takes nothing away that is nowhere else: it is said, without a word of what it holds. */
async function waitsForWhoeverComesBack(t) {
  const { owner, person, context, page, before, asked } = await withOneWaiting(t, "Clara Comes-back");
  await asked.getByRole("button", { name: "Close" }).click();
  await context.clearCookies();
  await page.goto(`${t.base}/#/people/${person}/progress`);
  await page.getByText("1 entry waits on this device for somebody").waitFor();
  t.check(!/Clara|Pain/.test(await page.locator("main").innerText()), "it is not said whose it is or what it holds");
  await page.unroute("**/entries");
  await page.locator("#login-name").fill("Clara Comes-back");
  await page.locator("#login-password").fill(password);
  await page.locator("form button.main").click();
  await t.soon(async () => (await countOf(owner, t.base, person)) === before + 1, "it is sent when its person is back");
  await context.close();
}

export async function checks(t) {
  await draftGoesWithTheLogout(t);
  await whatWaitsIsSentFirst(t);
  await orIsSavedAsAFile(t);
  await runsOut(t);
  await waitsForWhoeverComesBack(t);
}
