// Who lives days in a real browser: the server and the page stand in the same moved day, and every screen that the
// runner sees on the way is looked at for what a person would call broken.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { begin, tellAndSave, toTheEnd } from "./app_session.mjs";
import { overflows } from "./app_walk.mjs";
import { contradictionsOf, factsNamed } from "./life_pairs.mjs";
import { faultsOf } from "./life_words.mjs";
import { serve } from "./server.mjs";

/** On the day after; until three days later, of the day of that session. */
export const question = /^(This morning, after your session|The morning after your session of .+): how much did it hurt\?$/;
export const start = Date.parse("2026-06-08T07:00:00Z"); // a Monday; day 1 of the injury
/** Written like a day of the case file. */
export const dateOf = (day) => new Date(start + (day - 1) * 86400000).toISOString().slice(0, 10);

/** Debian's libfaketime: the program itself has no back door to another day. */
function fakeClock() {
  for (const machine of existsSync("/usr/lib") ? readdirSync("/usr/lib") : []) {
    const library = join("/usr/lib", machine, "faketime/libfaketimeMT.so.1");
    if (existsSync(library)) return library;
  }
  return null;
}

/** A server that lives at the instant of a file; moving it rewrites the file and moves the page's clock with it. */
export async function movedServer(program, work, name) {
  const library = fakeClock();
  if (!library) throw new Error("libfaketime is missing (apt-get install faketime): days cannot be lived");
  const file = join(work, `${name}.clock`);
  let at = start;
  const write = () => writeFileSync(file, `${new Date(at).toISOString().slice(0, 19).replace("T", " ")}\n`);
  write();
  const env = {
    TZ: "UTC",
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
    DONT_FAKE_MONOTONIC: "1",
  };
  const { server, address } = await serve(program, join(work, `${name}.db`), env);
  const clock = {
    /** Seconds on, server first: a page ahead of its server would write entries of the future. */
    async on(page, seconds) {
      at += seconds * 1000;
      write();
      await page.clock.setFixedTime(new Date(at - 1000));
    },
    /** The same instant on another page. */
    async show(page) {
      await page.clock.setFixedTime(new Date(at - 1000));
    },
    /** The morning of a day of the injury. */
    async morning(page, day) {
      at = start + (day - 1) * 86400000;
      write();
      await page.clock.setFixedTime(new Date(at - 1000));
    },
  };
  return { server, address, clock, env };
}

export const heading = (page) => page.getByRole("heading", { level: 1 }).innerText();
export const tap = (locator) => locator.click();

/** All that a screen says, what is folded in too; what comes later than the heading is waited for. */
async function wordsOf(page, part) {
  if (part === "progress") await page.locator("ul.history li").first().waitFor();
  if (part === "progress") await page.locator(".timeline-key").first().waitFor();
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("main details")) details.open = true;
  });
  return page.locator("main").innerText();
}
/** What somebody with a sound leg finds in a test; the others count eight. */
const foundIn = { palpation: "0", active_knee_extension: "20" };
const wellDone = /not tender|as usual/i;

export class Life {
  constructor(t, server, page, person) {
    Object.assign(this, { t, server, page, person });
    this.tested = new Map();
    this.leads = new Map();
  }

  async api(path, method = "GET", data = undefined) {
    const reply = await this.page.context().request.fetch(`${this.server.address}/api/v1/people/${this.person}${path}`, {
      method,
      headers: { "Accept-Language": "en" },
      ...(data === undefined ? {} : { data }),
    });
    if (!reply.ok()) throw new Error(`${method} ${path}: ${reply.status()} ${await reply.text()}`);
    return reply.json();
  }

  tell(...entries) {
    return this.api("/entries", "POST", { entries, keep_both: true }).then(() => this.minute());
  }

  /** The page anew, as somebody opens it in the morning. */
  async open(part = "today") {
    await this.page.goto(`${this.server.address}/#/people/${this.person}/${part}`);
    await this.page.reload();
    await this.page.getByRole("heading", { level: 1 }).waitFor();
    // The conditions of a phase stand behind a press.
    await this.page.evaluate(() => {
      for (const details of document.querySelectorAll("main details.behind")) details.open = true;
    });
  }

  /** What is told is a minute later than what was told before it. */
  minute() {
    return this.server.clock.on(this.page, 60);
  }

  async look(name) {
    for (const scheme of ["light", "dark"]) {
      await this.page.emulateMedia({ colorScheme: scheme });
      await this.t.look(this.page, `life_${name}`, 390, scheme);
    }
    await this.page.emulateMedia({ colorScheme: "light" });
  }

  /** The question stands alone and first; `value` null: nobody knows, and that is told. */
  async morning(day, value) {
    const { t, page } = this;
    const group = page.getByRole("radiogroup", { name: question });
    await group.waitFor();
    t.check((await heading(page)) === "A few questions first", `day ${day}: the question has the heading: ${await heading(page)}`);
    const others = await page
      .locator("main")
      .evaluate((main) => [main.querySelectorAll("[role=radiogroup]").length, main.querySelectorAll(".exercise, details, .begin, .lead, h2").length]);
    t.check(others[0] === 1 && others[1] === 0, `day ${day}: the question stands alone: ${others}`);
    if (day === 3) await this.look("morning");
    if (value === null) {
      await page.getByRole("button", { name: "I do not know" }).click();
    } else {
      await group.getByRole("radio", { name: String(value), exact: true }).click();
    }
    await page.getByRole("button", { name: "None of these" }).click();
    await group.waitFor({ state: "detached" });
    await this.minute();
  }

  async session(day, worst) {
    const { page } = this;
    await begin(page, tap);
    await toTheEnd(page, tap);
    if (day === 5) await this.look("finish");
    await tellAndSave(page, tap, String(worst), String(Math.min(worst, 2)));
    await this.minute();
  }

  /** The session as it was asked for, entered beside the page; false on a day that asks for none. */
  async doesAll(worst) {
    const today = await this.api("/today");
    if (today.lines.length === 0 && !today.run) return false;
    const lines = today.lines.map((line) => ({ exercise: line.exercise, sets: line.amounts.length, reps: line.amounts }));
    const run = today.run ? { run: { rung: today.run.rung, completed: true } } : {};
    await this.tell({ type: "session", done: "all", before: 1, worst, after: Math.min(worst, 2), rescreen: "none_of_these", lines, ...run });
    return true;
  }

  /** Only a test that the app asks for: its link stands on Progress. */
  async test(day, id) {
    const { t, page } = this;
    await this.open("progress");
    const link = page.locator(`main a[href$="/test/${id}"]`).first();
    await link.waitFor();
    if (day === 11) await this.look("progress");
    await link.click();
    const worst = page.getByRole("radiogroup", { name: "Worst pain during the test" });
    await page.getByRole("button", { name: "None of these" }).or(worst).first().waitFor();
    for (const input of await page.locator(".side-fields input").all()) await input.fill(foundIn[id] ?? "8");
    const found = page.getByRole("radiogroup", { name: "What was found?" });
    if (await found.count()) await found.getByRole("radio", { name: wellDone }).first().click();
    if (await worst.count()) await worst.getByRole("radio", { name: "1", exact: true }).click();
    await page.getByRole("button", { name: "None of these" }).click();
    await page.getByRole("heading", { name: "What it changed" }).waitFor();
    if (day === 2) await this.look("test");
    t.check((await overflows(page)).length === 0, `day ${day}: the test fits the phone`);
    this.tested.set(id, day);
    await this.minute();
  }

  async fallsIll() {
    const { page } = this;
    await this.open("add?open=illness");
    await page.getByRole("radiogroup", { name: "Fever?" }).getByRole("radio", { name: "No", exact: true }).click();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.waitForURL(/today$/);
    await this.minute();
  }

  async isWellAgain() {
    const { page } = this;
    const button = page.getByRole("button", { name: /well again/i });
    await button.first().waitFor();
    await button.first().click();
    await this.t.soon(async () => (await button.count()) === 0, "one press ends the illness");
    await this.minute();
  }

  /** How often the longest walk or run that the phase asks for was borne. */
  borne(today) {
    return today.criteria.find((criterion) => criterion.made?.kind === "tolerated")?.have ?? null;
  }

  async heads(day, wanted, when) {
    await this.t.soon(async () => (await heading(this.page)) === wanted, `day ${day}, ${when}: "${wanted}" stands on Today`);
    const shown = await heading(this.page);
    if (shown !== wanted) console.log(`  day ${day}, ${when}: it was "${shown}"`);
  }

  /** Nothing on the screen says the contrary of the heading. */
  async oneWord(day, when) {
    const { t, page } = this;
    const where = `day ${day}, ${when}`;
    const title = await heading(page);
    const begins = (await page.locator(".begin button").count()) > 0;
    const offers = title === "Your session today" || title === "Some of today is left";
    t.check(begins === offers, `${where}: ${begins ? "a" : "no"} session begins under "${title}"`);
    t.check(!(title.startsWith("Rest") && /Pain up to/.test(await page.locator("main").innerText())), `${where}: rest, and how much an exercise may hurt`);
    const row = (await (await page.context().request.get(`${this.server.address}/api/v1/people?language=en`)).json()).find((one) => one.id === this.person);
    const today = await this.api("/today");
    t.check(row.head === today.head, `${where}: the list says ${row.head}, Today ${today.head}`);
    const why = title.startsWith("Rest") || title === "Done for today" ? await page.locator(".lead").innerText() : "-";
    t.check(why.length > 0, `${where}: a day without a session says why`);
    const alone = /No exercises and no run today|Nothing more today/.test(await page.locator("main").innerText());
    t.check(!alone || (await this.testsOn(page.locator("main"))).length === 0, `${where}: nothing but rest, and a test`);
    await this.reads(day, when, "today", "en");
    return today;
  }

  /** Both pages in both languages, and Progress asks for what Today asks for: only what the plan waits for, and nothing
   *  that was done on this day. */
  async evening(day) {
    const { t, page } = this;
    const today = await this.oneWord(day, "2_evening");
    const where = `day ${day}, in the evening`;
    const named = await this.testsOn(page.locator("main"));
    await this.open("progress");
    await this.reads(day, "2_evening", "progress", "en");
    const asked = await this.testsOn(page.locator(".board"));
    this.asks = asked[0] ?? null;
    this.answers = await page.locator(".board button", { hasText: "Answer it" }).count();
    const open = today.criteria.filter((one) => one.state !== "met" && !one.waits && one.settled_by.startsWith("test.") && one.measured_on !== today.today);
    const wanted = [...new Set(open.map((one) => one.settled_by.slice(5)))];
    t.check(String(asked.toSorted()) === String(wanted.toSorted()), `${where}: Progress asks for ${asked}, the plan for ${wanted}`);
    t.check(named.length === 0 || asked.length === 0 || named[0] === asked[0], `${where}: Today names ${named}, Progress first ${asked[0]}`);
    for (const id of [...named, ...asked]) t.check(this.tested.get(id) !== day, `${where}: ${id} was done today and is asked for`);
    await this.speak("de");
    for (const part of ["progress", "today"]) {
      await this.open(part);
      await this.reads(day, "2_evening", part, "de");
    }
    await this.speak("en");
    await this.open();
    return today;
  }

  /** The sentence of the day names that day's cause: what was expected of it, and a fact that no other day has. */
  async lead(day, wanted, when, told = []) {
    const { t, page } = this;
    const lead = await page.locator(".lead").first().innerText();
    const named = factsNamed(lead, await this.api("/today"), told);
    t.check(wanted.test(lead), `day ${day}, ${when}: ${wanted} leads: ${lead}`);
    t.check(named.length > 0, `day ${day}, ${when}: the sentence names nothing of this day: ${lead}`);
    t.check(this.leads.get(day - 1) !== lead, `day ${day}, ${when}: the same sentence stood yesterday: ${lead}`);
    this.leads.set(day, lead);
  }

  speak(language) {
    return this.page.evaluate((to) => {
      const key = "hamstring.settings";
      localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key) ?? "{}"), language: to }));
    }, language);
  }

  /** The first question that Progress asks, answered there. */
  async answersFirst(day, value) {
    const { t, page } = this;
    await this.open("progress");
    const buttons = page.locator(".board button", { hasText: "Answer it" });
    if ((await buttons.count()) === 0) return;
    // By what is asked: where one answer leads to the next question, there are as many as before.
    const asked = () => buttons.evaluateAll((all) => all.map((one) => one.closest("li").querySelector("strong").innerText));
    const [first] = await asked();
    await buttons.first().click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    const choices = dialog.getByRole("radio");
    const scale = dialog.getByRole("radio", { name: String(value), exact: true });
    if (await scale.count()) await scale.first().click();
    else if (await choices.count()) await dialog.getByRole("radio", { name: "No", exact: true }).click();
    else await dialog.locator("input").first().fill(String(value));
    if (day === 22) await this.look("answer");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await t.soon(async () => !(await asked()).includes(first), `day ${day}: what was answered on Progress is not asked again: ${first}`);
    await this.minute();
  }

  async testsOn(place) {
    const links = await place.locator('a[href*="/test/"]').evaluateAll((all) => all.map((one) => one.getAttribute("href").match(/test\/([^/?]+)/)[1]));
    return [...new Set(links)];
  }

  /** What a screen says, kept beside the screenshots; what a person would call broken is a fault. */
  async reads(day, when, part, language) {
    const text = await wordsOf(this.page, part);
    for (const fault of contradictionsOf(text, language)) this.t.check(false, `day ${day}, ${when}, ${part}, ${language}: contradiction: ${fault}`);
    for (const fault of faultsOf(text, language)) this.t.check(false, `day ${day}, ${when}, ${part}, ${language}: ${fault}`);
    if (!this.t.shots) return;
    const folder = join(this.t.shots, "texts");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${String(day).padStart(2, "0")}_${when}_${part}.${language}.txt`), `${text}\n`);
  }
}
