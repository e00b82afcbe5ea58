// Looking after others: forty people on one screen, keys alone, roles, case files, two tabs, settings, lab.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { watchedPage } from "./app_walk.mjs";
import { neverLocks } from "./browser.mjs";
import { serve } from "./server.mjs";

const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const cases = join(here, "..", "golden", "cases");
const dayMs = 86400000;
const text = (time) => new Date(time).toISOString().slice(0, 10);

/** A case file of the golden tests, moved in time so that its last day was `ago` days before today. */
export function shiftedCase(name, ago) {
  const file = JSON.parse(readFileSync(join(cases, name, "case.json"), "utf8"));
  const last = Math.max(...file.entries.map((e) => Date.parse(e.day)));
  const by = Math.floor((Date.now() - ago * dayMs) / dayMs) * dayMs - last;
  const moved = (value) => (/^20\d\d-\d\d-\d\d/.test(value) ? text(Date.parse(value.slice(0, 10)) + by) + value.slice(10) : value);
  // What only a clinician lifts names who examined the person; a file that names nobody is refused.
  for (const entry of file.entries) if (entry.type === "clearance") entry.clinician ??= "Dr. Maria Berger";
  for (const entry of file.entries)
    for (const field of ["day", "recorded_at", "from", "to"]) if (typeof entry[field] === "string") entry[field] = moved(entry[field]);
  return file;
}

export const goldenNames = () =>
  readdirSync(cases)
    .filter((name) => existsSync(join(cases, name, "case.json")))
    .sort();

/** Asks the server as `request` (a page's or a context's) is logged in. */
export async function ask(request, base, method, path, body) {
  const reply = await request.fetch(`${base}/api/v1${path}`, {
    method,
    headers: { "Content-Type": "application/json", Origin: base },
    data: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: reply.status(), body: await reply.json().catch(() => null) };
}

const first = [
  "Ada",
  "Ben",
  "Cora",
  "Dario",
  "Elif",
  "Finn",
  "Greta",
  "Hugo",
  "Ines",
  "Jonas",
  "Kaya",
  "Lars",
  "Mira",
  "Nils",
  "Olga",
  "Paul",
  "Quirin",
  "Rosa",
  "Sami",
  "Tara",
];
const last = ["Berg", "Costa", "Dahl", "Egger", "Fuchs", "Gruber", "Huber"];

/** So many people of all sorts. */
export async function addPeople(request, base, count) {
  const names = goldenNames();
  const ids = [];
  for (let i = 0; i < count; ++i) {
    const file = shiftedCase(names[(i * 7) % names.length], i % 6);
    const made = await ask(request, base, "POST", "/people", {
      name: `${first[i % first.length]} ${last[i % last.length]}`,
      consent: { text_version: "2", given_by: "guardian", name: "x" },
      zone: "Europe/Vienna",
      language: "en",
      case: JSON.stringify(file),
    });
    if (made.status !== 200) throw new Error(`a person was refused: ${JSON.stringify(made.body)} ${names[(i * 7) % names.length]}`);
    ids.push(made.body.id);
  }
  return ids;
}

// --- the checks ---------------------------------------------------------------------------------------------

const password = "three plain words";

async function startFresh(folder) {
  const { server, address } = await serve(process.argv[2], join(folder, "people.db"));
  return { server, base: address };
}

const english = { locale: "en-GB", timezoneId: "Europe/Vienna", reducedMotion: "reduce" };

async function opened(t, state, width = 1440, height = 1100) {
  const context = await t.browser.newContext({ ...english, viewport: { width, height }, ...(state ? { storageState: state } : {}) });
  const { page, faults } = await watchedPage(context, t.base);
  return { context, page, faults };
}

async function goTo(page, base, path) {
  await page.goto(`${base}/#/${path}`);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
}

/** Somebody who looks after others comes to a fresh copy: account, first person, a case file as the second. */
async function firstPeople(t) {
  const { context, page, faults } = await opened(t, null, 390, 844);
  await goTo(page, t.base, "");
  await page.getByRole("link", { name: "I look after others" }).click();
  await page.getByRole("heading", { name: "Your own account first" }).waitFor();
  await t.look(page, "people_first_account", 390, "light");
  await page.locator("#first-name").fill("Olga");
  await page.locator("#first-password").fill(password);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("link", { name: "Add a person" }).click();
  await page.locator("#newcomer-name").fill("Kit Young");
  await page.locator("#newcomer-born").fill(String(new Date().getFullYear() - 14));
  await page.getByRole("radio", { name: "They themself" }).click();
  await page.getByRole("checkbox").check();
  await t.soon(() => page.getByRole("button", { name: "Add", exact: true }).isDisabled(), "somebody below 16 cannot be added on their own word");
  await t.look(page, "people_newcomer", 390, "light");
  await page.getByRole("radio", { name: "A parent or guardian" }).click();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.waitForURL(/people\/p[0-9a-f]+\/today/);
  await page.locator(".whose", { hasText: "Kit Young" }).waitFor();
  await goTo(page, t.base, "newcomer");
  await page.locator("#newcomer-name").fill("Cleo File");
  await page.getByRole("radio", { name: "They themself" }).click();
  await page.getByRole("checkbox").check();
  await page.getByRole("radio", { name: /case file/ }).click();
  await page.locator("input[type=file]").setInputFiles({ name: "cleo.json", mimeType: "application/json", buffer: Buffer.from("[1, 2") });
  await page.getByText("cleo.json is not a case file").waitFor();
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "cleo.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(shiftedCase("pain_rises_twice", 1))) });
  await page.getByText(/cleo\.json: \d+ entries from/).waitFor();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.waitForURL(/people\/p[0-9a-f]+\/today/);
  await page.locator(".whose", { hasText: "Cleo File" }).waitFor();
  t.check(faults.length === 0, `first people: ${faults.join("\n")}`);
  const state = await context.storageState();
  await context.close();
  return state;
}

async function fortyOnOneScreen(t) {
  const { context, page, faults } = await opened(t, t.state);
  await addPeople(context.request, t.base, 38);
  const began = Date.now();
  await goTo(page, t.base, "people");
  await page.locator("table.people tbody tr").nth(39).waitFor();
  console.log(`forty people stand there after ${Date.now() - began} ms`);
  const bottom = await page.evaluate(() => [...document.querySelectorAll("table.people tbody tr")].map((row) => row.getBoundingClientRect().bottom).at(-1));
  t.check(bottom <= 1100, `forty rows fit on one screen: the last ends at ${bottom} of 1100 px`);
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll("table.people td:is(.c-why, .c-side, .c-phase), table.people thead th")]
      .filter((cell) => cell.scrollWidth > cell.clientWidth)
      .map((cell) => cell.innerText),
  );
  t.check(cut.length === 0, `no reason is cut off: ${cut.join(", ")}`);
  const reasons = await page.locator("table.people td.c-why").allInnerTexts();
  t.check(
    reasons.every((reason) => reason.replace("■", "").trim().split(/\s+/).length <= 5),
    "every reason has at most five words",
  );
  // Keys alone: filter, move, open, help.
  await page.keyboard.press("/");
  await page.keyboard.type("gruber");
  await t.soon(async () => (await page.locator("table.people tbody tr").count()) < 10, "the filter leaves only who was named");
  await t.soon(() => page.getByRole("status").filter({ hasText: "of 40 shown" }).isVisible(), "how many are shown is said");
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await t.soon(
    async () => (await page.evaluate(() => document.activeElement?.textContent)) === (await page.locator("table.people tbody th a").first().innerText()),
    "j and k move from person to person",
  );
  const described = await page.evaluate(() => document.getElementById(document.activeElement?.getAttribute("aria-describedby") ?? "")?.textContent);
  t.check((described ?? "").length > 5, "a reader hears the reason with the name");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await page.keyboard.press("Escape");
  await page.locator("table.people tbody th a").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/people\/.*\/today/);
  // Sorting and counters.
  await goTo(page, t.base, "people");
  await page.getByRole("button", { name: "Name" }).click();
  await t.soon(async () => (await page.locator("th.c-name[aria-sort=ascending]").count()) === 1, "the sorted column says so");
  const names = await page.locator("table.people tbody th a").allInnerTexts();
  t.check(JSON.stringify(names) === JSON.stringify([...names].sort((a, b) => a.toLowerCase().localeCompare(b.toLowerCase()))), "sorted by name");
  await page.getByRole("button", { name: "Name" }).click();
  await t.soon(async () => (await page.locator("th.c-name[aria-sort=descending]").count()) === 1, "a second press turns the order");
  const silent = page.getByRole("button", { name: /silent/ });
  const count = Number((await silent.innerText()).match(/\d+/)[0]);
  await silent.click();
  await t.soon(async () => (await page.locator("table.people tbody tr").count()) === count, "a counter shows whom it counts");
  t.check(faults.length === 0, `people: ${faults.join("\n")}`);
  await context.close();
}

const personal = ["today", "progress", "run", "prevent", "entries"];

/** Words of the tables of entries that do not stand on one line. */
const brokenWords = (page) =>
  page.locator("table.entries td").evaluateAll((cells) => {
    const broken = [];
    for (const cell of cells) {
      const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const word of node.data.matchAll(/[\p{L}\d]+/gu)) {
          const range = document.createRange();
          range.setStart(node, word.index);
          range.setEnd(node, word.index + word[0].length);
          if (new Set([...range.getClientRects()].map((r) => Math.round(r.top))).size > 1) broken.push(word[0]);
        }
      }
    }
    return broken;
  });

async function lookAtAll(t, person) {
  for (const width of [390, 768, 1440]) {
    for (const scheme of ["light", "dark"]) {
      const context = await t.browser.newContext({
        ...english,
        locale: width === 768 ? "de-DE" : "en-GB",
        viewport: { width, height: 900 },
        colorScheme: scheme,
        storageState: t.state,
      });
      const { page, faults } = await watchedPage(context, t.base);
      for (const path of ["people", "newcomer", `people/${person}/entries`, "settings", "about", "lab", "more"]) {
        await goTo(page, t.base, path);
        await page.waitForTimeout(250);
        await page.evaluate(() => {
          for (const details of document.querySelectorAll("main details")) details.open = true;
        });
        await t.look(page, `people_${path.replace(person, "one")}`, width, scheme);
      }
      if (width < 768) await t.soon(() => page.locator("nav.bar").isVisible(), "the bar stands on a phone");
      else await t.soon(() => page.locator("nav.full").isVisible(), `the full navigation stands at ${width} px`);
      t.check(faults.length === 0, `${width} ${scheme}: ${faults.join("\n")}`);
      await context.close();
    }
  }
  const { context, page } = await opened(t, t.state, 390, 844);
  for (const path of personal) {
    await goTo(page, t.base, `people/${person}/${path}`);
    if (path === "entries") {
      await page.getByText("Text 2: the person agreed").waitFor();
      await t.soon(
        async () => (await page.locator("table.log").count()) === 1 && (await brokenWords(page)).length === 0,
        `no word is broken: ${await brokenWords(page)}`,
      );
    }
    await page
      .locator(".whose", { hasText: "Cleo File" })
      .waitFor({ timeout: 3000 })
      .catch(() => undefined);
    await t.soon(async () => (await page.locator(".whose").innerText()) === "Cleo File", `the name of the person stands on every page about them: ${path}`);
  }
  await context.close();
}

/** More: in groups, each page with a line of what it is. */
async function more(t) {
  const { context, page } = await opened(t, t.state, 390, 844);
  await goTo(page, t.base, "more");
  const lines = await page
    .locator(".more-group li")
    .evaluateAll((all) => all.map((one) => [one.querySelector("a")?.innerText, one.querySelector("p")?.innerText]));
  t.check(
    lines.length >= 8 && lines.every(([name, line]) => name && line && line.split(/\s+/).length >= 4),
    `every page has its line: ${JSON.stringify(lines)}`,
  );
  t.check((await page.locator(".more-group h2").count()) >= 3, "in groups");
  await context.close();
}

async function loggedIn(t, name) {
  const { context, page, faults } = await opened(t, null, 1440, 900);
  await goTo(page, t.base, "people");
  await page.locator("#login-name").fill(name);
  await page.locator("#login-password").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.waitForFunction(() => !document.querySelector("#login-name"));
  return { context, page, faults };
}

/** Accounts are made on the page; each sees what it should. */
async function roles(t, person) {
  const owner = await opened(t, t.state, 1440, 900);
  await goTo(owner.page, t.base, "settings");
  for (const [role, name] of [
    ["coach", "carla"],
    ["athlete", "cleo"],
  ]) {
    await owner.page.locator("summary", { hasText: "Add an account" }).click();
    await owner.page.getByRole("radio", { name: new RegExp(`^${role}:`) }).check();
    await owner.page.locator("#account-name").fill(name);
    await owner.page.locator("#account-password").fill(password);
    if (role === "athlete") await owner.page.locator("#account-person").selectOption(person);
    await owner.page.getByRole("button", { name: "Add an account" }).click();
    await owner.page.getByText(`${name} can log in now.`).waitFor();
    await goTo(owner.page, t.base, "about");
    await goTo(owner.page, t.base, "settings");
  }
  const coach = await loggedIn(t, "carla");
  await coach.page.locator("table.people tbody tr").nth(39).waitFor();
  const seen = await coach.page.locator("table.people").innerText();
  t.check(!/red flag|Pain above|Safety questions|Criteria|Pain, 4 weeks|Next decision/.test(seen), "a coach sees no clinical reason");
  await t.soon(async () => (await coach.page.getByRole("link", { name: "Add a person" }).count()) === 0, "a coach adds nobody");
  await t.look(coach.page, "people_as_coach", 1440, "light");
  await goTo(coach.page, t.base, "settings");
  await t.soon(async () => (await coach.page.getByText("Export everything").count()) === 0, "a coach exports nothing");
  t.check(coach.faults.length === 0, `coach: ${coach.faults.join("\n")}`);
  const athlete = await loggedIn(t, "cleo");
  await athlete.page.waitForURL(new RegExp(`${person}/today|people`));
  await goTo(athlete.page, t.base, `people/${person}/today`);
  await t.soon(async () => (await athlete.page.getByRole("link", { name: "People", exact: true }).count()) === 0, "an athlete is not led to a list of others");
  const others = await ask(athlete.context.request, t.base, "GET", "/people");
  t.check(others.body.length === 1 && others.body[0].id === person, "an athlete gets only themself");
  await goTo(athlete.page, t.base, `people/${person}/entries`);
  const told = (await ask(athlete.context.request, t.base, "GET", `/people/${person}/entries`)).body;
  t.check(
    told.batches.every((batch) => !batch.may_take_back),
    "what somebody else entered stays",
  );
  await t.soon(async () => (await athlete.page.getByRole("button", { name: /^Take back:/ }).count()) === 0, "what the server would refuse is not offered");
  await t.look(athlete.page, "people_as_athlete", 1440, "light");
  t.check(athlete.faults.length === 0, `athlete: ${athlete.faults.join("\n")}`);
  for (const one of [owner, coach, athlete]) await one.context.close();
}

/** Two copies of one history, two tabs: nothing is merged in silence. */
async function nothingInSilence(t, person) {
  const { context, page, faults } = await opened(t, t.state, 1440, 900);
  const second = await context.newPage();
  await goTo(page, t.base, `people/${person}/entries`);
  const file = await (await context.request.get(`${t.base}/api/v1/people/${person}/case`)).json();
  const pain = file.entries.find((entry) => entry.type === "pain");
  pain.value = pain.value === 7 ? 6 : 7;
  await page
    .locator("input[type=file]")
    .last()
    .setInputFiles({ name: "back.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)) });
  await page.getByText(/back\.json holds .*: 1 are new here/).waitFor();
  await t.soon(() => page.getByText("Two versions of one thing (1)").first().isVisible(), "a conflict is said before anything is merged");
  await t.look(page, "people_merge_preview", 1440, "light");
  await page.getByRole("button", { name: "Merge" }).click();
  await page.locator("#conflicts").waitFor();
  await t.soon(async () => (await page.locator("#conflicts .versions li").count()) === 2, "both versions are shown");
  // The second tab was opened before somebody decided; what it still shows is refused or decided again, never lost.
  await goTo(second, t.base, `people/${person}/entries`);
  await second.locator("#conflicts").waitFor();
  await page.getByRole("button", { name: "Keep this one" }).first().click();
  await page.getByText("Decided, and written down.").waitFor();
  await page
    .locator("#conflicts")
    .waitFor({ state: "detached", timeout: 5000 })
    .catch(() => undefined);
  await t.soon(async () => (await page.locator("#conflicts").count()) === 0, "what was decided is no longer asked");
  // One batch is taken back in one tab; the other tab is told so.
  const batch = /^Take back: .+: .+, from a case file/;
  await goTo(second, t.base, "about");
  await goTo(second, t.base, `people/${person}/entries`);
  await second.getByRole("button", { name: batch }).first().waitFor();
  await page.getByRole("button", { name: batch }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
  await page.getByText("Taken back. The plan is as it was before.").waitFor();
  await second.getByRole("button", { name: batch }).first().click();
  await second.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
  await second.getByText("these entries were taken back already").waitFor();
  // Two tabs that write at once: the second is told and shown both.
  const seen = (await ask(context.request, t.base, "GET", `/people/${person}/entries`)).body.count;
  const log = (value) =>
    ask(context.request, t.base, "POST", `/people/${person}/entries`, { seen, entries: [{ type: "pain", when: "now", value, rescreen: "none_of_these" }] });
  t.check((await log(1)).status === 200, "the first tab saves");
  const told = await log(2);
  t.check(told.status === 409 && told.body.now.count === seen + 1, "the second tab is told and shown what came first");
  await t.soon(async () => (await page.getByText("Olga").count()) > 0, "the log says who did it");
  t.check(faults.length === 0, `case files: ${faults.join("\n")}`);
  await context.close();
}

async function overNight(t, person) {
  const { context, page } = await opened(t, t.state, 390, 844);
  await neverLocks(context); // it would log out the others of this session
  await page.clock.install();
  await goTo(page, t.base, `people/${person}/today`);
  await page.clock.fastForward("25:00:00");
  const told = page.getByRole("alert").filter({ hasText: "This page was opened on" });
  await told.waitFor({ timeout: 5000 }).catch(() => undefined);
  await t.soon(() => told.isVisible(), "a page left open over night says that it is of yesterday");
  await context.close();
}

async function settingsAndErase(t) {
  const { context, page, faults } = await opened(t, t.state, 1440, 900);
  await goTo(page, t.base, "settings");
  await page.getByRole("radio", { name: "Deutsch" }).click();
  await page.getByRole("heading", { name: "Einstellungen" }).waitFor();
  await t.soon(async () => (await page.evaluate(() => document.documentElement.lang)) === "de", "the page says which language it speaks");
  await page.getByRole("radio", { name: "Dunkel" }).click();
  await t.soon(async () => (await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)) === "rgb(16, 20, 24)", "dark is dark");
  await goTo(page, t.base, "people");
  await t.soon(async () => /Sicherheitsfragen|Phase/.test(await page.locator("table.people").innerText()), "the list speaks the reader's language");
  await goTo(page, t.base, "settings");
  await page.getByRole("radio", { name: "English" }).click();
  await page.locator("summary", { hasText: "Erase a person" }).click();
  await page.locator("#erase-person").selectOption({ label: "Kit Young" });
  const button = page.getByRole("button", { name: "Erase a person" });
  await t.soon(() => button.isDisabled(), "nobody is erased before their name was typed");
  await page.locator("#erase-name").fill("Kit Young");
  await button.click();
  await page.getByText(/Erased\. Receipt r[0-9a-f]{16}/).waitFor();
  await page.locator("summary", { hasText: "Change your password" }).click();
  await page.locator("#password-old").fill("something else 1");
  await page.locator("#password-new").fill("four quite plain words");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").waitFor();
  await page.locator("#password-old").fill(password);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Changed. All other devices are logged out.").waitFor();
  await page.getByRole("button", { name: "Log out on all devices" }).click();
  await page.getByRole("heading", { name: "Know what happened to your hamstring and what to do today." }).waitFor();
  t.check(faults.length === 0, `settings: ${faults.join("\n")}`);
  await context.close();
}

/** A motion of two swinging legs, as a table of joint angles. */
function swinging(rows) {
  const lines = ["swing", "version=1", `nRows=${rows}`, "nColumns=3", "inDegrees=yes", "endheader", "time\thip_flexion_r\tknee_angle_r"];
  for (let i = 0; i < rows; ++i)
    lines.push([(i / 100).toFixed(2), (20 + 20 * Math.sin(i / 16)).toFixed(3), (30 + 25 * Math.cos(i / 16)).toFixed(3)].join("\t"));
  return `${lines.join("\n")}\n`;
}

async function lab(t, folder) {
  const { context, page, faults } = await opened(t, t.state, 1440, 900);
  await goTo(page, t.base, "lab");
  t.check(/What is it for\?/.test(await page.locator("main").innerText()), "the lab says what it is for");
  await page.getByRole("button", { name: "Show me an example" }).click();
  await page.locator("iframe.report").waitFor({ timeout: 30000 });
  await t.soon(async () => /running/i.test(await page.locator(".chain").innerText()), "one press shows the built-in run");
  await t.look(page, "lab_example", 1440, "light");
  await goTo(page, t.base, "about");
  await goTo(page, t.base, "lab");
  const input = page.locator("input[type=file]").first();
  const file = (name, content) => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) });
  const run = async () => {
    await page.getByRole("button", { name: "Analyze" }).click();
    await page.waitForFunction(() => !document.querySelector(".lab [aria-busy=true]"));
  };
  await input.setInputFiles([
    file("swing.mot", swinging(300)),
    file(
      "swing.trc",
      "PathFileType\t4\t(X/Y/Z)\tm.trc\nDataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\n100\t100\t2\t1\tmm\nFrame#\tTime\tHEEL\t\t\n\t\tX1\tY1\tZ1\n\n1\t0.00\t1\t2\t3\n2\t0.01\t1\t2\t3\n",
    ),
  ]);
  await run();
  await page.locator("iframe.report").waitFor();
  await t.soon(async () => /frames 300/.test(await page.locator(".chain").innerText()), "the chain shows its figures");
  for (const name of ["report.html", "strides.csv", "summary.json", "muscles.sto"])
    await t.soon(async () => (await page.getByRole("link", { name }).count()) === 1, `${name} can be taken away`);
  await t.look(page, "lab_report", 1440, "light");
  await page.getByRole("button", { name: "Take out: swing.mot" }).click();
  await run();
  await t.soon(
    () => page.getByText("needs inverse kinematics").or(page.getByText("run inverse kinematics")).first().isVisible(),
    "markers alone: what is needed is said",
  );
  await page.getByRole("button", { name: "Take out: swing.trc" }).click();
  await input.setInputFiles(file("bad.mot", swinging(20).replace(/^0\.05.*$/m, "0.05\tabc\t1")));
  await run();
  await t.soon(async () => /bad\.mot:13/.test(await page.getByRole("alert").innerText()), "a bad file is named with its line");
  await t.look(page, "lab_refused", 1440, "light");
  await page.getByRole("button", { name: "Take out: bad.mot" }).click();
  await input.setInputFiles(file("holiday.jpg", "x"));
  await t.soon(() => page.getByRole("button", { name: "Analyze" }).isDisabled(), "a file the lab does not read is not sent");
  await page.getByRole("button", { name: "Take out: holiday.jpg" }).click();
  const big = join(folder, "big.mot");
  writeFileSync(big, Buffer.alloc(65 * 1024 * 1024, "0"));
  await input.setInputFiles(big);
  await page.getByText("the lab takes 64 MB at once").waitFor();
  await t.soon(() => page.getByRole("button", { name: "Analyze" }).isDisabled(), "what is too big is not sent");
  await page.getByRole("button", { name: "Take out: big.mot" }).click();
  await page.getByRole("button", { name: "Run the known answers" }).click();
  await page.getByText(/^All \d+ passed\.$/).waitFor({ timeout: 60000 });
  await context.route("**/api/v1/lab", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 4000));
    await route.continue().catch(() => undefined);
  });
  await input.setInputFiles(file("swing.mot", swinging(300)));
  await page.getByRole("button", { name: "Analyze" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("Cancelled. Nothing was kept.").waitFor({ timeout: 3000 });
  await context.unroute("**/api/v1/lab");
  // What takes long tells how long it has taken, and ends when it is cancelled: the next one is not kept out.
  await page.waitForTimeout(5000); // the one that was held up above has been sent and taken back
  await page.getByRole("button", { name: "Take out: swing.mot" }).click();
  await input.setInputFiles(file("long.mot", swinging(150000)));
  await page.getByRole("button", { name: "Analyze" }).click();
  await page.getByText(/, \d+ s so far…/).waitFor({ timeout: 20000 });
  await t.look(page, "lab_working", 1440, "light");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("Cancelled. Nothing was kept.").waitFor({ timeout: 3000 });
  await page.getByRole("button", { name: "Take out: long.mot" }).click();
  await input.setInputFiles(file("swing.mot", swinging(300)));
  await page.getByRole("button", { name: "Analyze" }).click();
  await page.locator("iframe.report").waitFor({ timeout: 20000 });
  t.check(faults.length === 0, `lab: ${faults.join("\n")}`);
  await context.close();
}

/** Its own fresh copy: forty people would be in the way of the other checks. */
export async function checks(shared) {
  const folder = mkdtempSync(join(tmpdir(), "hamstring_people_"));
  const { server, base } = await startFresh(folder);
  const t = { ...shared, base };
  try {
    t.state = await firstPeople(t);
    const { context } = await opened(t, t.state);
    const person = (await ask(context.request, base, "GET", "/people")).body.find((row) => row.name === "Cleo File").id;
    await context.close();
    await fortyOnOneScreen(t);
    await lookAtAll(t, person);
    await more(t);
    await roles(t, person);
    await nothingInSilence(t, person);
    await overNight(t, person);
    await lab(t, folder);
    await settingsAndErase(t);
  } finally {
    server.kill("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  }
}
