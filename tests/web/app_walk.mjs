// What a new user does, in a real browser: used by check_app.mjs.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A page that notes every console error and every request to another host. */
/** One step of the keys towards `handle`: the arrows within the group of choices that it stands in, else the tab key. */
export async function stepByKeys(page, handle) {
  const inGroup = await page.evaluate((element) => {
    const group = element.closest("[role=radiogroup]");
    return group?.contains(document.activeElement) === true;
  }, handle);
  await page.keyboard.press(inGroup ? "ArrowRight" : "Tab");
}

export async function watchedPage(context, base) {
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => {
    // Chromium itself writes one line for every refused request; which ones are refused is checked by status.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`page error: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(base) && !url.startsWith("data:") && !url.startsWith("blob:")) faults.push(`request to another host: ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) faults.push(`status ${response.status()}: ${response.url()}`);
  });
  return { page, faults };
}

export async function axeViolations(page) {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const found = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return found.violations.map(
      (v) =>
        `${v.id}: ${v.nodes
          .slice(0, 3)
          .map((n) => n.html.slice(0, 120))
          .join(" | ")}`,
    );
  });
}

export async function overflows(page) {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    return wide > 0 ? [`page is ${wide} px wider than the window`] : [];
  });
}

/** A criterion that two lists of one screen hold is named once. */
export async function namedTwice(page) {
  return page.evaluate(() => {
    const seen = new Set();
    const names = [...document.querySelectorAll("main .board-row .what strong")].map((name) => name.textContent);
    return names.filter((name) => seen.has(name) || !seen.add(name)).map((name) => `two lists name the criterion "${name}"`);
  });
}

/** Words of what is visible now. */
async function wordsOn(page) {
  const text = await page.evaluate(() => document.querySelector("main")?.innerText ?? "");
  return text.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length;
}

/** What a screen of the story asks: two screens may share a heading. */
const asks = () =>
  [...document.querySelectorAll("h1, main [role=radiogroup], main ul.checks li, main input")]
    .map((e) => e.getAttribute("aria-label") ?? (e.id || e.textContent))
    .join("|");
export const placeOf = (page) => page.evaluate(asks);
/** Waits for another screen than `place`. */
export async function movedOn(page, place) {
  for (const until = Date.now() + 30_000; (await placeOf(page)) === place; await page.waitForTimeout(20))
    if (Date.now() > until) throw new Error(`the story stands still at ${place}`);
}

/** From the first page to a first plan, as somebody with a fresh strain and nothing alarming would answer.
 *  `press` decides how a control is used (mouse or keys); `taps`: the leg is tapped where it hurts, which keys cannot do and
 *  need not, since the same is chosen below it. Returns what it took. */
export async function walkToPlan(page, base, press, each = async () => {}, taps = true) {
  const took = { screens: 0, inputs: 0, words: 0, words_before: 0, seen: [] };
  const arrived = async (name) => {
    await page.waitForFunction(() => document.querySelector("h1") && !document.querySelector("main [role=status]")?.textContent?.includes("…"));
    took.screens += 1;
    const words = await wordsOn(page);
    took.words += words;
    took.seen.push(`${name} (${words})`);
    await each(name);
  };
  const act = async (locator) => {
    took.inputs += 1;
    await press(locator);
  };
  const radio = (group, name) => page.getByRole("radiogroup", { name: group }).getByRole("radio", { name, exact: true });

  const answers = { "How it began": "in one moment", "The moment": "sprinting", "Pain when it happened": "5" };
  const left = { ...answers };

  await page.goto(base);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await arrived("start");
  await act(page.getByRole("link", { name: "It hurts" }));

  await page.getByRole("heading", { name: "Where does it hurt?" }).waitFor();
  await page.getByRole("radiogroup", { name: "Where does it hurt most?" }).waitFor();
  await arrived("where");
  if (taps) {
    // The left leg comes first of the two, as one sees it from behind.
    await act(page.locator(".leg-tap ellipse", { hasText: "Mid thigh" }).first());
  } else {
    await act(radio("Which leg?", "Left"));
    await act(radio("Where does it hurt most?", "Mid thigh"));
  }
  await act(page.getByRole("button", { name: "Continue" }));
  await page.getByRole("heading", { name: "Since when?" }).waitFor();
  await arrived("when");
  await act(radio("Since when?", "Yesterday"));
  await act(radio("Hamstring injury before?", "No"));
  await act(radio("Pain now", "2"));
  await act(page.getByRole("button", { name: "Continue" }));

  for (;;) {
    await page.waitForFunction(() => document.querySelector("ul.checks, [role=radiogroup], #born, .exercise, #first-plan"));
    if (await page.locator("#first-plan").count()) break;
    const title = await page.getByRole("heading", { level: 1 }).innerText();
    await arrived(title);
    const place = await placeOf(page);
    if (await page.locator("ul.checks").count()) {
      await act(page.getByRole("button", { name: "None of these" }));
      await act(page.getByRole("button", { name: "Continue" }));
    } else if (await page.locator("#born").count()) {
      took.inputs += 1;
      await page.locator("#born").fill("1988");
      await act(page.getByRole("button", { name: "Distance running" }));
      await act(page.getByRole("button", { name: "Continue" }));
    } else {
      const groups = page.getByRole("radiogroup");
      // By the words that stand there; what is not among them is answered by its first option.
      const next = page.getByRole("button", { name: "Continue" });
      const presses = (await next.count()) > 0;
      const count = await groups.count();
      for (let i = 0; i < count; ++i) {
        const group = groups.nth(i);
        const label = await group.getAttribute("aria-label");
        const wanted = answers[label];
        if (wanted) delete left[label];
        await act(wanted ? group.getByRole("radio", { name: wanted, exact: true }) : group.getByRole("radio").first());
      }
      if (presses) await act(next);
    }
    await movedOn(page, place);
  }
  // What is read up to the answer; the answer itself is counted by itself.
  took.words_before = took.words;
  await arrived("plan");
  // An answer for a question that is called otherwise by now would be no answer at all.
  if (Object.keys(left).length > 0) throw new Error(`the story never asked: ${Object.keys(left).join(", ")}`);
  return took;
}

/** The first two screens of the story: which leg, where, since when. */
export async function whereAndWhen(page, { side = "Left", place = "Mid thigh", when = "Today", before = "No", pain = "2" } = {}) {
  const choose = (group, name) => page.getByRole("radiogroup", { name: group }).getByRole("radio", { name, exact: true }).click();
  await choose("Which leg?", side);
  await choose("Where does it hurt most?", place);
  await page.getByRole("button", { name: "Continue" }).click();
  await choose("Since when?", when);
  await choose("Hamstring injury before?", before);
  await choose("Pain now", pain);
  await page.getByRole("button", { name: "Continue" }).click();
}

/** What their week is like: asked once the answer is there, before it is kept. */
export async function aboutTheWeek(page) {
  await page.getByRole("heading", { level: 1, name: "Your week" }).waitFor();
  await page
    .getByRole("radiogroup", { name: /^Weekly running distance/ })
    .getByRole("radio", { name: "20", exact: true })
    .click();
  const goal = page.getByRole("radiogroup", { name: "What do you want back?" });
  if (await goal.count()) await goal.getByRole("radio", { name: "Run easily again" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

/** Keeps the plan: the first account of a fresh instance. */
export async function keep(page, name = "Ada Runner") {
  await page.getByRole("button", { name: "Save my plan" }).click();
  await aboutTheWeek(page);
  await page.locator("#name").fill(name);
  if (await page.locator("#password").count()) await page.locator("#password").fill("three plain words");
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/people\/.*\/today/);
  await page.getByRole("heading", { level: 1 }).waitFor();
}
