// Fourteen days of a strained runner in a real browser, at the size of a phone: the server and the page live in the
// same moved day. What must be at the end of each day stands in the table below; it was written from docs/rehab.md
// (4, 6, 7) and data/protocols/default_runner.toml before this file was.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { keep, overflows, walkToPlan, watchedPage } from "./app_walk.mjs";
import { neverLocks } from "./browser.mjs";
import { begin, tellAndSave, toTheEnd } from "./app_session.mjs";

/** Day of the injury, what the runner does, and what stands at the end of that day: phase, sessions of the early load
 *  that count as tolerated, and the heading of Today in the morning (after the question) and in the evening. */
export const table = [
  { day: 1, does: "tells the story", morning: null, begins: "Rest today", ends: "Rest today", phase: "settle", tolerated: null },
  // Walks five minutes; then the walking test that the app asks for opens the next phase.
  { day: 2, does: "session", worst: 1, test: "walk_test", morning: null, begins: "Your session today", phase: "load_early", tolerated: 0 },
  // The session of day 2 belonged to the first phase: it counts for nothing in this one.
  { day: 3, does: "session", worst: 2, morning: 1, begins: "Your session today", ends: "Done for today", phase: "load_early", tolerated: 0 },
  { day: 4, does: "session", worst: 2, morning: 1, begins: "Your session today", ends: "Done for today", phase: "load_early", tolerated: 1 },
  // The bad day: 6 is above the limit of 4. Not tolerated; nothing is lost but the next day is rest.
  { day: 5, does: "session", worst: 6, morning: 1, begins: "Your session today", ends: "Done for today", phase: "load_early", tolerated: 2 },
  { day: 6, does: "nothing", morning: 3, begins: "Rest today", ends: "Rest today", phase: "load_early", tolerated: 2 },
  { day: 7, does: "session", worst: 2, morning: null, begins: "Your session today", ends: "Done for today", phase: "load_early", tolerated: 2 },
  // A cold: three tolerated sessions are there, but the squat of two days is not, and who is ill rests.
  { day: 8, does: "falls ill", morning: 1, begins: "Your session today", ends: "Rest today", phase: "load_early", tolerated: 3 },
  { day: 9, does: "nothing", morning: null, begins: "Rest today", ends: "Rest today", phase: "load_early", tolerated: 3 },
  { day: 10, does: "is well again", worst: 1, morning: null, begins: "Rest today", ends: "Done for today", phase: "load_early", tolerated: 3 },
  // The one test of this week: the squat, asked for on Progress. Two days of it are needed, so nothing changes yet.
  {
    day: 11,
    does: "session",
    worst: 1,
    test: "single_leg_squat",
    morning: 1,
    begins: "Your session today",
    ends: "Done for today",
    phase: "load_early",
    tolerated: 4,
  },
  { day: 12, does: "session", worst: 1, morning: 1, begins: "Your session today", ends: "Done for today", phase: "load_early", tolerated: 5 },
  { day: 13, does: "session", worst: 1, morning: 1, begins: "Your session today", ends: "Done for today", phase: "load_early", tolerated: 6 },
  { day: 14, does: "nothing", morning: 1, begins: "Your session today", ends: "Your session today", phase: "load_early", tolerated: 7 },
];

const question = "This morning, after your session: how much did it hurt?";
const start = Date.parse("2026-06-08T07:00:00Z"); // a Monday; day 1 of the injury

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
    ...process.env,
    TZ: "UTC",
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
    DONT_FAKE_MONOTONIC: "1",
  };
  const server = spawn(program, ["serve", "--db", join(work, `${name}.db`), "--port", "0"], { stdio: ["ignore", "pipe", "inherit"], env });
  const address = await new Promise((resolve, reject) => {
    let text = "";
    server.stdout.on("data", (data) => {
      text += data;
      const found = text.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    });
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
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
  return { server, address, clock };
}

const heading = (page) => page.getByRole("heading", { level: 1 }).innerText();
const tap = (locator) => locator.click();

class Life {
  constructor(t, server, page, person) {
    Object.assign(this, { t, server, page, person });
    this.shots = 0;
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

  /** The page anew, as somebody opens it in the morning. */
  async open(part = "today") {
    await this.page.goto(`${this.server.address}/#/people/${this.person}/${part}`);
    await this.page.reload();
    await this.page.getByRole("heading", { level: 1 }).waitFor();
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

  /** The question stands alone and first; `value` null: nobody knows, and it is put aside. */
  async morning(day, value) {
    const { t, page } = this;
    const group = page.getByRole("radiogroup", { name: question });
    await group.waitFor();
    t.check((await heading(page)) === "One question first", `day ${day}: the question has the heading: ${await heading(page)}`);
    const others = await page
      .locator("main")
      .evaluate((main) => [main.querySelectorAll("[role=radiogroup]").length, main.querySelectorAll(".exercise, details, .begin, .lead, h2").length]);
    t.check(others[0] === 1 && others[1] === 0, `day ${day}: the question stands alone: ${others}`);
    if (day === 3) await this.look("morning");
    if (value === null) {
      await page.getByRole("button", { name: "I do not know" }).click();
    } else {
      await group.getByRole("radio", { name: String(value), exact: true }).click();
      await page.getByRole("button", { name: "None of these" }).click();
    }
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

  /** Only a test that the app asks for: its link stands on Progress. */
  async test(day, id) {
    const { t, page } = this;
    await this.open("progress");
    const link = page.locator(`main a[href$="/test/${id}"]`).first();
    await link.waitFor();
    if (day === 11) await this.look("progress");
    await link.click();
    await page
      .getByRole("button", { name: "None of these" })
      .or(page.getByRole("radiogroup", { name: "Worst pain during the test" }))
      .first()
      .waitFor();
    for (const input of await page.locator(".side-fields input").all()) await input.fill("8");
    const found = page.getByRole("radiogroup", { name: "What was found?" });
    if (await found.count()) await found.getByRole("radio", { name: "as usual" }).click();
    await page.getByRole("radiogroup", { name: "Worst pain during the test" }).getByRole("radio", { name: "1", exact: true }).click();
    await page.getByRole("button", { name: "None of these" }).click();
    await page.getByRole("heading", { name: "What it changed" }).waitFor();
    if (day === 2) await this.look("test");
    t.check((await overflows(page)).length === 0, `day ${day}: the test fits the phone`);
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

  /** Sessions of this phase that count as tolerated; what the plan counts is what the page shows. */
  tolerated(today) {
    return today.criteria.find((criterion) => criterion.id === "sessions")?.have ?? null;
  }

  async heads(day, wanted, when) {
    await this.t.soon(async () => (await heading(this.page)) === wanted, `day ${day}, ${when}: "${wanted}" stands on Today`);
    const shown = await heading(this.page);
    if (shown !== wanted) console.log(`  day ${day}, ${when}: it was "${shown}"`);
  }

  /** Nothing on the screen says the contrary of the heading. */
  async oneWord(day) {
    const text = await this.page.locator("main").innerText();
    const title = await heading(this.page);
    const begins = (await this.page.locator(".begin button.main").count()) > 0;
    this.t.check(!begins || title === "Your session today" || title === "Some of today is left", `day ${day}: a session begins under "${title}"`);
    this.t.check(!(title.startsWith("Rest") && /Pain up to/.test(text)), `day ${day}: rest, and how much an exercise may hurt`);
    const row = (await (await this.page.context().request.get(`${this.server.address}/api/v1/people?language=en`)).json()).find(
      (one) => one.id === this.person,
    );
    const { head } = await this.api("/today");
    this.t.check(row.head === head, `day ${day}: the list says ${row.head}, Today ${head}`);
  }

  async day(row) {
    const { t, page } = this;
    await this.server.clock.morning(page, row.day);
    await this.open();
    if (row.morning !== null) await this.morning(row.day, row.morning);
    else t.check((await page.getByRole("radiogroup", { name: question }).count()) === 0, `day ${row.day}: no morning is asked about without a session`);
    await this.heads(row.day, row.begins, "in the morning");
    await this.oneWord(row.day);
    if ([3, 6, 8].includes(row.day)) await this.look(`day_${row.day}`);
    if (row.does === "is well again") await this.isWellAgain();
    if (row.does === "falls ill") await this.fallsIll();
    if (row.worst !== undefined) await this.session(row.day, row.worst);
    if (row.test) await this.test(row.day, row.test);
    if (row.test || row.does === "falls ill") await this.open();
    if (row.ends) await this.heads(row.day, row.ends, "in the evening");
    await this.oneWord(row.day);
    if ([5, 9, 13].includes(row.day)) await this.look(`evening_${row.day}`);
    const today = await this.api("/today");
    t.check(today.day_of_injury === row.day, `day ${row.day}: the server lives on day ${today.day_of_injury}`);
    t.check(today.phase === row.phase, `day ${row.day}: the phase is ${today.phase}, ${row.phase} was expected`);
    t.check(this.tolerated(today) === row.tolerated, `day ${row.day}: ${this.tolerated(today)} tolerated sessions, ${row.tolerated} were expected`);
  }
}

async function born(t, server, page) {
  await server.clock.morning(page, 1);
  await walkToPlan(page, server.address, tap);
  await keep(page, "Lena Lives");
  return new Life(t, server, page, page.url().match(/people\/([^/]+)/)[1]);
}

async function fourteenDays(t, server, context) {
  const { page, faults } = await watchedPage(context, server.address);
  const life = await born(t, server, page);
  await life.heads(1, table[0].begins, "after the story");
  t.check((await life.api("/today")).phase === table[0].phase, "day 1: the first phase");
  for (const row of table.slice(1)) await life.day(row);
  // The last words: what the plan counts stands on the page that the runner looks at.
  await life.open("progress");
  const board = await page.locator("main").innerText();
  t.check(/Single-leg squat/.test(board) && /Early load/i.test(board), "the open criterion is named on Progress");
  await life.look("end");
  t.check(faults.length === 0, `life: ${faults.join("\n")}`);
  await page.close();
}

/** Early load with the walking test done; entered through the API, the days after it are lived in the browser. */
async function inEarlyLoad(t, server, page, name) {
  await server.clock.morning(page, 4);
  const request = page.context().request;
  const send = async (path, data) => {
    const reply = await request.post(`${server.address}/api/v1${path}`, { data });
    if (!reply.ok()) throw new Error(`${path}: ${reply.status()} ${await reply.text()}`);
    return reply.json();
  };
  const story = {
    zone: "Europe/Vienna",
    language: "en",
    onset_day: "2026-06-07",
    side: "left",
    relapse: false,
    birth_year: 1988,
    sex: "female",
    pain_now: 1,
    sports: ["distance_running"],
    answers: {},
  };
  for (let i = 0; i < 20; ++i) {
    const reply = await send("/story", story);
    if (reply.plan) break;
    for (const q of reply.screens[0].questions)
      story.answers[q.id] = q.answer === "yes_no" ? "no" : q.answer === "number" ? 0 : q.answer === "choice" ? q.options[0].id : "unsure";
  }
  const { consent_version } = await (await request.get(`${server.address}/api/v1/status`)).json();
  const { id } = await send("/people", { name, story, consent: { text_version: consent_version, given_by: "self" } });
  await server.clock.on(page, 60);
  await send(`/people/${id}/entries`, {
    entries: [{ type: "test", test: "walk_test", result: "normal", pain: 1, rescreen: "none_of_these" }],
    keep_both: true,
  });
  await server.clock.on(page, 60);
  return new Life(t, server, page, id);
}

/** Five days: a session on each, two of the squats that the phase asks for, and every morning told or none. Without
 *  mornings the same days must lead nowhere. */
async function untilWalkJog(t, server, context, told) {
  const { page, faults } = await watchedPage(context, server.address);
  const life = await inEarlyLoad(t, server, page, told ? "Tara Tells" : "Sam Silent");
  const counted = [];
  for (let day = 4; day <= 9; ++day) {
    await server.clock.morning(page, day);
    if (day === 4) await server.clock.on(page, 600);
    await life.open();
    if (day > 4) await life.morning(day, told ? 1 : null);
    const today = await life.api("/today");
    counted.push(`${today.phase} ${life.tolerated(today) ?? "-"}`);
    if (today.phase === "walk_jog") break;
    if (day === 9) break;
    // The exercises themselves are walked with taps in the fourteen days; here they are entered as they were asked for.
    const lines = today.lines.map((line) => ({ exercise: line.exercise, sets: line.amounts.length, reps: line.amounts }));
    const run = today.run ? { run: { rung: today.run.rung, completed: true } } : {};
    await life.api("/entries", "POST", {
      entries: [{ type: "session", done: "all", before: 1, worst: 1, after: 1, rescreen: "none_of_these", lines, ...run }],
      keep_both: true,
    });
    await life.minute();
    if (day <= 5)
      await life.api("/entries", "POST", {
        entries: [{ type: "test", test: "single_leg_squat", left: [8], right: [10], pain: 1, rescreen: "none_of_these" }],
        keep_both: true,
      });
    await life.minute();
  }
  const wanted = told ? ["load_early 0", "load_early 1", "load_early 2"] : Array(6).fill("load_early 0");
  const names = told ? counted.slice(0, 3) : counted;
  t.check(
    names.join() === wanted.join(),
    told ? `each morning makes a session count: ${counted.join(", ")}` : `without mornings the phase stays and nothing counts: ${counted.join(", ")}`,
  );
  if (told) t.check(counted.at(-1).startsWith("walk_jog"), `with mornings the early load ends: ${counted.join(", ")}`);
  t.check(faults.length === 0, `mornings: ${faults.join("\n")}`);
  await page.close();
}

/** The file that is carried to the gym asks for yesterday's morning too, alone and first, and its log comes back. */
async function morningInThePhoneFile(t, server, context) {
  const { page, faults } = await watchedPage(context, server.address);
  const life = await inEarlyLoad(t, server, page, "Gil Gym");
  const today = await life.api("/today");
  const lines = today.lines.map((line) => ({ exercise: line.exercise, sets: line.amounts.length, reps: line.amounts }));
  await life.api("/entries", "POST", {
    entries: [{ type: "session", done: "all", before: 1, worst: 1, after: 1, rescreen: "none_of_these", lines }],
    keep_both: true,
  });
  await server.clock.morning(page, 5);
  const file = join(t.work, "gym.html");
  writeFileSync(file, await (await context.request.get(`${server.address}/api/v1/people/${life.person}/phone?language=en`)).text());
  const gym = await t.browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: "en-GB",
    timezoneId: "Europe/Vienna",
    reducedMotion: "reduce",
    acceptDownloads: true,
  });
  const phone = await gym.newPage();
  await server.clock.show(phone);
  await phone.goto(pathToFileURL(file).href);
  const group = phone.getByRole("radiogroup", { name: question });
  await group.waitFor();
  t.check((await heading(phone)) === "One question first", `the phone file asks first: ${await heading(phone)}`);
  t.check((await phone.locator("[role=radiogroup]").count()) === 1 && (await phone.locator(".phone-card").count()) === 0, "and alone");
  await t.look(phone, "life_phone_morning", 390, "light");
  await group.getByRole("radio", { name: "1", exact: true }).click();
  await phone.getByRole("button", { name: "None of these" }).click();
  await phone.getByText("Entries in the log: 1").waitFor();
  t.check((await heading(phone)) === "Your session today", `then it shows the session: ${await heading(phone)}`);
  const [saved] = await Promise.all([phone.waitForEvent("download"), phone.getByRole("button", { name: "Save or share the log" }).click()]);
  const log = join(t.work, "gym-log.json");
  await saved.saveAs(log);
  await gym.close();
  await life.minute();
  await life.open("entries");
  await page.locator("#phone input[type=file]").setInputFiles(log);
  await page.getByRole("button", { name: "Add these" }).click();
  await page.getByText("Entries added: 1.").waitFor();
  const after = await life.api("/today");
  t.check(after.morning === null && life.tolerated(after) === 1, `the morning of the phone counts: ${life.tolerated(after)}`);
  t.check(faults.length === 0, `phone file: ${faults.join("\n")}`);
  await page.close();
}

/** One screen, one language: after the switch no sentence of the plan is left in the other one. */
async function otherLanguage(t, server, context) {
  const { page, faults } = await watchedPage(context, server.address);
  const life = await inEarlyLoad(t, server, page, "Dora Deutsch");
  await life.open();
  await life.heads(4, "Your session today", "in English");
  const english = await life.api("/today");
  const speak = async (language) => {
    await page.goto(`${server.address}/#/settings`);
    await page.getByRole("radio", { name: language }).click();
  };
  await speak("Deutsch");
  await life.open();
  await life.heads(4, "Deine Einheit heute", "in German");
  const text = await page.locator("body").innerText();
  const left = [
    ...english.lines.map((line) => line.name),
    english.headline,
    english.phase_name,
    ...Object.values(english.heads).map((head) => head.text),
  ].filter((sentence) => text.includes(sentence));
  t.check(english.lines.length > 2 && left.length === 0, `no English is left on the German Today: ${left.join(" | ")}`);
  await t.look(page, "life_german", 390, "light");
  await speak("English");
  await life.open();
  await life.heads(4, "Your session today", "in English again");
  t.check(faults.length === 0, `language: ${faults.join("\n")}`);
  await page.close();
}

/** An easy long run: nothing is ticked, the rung is not even offered, and the day stays open. */
async function easyRun(t, server, context) {
  const { page, faults } = await watchedPage(context, server.address);
  const life = await inEarlyLoad(t, server, page, "Rita Runs");
  await life.open("run");
  await page.getByRole("button", { name: "Add a run" }).click();
  await page.locator("#run-far").fill("1.4");
  await page.locator("#run-time").fill("15:00");
  const box = page.getByRole("checkbox");
  await box.waitFor();
  t.check(!(await box.isChecked()), "the box of the rung is not ticked beforehand");
  await page.locator("#run-far").fill("8");
  await page.locator("#run-time").fill("45:00");
  await t.soon(async () => (await box.count()) === 0, "an easy 8 km run is not offered as the rung");
  await page.getByRole("radiogroup", { name: "Worst pain" }).getByRole("radio", { name: "1", exact: true }).click();
  await page.waitForTimeout(400);
  t.check((await box.count()) === 0, "nor a moment later");
  await page.getByRole("button", { name: "None of these" }).click();
  await page.getByText("8.0 km").first().waitFor();
  await life.minute();
  await life.open();
  await life.heads(4, "Some of today is left", "after the run");
  const { entries } = await life.api("/entries");
  const run = entries.filter((entry) => entry.type === "session").pop();
  t.check(run.run.rung === undefined && run.run.distance_m === 8000, `the run is no rung: ${JSON.stringify(run)}`);
  t.check((await page.locator(".exercise").count()) > 2, "the exercises stay open");
  t.check(faults.length === 0, `easy run: ${faults.join("\n")}`);
  await page.close();
}

export async function checks(t) {
  const server = await movedServer(t.program, t.work, "life");
  const context = await t.browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: "en-GB",
    timezoneId: "Europe/Vienna",
    reducedMotion: "reduce",
    serviceWorkers: "block",
  });
  // Locking after half an hour has checks of its own.
  await neverLocks(context);
  try {
    const began = Date.now();
    await fourteenDays(t, server, context);
    await untilWalkJog(t, server, context, true);
    await untilWalkJog(t, server, context, false);
    await morningInThePhoneFile(t, server, context);
    await easyRun(t, server, context);
    await otherLanguage(t, server, context);
    console.log(`fourteen days took ${Math.round((Date.now() - began) / 1000)} s`);
  } finally {
    await context.close();
    server.server.kill("SIGTERM");
  }
}
