// The story beside its shortest way: what is not known, what is missing; and the page that keeps it.
import { aboutTheWeek } from "./app_walk.mjs";

const button = (page, name) => page.getByRole("button", { name, exact: true });
const group = (page, name) => page.getByRole("radiogroup", { name });
const choose = (page, label, answer) => group(page, label).getByRole("radio", { name: answer, exact: true }).click();

/** What is missing is told on a press and named before it; a button that waits cannot be clicked as others are. */
async function missing(t, page) {
  const next = button(page, "Continue");
  await t.soon(
    async () =>
      (await next.getAttribute("aria-disabled")) === "true" &&
      /Which leg\?/.test(await next.evaluate((b) => document.getElementById(b.getAttribute("aria-describedby")).textContent)),
    "a button that waits says for what",
  );
  await next.focus();
  await page.keyboard.press("Enter");
  await t.soon(() => page.getByText(/^Still missing: Which leg\?/).isVisible(), "and shows it when it is pressed");
  await t.look(page, "story_missing", 390, "light");
}

/** The button for the whole wording takes no room: what follows the heading begins right under it. */
async function noRoomLost(t, page, title) {
  const gap = await page.evaluate(() => {
    const first = document.querySelector(".checks, main fieldset, main .field").getBoundingClientRect().top;
    return first - document.querySelector("h1").getBoundingClientRect().bottom;
  });
  t.check(gap >= 0 && gap < 24, `nothing is empty under the heading of "${title}": ${gap} px`);
}

async function unsurely(t, page) {
  let unknown = 0;
  for (;;) {
    await page.waitForFunction(() => document.querySelector("ul.checks, main [role=radiogroup], #born, #first-plan, .beside"));
    if (!(await page.locator("#first-plan").count()))
      t.check((await page.getByRole("progressbar").count()) === 1, `how far it is stands on "${await page.getByRole("heading", { level: 1 }).innerText()}"`);
    if ((await page.locator("#first-plan").count()) || (await page.locator("#born").count())) return unknown;
    const title = await page.getByRole("heading", { level: 1 }).innerText();
    const text = await page.locator("main").innerText();
    await noRoomLost(t, page, title);
    if (await page.locator("ul.checks").count()) {
      const none = button(page, "None of these");
      const onward = button(page, "Continue");
      const [row, way] = [await none.boundingBox(), await onward.boundingBox()];
      t.check(row.y + row.height <= way.y, `"None of these" stands where one goes on: ${JSON.stringify({ row, way })}`);
      // What the tapped place says already stands there as told; on every other screen nothing does.
      const told = await page.locator("ul.checks [data-answer]").allInnerTexts();
      if (/sit bone/i.test(title)) t.check(/sit bone itself/i.test(told.join()), `the place is not asked twice: ${told}`);
      else t.check(told.length === 0 && (await onward.getAttribute("aria-disabled")) === "true", `${title}: nothing is answered by going on alone`);
      await none.click();
      await onward.click();
    } else {
      const presses = (await button(page, "Continue").count()) > 0;
      for (const one of await page.getByRole("radiogroup").all()) {
        const notKnown = one.getByRole("radio", { name: "I do not know" });
        unknown += await notKnown.count();
        await ((await notKnown.count()) ? notKnown : one.getByRole("radio").first()).click();
      }
      for (const notKnown of await page.locator(".beside").getByRole("button", { name: "I do not know" }).all()) await notKnown.click();
      if (title === "How it began") await t.look(page, "story_unsure", 390, "light");
      if (presses) await button(page, "Continue").click();
    }
    await page.waitForFunction((before) => document.querySelector("main")?.innerText !== before, text);
  }
}

async function whoItIs(t, page) {
  await page.locator("summary", { hasText: "Equipment you have" }).click();
  await t.soon(
    async () => (await page.locator("legend:not(.visually-hidden)", { hasText: "Equipment you have" }).count()) === 0,
    "what is at hand is asked once",
  );
  t.check(await button(page, "Continue").isDisabled(), "nobody gets a plan without a year of birth: children have other rules");
  await page.locator("#born").fill("1990");
  await button(page, "Continue").click();
  await page.locator("#first-plan").waitFor();
}

/** Whoever is not hurt is asked one question; a no goes on, a yes brings every sign by itself. */
async function notHurt(t, context) {
  const { page, faults } = await t.watchedPage(context, t.base);
  const title = () => page.getByRole("heading", { level: 1 }).innerText();
  const answer = async (word) => {
    await page
      .getByRole("radiogroup", { name: /^Does anything hurt/ })
      .getByRole("radio", { name: word, exact: true })
      .click();
    await button(page, "Continue").click();
  };
  await page.goto(`${t.base}/#/story/prevent`);
  await page.getByRole("radiogroup", { name: /^Does anything hurt/ }).waitFor();
  t.check((await page.getByRole("radiogroup").count()) === 1 && (await page.locator("ul.checks").count()) === 0, "one question, and no list of danger signs");
  await t.look(page, "story_well", 390, "light");
  for (const word of ["Yes", "Not sure"]) {
    await answer(word);
    const seen = [];
    for (const name of ["Any of these now?", "And any of these?", "What you felt or saw"]) {
      await page.getByRole("heading", { level: 1, name }).waitFor();
      seen.push(await page.locator("ul.checks li:not(.none)").count());
      // The second time round it stands there as it was left.
      const none = button(page, "None of these");
      if ((await none.getAttribute("aria-pressed")) !== "true") await none.click();
      await button(page, "Continue").click();
    }
    t.check(seen[0] === 5 && seen[1] === 5 && seen[2] >= 4, `"${word}" brings the danger signs, two screens of five first: ${seen}`);
    for (let i = 0; i < 3; ++i) await button(page, "← Back").click();
    await page.getByRole("heading", { level: 1, name: "Any of these now?" }).waitFor();
    await button(page, "← Back").click();
    await page.getByRole("heading", { level: 1, name: "Does anything hurt or feel odd?" }).waitFor();
  }
  await answer("No");
  await t.soon(async () => (await title()) !== "Does anything hurt or feel odd?", "a no goes on");
  t.check(!/these|felt or saw/.test(await title()), `and no danger sign is asked after it: ${await title()}`);
  t.check(faults.length === 0, faults.join("\n"));
  await page.close();
}

/** What is asked later: units are words, and every number may be not known. */
async function later(t, page) {
  const part = page.locator("details", { hasText: "Answer more to sharpen this" });
  await part.locator("summary").click();
  await part.locator(".field").first().waitFor();
  const labels = await part.locator(".field label").allInnerTexts();
  t.check(labels.length > 0 && !labels.some((label) => /\((d|h|min)\)/.test(label)), `units stand in words: ${labels}`);
  const first = part.locator(".field").first();
  await first.locator("input").fill("many");
  await t.soon(async () => (await part.getByRole("button", { name: "Continue" }).getAttribute("aria-disabled")) === "true", "what is no number is no answer");
  for (const notKnown of await part.getByRole("button", { name: "I do not know" }).all()) await notKnown.click();
  const edges = await part.locator(".beside button").evaluateAll((all) => all.map((b) => Math.round(b.getBoundingClientRect().left)));
  t.check(new Set(edges).size === 1, `the buttons beside numbers stand in one line: ${edges}`);
  await t.look(page, "story_later", 390, "light");
}

async function kept(t, page) {
  await button(page, "Save my plan").click();
  await page.getByRole("radiogroup", { name: /^Weekly running distance, km/ }).waitFor();
  await button(page, "Tuesday").click();
  await button(page, "Friday").click();
  t.check((await button(page, "Continue").getAttribute("aria-disabled")) === "true", "the usual week and the goal are asked, the days may stay open");
  await t.look(page, "story_week", 390, "light");
  await aboutTheWeek(page);
  await page.locator("#name").waitFor();
  const box = await page.getByRole("checkbox").boundingBox();
  const line = await page.locator(".check").boundingBox();
  t.check(
    box.width >= 24 && box.height >= 24 && box.y - line.y < 16 && line.height >= 44,
    `consent has a box to hit at its first line: ${JSON.stringify({ box, line })}`,
  );
  await t.look(page, "keep", 390, "light");
}

/** A tap on the drawing says which leg and where; a tap on the other leg at the same place says both. */
async function tapped(t, page) {
  const on = (group, name) => page.getByRole("radiogroup", { name: group }).getByRole("radio", { name, exact: true });
  const zones = page.locator(".leg-tap ellipse");
  const box = await page.locator(".leg-tap svg").boundingBox();
  const middle = await zones.evaluateAll((all) => all.filter((zone) => zone.textContent === "Mid thigh").map((zone) => zone.getBoundingClientRect().toJSON()));
  t.check(middle.length === 2, `each place is there on both legs: ${middle.length}`);
  t.check(
    middle.every((zone) => zone.width >= 44 && zone.height >= 44),
    `a place is large enough for a thumb: ${JSON.stringify(middle)}`,
  );
  const [left, right] = [...middle].sort((a, b) => a.x - b.x);
  t.check(left.x + left.width / 2 < box.x + box.width / 2, "the left leg is on the left, as one sees it from behind");
  await page.mouse.click(right.x + right.width / 2, right.y + right.height / 2);
  await t.soon(async () => (await on("Which leg?", "Right").getAttribute("aria-checked")) === "true", "a tap says which leg");
  await t.soon(async () => (await on("Where does it hurt most?", "Mid thigh").getAttribute("aria-checked")) === "true", "and where");
  await page.mouse.click(left.x + left.width / 2, left.y + left.height / 2);
  await t.soon(async () => (await on("Which leg?", "Both").getAttribute("aria-checked")) === "true", "a tap on the other leg too says both");
  await on("Where does it hurt most?", "Sit bone").click();
  await on("Which leg?", "Left").click();
  await t.soon(
    async () => (await zones.evaluateAll((all) => all.filter((zone) => zone.classList.contains("chosen")).length)) === 1,
    "what is chosen by its name is drawn",
  );
  await t.look(page, "story_where", 390, "light");
  await button(page, "Continue").click();
}

/** Whoever knows no day says about how many days, weeks or months. */
async function aboutWhen(t, page) {
  await choose(page, "Since when?", "Weeks ago");
  const about = group(page, "About how many?");
  await about.waitFor();
  await t.look(page, "story_when", 390, "light");
  await about.getByRole("radio", { name: "8 or more" }).click();
  await choose(page, "Hamstring injury before?", "No");
  await choose(page, "Pain now", "2");
  await button(page, "Continue").click();
  await page.locator("ul.checks").waitFor();
  await button(page, "← Back").click();
  await t.soon(
    async () => (await about.count()) === 1 && (await about.getByRole("radio", { name: "8 or more" }).getAttribute("aria-checked")) === "true",
    "about eight weeks is still about eight weeks when one comes back, and no day that is known",
  );
  await choose(page, "Since when?", "Exact day");
  await page.locator("#onset").waitFor();
  t.check((await about.count()) === 0, "one of the two ways is asked, not both");
}

export async function checks(t) {
  const context = await t.browser.newContext({
    viewport: { width: 390, height: 844 },
    storageState: t.state,
    locale: "en-GB",
    timezoneId: "Europe/Vienna",
    reducedMotion: "reduce",
  });
  const { page, faults } = await t.watchedPage(context, t.base);
  await page.goto(`${t.base}/#/story`);
  await missing(t, page);
  await tapped(t, page);
  await aboutWhen(t, page);
  await choose(page, "Since when?", "Yesterday");
  await choose(page, "Hamstring injury before?", "Earlier or elsewhere");
  await button(page, "Continue").click();
  t.check((await unsurely(t, page)) >= 2, "pain and earlier injuries may be not known");
  await whoItIs(t, page);
  await later(t, page);
  await kept(t, page);
  await notHurt(t, context);
  t.check(faults.length === 0, faults.join("\n"));
  await context.close();
}
