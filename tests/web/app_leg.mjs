// Understand, Strengthen and the pictures of how it happened: what is drawn, that it moves with keys, how fast it answers.
export async function checks(t) {
  const { browser, base, check, soon, look, watchedPage } = t;
  const fresh = (width, scheme, motion = "reduce") =>
    browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, locale: "en-GB", timezoneId: "Europe/Vienna", reducedMotion: motion });

  const context = await fresh(1440, "light");
  const { page, faults } = await watchedPage(context, base);
  await page.goto(`${base}/#/understand`);
  await page.waitForSelector(".leg-page .stage");
  const names = await page.locator("[role=radiogroup] [role=radio]").allTextContents();
  check(names.length === 5, `five movements to look at, found ${names.join(", ")}`);

  // One cursor for leg and curves, in both directions.
  const value = () => page.locator(".key .value").first().textContent();
  const cursor = () => page.locator("figure svg line[stroke='var(--text)']").first().getAttribute("x1");
  await page.getByRole("radio", { name: "Trunk bend" }).click();
  await page.waitForFunction(() => document.querySelector(".sentence")?.textContent?.startsWith("Bent deeply"));
  await page.locator(".stage").focus();
  const before = [await value(), await cursor()];
  for (let i = 0; i < 20; ++i) await page.keyboard.press("ArrowRight");
  await soon(async () => (await value()) !== before[0] && (await cursor()) !== before[1], "arrow keys on the leg move its numbers and the curve's cursor");
  const after = await value();
  await page.locator("figure [role=group]").first().focus();
  await page.keyboard.press("End");
  await soon(async () => (await value()) !== after, "arrow keys on the curve move the leg");
  await page.getByRole("radio", { name: "Running" }).click();
  await page.waitForSelector(".mark-text");
  await soon(async () => (await page.locator(".mark-text").first().textContent()).length > 0, "running has a line where the foot leaves the ground");
  await page.locator("figure summary").first().click();
  await soon(async () => (await page.locator("figure table tbody tr").count()) >= 20, "the numbers stand in a table");

  // The sliders answer while dragging, computed by the server.
  const times = [];
  page.on("response", (reply) => {
    if (reply.url().includes("/api/v1/leg")) times.push(reply.request().timing().responseEnd);
  });
  const slider = page.locator("#hip_flexion_deg");
  await slider.focus();
  for (let i = 0; i < 30; ++i) await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => /[0-9]/.test(document.querySelector(".pose-sentence")?.textContent ?? ""));
  await page.waitForTimeout(200);
  times.sort((a, b) => a - b);
  check(times.length > 0 && times[Math.floor(times.length / 2)] <= 50, `a pose is answered within 50 ms, took ${times.map((x) => Math.round(x)).join(", ")}`);
  await slider.press("End");
  await page.waitForFunction(() => document.querySelector(".pose-sentence")?.textContent?.includes("stretched most"));
  await page.getByRole("button", { name: "Back to the movement" }).click();
  await soon(async () => (await page.locator(".roles article").count()) === 4, "what each muscle does is told for four things");
  await soon(async () => (await page.locator(".ways .figure").count()) === 3, "three ways of how it happened are drawn");
  check(faults.length === 0, `no error on the page: ${faults.join("; ")}`);

  // Every exercise is drawn, the filters work.
  await page.goto(`${base}/#/strengthen`);
  await page.waitForSelector(".cards > li");
  const all = await page.locator(".cards > li").count();
  await page.getByText(`${all} exercises`, { exact: true }).waitFor(); // each is in a group of the list
  await soon(async () => (await page.locator(".cards .figure").count()) === all && all >= 28, `every one of ${all} exercises is drawn`);
  await soon(async () => (await page.locator(".cards .chip").count()) === all, "every exercise carries its evidence");
  const shownNow = () => page.locator(".cards > li").count();
  await page.getByLabel("Muscle length").selectOption("long");
  await soon(async () => (await shownNow()) > 0 && (await shownNow()) < all, "the filter by muscle length leaves some");
  await page.getByRole("button", { name: "Show all" }).click();
  await soon(async () => (await shownNow()) === all, "all are shown again");
  await page.getByText("What you have").click();
  await page.getByRole("button", { name: "Mat", exact: true }).click();
  await soon(async () => (await shownNow()) > 0 && (await shownNow()) < all, "the filter by what is at hand leaves some");
  await context.close();

  for (const [width, scheme] of [
    [390, "light"],
    [390, "dark"],
    [768, "dark"],
    [1440, "light"],
    [1440, "dark"],
  ]) {
    const other = await fresh(width, scheme);
    const shown = await other.newPage();
    for (const path of ["", "understand", "strengthen"]) {
      await shown.goto(`${base}/#/${path}`);
      await shown.waitForSelector(path === "strengthen" ? ".cards .figure" : ".stage > *");
      await look(shown, `leg ${path || "start"}`, width, scheme);
    }
    await other.close();
  }
}
