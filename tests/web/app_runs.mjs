// Runs of a watch in the app: from a file to its ledger in few presses, what each file is before one word, a run along its
// track with one cursor for all charts, undone as one, in both languages, with keys.
import { crc32, zipOf } from "./zip_of.mjs";

const english = { locale: "en-GB", timezoneId: "Europe/Vienna", reducedMotion: "reduce" };

/** Half an hour of running around a block and up a hill, faster in the middle, as a table of places. */
export function tableOfARun(start, top = 6.2) {
  const lines = ["time,speed,distance,latitude,longitude,altitude"];
  let way = 0;
  for (let i = 0; i <= 1800; i += 2) {
    const speed = i % 300 > 240 ? top : 2.9;
    const turn = (2 * Math.PI * way) / 1600;
    const radius = 180 + 60 * Math.cos(3 * turn);
    const north = radius * Math.sin(turn),
      east = radius * Math.cos(turn);
    lines.push(
      [start + i, speed, way.toFixed(1), (48.2 + north / 111200).toFixed(6), (16.3 + east / 74200).toFixed(6), (180 + 15 * Math.sin(turn)).toFixed(1)].join(
        ",",
      ),
    );
    way += 2 * speed;
  }
  return `${lines.join("\n")}\n`;
}

const csv = (name, text) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
const chosen = (page) => page.locator('.bring-runs input[type="file"]').first();

async function opened(t, more = {}) {
  const context = await t.browser.newContext({ ...english, viewport: { width: 1440, height: 1000 }, storageState: t.state, ...more });
  const { page, faults } = await t.watchedPage(context, t.base);
  return { context, page, faults };
}

/** From Today to the ledger of the first run: at most four presses. */
async function firstRun(t, at) {
  const { context, page, faults } = await opened(t);
  await page.goto(`${t.base}/#/people/${t.person}/today`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  let presses = 0;
  const press = async (act) => {
    presses += 1;
    await act();
  };
  await press(() => page.getByRole("link", { name: "Run", exact: true }).first().click());
  await page.getByText("Nothing recorded yet").waitFor();
  t.check((await page.getByText("Your own records").count()) === 0, "nothing recorded has no records");
  await press(() => chosen(page).setInputFiles([csv("evening.csv", tableOfARun(at))]));
  await press(() => page.getByRole("button", { name: "Keep 1 run" }).click());
  await page.getByRole("region", { name: "What your runs asked of each hamstring" }).waitFor();
  t.check(presses <= 4, `from a file to its ledger in ${presses} presses, 4 are allowed`);
  await t.soon(async () => (await page.locator(".run-list").first().locator("li").count()) === 1, "the run is in the list");
  t.check(!/probab|\brisk\b|ACWR/i.test(await page.locator("main").innerText()), "no word of a probability of injury");
  t.check(faults.length === 0, faults.join("\n"));
  await context.close();
}

/** Several files: what each is before anything is kept; then kept, and undone as one. */
async function manyFiles(t, at) {
  const { context, page, faults } = await opened(t);
  await page.goto(`${t.base}/#/people/${t.person}/run`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  const week = 7 * 86400;
  const files = [1, 2, 3, 4].map((n) => csv(`week ${n}.csv`, tableOfARun(at - n * week, 5 + n / 4)));
  files.push(csv("evening again.csv", tableOfARun(at)), csv("twin.csv", tableOfARun(at - week, 5.25)));
  files.push({ name: "broken.fit", mimeType: "application/octet-stream", buffer: Buffer.from("no") });
  await chosen(page).setInputFiles(files);
  await page.getByRole("heading", { name: "What is in these files" }).waitFor();
  const table = page.getByRole("region", { name: "What is in these files" });
  t.check((await table.locator("tbody tr").count()) === 7, "every file has a row");
  const text = await table.innerText();
  for (const word of ["new: it will be kept", "here already", "the same run as in", "refused"]) t.check(text.includes(word), `the table says: ${word}`);
  for (const width of [390, 768, 1440])
    for (const scheme of ["light", "dark"]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await t.look(page, "runs read", width, scheme);
    }
  await page.getByRole("button", { name: "Keep 4 runs" }).click();
  await page.getByText("4 recordings kept.").waitFor();
  await t.soon(async () => (await page.locator(".run-list").first().locator("li").count()) === 5, "five runs are in the list");
  await page.getByRole("button", { name: /Undo/ }).click();
  await page.getByText("Taken out again.").waitFor();
  await t.soon(async () => (await page.locator(".run-list").first().locator("li").count()) === 1, "one word undoes all of them");
  // Once more, as one zip made here, so that weeks can be held against each other.
  await chosen(page).setInputFiles([{ name: "year.zip", mimeType: "application/zip", buffer: zipOf(files.slice(0, 4).map((f) => [f.name, f.buffer])) }]);
  await page.getByRole("button", { name: "Keep 4 runs" }).click();
  await page.getByText("4 recordings kept.").waitFor();
  t.check(faults.length === 0, faults.join("\n"));
  await context.close();
}

/** The page and one run, at every width, light and dark, in both languages. */
async function looks(t) {
  for (const width of [390, 768, 1440])
    for (const scheme of ["light", "dark"]) {
      const { context, page, faults } = await opened(t, {
        viewport: { width, height: 900 },
        colorScheme: scheme,
        locale: width === 768 ? "de-DE" : "en-GB",
      });
      await page.goto(`${t.base}/#/people/${t.person}/run`);
      await page.locator(".run-list a").first().waitFor();
      await t.look(page, "runs ledger", width, scheme);
      await page.locator(".run-list a").first().click();
      await page.locator(".run-along figure").nth(3).waitFor();
      await t.look(page, "runs along", width, scheme);
      t.check(faults.length === 0, `${width} ${scheme}: ${faults.join("\n")}`);
      await context.close();
    }
}

/** One cursor for all charts, moved by keys; its numbers are read out and stand in a table. */
async function byKeys(t) {
  const { context, page, faults } = await opened(t);
  await page.goto(`${t.base}/#/people/${t.person}/run`);
  await page.locator(".run-list a").first().click();
  await page.locator(".run-along figure").nth(3).waitFor();
  const pace = page.getByRole("group", { name: "How fast was it?" });
  await pace.focus();
  for (let i = 0; i < 3; ++i) await page.keyboard.press("PageDown");
  const place = () =>
    page
      .getByRole("group", { name: "Where did this run go?" })
      .locator("circle")
      .nth(1)
      .evaluate((dot) => `${dot.getAttribute("cx")} ${dot.getAttribute("cy")}`);
  const before = await place();
  await page.keyboard.press("PageDown");
  await t.soon(async () => (await place()) !== before, "the cursor of the pace moves the one of the track");
  const said = await page.locator(".run-along > .reading").innerText();
  t.check(/at \d+:\d\d/.test(said) && /BFlh/.test(said), `the reading says when, how fast and how far: ${said}`);
  await page.getByText("Numbers").first().click();
  t.check((await page.locator(".run-along table").first().locator("tbody tr").count()) > 20, "the numbers stand in a table");
  await page.getByRole("link", { name: "All runs" }).click();
  await page
    .getByRole("button", { name: /Tell how it felt/ })
    .first()
    .click();
  t.check((await page.locator("#run-far").inputValue()) !== "", "the distance of the recording stands in the form");
  t.check(faults.length === 0, faults.join("\n"));
  await context.close();
}

/** A finger on a chart says where, as a mouse does; the table of weeks needs no scrolling sideways on a phone. */
async function byFingers(t) {
  const { context, page, faults } = await opened(t, { viewport: { width: 390, height: 844 }, hasTouch: true });
  await page.goto(`${t.base}/#/people/${t.person}/run`);
  const table = page.getByRole("region", { name: "What your runs asked of each hamstring" });
  await table.waitFor();
  t.check(await table.evaluate((box) => box.scrollWidth <= box.clientWidth + 1), "the weeks fit on a phone");
  await page.locator(".run-list a").first().click();
  await page.locator(".run-along figure").nth(3).waitFor();
  const reading = page.locator(".run-along > .reading");
  const before = await reading.innerText();
  const pace = page.getByRole("group", { name: "How fast was it?" }).locator("svg");
  await pace.scrollIntoViewIfNeeded();
  const box = await pace.boundingBox();
  await page.touchscreen.tap(box.x + box.width * 0.6, box.y + box.height * 0.4);
  await t.soon(async () => (await reading.innerText()) !== before, "a tap on the pace moves the cursor");
  t.check(faults.length === 0, faults.join("\n"));
  await context.close();
}

/** Everybody's weeks: who stepped up, in words; no word of a risk; at every width. */
async function everybody(t) {
  for (const [width, scheme] of [
    [1440, "light"],
    [768, "dark"],
    [390, "light"],
  ]) {
    const { context, page, faults } = await opened(t, { viewport: { width, height: 900 }, colorScheme: scheme, locale: width === 768 ? "de-DE" : "en-GB" });
    await page.goto(`${t.base}/#/weeks`);
    await page.locator("table.weeks tbody tr").first().waitFor();
    const text = await page.locator("main").innerText();
    t.check(!/probab|\brisk\b|ACWR/i.test(text), "no word of a probability of injury");
    t.check((await page.locator("table.weeks tbody svg[aria-label]").count()) > 0, "the bars of six weeks are told in words");
    await t.look(page, "runs everybody", width, scheme);
    await page.locator("table.weeks a").first().click();
    await page.locator(".run-list").first().waitFor();
    t.check(faults.length === 0, `${width} ${scheme}: ${faults.join("\n")}`);
    await context.close();
  }
}

export async function checks(t) {
  t.check(crc32(Buffer.from("123456789")) === 0xcbf43926, "the check value of CRC-32");
  const at = Math.floor(Date.now() / 1000) - 26 * 3600;
  await firstRun(t, at);
  await manyFiles(t, at);
  await looks(t);
  await byKeys(t);
  await byFingers(t);
  await everybody(t);
}
