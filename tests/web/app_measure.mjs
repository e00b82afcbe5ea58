// Measuring and adding, as a person does it: by keys, with a decimal comma, and what it changed.
import { aboutTheWeek, movedOn, placeOf, stepByKeys, whereAndWhen } from "./app_walk.mjs";

const settled = (page) => page.waitForFunction(() => document.querySelector("h1") && !document.querySelector("main [role=status]")?.textContent?.includes("…"));

async function byKeys(page, locator, key = "Space") {
  const handle = await locator.elementHandle();
  for (let i = 0; i < 150; ++i) {
    if (await page.evaluate((element) => document.activeElement === element, handle)) return page.keyboard.press(key);
    await stepByKeys(page, handle);
  }
  throw new Error(`cannot be reached with Tab: ${await handle.evaluate((e) => e.outerHTML.slice(0, 160))}`);
}

/** A person of their own, so that nothing here disturbs the others. */
export async function newPerson(page, base) {
  return page.evaluate(async (root) => {
    const send = async (method, path, body) =>
      (
        await fetch(`${root}/api/v1${path}`, {
          method,
          // The page's half of the session, as the app adds it.
          headers: { "Content-Type": "application/json", "Hamstring-Page": localStorage.getItem("hamstring.page") ?? "" },
          ...(body ? { body: JSON.stringify(body) } : {}),
        })
      ).json();
    const day = (back) => new Date(Date.now() - back * 86400000).toISOString().slice(0, 10);
    const story = {
      zone: "Etc/UTC",
      language: "en",
      onset_day: day(5),
      side: "right",
      relapse: false,
      birth_year: 1990,
      sex: "male",
      pain_now: 1,
      sports: ["football"],
      answers: {},
    };
    for (let i = 0; i < 20; ++i) {
      const reply = await send("POST", "/story", story);
      if (reply.plan) break;
      for (const q of reply.screens[0].questions)
        story.answers[q.id] = q.answer === "yes_no" ? "no" : q.answer === "number" ? 0 : q.answer === "choice" ? q.options[0].id : "unsure";
    }
    const { consent_version } = await send("GET", "/status");
    return (await send("POST", "/people", { name: "Mia Measured", story, consent: { text_version: consent_version, given_by: "self", name: "Mia Measured" } }))
      .id;
  }, base);
}

async function measuring(t, page, person) {
  await page.goto(`${t.base}/#/people/${person}/test`);
  await settled(page);
  await page.getByRole("heading", { name: "Hip alignment" }).waitFor();
  await t.soon(async () => (await page.locator(".test-rows a").count()) > 15, "all tests stand in the list");
  const barred = page.locator(".test-rows li.barred");
  await t.soon(async () => (await barred.count()) > 0 && (await barred.locator("a").count()) === 0, "a test that may not be done leads to no form");
  await t.soon(async () => (await barred.allInnerTexts()).every((text) => text.includes("Not safe or not useful yet.")), "and says that it may not");
  await barred.first().locator("summary").click();
  await t.look(page, "test_list", 1440, "light");

  await page.goto(`${t.base}/#/people/${person}/test/straight_leg_raise`);
  await settled(page);
  const first = await page.locator(".side-fields legend").first().innerText();
  t.check(/Right/.test(first) && /hurt side/.test(first), `the hurt side comes first and is named: ${first}`);
  const fields = page.locator(".side-fields input");
  await fields.first().fill("quite far");
  await t.soon(async () => (await page.locator("[aria-invalid=true]").count()) === 1, "a word instead of a number is told");
  await fields.first().fill("500");
  await t.soon(async () => (await page.locator("[aria-invalid=true]").count()) === 1, "what cannot be is told");
  const count = await fields.count();
  for (let i = 0; i < count; ++i) {
    await fields.nth(i).focus();
    await page.keyboard.press("Control+A");
    await page.keyboard.type(i < count / 2 ? "68,5" : "81,5");
  }
  if (await page.getByRole("radiogroup", { name: "Worst pain during the test" }).count())
    await byKeys(page, page.getByRole("radiogroup", { name: "Worst pain during the test" }).getByRole("radio", { name: "1", exact: true }));
  await t.look(page, "test_form", 1440, "light");
  await byKeys(page, page.getByRole("button", { name: "None of these" }), "Enter");
  await page.getByRole("heading", { name: "What it changed" }).waitFor();
  const kept = await page.evaluate(
    async (p) =>
      (await (await fetch(`/api/v1/people/${p}/entries`, { headers: { "Hamstring-Page": localStorage.getItem("hamstring.page") } })).json()).entries
        .filter((e) => e.type === "test")
        .pop(),
    person,
  );
  t.check(kept?.right?.[0] === 68.5 && kept?.left?.[0] === 81.5, `the decimal comma is kept as it was meant: ${JSON.stringify(kept)}`);

  await page.goto(`${t.base}/#/people/${person}/test/walk_test`);
  await settled(page);
  await page.getByRole("radiogroup", { name: "What was found?" }).waitFor();
  await t.soon(async () => (await page.locator("main input").count()) === 0, "a finding in words asks for no number");
  await page.getByRole("radiogroup", { name: "What was found?" }).getByRole("radio").first().click();
  await page.getByRole("radiogroup", { name: "Worst pain during the test" }).getByRole("radio", { name: "0", exact: true }).click();
  await page.getByRole("button", { name: "None of these" }).click();
  await page.getByRole("heading", { name: "What it changed" }).waitFor();
  const changed = await page.locator("section[role=status]").innerText();
  t.check(/now:/i.test(changed) || !/No condition changed/.test(changed), `a criterion moves: ${changed}`);
  await t.look(page, "test_changed", 1440, "light");
}

async function adding(t, page, person) {
  const entries = () =>
    page.evaluate(
      async (p) =>
        (await (await fetch(`/api/v1/people/${p}/entries`, { headers: { "Hamstring-Page": localStorage.getItem("hamstring.page") } })).json()).entries,
      person,
    );
  await page.goto(`${t.base}/#/people/${person}/add`);
  await settled(page);
  await byKeys(page, page.locator("summary", { hasText: "I am ill" }), "Enter");
  await byKeys(page, page.getByRole("radiogroup", { name: "Fever?" }).getByRole("radio", { name: "No", exact: true }));
  await byKeys(page, page.getByRole("button", { name: "Save" }), "Enter");
  await page.waitForURL(/today/);
  await t.soon(async () => (await entries()).some((e) => e.type === "illness" && e.fever === "no"), "the illness is kept");

  await page.goto(`${t.base}/#/people/${person}/add`);
  await settled(page);
  await page.locator("summary", { hasText: "What the plan fits" }).click();
  await page.getByRole("button", { name: "Monday" }).click();
  await page.getByRole("button", { name: "Thursday" }).click();
  await page.getByRole("radiogroup", { name: "Pain allowed" }).getByRole("radio", { name: "2", exact: true }).click();
  await t.look(page, "plan_settings", 390, "light");
  await page.getByRole("button", { name: "Save" }).last().click();
  await page.waitForURL(/today/);
  const kept = (await entries()).filter((e) => e.type === "setting" && e.key !== "language" && e.key !== "equipment");
  t.check(JSON.stringify(kept.map((e) => e.value)) === '[["mon","thu"],2]', `the days and the limit are kept: ${JSON.stringify(kept)}`);

  await page.goto(`${t.base}/#/people/${person}/add`);
  await settled(page);
  await t.look(page, "add", 1440, "light");
  await page.getByRole("link", { name: /A new injury/ }).click();
  await whereAndWhen(page, { side: "Left", when: "Today", before: "Here, within a year" });
  await page.getByRole("heading", { name: "Any of these now?" }).waitFor();
  let offered = [];
  const asked = await storyToItsEnd(page, (names) => (offered = names));
  t.check(offered.join() === "1,2,3,4+,?", `who was hurt there before is not asked whether never: ${offered}`);
  t.check(asked >= 20, `every danger sign is asked again: ${asked} rows and questions`);
  await page.getByRole("button", { name: "Save my plan" }).click();
  await aboutTheWeek(page);
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/people\/.*\/today/);
  const injuries = (await entries()).filter((e) => e.type === "injury");
  t.check(
    injuries.length === 2 && injuries.some((e) => e.relapse && e.side === "left"),
    `the new injury is kept beside the first: ${JSON.stringify(injuries)}`,
  );
  await rowsSayWhat(t, page, person);
}

/** Every row of what was saved together, and of the log, says what it was: a day, what, its value. */
async function rowsSayWhat(t, page, person) {
  await page.goto(`${t.base}/#/people/${person}/entries`);
  await settled(page);
  await page.locator(".lines li .says").first().waitFor();
  const rows = await page
    .locator("main ul.lines li:has(button)")
    .evaluateAll((all) => all.map((row) => row.querySelector(".says")?.textContent ?? row.textContent));
  const log = await page.locator("table.log tbody tr td:last-child").allInnerTexts();
  t.check(rows.length >= 3 && log.length >= 3, `there are rows to look at: ${rows.length}, ${log.length}`);
  const empty = [...rows, ...log].filter((row) => /^\s*\d+ (entry|entries)\b/.test(row) || row.trim() === "");
  t.check(empty.length === 0, `a row says what was entered: ${empty.join(" | ")}`);
  const days = rows.filter((row) => !/^\d{1,2} \p{L}+.*: .{3,}/u.test(row));
  t.check(days.length === 0, `and of which day: ${days.join(" | ")}`);
  t.check(
    rows.some((row) => /Illness, without fever/.test(row)) && rows.some((row) => /training days: Monday, Thursday/.test(row)),
    `with its value in words: ${rows.join(" | ")}`,
  );
  await t.look(page, "entries_rows", 390, "light");
}

/** Answers what a story still asks, danger signs with "none"; how many of them there were. */
async function storyToItsEnd(page, atCount = () => {}) {
  let asked = 0;
  for (;;) {
    await page.waitForFunction(() => document.querySelector("ul.checks, main [role=radiogroup], #born, #first-plan, .beside"));
    if (await page.locator("#first-plan").count()) return asked;
    const place = await placeOf(page);
    if (await page.locator("#born").count()) {
      // A new injury asks who it is about, too: children and people over 65 have rules of their own.
      await page.locator("#born").fill("1990");
      await page.getByRole("button", { name: "Continue" }).click();
    } else if (await page.locator("ul.checks").count()) {
      asked += await page.locator("ul.checks li").count();
      // A row among the others, not where one goes on.
      await page.getByRole("button", { name: "None of these" }).click();
      await page.getByRole("button", { name: "Continue" }).click();
    } else {
      const groups = page.getByRole("radiogroup");
      const next = page.getByRole("button", { name: "Continue" });
      const presses = (await next.count()) > 0;
      const count = await groups.count();
      asked += count;
      const before = page.getByRole("radiogroup", { name: "Earlier hamstring injuries" }).getByRole("radio");
      if (await before.count()) atCount(await before.allInnerTexts());
      // What is folded away may stay open.
      for (let i = 0; i < count; ++i) if (await groups.nth(i).isVisible()) await groups.nth(i).getByRole("radio").first().click();
      for (const unknown of await page.getByRole("button", { name: "I do not know" }).all()) await unknown.click();
      if (presses) await next.click();
    }
    await movedOn(page, place);
  }
}

export async function checks(t) {
  const context = await t.browser.newContext({
    viewport: { width: 1440, height: 900 },
    storageState: t.state,
    locale: "en-GB",
    timezoneId: "Etc/UTC",
    reducedMotion: "reduce",
  });
  const { page, faults } = await t.watchedPage(context, t.base);
  await page.goto(t.base);
  const person = await newPerson(page, t.base);
  await measuring(t, page, person);
  await adding(t, page, person);
  t.check(faults.length === 0, faults.join("\n"));
  await context.close();
  for (const [width, scheme, locale] of [
    [390, "light", "en-GB"],
    [768, "light", "de-DE"],
    [390, "dark", "de-DE"],
    [1440, "dark", "en-GB"],
  ]) {
    const small = await t.browser.newContext({
      viewport: { width, height: 844 },
      colorScheme: scheme,
      storageState: t.state,
      locale,
      timezoneId: "Etc/UTC",
      reducedMotion: "reduce",
    });
    const { page: one, faults: more } = await t.watchedPage(small, t.base);
    for (const path of ["test", "test/straight_leg_raise", "test/active_knee_extension", "add"]) {
      await one.goto(`${t.base}/#/people/${person}/${path}`);
      await settled(one);
      await one.waitForTimeout(150);
      await t.look(one, `measure_${path}`, width, scheme);
    }
    t.check(more.length === 0, more.join("\n"));
    await small.close();
  }
}
