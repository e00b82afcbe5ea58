// Today and its session in a real browser: with taps and with keys alone, closed and taken up again, skipped for
// every reason, on a day of rest, and a technique with its range before and after.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { newPerson } from "./app_measure.mjs";
import { stepByKeys, watchedPage } from "./app_walk.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const dayOf = (text, days) => new Date(Date.parse(`${text}T00:00:00Z`) + days * 86400000).toISOString().slice(0, 10);

/** A golden history moved so that it ends today, entered through the API; gives the person's id. */
export async function seedCase(context, base, file, name, shorter = 0) {
  const api = async (method, path, data) => {
    const reply = await context.request.fetch(`${base}/api/v1${path}`, { method, ...(data === undefined ? {} : { data }) });
    if (!reply.ok()) throw new Error(`${method} ${path}: ${reply.status()} ${await reply.text()}`);
    return reply.json();
  };
  const { consent_version } = await api("GET", "/status");
  const { id } = await api("POST", "/people", {
    name,
    story: { zone: "Europe/Vienna", language: "en", answers: {} },
    consent: { text_version: consent_version, given_by: "self" },
  });
  const { entries } = JSON.parse(readFileSync(join(here, `../golden/cases/${file}/case.json`), "utf8"));
  const { today } = await api("GET", `/people/${id}/today`);
  const last = entries
    .map((entry) => entry.day)
    .sort()
    .pop();
  const shift = Math.round((Date.parse(today) - Date.parse(last)) / 86400000) - shorter;
  // What belongs to the last day is entered as of now, since what lies ahead of the clock is refused.
  const moved = entries.map(({ recorded_at, ...entry }) => {
    const day = dayOf(entry.day, shift);
    const named = entry.type === "clearance" ? { clinician: "Dr. Maria Berger" } : {};
    return { ...entry, ...named, day, ...(day === today ? {} : { recorded_at: dayOf(recorded_at.slice(0, 10), shift) + recorded_at.slice(10) }) };
  });
  for (let i = 0; i < moved.length; i += 150) await api("POST", `/people/${id}/entries`, { entries: moved.slice(i, i + 150), keep_both: true });
  return id;
}

const nothingNew = "None of these";

async function opened(context, base, person) {
  const { page, faults } = await watchedPage(context, base);
  await page.goto(`${base}/#/people/${person}/today`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return { page, faults };
}

async function entriesOf(context, base, person, type) {
  const { entries } = await (await context.request.get(`${base}/api/v1/people/${person}/entries`)).json();
  return entries.filter((entry) => entry.type === type);
}

const tap = (locator) => locator.click();
/** Reaches a control with Tab alone and presses it with the space bar. */
const withKeys = (page) => async (locator) => {
  const handle = await locator.elementHandle();
  for (let i = 0; i < 150; ++i) {
    if (await page.evaluate((element) => document.activeElement === element, handle)) return page.keyboard.press("Space");
    await stepByKeys(page, handle);
  }
  throw new Error(`cannot be reached with Tab: ${await handle.evaluate((e) => e.outerHTML.slice(0, 200))}`);
};

export async function begin(page, press, pain = "1") {
  await press(page.getByRole("button", { name: "Start", exact: true }).first());
  await page.getByRole("heading", { name: "Pain before you start" }).waitFor();
  await press(page.getByRole("radio", { name: pain, exact: true }));
  await press(page.getByRole("button", { name: "Start", exact: true }));
  await page.getByRole("progressbar").waitFor();
}

const onward = ["End this break", "Other leg now", "Done without the timer", "Set done", /^Next: /, "To the end", "Done"];

/** One step on by the large button; false at the end. */
export async function stepOn(page, press) {
  for (const name of onward) {
    const button = page.getByRole("button", { name, exact: true });
    if ((await button.count()) === 0) continue;
    await press(button.first());
    await page.waitForTimeout(40);
    return true;
  }
  return false;
}

export async function toTheEnd(page, press) {
  let steps = 0;
  while (steps < 60 && (await page.getByRole("heading", { name: "Finish" }).count()) === 0 && (await stepOn(page, press))) ++steps;
  await page.getByRole("heading", { name: "Finish" }).waitFor();
  return steps;
}

export async function tellAndSave(page, press, worst = "1", after = "1") {
  const groups = [
    ["Worst pain during it", worst],
    ["Pain right after", after],
  ];
  for (const [group, value] of groups)
    if (value !== null) await press(page.getByRole("radiogroup", { name: group }).getByRole("radio", { name: value, exact: true }));
  await press(page.getByRole("button", { name: nothingNew }));
  await page
    .locator(".day")
    .or(page.getByRole("radiogroup", { name: "Fever?" }))
    .first()
    .waitFor();
}

/** By taps on a phone: the hold clock, a corrected set, closed and taken up again after a reload. */
async function byTaps(t, context, person) {
  const { page, faults } = await opened(context, t.base, person);
  const title = page.getByRole("heading", { level: 1 });
  await t.soon(async () => (await title.boundingBox()).height < 50, "the heading of today takes one line on a phone");
  await t.soon(async () => (await page.locator(".begin button.main").count()) === 1, "one large button begins the session");
  await begin(page, tap);
  await page.getByRole("button", { name: "Start 10 s" }).click();
  await page.getByText("Get ready").waitFor();
  // Three, two, one; then it counts.
  await page.waitForTimeout(4600);
  await page.getByRole("button", { name: "Pause" }).click();
  const left = await page.getByRole("button", { name: /Go on, \d+ s left/ }).innerText();
  await page.waitForTimeout(1300);
  await t.soon(async () => (await page.getByRole("button", { name: /Go on, \d+ s left/ }).innerText()) === left, "a paused hold stands still");
  await page.getByRole("button", { name: /^Stop at/ }).click();
  // An exercise for one leg: a set is what both did, and the rest comes after the second.
  t.check((await page.getByRole("button", { name: /Correct set 1/ }).count()) === 0, "one leg alone is not a set yet");
  // What the first leg reached is put right before the other one begins, while one still knows.
  const one = page.getByRole("button", { name: /Correct in set 1/ });
  const reached = parseInt((await one.getAttribute("aria-label")).match(/: (\d+) s, first leg$/)[1], 10);
  await one.click();
  await page.getByRole("button", { name: "More", exact: true }).click();
  await t.soon(async () => (await one.getAttribute("aria-label")).endsWith(`: ${reached + 5} s, first leg`), "the first leg is corrected at once");
  await t.look(page, "session_first_leg", 390, "light");
  await page.getByRole("button", { name: "Done without the timer" }).click();
  t.check((await one.count()) === 0, "once both legs did it, it is one set");
  const rest = page.getByRole("timer");
  const first = parseInt((await rest.innerText()).match(/\d+/)[0], 10);
  await page.waitForTimeout(1300);
  await t.soon(async () => parseInt((await rest.innerText()).match(/\d+/)[0], 10) < first, "the rest begins by itself");
  await page.getByRole("button", { name: /Correct set 1/ }).click();
  const amount = async () => parseInt(await page.locator(".stepper output").innerText(), 10);
  const counted = await amount();
  t.check(counted === Math.min(reached + 5, 10), `the set counts what the first leg was corrected to: ${counted}, ${reached} + 5`);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await t.soon(async () => (await amount()) > counted, "a set is corrected upwards");
  const held = await amount();
  const small = await page.evaluate(() =>
    [...document.querySelectorAll(".session button")].filter((b) => b.getBoundingClientRect().height < 44).map((b) => b.innerText),
  );
  t.check(small.length === 0, `every target of the session is 44 px high: ${small.join(", ")}`);
  await page.getByRole("button", { name: "Close, keep what is done" }).click();
  await page.getByRole("button", { name: "Go on: 1 of 5" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Go on: 1 of 5" }).click();
  await t.soon(
    async () => (await page.getByRole("button", { name: `Correct set 1: ${held} s` }).count()) === 1,
    "a session taken up again knows the corrected set",
  );
  const steps = await toTheEnd(page, tap);
  t.check(steps > 10, `the session was walked step by step (${steps})`);
  for (const width of [390])
    await t.soon(
      async () =>
        (await page
          .locator(".pain")
          .first()
          .evaluate((e) => new Set([...e.children].map((b) => b.getBoundingClientRect().top)).size)) === 2,
      `eleven pain buttons stand in two rows at ${width}`,
    );
  await tellAndSave(page, tap);
  await page.getByRole("heading", { name: "Done for today" }).waitFor();
  await t.soon(async () => (await page.locator("main").innerText()).includes("Tomorrow: one question"), "after saving, one question is announced for tomorrow");
  const session = (await entriesOf(context, t.base, person, "session")).pop();
  t.check(
    session.done === "all" && session.lines.length === 4 && session.run?.completed === true,
    `the log holds all that was done: ${JSON.stringify(session)}`,
  );
  t.check(session.lines[0].reps[0] === held && session.lines[0].reps[1] === 10, "the corrected amount is logged, not the planned one");
  t.check(faults.length === 0, faults.join("\n"));
  await page.close();
}

async function byKeys(t, context, person) {
  const { page, faults } = await opened(context, t.base, person);
  const press = withKeys(page);
  await begin(page, press);
  await toTheEnd(page, press);
  await tellAndSave(page, press);
  await page.getByRole("heading", { name: "Done for today" }).waitFor();
  const session = (await entriesOf(context, t.base, person, "session")).pop();
  t.check(session.done === "all" && session.worst === 1, "a session is walked to the end with keys alone");
  t.check(faults.length === 0, faults.join("\n"));
  await page.close();
}

async function skipFor(page, reason) {
  await page.getByRole("button", { name: "Skip", exact: true }).click();
  await page.getByRole("radiogroup", { name: "Why skip it?" }).getByRole("radio", { name: reason }).click();
}

async function skipsForPain(t, context, person) {
  const { page } = await opened(context, t.base, person);
  await begin(page, tap);
  const planned = await page.getByRole("heading", { level: 1 }).innerText();
  await skipFor(page, "It hurts");
  const pain = page.getByRole("radiogroup", { name: "How much does it hurt?" });
  await pain.getByRole("radio", { name: "2", exact: true }).click();
  await page
    .getByRole("button", { name: /^Instead: / })
    .first()
    .click();
  await t.soon(
    async () => (await page.getByRole("heading", { level: 1 }).innerText()) !== planned,
    `pain within the limit offers an easier one than ${planned}`,
  );
  await stepOn(page, tap);
  await skipFor(page, "It hurts");
  await pain.getByRole("radio", { name: "7", exact: true }).click();
  await t.soon(
    async () => (await page.getByRole("button", { name: /^Instead: |Leave this one out/ }).count()) === 0,
    "above the limit nothing else is offered",
  );
  await page.getByRole("button", { name: "End here, keep what is done" }).click();
  await t.soon(
    async () =>
      (await page.getByRole("radiogroup", { name: "Worst pain during it" }).getByRole("radio", { name: "7", exact: true }).getAttribute("aria-checked")) ===
      "true",
    "the pain told on the way is the worst so far",
  );
  await tellAndSave(page, tap, null, "3");
  const session = (await entriesOf(context, t.base, person, "session")).pop();
  t.check(
    session.skipped_for === "pain" && session.done === "part" && session.worst === 7 && session.lines.length === 1,
    `ending for pain is logged: ${JSON.stringify(session)}`,
  );
  await page.close();
}

async function skipsForKitAndTime(t, context, person) {
  const { page } = await opened(context, t.base, person);
  await begin(page, tap);
  await page.getByLabel(/^Load/).fill("20,5");
  while ((await page.getByRole("heading", { level: 1, name: "Nordic" }).count()) === 0)
    if (!(await stepOn(page, tap))) throw new Error("this session holds no Nordic: it needs another history");
  await skipFor(page, "No equipment");
  await page.getByRole("button", { name: /^Instead: Extender/ }).click();
  await page.getByRole("heading", { level: 1, name: "Extender" }).waitFor();
  await page.getByRole("button", { name: "Swap" }).click();
  await page.getByRole("button", { name: "Keep Nordic" }).click();
  await page.getByRole("heading", { level: 1, name: "Nordic" }).waitFor();
  await skipFor(page, "No time");
  await page.getByRole("button", { name: "End here, keep what is done" }).click();
  await tellAndSave(page, tap, "0", "0");
  const session = (await entriesOf(context, t.base, person, "session")).pop();
  t.check(
    session.skipped_for === "no_time" && session.done === "part" && session.lines.length === 1 && session.lines[0].load_kg === 20.5,
    `no time goes to the end with what is done: ${JSON.stringify(session)}`,
  );
  await page.close();
}

async function skipsForIllness(t, context, person) {
  const { page } = await opened(context, t.base, person);
  await begin(page, tap);
  await skipFor(page, "Ill");
  await page.getByRole("button", { name: "End here, keep what is done" }).click();
  await page.getByText("Nothing was done. That is noted.").waitFor();
  await tellAndSave(page, tap, null, null);
  const session = (await entriesOf(context, t.base, person, "session")).pop();
  t.check(session.skipped_for === "illness" && session.done === "none" && !session.lines, `illness ends it and is logged: ${JSON.stringify(session)}`);
  await page.getByRole("radiogroup", { name: "Fever?" }).waitFor();
  t.check(page.url().includes("add"), "and leads to where the illness itself is told");
  await page.close();
}

async function technique(t, context, person) {
  const { page, faults } = await opened(context, t.base, person);
  await page.locator("summary", { hasText: "For range and comfort" }).click();
  await page.getByRole("button", { name: "Start: Held stretch" }).click();
  await page.getByRole("radiogroup", { name: "Measured with" }).getByRole("radio").first().click();
  for (const field of await page.locator(".measures input").all()) await field.fill("30,5");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: /^Start \d+ s/ }).waitFor();
  await page.getByRole("button", { name: "Measure again now" }).click();
  for (const field of await page.locator(".measures input").all()) await field.fill("28");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText(/Before 30\.5, after 28\.0/).waitFor();
  const told = (await entriesOf(context, t.base, person, "technique")).pop();
  t.check(told?.technique === "static_stretch" && told.before[0] === 30.5 && told.after[0] === 28, `range before and after is logged: ${JSON.stringify(told)}`);
  await page.getByRole("button", { name: "Done", exact: true }).click();
  await page.locator("summary", { hasText: "For range and comfort" }).click();
  await t.soon(async () => (await page.locator(".technique").getByText("Measured:").count()) > 0, "what measuring has shown stands at the technique");
  t.check(faults.length === 0, faults.join("\n"));
  await page.close();
}

/** Five minutes of walking: a clock for minutes, a panel that closes, and nothing left to skip when all is done. */
async function minutes(t, context) {
  const { page: empty } = await watchedPage(context, t.base);
  await empty.goto(t.base);
  const person = await newPerson(empty, t.base);
  await empty.close();
  const { page, faults } = await opened(context, t.base, person);
  await begin(page, tap);
  t.check((await page.getByRole("button", { name: "Swap", exact: true }).count()) === 0, "nothing can stand in for walking, so nothing is offered to swap");
  await page.getByRole("button", { name: "Skip", exact: true }).click();
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await t.soon(
    async () => (await page.locator(".aside").count()) === 0 && (await page.evaluate(() => document.activeElement?.textContent)) === "Skip",
    "the panel of Skip closes and leads back to Skip",
  );
  await page.getByRole("button", { name: "Start 5 min" }).click();
  await t.soon(async () => /4:[0-5]\d/.test(await page.getByRole("timer").innerText()), "minutes run by the clock");
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: /Go on, 4:\d\d left/ }).waitFor();
  await t.look(page, "session_minutes", 390, "light");
  await page.getByRole("button", { name: /^Stop at 0:\d\d/ }).click();
  await page.getByText("All sets done").waitFor();
  await t.soon(async () => /^✓ \d+(\.\d)? min$/.test(await page.locator(".done-sets button").first().innerText()), "a done set says its unit");
  await t.soon(async () => page.getByRole("progressbar").evaluate((bar) => bar.value === bar.max), "the bar is full when all is done");
  await t.soon(async () => (await page.getByRole("button", { name: /^(Skip|Swap)$/ }).count()) === 0, "what is done can no longer be skipped or swapped");
  t.check(faults.length === 0, faults.join("\n"));
  await page.close();
}

async function restDay(t, context) {
  const { page } = await opened(context, t.base, t.person);
  await page.getByRole("heading", { level: 1, name: "Rest today" }).waitFor();
  const text = await page.locator("main").innerText();
  t.check(text.includes("Allowed today") && text.includes("Walking"), "a day of rest says what is allowed");
  t.check(!/Pain up to/.test(text), "and not how much pain an exercise may cause");
  await t.soon(async () => (await page.locator(".begin").count()) === 0, "and begins no session");
  await page.close();
}

async function looks(t, person) {
  for (const [width, scheme] of [
    [390, "light"],
    [390, "dark"],
    [768, "light"],
    [1440, "dark"],
  ]) {
    const context = await t.browser.newContext({
      viewport: { width, height: 900 },
      colorScheme: scheme,
      storageState: t.state,
      locale: "en-GB",
      timezoneId: "Europe/Vienna",
      reducedMotion: "reduce",
    });
    const { page, faults } = await opened(context, t.base, person);
    await page.locator(".thumb svg").first().waitFor();
    await t.look(page, "session_today", width, scheme);
    await begin(page, tap);
    await page.locator(".drawn svg").waitFor();
    await t.look(page, "session_hold", width, scheme);
    // The hurt leg, then the other one.
    await stepOn(page, tap);
    await stepOn(page, tap);
    await page.getByRole("button", { name: /Correct set 1/ }).click();
    await skipFor(page, "It hurts");
    await page.getByRole("radiogroup", { name: "How much does it hurt?" }).getByRole("radio", { name: "6", exact: true }).click();
    await t.look(page, "session_skip", width, scheme);
    await page.getByRole("button", { name: "End here, keep what is done" }).click();
    await page.getByRole("radiogroup", { name: "Pain right after" }).getByRole("radio").first().click();
    await t.look(page, "session_finish", width, scheme);
    t.check(faults.length === 0, faults.join("\n"));
    await context.close();
  }
}

async function saysInParts(t, page, parts) {
  for (const [title, says] of parts) {
    const part = page.locator("section", { has: page.getByRole("heading", { name: title }) }).last();
    t.check(says.test(await part.innerText()), `${title}: ${await part.innerText()}`);
  }
}

/** What nobody may follow alone here: named, with what to do until somebody has looked, and no button that leads nowhere. */
async function ledByClinician(t, context, person) {
  const { page, faults } = await opened(context, t.base, person);
  await page.getByRole("heading", { level: 1, name: "Most likely: pain that comes from the back or a nerve" }).waitFor();
  await saysInParts(t, page, [
    ["What makes it worse", /pulls on the nerve/],
    ["What you may do now", /walking/],
    ["Whom to see", /physiotherapist or a doctor/],
  ]);
  const main = page.locator("main");
  t.check(!/You can begin/.test(await main.innerText()), "nobody is told to begin what a clinician leads");
  t.check((await page.getByRole("link", { name: "Led by a clinician" }).count()) === 0, "no plan waits for somebody to lead it, so none is promised");
  for (const [width, scheme] of [
    [390, "light"],
    [1440, "dark"],
  ]) {
    await page.setViewportSize({ width, height: 900 });
    await t.look(page, "session_led", width, scheme);
  }
  await page.goto(`${t.base}/#/people/${person}/return`);
  await page.getByText("no plan with a running ladder").waitFor();
  t.check(faults.length === 0, faults.join("\n"));
  await page.close();
}

/** The tendon with nobody beside: a plan, what is known of it, and the same run on Today, Run and Return. */
async function tendonAlone(t, context, person) {
  const { page, faults } = await opened(context, t.base, person);
  await page
    .getByText(/You can begin with this plan; have a physiotherapist or a doctor look/)
    .first()
    .waitFor();
  const jog = "1 minute jog, 2 minutes walk, eight times, on the flat";
  await page.getByRole("heading", { name: jog }).waitFor();
  await page.locator("summary", { hasText: "Most likely: an irritated tendon at the sit bone" }).click();
  await saysInParts(t, page, [
    ["What makes it worse", /Sitting or driving for long/],
    ["What you may do now", /easy running on the flat, as the plan of the day has it/],
    ["Whom to see", /physiotherapist/],
  ]);
  for (const [width, scheme] of [
    [390, "light"],
    [1440, "dark"],
  ]) {
    await page.setViewportSize({ width, height: 900 });
    await t.look(page, "session_tendon", width, scheme);
  }
  for (const where of ["run", "return"]) {
    await page.goto(`${t.base}/#/people/${person}/${where}`);
    await page.getByText(jog).first().waitFor();
  }
  t.check(faults.length === 0, faults.join("\n"));
  await page.close();
}

/** An emergency opens to who says so, and to no letter that would let somebody weigh it. */
async function emergencyOpens(t, context, person) {
  const { page, faults } = await opened(context, t.base, person);
  await page.locator(".flag button.open").first().click();
  const dialog = page.locator("dialog[open]");
  await dialog.getByText("Royal Free London NHS Foundation Trust").waitFor();
  const said = await dialog.innerText();
  t.check(!/evidence \([A-D]\)|from memory|machine-written/i.test(said), `an emergency is not graded: ${said}`);
  await t.look(page, "session_emergency", 390, "light");
  t.check(faults.length === 0, faults.join("\n"));
  await page.close();
}

export async function checks(t) {
  const context = await t.browser.newContext({
    viewport: { width: 390, height: 844 },
    storageState: t.state,
    locale: "en-GB",
    timezoneId: "Europe/Vienna",
    reducedMotion: "reduce",
  });
  await restDay(t, context);
  await minutes(t, context);
  const fresh = await seedCase(context, t.base, "sprinter_day_2", "Sam Taps");
  await looks(t, fresh);
  await byTaps(t, context, fresh);
  await byKeys(t, context, await seedCase(context, t.base, "sprinter_day_2", "Kim Keys"));
  await skipsForPain(t, context, await seedCase(context, t.base, "footballer_lengthening_supervised", "Pat Pain"));
  const late = await seedCase(context, t.base, "no_second_full_training", "Kit Time");
  await technique(t, context, late);
  await skipsForKitAndTime(t, context, late);
  await ledByClinician(t, context, await seedCase(context, t.base, "ache_nowhere_tender", "Nell Nerve"));
  await tendonAlone(t, context, await seedCase(context, t.base, "runner_tendon_alone", "Tess Tendon"));
  await emergencyOpens(t, context, await seedCase(context, t.base, "cauda_equina", "Una Urgent"));
  await skipsForIllness(t, context, await seedCase(context, t.base, "dancer_slow_stretch", "Ill Today"));
  await context.close();
}
