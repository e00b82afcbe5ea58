// Fourteen days of a strained runner in a real browser, at the size of a phone, and two weeks more; the same days with no
// morning told; a morning in the file for the phone and in the terminal; an easy run; the other language.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { keep, walkToPlan, watchedPage } from "./app_walk.mjs";
import { neverLocks } from "./browser.mjs";
import { Life, dateOf, heading, movedServer, question, tap } from "./life_runner.mjs";
import { leads, silentPhase, table } from "./life_table.mjs";

async function born(t, server, page) {
  await server.clock.morning(page, 1);
  await walkToPlan(page, server.address, tap);
  await keep(page, "Lena Lives");
  return new Life(t, server, page, page.url().match(/people\/([^/]+)/)[1]);
}

async function oneDay(t, life, row) {
  const { page } = life;
  await life.server.clock.morning(page, row.day);
  await life.open();
  if (row.morning !== null) await life.morning(row.day, row.morning);
  else t.check((await page.getByRole("radiogroup", { name: question }).count()) === 0, `day ${row.day}: no morning is asked about without a session`);
  await life.heads(row.day, row.begins, "in the morning");
  const { begins, ends, told } = leads.get(row.day);
  await life.lead(row.day, begins, "in the morning", told);
  const early = await life.oneWord(row.day, "1_morning");
  t.check((early.run?.rung ?? null) === row.run, `day ${row.day}: the run is ${early.run?.rung ?? null}, ${row.run} was expected`);
  if ([3, 6, 8].includes(row.day)) await life.look(`day_${row.day}`);
  if (row.does === "is well again") await life.isWellAgain();
  if (row.does === "falls ill") await life.fallsIll();
  if (row.worst !== undefined) await life.session(row.day, row.worst);
  if (row.test) await life.test(row.day, row.test);
  if (row.test || row.does === "falls ill") await life.open();
  await life.heads(row.day, row.ends, "in the evening");
  await life.lead(row.day, ends, "in the evening", told);
  if ([5, 9, 13].includes(row.day)) await life.look(`evening_${row.day}`);
  const late = await life.evening(row.day);
  t.check(late.day_of_injury === row.day, `day ${row.day}: the server lives on day ${late.day_of_injury}`);
  t.check(late.phase === row.phase, `day ${row.day}: the phase is ${late.phase}, ${row.phase} was expected`);
  t.check(life.borne(late) === row.borne, `day ${row.day}: the longest run was borne ${life.borne(late)} times, ${row.borne} were expected`);
  t.check(life.asks === row.next, `day ${row.day}: ${life.asks} is asked for first, ${row.next} was expected`);
}

async function fourteenDays(t, server, context) {
  const { page, faults } = await watchedPage(context, server.address);
  const life = await born(t, server, page);
  await life.heads(1, table[0].begins, "after the story");
  await life.lead(1, leads.get(1).begins, "after the story");
  const first = await life.evening(1);
  t.check(first.phase === table[0].phase && life.asks === table[0].next, `day 1: ${first.phase}, ${life.asks}`);
  for (const row of table.slice(1)) await oneDay(t, life, row);
  // The last words: what the plan counts stands on the page that the runner looks at.
  await life.open("progress");
  const board = await page.locator("main").innerText();
  t.check(/Single-leg bridge/.test(board) && /jog/i.test(board), `the open criterion is named on Progress: ${board}`);
  await life.look("end");
  await twoWeeksMore(t, life);
  t.check(faults.length === 0, `life: ${faults.join("\n")}`);
  await page.close();
}

/** Days 15 to 28: what is asked is done; one test in the third week, in the fourth one a day and one answer. No table:
 *  what must hold on every day whatever comes. */
async function twoWeeksMore(t, life) {
  const { page } = life;
  const order = (today) => today.phases.findIndex((phase) => phase.id === today.phase);
  let before = await life.api("/today");
  let sessions = 0;
  for (let day = 15; day <= 28; ++day) {
    await life.server.clock.morning(page, day);
    await life.open();
    if (await page.getByRole("radiogroup", { name: question }).count()) await life.morning(day, 1);
    const early = await life.oneWord(day, "1_morning");
    const lead = await page.locator(".lead").first().innerText();
    t.check(order(early) >= order(before), `day ${day}: from ${before.phase} back to ${early.phase}, and nothing hurt: ${lead}`);
    if (early.head === "session") {
      await life.session(day, 1);
      ++sessions;
    } else {
      t.check(early.head === "rest", `day ${day}: ${early.head}: ${lead}`);
    }
    if ((day === 16 || day >= 22) && life.asks) await life.test(day, life.asks);
    if (day >= 22 && life.answers > 0) await life.answersFirst(day, 9);
    await life.open();
    before = await life.evening(day);
    console.log(`  day ${day}: ${before.phase}, ${before.head}, ran ${early.run?.rung ?? "-"}, asks ${life.asks}, ${life.answers} answers: ${before.headline}`);
  }
  t.check(sessions >= 10, `in two weeks ${sessions} days had a session`);
  t.check(["return", "prevent"].includes(before.phase), `after four weeks of sound answers and tests she is in ${before.phase}`);
}

/** The same days, and no morning is ever told: on even days nobody knows it, on odd days the question is left standing.
 *  The sessions are entered beside the page, so that they are done all the same. */
async function silentDays(t, server, context) {
  const { page, faults } = await watchedPage(context, server.address);
  await server.clock.morning(page, 1);
  const life = new Life(t, server, page, await toldByApi(server, page, "Sam Silent"));
  const stood = [];
  for (const row of table.slice(1)) {
    await server.clock.morning(page, row.day);
    await life.open();
    const asked = (await page.getByRole("radiogroup", { name: question }).count()) > 0;
    if (asked) stood.push(row.day);
    if (asked && row.day % 2 === 0) await life.morning(row.day, null);
    if (row.does === "is well again") await life.isWellAgain();
    if (row.does === "falls ill") await life.fallsIll();
    if (row.worst !== undefined) await life.doesAll(row.worst);
    if (row.test === "walk_test") await life.tell({ type: "test", test: row.test, result: "normal", pain: 1, rescreen: "none_of_these" });
    if (row.test === "single_leg_squat") await life.tell({ type: "test", test: row.test, left: [8], right: [8], pain: 1, rescreen: "none_of_these" });
    const today = await life.api("/today");
    t.check(today.phase === silentPhase(row), `without mornings, day ${row.day}: the phase is ${today.phase}, it must stay ${silentPhase(row)}`);
    const run = today.run?.rung ?? null;
    t.check(run === null || run === "walk_15", `without mornings, day ${row.day}: the run is ${run}`);
    t.check((life.borne(today) ?? 0) === 0, `without mornings, day ${row.day}: ${life.borne(today)} runs count`);
  }
  t.check(stood.length >= 8, `the question stood on the days ${stood}`);
  t.check(faults.length === 0, `without mornings: ${faults.join("\n")}`);
  await page.close();
}

/** The story of Lena through the API, told on a day of the injury; gives the person's id. */
async function toldByApi(server, page, name) {
  const request = page.context().request;
  const send = async (path, data) => {
    const reply = await request.post(`${server.address}/api/v1${path}`, { data });
    if (!reply.ok()) throw new Error(`${path}: ${reply.status()} ${await reply.text()}`);
    return reply.json();
  };
  const told = { onset: "sudden", moment: "sprint", walk: "normal" };
  const story = {
    zone: "Europe/Vienna",
    language: "en",
    onset_day: dateOf(0),
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
      story.answers[q.id] = told[q.id] ?? (q.answer === "yes_no" ? "no" : q.answer === "number" ? 0 : q.answer === "choice" ? q.options[0].id : "unsure");
  }
  const { consent_version } = await (await request.get(`${server.address}/api/v1/status`)).json();
  const { id } = await send("/people", { name, story, consent: { text_version: consent_version, given_by: "self" } });
  await server.clock.on(page, 60);
  return id;
}

/** Early load on day 4 with the walking test done; entered through the API, the days after it are lived. */
async function inEarlyLoad(t, server, page, name) {
  await server.clock.morning(page, 4);
  const life = new Life(t, server, page, await toldByApi(server, page, name));
  await life.tell({ type: "test", test: "walk_test", result: "normal", pain: 1, rescreen: "none_of_these" });
  return life;
}

/** What one told morning is good for: the walk of yesterday was borne, so the next rung is today's. */
async function theMorningCounts(t, life, where) {
  const after = await life.api("/today");
  t.check(after.morning === null && after.run?.rung === "walk_30", `the morning of ${where} counts: ${after.run?.rung}`);
}

/** The file that is carried to the gym asks for yesterday's morning too, alone and first, and its log comes back. */
async function morningInThePhoneFile(t, server, context) {
  const { page, faults } = await watchedPage(context, server.address);
  const life = await inEarlyLoad(t, server, page, "Gil Gym");
  await life.doesAll(1);
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
  t.check((await heading(phone)) === "A few questions first", `the phone file asks first: ${await heading(phone)}`);
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
  await theMorningCounts(t, life, "the phone file");
  t.check(faults.length === 0, `phone file: ${faults.join("\n")}`);
  await page.close();
}

/** The terminal asks the same question of the same file, and what it wrote comes back into the app. */
async function morningInTheTerminal(t, server, context) {
  const { page, faults } = await watchedPage(context, server.address);
  const life = await inEarlyLoad(t, server, page, "Toni Terminal");
  await life.doesAll(1);
  await server.clock.morning(page, 5);
  const file = join(t.work, "terminal.json");
  writeFileSync(file, await (await context.request.get(`${server.address}/api/v1/people/${life.person}/case`)).text());
  const run = (command, input) => {
    const done = spawnSync(t.program, [command, file, "--today", dateOf(5), "--language", "en"], {
      input,
      encoding: "utf8",
      env: { ...process.env, TZ: "UTC" },
    });
    t.check(done.status === 0, `${command} in the terminal: ${done.status} ${done.stderr}`);
    return done.stdout;
  };
  const early = run("plan", "");
  const [asks, works] = [early.indexOf("A few questions first"), early.indexOf("Your session today")];
  t.check(asks > 0 && asks < works, `the terminal asks first: ${early}`);
  // The short set, pain now, the morning, and nothing trained yet.
  const said = run("log", "none\n1\n1\nnone\n");
  t.check(/The morning after your session of .*: how much did it hurt\?/.test(said), `the terminal asks for the morning: ${said}`);
  t.check(!/A few questions first/.test(run("plan", "")), "and once");
  // The file was written by a clock of its own; the app takes in what lies behind it.
  await server.clock.on(page, 8 * 3600);
  await life.open("entries");
  await page.locator("main input[type=file]:not(#phone *)").first().setInputFiles(file);
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await page.getByText(/^Merged: 2 new entries came in\./).waitFor();
  await theMorningCounts(t, life, "the terminal");
  t.check(faults.length === 0, `terminal: ${faults.join("\n")}`);
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
  // HAMSTRING_LIFE names one of them, for whoever is looking for a fault; the first one also makes the account.
  const lives = { fourteenDays, silentDays, morningInThePhoneFile, morningInTheTerminal, easyRun, otherLanguage };
  try {
    const began = Date.now();
    const only = process.env.HAMSTRING_LIFE;
    if (only && only !== "fourteenDays")
      await context.request.post(`${server.address}/api/v1/setup`, { data: { name: "Lena", password: "three plain words" } });
    for (const [name, live] of Object.entries(lives)) {
      if ((only ?? name) === name) await live(t, server, context);
    }
    console.log(`the lived days took ${Math.round((Date.now() - began) / 1000)} s`);
  } finally {
    await context.close();
    server.server.kill("SIGTERM");
  }
}
