// Without a connection: Today from the kept copy, what waits, two versions, the file for the phone and its log.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { seedCourse } from "./app_progress.mjs";
import { watchedPage } from "./app_walk.mjs";

const password = "three plain words";
const countOf = async (context, base, person) => (await (await context.request.get(`${base}/api/v1/people/${person}/entries`)).json()).count;

/** Somebody in the middle of their way, logged in as themself. */
export async function athlete(t, name, more = {}) {
  const owner = await t.browser.newContext({ storageState: t.state });
  const person = await seedCourse(owner, t.base, name);
  const made = await owner.request.post(`${t.base}/api/v1/accounts`, { data: { name, password, role: "athlete", person } });
  if (!made.ok()) throw new Error(`accounts: ${made.status()} ${await made.text()}`);
  const context = await t.browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: "en-GB",
    timezoneId: "Europe/Vienna",
    reducedMotion: "reduce",
    acceptDownloads: true,
    ...more,
  });
  const login = await context.request.post(`${t.base}/api/v1/login`, { data: { name, password } });
  if (!login.ok()) throw new Error(`login: ${login.status()}`);
  return { owner, person, context };
}

/** Pain and nothing new, in the details of Today. */
export async function logPain(page, value) {
  await page.locator("summary", { hasText: "Log pain" }).click();
  const group = page.getByRole("radiogroup", { name: "Pain now" }).last();
  await group.getByRole("radio", { name: String(value), exact: true }).click();
  await page.getByRole("button", { name: "None of these" }).last().click();
}

/** As far as a session goes: whatever is asked is answered, every set is done. */
async function doSession(page) {
  for (let i = 0; i < 80; ++i) {
    // Pain is told in numbers; what is asked beside it in words (a painkiller?) may stay open.
    const left = page.locator('main [role=radiogroup]:not(:has([aria-checked="true"])):has([role=radio]:text-is("1"))');
    while (await left.count()) await left.first().getByRole("radio", { name: "1", exact: true }).click();
    const next = page.locator("main button.main:not([disabled])").first();
    if ((await page.locator("main button.main:not([disabled])").count()) === 0) return;
    // What has just been saved takes its button with it.
    await next.click({ timeout: 5000 }).catch(() => undefined);
    await page.waitForTimeout(60);
    if (await page.locator("aside.away .count").count()) {
      if (!/: 1$/.test(await page.locator("aside.away .count").innerText())) return;
    }
  }
}

async function withoutSignal(t) {
  const { owner, person, context } = await athlete(t, "Otto Offline");
  const { page, faults } = await watchedPage(context, t.base);
  await page.goto(`${t.base}/#/people/${person}/today`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => localStorage.getItem("hamstring.kept")?.includes('"plan"'));
  await page.waitForFunction(async () => (await caches.match("/api/v1/library?language=en")) !== undefined);
  const manifest = await (await context.newCDPSession(page)).send("Page.getAppManifest");
  t.check(manifest.errors.length === 0 && manifest.url.endsWith("manifest.webmanifest"), `the manifest has errors: ${JSON.stringify(manifest.errors)}`);
  const blocked = await (await context.newCDPSession(page)).send("Page.getInstallabilityErrors");
  t.check(
    blocked.installabilityErrors.filter((e) => e.errorId !== "in-incognito").length === 0,
    `it cannot be installed: ${JSON.stringify(blocked.installabilityErrors)}`,
  );
  const before = await countOf(owner, t.base, person);

  await context.setOffline(true);
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByText("No connection to the program").waitFor();
  await t.soon(
    async () => (await page.locator("aside.away").getByText("When to see a doctor").count()) === 1,
    "signs for a doctor are reachable without a signal",
  );
  await t.look(page, "offline_today", 390, "light");
  await logPain(page, 2);
  await page.locator("aside.away .count").getByText("Waiting to be sent: 1").waitFor();
  await page.goto(`${t.base}/#/settings`);
  await page.locator("aside.away .count").getByText("Waiting to be sent: 1").waitFor();
  await t.look(page, "offline_settings", 390, "light");
  await page.goto(`${t.base}/#/people/${person}/today`);
  await page.getByRole("button", { name: "Start" }).click();
  await doSession(page);
  await page.locator("aside.away .count").getByText("Waiting to be sent: 2").waitFor();
  await t.soon(
    async () => (await page.getByRole("button", { name: "Start", exact: true }).count()) === 0,
    "a session that was logged without a signal is done",
  );
  const said = await page.getByRole("heading", { level: 1 }).innerText();
  t.check(said === "Done for today" || said === "Some of today is left", `after a session without a signal Today says so: ${said}`);
  await t.soon(async () => (await page.getByRole("button", { name: /^Go on/ }).count()) === 0, "what was saved is not begun any more");
  await page.emulateMedia({ colorScheme: "dark" });
  await t.look(page, "offline_waiting", 390, "dark");
  await page.emulateMedia({ colorScheme: "light" });

  await context.setOffline(false);
  await page.locator("aside.away .count").waitFor({ state: "detached" });
  await t.soon(
    async () => (await countOf(owner, t.base, person)) === before + 2,
    `back online both are there, once: ${await countOf(owner, t.base, person)} of ${before + 2}`,
  );
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await t.soon(async () => (await page.getByRole("heading", { level: 1 }).innerText()) === said, `the program says the same words: ${said}`);
  await page.waitForTimeout(300);
  await t.soon(async () => (await countOf(owner, t.base, person)) === before + 2, "nothing is sent twice");

  // Somebody else writes while this one is away: two versions, and the person decides.
  await page.waitForFunction((n) => JSON.parse(localStorage.getItem("hamstring.kept")).plan.today.count === n, before + 2);
  await context.setOffline(true);
  await logPain(page, 4);
  await page.locator("aside.away .count").waitFor();
  await owner.request.post(`${t.base}/api/v1/people/${person}/entries`, {
    data: { entries: [{ type: "pain", when: "now", value: 5, rescreen: "none_of_these" }] },
  });
  await context.setOffline(false);
  await page.getByRole("heading", { name: "Two versions" }).waitFor();
  await t.soon(async () => (await countOf(owner, t.base, person)) === before + 3, "nothing is merged in silence");
  await page.getByText("No connection to the program").waitFor({ state: "detached" });
  const shown = await page.locator(".two-versions").innerText();
  t.check(/5/.test(shown.split("Written here")[0]) && /Pain 4/.test(shown.split("Written here")[1] ?? ""), `both versions are shown: ${shown}`);
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    await t.look(page, "offline_conflict", 390, scheme);
  }
  await page.getByRole("button", { name: "Keep both" }).click();
  await page.locator("aside.away .count").waitFor({ state: "detached" });
  await t.soon(async () => (await countOf(owner, t.base, person)) === before + 4, "both are kept");

  // A plan of three days ago gives no session.
  await page.waitForFunction((n) => JSON.parse(localStorage.getItem("hamstring.kept")).plan.today.count === n, before + 4);
  await page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem("hamstring.kept"));
    kept.plan.today.today = new Date(Date.now() - 3 * 86400000).toISOString().slice(0, 10);
    kept.plan.today.done_today = false;
    localStorage.setItem("hamstring.kept", JSON.stringify(kept));
  });
  await context.setOffline(true);
  await page.reload();
  await page.getByRole("heading", { name: /^Plan of/ }).waitFor();
  await t.soon(async () => (await page.getByRole("button", { name: "Start", exact: true }).count()) === 0, "an old plan starts no session");
  await t.look(page, "offline_old_plan", 390, "light");
  await context.setOffline(false);
  await page.goto(`${t.base}/#/settings`);
  await page.reload();
  await page.getByRole("button", { name: "Log out", exact: true }).click();
  await page.waitForFunction(() => localStorage.getItem("hamstring.kept") === null);
  t.check(faults.length === 0, `offline: ${faults.join("\n")}`);
  await context.close();
  await owner.close();
}

/** The downloaded page in a browser without a network, opened as a file. */
async function phonePage(t, folder, file) {
  const context = await t.browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: "en-GB",
    timezoneId: "Europe/Vienna",
    reducedMotion: "reduce",
    acceptDownloads: true,
  });
  await context.setOffline(true);
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("request", (request) => !/^(file|blob|data):/.test(request.url()) && faults.push(`request: ${request.url()}`));
  await page.goto(pathToFileURL(file).href);
  await page.getByRole("heading", { level: 1 }).waitFor();
  const look = async (name) => {
    for (const scheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: scheme });
      await t.look(page, name, 390, scheme);
    }
  };
  await look("phone_file");
  await page.locator("summary", { hasText: "Log pain" }).click();
  await page.getByRole("radiogroup", { name: "Pain now" }).getByRole("radio", { name: "3", exact: true }).click();
  // What may hide the pain is asked beside it, as in the app, and goes with it.
  await page
    .getByRole("radiogroup", { name: /painkiller/ })
    .getByRole("radio", { name: "Yes", exact: true })
    .click();
  await page.getByRole("button", { name: "None of these" }).click();
  await page.getByText("Entries in the log: 2").waitFor();
  for (const set of await page.locator(".phone-card button[aria-pressed]").all()) await set.click();
  for (const group of ["Pain before you start", "Worst pain during it", "Pain right after"])
    await page.getByRole("radiogroup", { name: group }).getByRole("radio", { name: "1", exact: true }).click();
  await look("phone_file_session");
  await page.getByRole("button", { name: "None of these" }).last().click();
  await page.getByText("Entries in the log: 3").waitFor();
  await page.reload();
  await page.getByText("Entries in the log: 3").waitFor();
  await look("phone_file_log");
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save or share the log" }).click()]);
  t.check(/^hamstring-log-\d{4}-\d\d-\d\d\.json$/.test(saved.suggestedFilename()), `the log is called ${saved.suggestedFilename()}`);
  const log = join(folder, saved.suggestedFilename());
  await saved.saveAs(log);
  const told = JSON.parse(readFileSync(log, "utf8")).entries.map((e) => e.question ?? e.type);
  t.check(told.join() === "painkiller_24h,pain,session", `the log holds ${told.join()}`);
  t.check(faults.length === 0, `the phone file: ${faults.join("\n")}`);
  await context.close();
  return log;
}

async function phoneFile(t) {
  const { owner, person, context } = await athlete(t, "Pia Phone");
  const folder = mkdtempSync(join(tmpdir(), "hamstring_phone_"));
  const { page, faults } = await watchedPage(context, t.base);
  await page.goto(`${t.base}/#/people/${person}/entries`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Save today's file" }).click()]);
  const file = join(folder, download.suggestedFilename());
  await download.saveAs(file);
  console.log(`the file for the phone: ${download.suggestedFilename()}, ${Math.round(readFileSync(file).length / 1024)} kB`);
  const log = await phonePage(t, folder, file);
  const before = await countOf(owner, t.base, person);
  const choose = (path) => page.locator("#phone input[type=file]").setInputFiles(path);
  await choose(log);
  await page.getByText(/\. Entries: 3\./).waitFor();
  await t.look(page, "phone_log_in", 390, "light");
  await page.getByRole("button", { name: "Add these" }).click();
  await page.getByText("Entries added: 3.").waitFor();
  await t.soon(async () => (await countOf(owner, t.base, person)) === before + 3, "the log of the phone comes in");
  await choose(log);
  await page.getByRole("button", { name: "Add these" }).click();
  await page.getByText("Nothing was added.").waitFor();
  await t.soon(async () => (await countOf(owner, t.base, person)) === before + 3, "the same log again adds nothing");
  const read = JSON.parse(readFileSync(log, "utf8"));
  const other = join(folder, "hamstring-log-other.json");
  writeFileSync(other, JSON.stringify({ ...read, person: "p0" }));
  await choose(other);
  await page.getByText("belongs to another person").waitFor();
  const meanwhile = join(folder, "hamstring-log-meanwhile.json");
  writeFileSync(meanwhile, JSON.stringify({ ...read, entries: read.entries.filter((e) => e.type === "pain").map((e) => ({ ...e, id: "w00000000000000aa" })) }));
  await choose(meanwhile);
  await page.getByRole("button", { name: "Add these" }).click();
  await page.getByRole("heading", { name: "Two versions" }).waitFor();
  await t.soon(async () => (await countOf(owner, t.base, person)) === before + 3, "a log that meets newer entries waits for a decision");
  await t.look(page, "phone_log_conflict", 390, "dark");
  await page.getByRole("button", { name: "Keep both" }).click();
  await page.getByText("Entries added: 1.").waitFor();
  t.check(faults.length === 0, `phone: ${faults.join("\n")}`);
  rmSync(folder, { recursive: true, force: true });
  await context.close();
  await owner.close();
}

export async function checks(t) {
  await withoutSignal(t);
  await phoneFile(t);
}
