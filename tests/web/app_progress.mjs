// Progress, return, prevention and runs of somebody seven weeks after an injury, in a real browser.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { watchedPage } from "./app_walk.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const dayOf = (text, days) => new Date(Date.parse(`${text}T00:00:00Z`) + days * 86400000).toISOString().slice(0, 10);

/** A golden history, moved so that it ends today, entered through the API; gives the person's id. */
export async function seedCourse(context, base, name = "Vera Course", language = "en") {
  const api = async (method, path, data) => {
    const reply = await context.request.fetch(`${base}/api/v1${path}`, { method, ...(data === undefined ? {} : { data }) });
    if (!reply.ok()) throw new Error(`${method} ${path}: ${reply.status()} ${await reply.text()}`);
    return reply.json();
  };
  const story = { zone: "Europe/Vienna", language, answers: {} };
  const { id } = await api("POST", "/people", { name, story, consent: { text_version: "2", given_by: "self" } });
  const { entries } = JSON.parse(readFileSync(join(here, "../golden/cases/ladder_one_rung_up/case.json"), "utf8"));
  const { today } = await api("GET", `/people/${id}/today`);
  const last = entries
    .map((entry) => entry.day)
    .sort()
    .pop();
  const shift = Math.round((Date.parse(today) - Date.parse(last)) / 86400000);
  const minutes = { walk_30: 30, wj_1_2: 24, wj_2_2: 24, wj_3_1: 24, wj_5_1: 24, jog_20: 20, jog_30: 30, run_40: 40 };
  const moved = entries.map((entry) => {
    const copy = { ...entry, day: dayOf(entry.day, shift), recorded_at: dayOf(entry.recorded_at.slice(0, 10), shift) + entry.recorded_at.slice(10) };
    // What was run so far comes in as distance and time, one run without a distance among them.
    if (copy.run && minutes[copy.run.rung] && copy.run.rung !== "wj_2_2")
      copy.run = {
        ...copy.run,
        duration_s: minutes[copy.run.rung] * 60,
        distance_m: minutes[copy.run.rung] * (copy.run.rung === "walk_30" ? 90 : 150),
        effort: 4,
      };
    return copy;
  });
  // Today's own entries are entered as of now; what lies ahead of the clock would be refused.
  const kept = moved.filter((entry) => entry.day < today);
  for (let i = 0; i < kept.length; i += 150) await api("POST", `/people/${id}/entries`, { entries: kept.slice(i, i + 150), keep_both: true });
  await api("POST", `/people/${id}/entries`, { entries: [{ type: "pain", when: "now", value: 0, rescreen: "none_of_these" }], keep_both: true });
  return id;
}

const pagesOf = (person) => [
  ["progress_page", `people/${person}/progress`],
  ["return_page", `people/${person}/return`],
  ["prevent_page", `people/${person}/prevent`],
  ["run_page", `people/${person}/run`],
  ["print_page", `people/${person}/print`],
];

async function settled(page) {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction(() => ![...document.querySelectorAll("main [role=status]")].some((e) => e.textContent.includes("…")));
  await page.waitForTimeout(120);
}

async function looks(t, person) {
  for (const width of [390, 768, 1440]) {
    for (const scheme of ["light", "dark"]) {
      const context = await t.browser.newContext({
        viewport: { width, height: 900 },
        colorScheme: scheme,
        storageState: t.state,
        locale: width === 768 ? "de-DE" : "en-GB",
        timezoneId: "Europe/Vienna",
        reducedMotion: "reduce",
      });
      const { page, faults } = await watchedPage(context, t.base);
      for (const [name, path] of pagesOf(person)) {
        await page.goto(`${t.base}/#/${path}`);
        await settled(page);
        await t.look(page, name, width, scheme);
        await page.evaluate(() => {
          for (const details of document.querySelectorAll("main details")) details.open = true;
        });
        await t.look(page, `${name}_opened`, width, scheme);
      }
      t.check(faults.length === 0, `${width} ${scheme}: ${faults.join("\n")}`);
      await context.close();
    }
  }
}

/** A chart is reached with Tab, moves with the arrows, says what it reads, and has the same in a table. */
async function chartWithKeys(t, page, name) {
  const chart = page.getByRole("group", { name });
  await chart.waitFor();
  const handle = await chart.elementHandle();
  let reached = false;
  for (let i = 0; i < 150 && !reached; ++i) {
    await page.keyboard.press("Tab");
    reached = await page.evaluate((element) => document.activeElement === element, handle);
  }
  t.check(reached, `${name}: the chart is reached with Tab`);
  const live = page.locator("figure").filter({ has: chart }).locator("[aria-live=polite]");
  await page.keyboard.press("End");
  await t.soon(async () => (await live.innerText()).length > 3, `${name}: the End key reads out`);
  const last = await live.innerText();
  await page.keyboard.press("ArrowLeft");
  await t.soon(
    async () => (await live.innerText()).length > 3 && (await live.innerText()) !== last,
    `${name}: the arrow reads out something else than "${last}"`,
  );
  const rows = await page.locator("figure").filter({ has: chart }).locator("table tbody tr").count();
  t.check(rows > 0, `${name}: the same is in a table`);
  return last;
}

/** What stands behind a press is opened. */
const openAll = (page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll("main details.behind")) details.open = true;
  });

/** Words first: what comes next is the first thing that is said, pain the first that is shown; the rest waits for a press. */
async function wordsFirst(t, page, person) {
  await page.goto(`${t.base}/#/people/${person}/progress`);
  await settled(page);
  const heads = await page.locator("main h2:visible").allInnerTexts();
  t.check(heads[0] === "What comes next" && heads[1] === "What was, day by day?", `words and pain come first: ${heads.join(", ")}`);
  const step = await page.locator(".next-step .lead").innerText();
  t.check(step.split(/\s+/).length >= 5 && /[.?]$/.test(step), `the next step is a sentence: ${step}`);
  t.check((await page.locator(".board-row:visible").count()) === 0, "the conditions wait for a press");
  await page.locator("summary", { hasText: "All conditions of this phase" }).click();
  await t.soon(async () => (await page.locator(".board-row:visible").count()) > 0, "and open with it");
}

async function board(t, page, person) {
  await page.goto(`${t.base}/#/people/${person}/progress`);
  await settled(page);
  await openAll(page);
  const states = await page.locator(".board-row .state").allInnerTexts();
  const order = states.map((s) => (s.includes("not known") ? 0 : s.includes("not met") ? 1 : 2));
  t.check(states.length > 0 && order.every((rank, i) => i === 0 || rank >= (order[i - 1] ?? 0)), `unknown ones stand on top: ${states.join(", ")}`);
  const link = page.locator(".board-row a[href*='/test/']");
  if ((await link.count()) > 0)
    await t.soon(async () => (await link.first().getAttribute("href")).startsWith(`#/people/${person}/test/`), "an open criterion leads to its test");
  const opener = page.locator(".board-row button.open").first();
  await opener.focus();
  await page.keyboard.press("Enter");
  await page.locator("dialog[open] h3").first().waitFor();
  const headings = await page.locator("dialog[open] h3").allInnerTexts();
  t.check(
    ["The number", "How it was made", "How far to trust it", "Source", "Version"].every((h, i) => headings[i] === h),
    `a number opens in order: ${headings.join(", ")}`,
  );
  await t.look(page, "progress_number_opened", 1440, "light");
  await page.keyboard.press("Escape");
  await t.soon(async () => (await page.locator("dialog[open]").count()) === 0, "Escape closes what was opened");
  await page.evaluate(() => document.querySelector("h1").focus());
  const dots = await chartWithKeys(t, page, /20 dots/);
  t.check(/\d+ of 20 by day \d+/.test(dots), `the dots read out how many by when: ${dots}`);
  const course = await chartWithKeys(t, page, "What was, day by day?");
  t.check(/\d{4}/.test(course), `the band reads out its day: ${course}`);
  const dotsLeft = await page
    .locator(".dots svg")
    .evaluate(
      (svg) =>
        Math.min(...[...svg.querySelectorAll("circle")].map((dot) => Number(dot.getAttribute("cx")) - Number(dot.getAttribute("r")))) -
        Number(svg.querySelector("g line").getAttribute("x1")),
    );
  t.check(dotsLeft >= 0, `no dot stands before day 0 (${dotsLeft})`);
  await page.locator(".dots summary").click();
  const cut = await page
    .locator(".dots .numbers")
    .evaluate((box) => [
      box.scrollHeight - box.clientHeight,
      box.querySelectorAll("tbody tr").length,
      document.querySelector(".dots .csv").getBoundingClientRect().top - box.getBoundingClientRect().bottom,
    ]);
  t.check(cut[0] <= 1 && cut[1] === 20 && cut[2] >= 0, `the numbers stand whole, the file below them: ${cut}`);
  const colors = await page.locator(".chart-frame:has(.timeline-key)").evaluate((frame) => {
    const of = (root) => [...frame.querySelectorAll(`${root} path`)].map((mark) => `${mark.getAttribute("fill")}`);
    return [of(":scope > div[tabindex] svg"), of(".timeline-key")];
  });
  t.check(colors[0].length > 0 && colors[0].every((color) => colors[1].includes(color)), `the legend knows every mark of the chart: ${JSON.stringify(colors)}`);
  const text = await page.locator("main").innerText();
  t.check(!/\?\. /.test(text), "no full stop stands after a question mark");
  t.check(!/you will be|back on \d/i.test(text), "no date is promised");
}

/** One's own speeds are asked for once, over the ladder, and every rung then says how fast. */
async function speeds(t, page) {
  const missing = await page.locator(".speeds input").count();
  const told = (await page.locator("main").innerText()).match(/go by feel/gi)?.length ?? 0;
  t.check(told === (missing > 0 ? 1 : 0), `an unknown speed is told once (${told})`);
  if (missing === 0) return;
  for (const [i, value] of ["10", "28"].entries()) if (i < missing) await page.locator(".speeds input").nth(i).fill(value);
  await page.locator(".speeds button").click();
  await t.soon(async () => (await page.locator(".speeds").count()) === 0, "speeds that were told are not asked for again");
  await t.soon(
    async () => /km\/h/.test(await page.locator(".ladder > li.present, .ladder > li.ahead:not(.folded)").first().innerText()),
    "and the rungs say how fast",
  );
}

async function rungs(t, page) {
  const open = page.locator(".ladder > li:not(.fold):visible");
  await t.soon(async () => (await open.count()) <= 3, "the present rung and the next two stand open");
  const rung = page.locator(".ladder > li.present button.open");
  await rung.click();
  const dialog = page.locator("dialog[open]");
  await dialog.waitFor();
  const first = await dialog.locator("p").first().innerText();
  t.check(/min|m/.test(first) && /%/.test(first), `a rung opens with its dose: ${first}`);
  const weight = await dialog
    .locator("h3 + p")
    .first()
    .evaluate((p) => [getComputedStyle(p).fontWeight, getComputedStyle(p).fontSize].join(" "));
  t.check(weight === "400 16px", `what opens is in plain type: ${weight}`);
  const headings = await dialog.locator("h3").allInnerTexts();
  t.check(headings.join() === "How it was made,How far to trust it,Source,Version", `and in order: ${headings}`);
  t.check(
    /protocol\./.test(await dialog.locator(".ids").innerText()) && !/protocol\./.test(await dialog.locator("h3 + p").first().innerText()),
    "ids stand at the end only",
  );
  await t.look(page, "return_rung_opened", 1440, "light");
  await page.keyboard.press("Escape");
  const fold = page.locator(".ladder .fold button").last();
  await fold.click();
  await t.soon(async () => (await open.count()) > 3 && (await fold.getAttribute("aria-expanded")) === "true", "the others open");
}

/** Where one is, one next step; what the decision rests on behind a press; no condition is named twice. */
async function namedOnce(t, page, person) {
  const heads = await page.locator("main h2:visible").allInnerTexts();
  t.check(heads[0] === "You are here" && heads[1] === "What comes next", `where one is and what comes next stand first: ${heads.join(", ")}`);
  t.check((await page.locator("main .next-step").count()) === 1, "there is one next step");
  t.check((await page.locator(".board-row:visible, .facts:visible").count()) === 0, "conditions and research wait for a press");
  await openAll(page);
  await page.locator(".phase-part h3 button[aria-expanded=false]").evaluateAll((buttons) => {
    for (const button of buttons) button.click();
  });
  const { phases, ladder, met, open } = await (await page.context().request.fetch(`${t.base}/api/v1/people/${person}/return`)).json();
  const all = phases.flatMap((phase) => phase.criteria);
  t.check(met + open === all.length && phases[0].place === "behind", `every phase counts, those behind too: ${met} + ${open}`);
  await page.getByText(`${met} of ${all.length} conditions on the way to return are behind you.`).waitFor();
  const rows = await page.locator(".board-row .what strong").allInnerTexts();
  const twice = rows.filter((text, i) => rows.indexOf(text) !== i);
  t.check(twice.length === 0 && rows.length === new Set(all.map((one) => one.text)).size, `each condition stands once: ${twice.join("; ")}`);
  await page.getByRole("button", { name: "What moves you up a step, and back" }).click();
  const text = await page.locator(".ladder").innerText();
  const inLadder = new Set(ladder.flatMap((rung) => rung.needs.map((need) => need.text)));
  for (const need of inLadder) {
    const said = text.split(need).length - 1 + rows.filter((row) => row === need).length;
    t.check(said <= 1, `"${need}" stands ${said} times`);
  }
}

async function returning(t, page, person) {
  await page.goto(`${t.base}/#/people/${person}/return`);
  await settled(page);
  await t.soon(
    async () => (await page.getByText("Other protocols", { exact: true }).count()) === 1 && (await page.locator("#protocol").count()) === 0,
    "without a clinician other protocols are named, not offered",
  );
  await speeds(t, page);
  await rungs(t, page);
  await namedOnce(t, page, person);
  await t.soon(async () => (await page.locator(".ladder li").count()) >= 10, "all rungs stand in order");
  await t.soon(async () => (await page.locator(".ladder li[aria-current=step]").count()) === 1, "one rung is the present one");
  await t.soon(
    async () => (await page.getByText("The decision stays with you and your clinician.").count()) > 0,
    "the decision is said to stay with the person",
  );
  await openAll(page);
  await page.locator("#other-protocol").selectOption({ index: 1 });
  await page.getByText(/They differ since|No difference/).waitFor();
  await t.look(page, "return_side_by_side", 1440, "light");
}

async function runs(t, page, person) {
  await page.goto(`${t.base}/#/people/${person}/run`);
  await settled(page);
  const before = await page.locator(".run-list li").count();
  t.check(before > 10, `the runs are listed (${before})`);
  await page.getByRole("button", { name: "Add a run" }).click();
  await page.locator("#run-far").fill("x");
  await t.soon(async () => (await page.locator(".run-form [role=status]").innerText()).length > 5, "a word instead of a number is told");
  await page.locator("#run-far").fill("7,5");
  await page.locator("#run-time").fill("45:30");
  await page.getByRole("radiogroup", { name: "Worst pain" }).getByRole("radio", { name: "1", exact: true }).click();
  await t.look(page, "run_form", 1440, "light");
  await page.getByRole("button", { name: "None of these" }).click();
  await page.getByText("7.5 km").first().waitFor();
  await t.soon(async () => (await page.locator(".run-list li").count()) === before + 1, "the run is added");
  await t.soon(async () => (await page.locator(".run-list li").first().innerText()).includes("6:04 min/km"), "with its pace");
  await page
    .getByRole("button", { name: /^Change/ })
    .first()
    .click();
  await t.soon(async () => (await page.locator("#run-far").inputValue()) === "7.50", "changing begins with what was entered");
  await page.locator("#run-far").fill("8");
  await page.getByRole("button", { name: "None of these" }).click();
  await page.locator(".run-list li").first().getByText("8.0 km").waitFor();
  await t.soon(async () => (await page.locator(".run-list li").count()) === before + 1, "changing makes no second run");
  await page
    .getByRole("button", { name: /^Remove/ })
    .first()
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await page.waitForFunction((n) => document.querySelectorAll(".run-list li").length === n, before);
  await page.evaluate(() => document.querySelector("h1").focus());
  const week = await chartWithKeys(t, page, "How far did you run each week?");
  t.check(/this week/.test(week), `the present week is said: ${week}`);
}

async function preventing(t, page, person) {
  await page.goto(`${t.base}/#/people/${person}/prevent`);
  await settled(page);
  await t.soon(async () => (await page.locator("table.weekly").count()) > 0, "the program has its weekly table");
  const other = page.locator("main details:has(button:text('Choose this one'))").first();
  const name = await other.locator("summary").innerText();
  await other.locator("summary").click();
  await other.getByRole("button", { name: "Choose this one" }).click();
  await page.locator(".chosen h2").getByText(name).waitFor();
  const { programs } = await (await page.context().request.fetch(`${t.base}/api/v1/people/${person}/prevention`)).json();
  const followed = programs.some((one) => one.chosen && one.followed);
  await t.soon(
    async () => (await page.locator("a[href*='/calendar?language=']").count()) > 0 === followed,
    "a calendar is offered for what is followed, and only then",
  );
}

/** On paper nothing may hang on color, and it says whose it is. */
async function paper(t, page, person) {
  await page.emulateMedia({ media: "print" });
  for (const part of ["progress", "return"]) {
    await page.goto(`${t.base}/#/people/${person}/${part}`);
    await settled(page);
    await t.soon(() => page.locator(".print-head").isVisible(), `${part}: the header is on paper`);
    await t.soon(async () => (await page.locator(".print-head").innerText()).includes("Vera Course"), `${part}: with the name`);
    await t.soon(async () => /leg.*since|side not known.*since/.test(await page.locator(".print-head").innerText()), `${part}: with the side and the day`);
    await t.soon(async () => !(await page.locator("header.top").isVisible()), `${part}: the navigation is not`);
    await t.soon(async () => !(await page.locator(".person-head").isVisible()), `${part}: the name stands once`);
    t.check((await page.locator("details.behind:not(.no-print):not([open])").count()) === 0, `${part}: what is behind a press is open on paper`);
    if (part === "progress") await t.soon(() => page.locator(".dots .reading").isVisible(), "the line of how many by when is on paper");
    else {
      const { ladder } = await (await page.context().request.fetch(`${t.base}/api/v1/people/${person}/return`)).json();
      t.check(ladder.length > 5, `there is a ladder to print: ${ladder.length} rungs`);
      const printed = page.locator(".ladder > li:not(.fold):visible");
      await t.soon(async () => (await printed.count()) === ladder.length, `all ${ladder.length} rungs are on paper`);
    }
  }
  await page.emulateMedia({ media: "screen" });
  await t.soon(async () => (await page.locator("details.behind[open]").count()) === 0, "and closes again on the screen");
}

/** The sheet, the plan, progress, one page for a physiotherapist: looked at, printed in grey, and the case file beside it. */
async function printed(t, page, person) {
  await page.goto(`${t.base}/#/people/${person}/print`);
  await settled(page);
  for (const [name, there] of [
    ["Exercise sheet", ".sheet-lines li, .sheet p"],
    ["Plan of today", ".sheet h3"],
    ["Progress", ".pain-columns"],
    ["For a physiotherapist", ".share .facts-list"],
  ]) {
    await page.getByRole("radio", { name }).click();
    await page.locator(there).first().waitFor();
    await t.look(page, `print_${name.replace(/\W+/g, "_")}`, 1440, "light");
    await page.emulateMedia({ media: "print" });
    await t.soon(
      async () => /Vera Course[\s\S]*20\d\d[\s\S]*Hamstring \d/.test(await page.locator(".print-head").innerText()),
      `${name}: name, date and version on top`,
    );
    t.check(!(await page.getByRole("button", { name: "Print this page" }).isVisible()), `${name}: no button on paper`);
    const colors = await page.locator(".sheet").evaluate((sheet) =>
      [...sheet.querySelectorAll("*")]
        .flatMap((e) => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor])
        .filter((color) => {
          const [r, g, b, a] = color.match(/[\d.]+/g).map(Number);
          return a !== 0 && Math.max(r, g, b) - Math.min(r, g, b) > 8;
        }),
    );
    t.check(colors.length === 0, `${name}: legible in grey: ${[...new Set(colors)].slice(0, 3).join(" ")}`);
    if (name === "For a physiotherapist") {
      const pages = (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
      t.check(pages === 1, `one page for a physiotherapist: ${pages}`);
    }
    await page.emulateMedia({ media: "screen" });
  }
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Save the case file" }).click()]);
  t.check(JSON.parse(readFileSync(await file.path(), "utf8")).schema === "hamstring.case", "the case file stands beside it");
}

export async function checks(t) {
  const context = await t.browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: "light",
    storageState: t.state,
    locale: "en-GB",
    timezoneId: "Europe/Vienna",
    reducedMotion: "reduce",
  });
  const person = await seedCourse(context, t.base);
  const { page, faults } = await watchedPage(context, t.base);
  await wordsFirst(t, page, person);
  await board(t, page, person);
  await returning(t, page, person);
  await runs(t, page, person);
  await preventing(t, page, person);
  await paper(t, page, person);
  await printed(t, page, person);
  t.check(faults.length === 0, faults.join("\n"));
  await context.close();
  await looks(t, person);
}
