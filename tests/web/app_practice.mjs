// For whoever looks after many, with keys alone: a squad is typed (keys and time counted), pasted and read from a file of a
// device; a plan is prescribed from its own page, asked about once, and read by the person.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { watchedPage } from "./app_walk.mjs";
import { addPeople, ask, shiftedCase } from "./app_people.mjs";
import { serve } from "./server.mjs";

const password = "three plain words";
const english = { locale: "en-GB", timezoneId: "Europe/Vienna", reducedMotion: "reduce", viewport: { width: 1440, height: 1000 } };

async function startFresh(folder) {
  const { server, address } = await serve(process.argv[2], join(folder, "practice.db"));
  return { server, base: address };
}

async function logIn(t, name) {
  const context = await t.browser.newContext(english);
  const { page, faults } = await watchedPage(context, t.base);
  await page.goto(`${t.base}/#/people`);
  await page.locator("#login-name").fill(name);
  await page.locator("#login-password").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.waitForFunction(() => !document.querySelector("#login-name"));
  return { context, page, faults };
}

/** An owner, twelve people of all sorts, one whose plan has a session today, a clinician. */
async function practice(t) {
  const context = await t.browser.newContext(english);
  const { page } = await watchedPage(context, t.base);
  await page.goto(`${t.base}/#/`);
  await page.getByRole("link", { name: "I look after others" }).click();
  await page.locator("#first-name").fill("Olga");
  await page.locator("#first-password").fill(password);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("link", { name: "Add a person" }).waitFor();
  await addPeople(context.request, t.base, 11);
  const file = shiftedCase("dose_grows_by_a_tenth", 0);
  const made = await ask(context.request, t.base, "POST", "/people", {
    name: "Zoe Plan",
    consent: { text_version: "2", given_by: "guardian", name: "x" },
    zone: "Europe/Vienna",
    language: "en",
    case: JSON.stringify(file),
  });
  t.check(made.status === 200, `somebody with a session is there: ${JSON.stringify(made.body)}`);
  for (const [name, role, person] of [
    ["Clara", "clinician", undefined],
    ["zoe", "athlete", made.body.id],
  ]) {
    const added = await ask(context.request, t.base, "POST", "/accounts", { name, password, role, ...(person ? { person } : {}) });
    t.check(added.status === 200, `${role}: ${JSON.stringify(added.body)}`);
  }
  await page.goto(`${t.base}/#/people/${made.body.id}/today`);
  await page.reload();
  await t.soon(async () => (await page.getByRole("link", { name: "Prescribe" }).count()) === 1, "whoever looks after others may prescribe to them");
  await context.close();
  return made.body.id;
}

/** Types two numbers for everybody; counts every key that is no digit, and how long a field takes to be ready. */
async function squadByKeys(t) {
  const { context, page, faults } = await logIn(t, "Clara");
  await page.goto(`${t.base}/#/squad`);
  await page.locator("table.squad tbody tr").nth(11).waitFor();
  await t.look(page, "squad", 1440, "light");
  // The page opens with the test that was done last; today it is the Nordic, chosen once for all with the keyboard.
  const test = page.locator(".squad-head select").first();
  for (let i = 0; i < 30 && !(await test.evaluate((e) => document.activeElement === e)); ++i) await page.keyboard.press("Tab");
  await page.keyboard.type("Nordic");
  await page.locator("table.squad th", { hasText: "Left (N)" }).waitFor();
  const first = page.locator("table.squad input").first();
  // Reached with Tab alone.
  for (let i = 0; i < 60 && !(await first.evaluate((e) => document.activeElement === e)); ++i) await page.keyboard.press("Tab");
  t.check(await first.evaluate((e) => document.activeElement === e), "the first field is reached with Tab");
  const people = await page.locator("table.squad tbody tr").count();
  // The page itself notes how long it takes from a Tab to the first picture in which the next field has the focus.
  await page.evaluate(() => {
    globalThis.waited = [];
    document.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Tab") return;
        const began = event.timeStamp;
        requestAnimationFrame(() => globalThis.waited.push(performance.now() - began));
      },
      true,
    );
  });
  let keys = 0;
  for (let i = 0; i < people; ++i) {
    for (const text of [String(240 + i), String(300 + i)]) {
      await page.keyboard.type(text);
      const typed = await page.evaluate(() => document.activeElement.value);
      t.check(typed === text, `${text} stands in its field: ${typed}`);
      await page.keyboard.press("Tab");
      keys += 1;
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    }
  }
  const waited = (await page.evaluate(() => globalThis.waited)).sort((a, b) => a - b);
  t.check(waited.length === keys, `every Tab was timed: ${waited.length} of ${keys}`);
  const slowest = Math.round(waited[waited.length - 1]);
  console.log(`a squad of ${people}: ${(keys / people).toFixed(1)} keys a person besides the digits, the next field after ${slowest} ms at most`);
  t.check(keys <= 2 * people, `${keys} keys for ${people} people: two each are allowed`);
  t.check(slowest <= 100, `the next field is ready within 100 ms: it took ${slowest}`);
  await t.soon(async () => (await page.locator("td.means .ratio").count()) === people, "what the numbers mean stands beside every row");
  const meaning = await page.locator("td.means").first().innerText();
  t.check(/% of the other/.test(meaning) && /measured for the first time/.test(meaning), `it says what it means: ${meaning}`);
  t.check(/Has reached \d+ N/.test(meaning) && !/Train to/.test(meaning), `who has reached a goal is not told to train to it: ${meaning}`);
  t.check(await page.evaluate(() => document.activeElement.textContent === "Save all"), "after the last field comes saving");
  await page.keyboard.press("Enter");
  await page.getByText(`${people} people saved.`).waitFor();
  t.check(faults.length === 0, `squad: ${faults.join("\n")}`);
  return { context, page, people };
}

async function squadFromElsewhere(t, { context, page }) {
  const name = await page.locator("table.squad tbody th").first().innerText();
  // Pasted from a spreadsheet: a comma for a point, a name that nobody has, a thousand that may be none.
  const table = `Name\tLeft (N)\tRight (N)\n${name}\t251,5\t299\nNobody Here\t1\t2\nZoe Plan\t1,234\t300\n`;
  await paste(page, table);
  await page.getByText("1 of 3 rows stand in the table.").waitFor();
  await t.soon(() => page.getByText("Nobody here is called 'Nobody Here'.").isVisible(), "a name that nobody has is named");
  await t.soon(() => page.getByText(/'1,234' may be a thousand/).isVisible(), "what may be a thousand is named");
  await t.soon(async () => (await page.locator("table.squad input").first().inputValue()) === "251.5", "the comma became a point");
  await t.look(page, "squad_pasted", 1440, "light");
  // A file of a device in the place of it.
  await page.locator("input[type=file]").setInputFiles({
    name: "nordic.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`Name,Date UTC,L Max Force (N),R Max Force (N)\n"${name}",${new Date().toISOString().slice(0, 10)}T07:00,262.5,301\n`),
  });
  await page.getByText("1 of 1 rows stand in the table.").waitFor();
  await t.soon(async () => (await page.locator("table.squad input").first().inputValue()) === "262.5", "the file's number stands in the field");
  // What cannot be stands beside its row and nothing is saved.
  await page.locator("table.squad input").nth(2).fill("99999");
  await page.locator("table.squad input").nth(2).press("Enter");
  await page.locator("td.means .state-not_met").first().waitFor();
  await t.soon(() => page.getByText("some rows cannot be saved").isVisible(), "a refused row keeps all of them out");
  await page.locator("table.squad input").nth(2).fill("");
  await page.getByRole("button", { name: "Save all" }).press("Enter");
  await page.getByText("1 person saved.").waitFor();
  await page.locator("table.squad tbody th a").first().click();
  await page.getByRole("heading", { name: "Tests over time" }).waitFor();
  await t.soon(async () => (await page.locator("table.trend tbody tr").count()) >= 2, "both looks stand in the trend");
  await t.look(page, "trends", 1440, "light");
  await context.close();
}

async function paste(page, text) {
  await page.evaluate((table) => {
    const data = new DataTransfer();
    data.setData("text/plain", table);
    window.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

/** Kilograms, another day, a number that is nothing but error: what is saved is what stands there. */
async function squadInOtherUnits(t) {
  const { context, page, faults } = await logIn(t, "Clara");
  await page.goto(`${t.base}/#/squad`);
  await page.locator("table.squad tbody tr").nth(11).waitFor();
  const names = await page.locator("table.squad tbody th a").allInnerTexts();
  const inputs = page.locator("table.squad input");
  const on = (days) => new Date(Date.now() - days * 86400000).toISOString().slice(0, 10);
  await paste(page, `Name\tLeft (kg)\tRight (kg)\tDate\n${names[0]}\t30\t31,5\t${on(2)}\n`);
  await t.soon(() => page.getByText("1 kg is 9.80665 N").isVisible(), "that kilograms became newtons is said beside the rows");
  await t.soon(async () => (await inputs.first().inputValue()) === "294.2", "30 kg are 294.2 N");
  await t.soon(async () => (await page.locator("input[type=date]").inputValue()) === on(2), "the page shows the day that is saved");
  await paste(page, `Name\tLeft (N)\tRight (N)\tDate\n${names[0]}\t295\t310\t${on(2)}\n${names[1]}\t295\t310\t${on(3)}\n`);
  await t.soon(async () => (await page.locator(".own-day").count()) === 1, "a row of another day says so itself");
  await paste(page, `Name\tLeft (Nm)\tRight (Nm)\n${names[0]}\t95\t90\n`);
  await t.soon(() => page.getByText("'Nm' in the header is no unit of this test").isVisible(), "a unit that is none of the test is named");
  await page.reload();
  await page.locator("table.squad tbody tr").nth(11).waitFor();
  await inputs.first().fill("30");
  await page.getByRole("button", { name: "Save all" }).click();
  await t.soon(() => page.locator(".hardly").first().isVisible(), "a force below its own error is asked about");
  await t.look(page, "squad_asked", 1440, "light");
  await page.getByRole("button", { name: "Save all the same" }).click();
  await page.getByText("1 person saved.").waitFor();
  t.check(faults.filter((fault) => !/409/.test(fault)).length === 0, `squad in other units: ${faults.join("\n")}`);
  await context.close();
}

/** On a phone each field says which leg it is, and no list of names makes the page wider than the screen. */
async function onAPhone(t, person) {
  const { context, page } = await logIn(t, "Clara");
  // A test was typed for them, and whatever is told asks for the short questions again, unless it came before the last
  // time they were answered: in a case that is shifted to today, at two in the afternoon.
  const answered = await ask(context.request, t.base, "POST", `/people/${person}/entries`, {
    entries: [{ type: "pain", when: "now", value: 1, rescreen: "none_of_these" }],
  });
  t.check(answered.status === 200, `the short questions are answered: ${JSON.stringify(answered.body).slice(0, 200)}`);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const [at, there] of [
    ["squad", "table.squad tbody tr"],
    [`people/${person}/prescribe`, "ol.prescribed > li"],
    ["people", "table.people tbody tr"],
  ]) {
    await page.goto(`${t.base}/#/${at}`);
    await page.locator(there).first().waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    t.check(wide <= 390, `${at.split("/").pop()} is as wide as the phone: ${wide} px`);
    await t.look(page, `phone_${at.split("/").pop()}`, 390, "light");
  }
  await page.goto(`${t.base}/#/squad`);
  await page.locator("table.squad input").first().waitFor();
  const labels = await page
    .locator("table.squad tbody tr:first-child td[data-label]")
    .evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell, "::before").content));
  t.check(/Left/.test(labels[0] ?? "") && /Right/.test(labels[1] ?? ""), `both fields of a person are labelled: ${labels.join(", ")}`);
  await context.close();
}

/** What is decided next is what the list is for. */
async function nextDecisionIsRead(t) {
  const { context, page } = await logIn(t, "Clara");
  for (const width of [1440, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${t.base}/#/people`);
    await page.locator("table.people .decision").first().waitFor();
    const clipped = await page
      .locator("table.people .decision .what")
      .evaluateAll((all) =>
        all
          .filter((what) => what.clientWidth < Math.min(what.scrollWidth, 180))
          .map((what) => `${what.innerText}: ${what.clientWidth} of ${what.scrollWidth} px`),
      );
    t.check(clipped.length === 0, `at ${width} px what is decided next is read: ${clipped.join("; ")}`);
    const cut = await page.locator("table.people tbody .c-criteria").evaluateAll((cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).length);
    t.check(cut === 0, `at ${width} px all three counts of criteria are read: ${cut} rows are cut`);
    await t.look(page, `people_${width}`, width, "light");
  }
  await context.close();
}

/** A clinician's Monday, press by press: every click and every key but the digits is one. */
async function monday(t, person) {
  const { context, page, faults } = await logIn(t, "Clara");
  let presses = 0;
  const press = async (locator) => {
    await locator.click();
    presses += 1;
  };
  const task = async (name, most, act) => {
    await page.goto(`${t.base}/#/people`);
    await page.locator("table.people tbody tr").first().waitFor();
    presses = 0;
    await act();
    console.log(`${name}: ${presses} presses`);
    t.check(presses <= most, `${name} takes ${presses} presses, ${most} are allowed`);
  };
  const row = page.locator("table.people tbody tr").filter({ hasText: "Zoe Plan" });
  await task("People, why, an exercise out, done", 4, async () => {
    t.check(
      (await row.locator("td.c-why").innerText()).length > 3 && /left|right/.test(await row.locator("td.c-side").innerText()),
      "the board says why and which side",
    );
    await press(row.locator("a[data-person]"));
    await page.getByRole("link", { name: "Prescribe" }).waitFor();
    await press(page.getByRole("link", { name: "Prescribe" }));
    await page.getByText("Why look now:").waitFor();
    const last = page.locator("ol.prescribed > li").last();
    const name = await last.locator("option:checked").innerText();
    t.check(await page.getByText("Nothing is changed yet.").isVisible(), "before a change there is none to sign");
    await press(last.getByRole("button", { name: /^Take out/ }));
    const change = page.locator("table.changes tbody tr").first();
    await t.soon(
      async () => (await change.innerText()).includes(name) && /taken out/.test(await change.innerText()),
      "the change stands there before and after",
    );
    await t.soon(() => page.getByText("Signed by Clara.").isVisible(), "with who signs it");
    await t.look(page, "monday_change", 1440, "light");
    await press(page.getByRole("button", { name: "Prescribe this" }));
    await page.getByText("A prescription stands since").waitFor();
  });
  await page.locator("summary", { hasText: "Changes so far" }).click();
  await t.soon(async () => /signed by Clara/.test(await page.locator("main").innerText()), "what was changed is kept with who signed it");
  await t.look(page, "monday_changes_so_far", 1440, "light");
  await task("the same taken back", 4, async () => {
    await press(row.locator("a[data-person]"));
    await press(page.getByRole("link", { name: "Prescribe" }));
    await press(page.getByRole("button", { name: "End the prescription" }));
    await page.getByText("No prescription stands").waitFor();
  });
  await task("the strength to train to", 2, async () => {
    await press(row.locator("a[data-person]"));
    await press(page.locator(".person-head").getByRole("link", { name: "Tests", exact: true }));
    await page.getByRole("heading", { name: "Tests over time" }).waitFor();
  });
  await ask(context.request, t.base, "PATCH", `/people/${person}`, { groups: "First team" });
  await page.goto(`${t.base}/#/about`);
  await page.goto(`${t.base}/#/people`);
  await t.soon(async () => (await row.innerText()).includes("First team"), "the board says the group");
  t.check(faults.length === 0, `monday: ${faults.join("\n")}`);
  await context.close();
}

async function prescribeByKeys(t, person) {
  const { context, page, faults } = await logIn(t, "Clara");
  await page.goto(`${t.base}/#/people/${person}/today`);
  const link = page.getByRole("link", { name: "Prescribe" });
  await link.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Prescribe" }).waitFor();
  await t.look(page, "prescribe", 1440, "light");
  const rows = page.locator("ol.prescribed > li");
  const before = await rows.count();
  t.check(before >= 2, `the plan's own exercises stand there: ${before}`);
  // The first exercise: another number of sets, by keys.
  const sets = rows.first().locator("input").first();
  await sets.focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("9");
  // The last one goes.
  const gone = await rows.last().locator("option:checked").innerText();
  await rows
    .last()
    .getByRole("button", { name: /^Take out/ })
    .focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Note to the athlete").focus();
  await page.keyboard.type("Slowly, please.");
  await page.getByRole("button", { name: "Prescribe this" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("More than was borne so far").waitFor();
  await t.look(page, "prescribe_asked", 1440, "light");
  const asked = await page.locator(".note[role=alert]").innerText();
  t.check(/in all\. The most that was borne so far is \d+/.test(asked), `the question has its numbers: ${asked}`);
  await page.getByRole("button", { name: "I have seen the numbers" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("A prescription stands since").waitFor();
  await page.goto(`${t.base}/#/people/${person}/today`);
  await page.getByText("Prescribed by Clara").waitFor();
  t.check(faults.length === 0, `prescribe: ${faults.join("\n")}`);
  await context.close();
  const own = await logIn(t, "zoe");
  await own.page.goto(`${t.base}/#/people/${person}/today`);
  await own.page.getByText("Prescribed by Clara").waitFor();
  await t.soon(() => own.page.getByText("Slowly, please.").isVisible(), "the person reads the note");
  const plan = await own.page.locator("main").innerText();
  t.check(/9 × /.test(plan), "the prescribed dose stands in the plan");
  t.check(!plan.includes(gone), `${gone} was taken out`);
  await t.soon(async () => (await own.page.getByRole("link", { name: "Prescribe" }).count()) === 0, "who is prescribed to cannot prescribe");
  const phone = await own.context.request.fetch(`${t.base}/api/v1/people/${person}/phone`, { headers: { Origin: t.base } });
  t.check(phone.status() === 200 && (await phone.text()).includes("Prescribed by Clara"), "the file for the phone carries the prescription");
  await own.page.goto(`${t.base}/#/people/${person}/prescribe`);
  await own.page.getByText("Only a clinician prescribes.").waitFor();
  await t.look(own.page, "prescribed", 1440, "light");
  await own.context.close();
}

export async function checks(outer) {
  const folder = mkdtempSync(join(tmpdir(), "hamstring_practice_"));
  const { server, base } = await startFresh(folder);
  const t = { ...outer, base };
  try {
    const person = await practice(t);
    await squadFromElsewhere(t, await squadByKeys(t));
    await squadInOtherUnits(t);
    await nextDecisionIsRead(t);
    await onAPhone(t, person);
    await monday(t, person);
    await prescribeByKeys(t, person);
  } finally {
    server.kill("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  }
}
