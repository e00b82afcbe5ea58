// node check_report.mjs PAGE.html… [--screenshots FOLDER]
// Opens each page by file URL in Chromium at phone, tablet and desktop width, light and dark, and fails on a
// console message, a request that leaves the file, an accessibility violation, a page wider than its window, a
// keyboard that does not reach charts or figures. Without its script the page must still stand.
import { createRequire } from "node:module";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launchChromium } from "./browser.mjs";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const widths = [390, 768, 1440];
const schemes = ["light", "dark"];
const failures = [];

const args = process.argv.slice(2);
const at = args.indexOf("--screenshots");
const shots = at < 0 ? null : resolve(args.splice(at, 2)[1]);
if (shots) mkdirSync(shots, { recursive: true });
if (args.length === 0) {
  console.error("usage: node check_report.mjs PAGE.html… [--screenshots FOLDER]");
  process.exit(2);
}

const fail = (where, what) => failures.push(`${where}: ${what}`);

/** Everything the page asks for or complains of becomes a failure. */
function watch(page, url, where) {
  page.on("console", (message) => fail(where, `console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => fail(where, `script error: ${error.message}`));
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== url) fail(where, `request: ${request.url().slice(0, 120)}`);
  });
}

async function checkAccessibility(page, where) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  for (const violation of violations) {
    const nodes = violation.nodes
      .slice(0, 3)
      .map((node) => node.target.join(" "))
      .join("; ");
    fail(where, `axe ${violation.id}: ${violation.help} (${violation.nodes.length}: ${nodes})`);
  }
}

async function checkWidth(page, where) {
  const over = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return null;
    const widest = [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => `${element.tagName}.${element.getAttribute("class") ?? ""}`);
    return widest.slice(0, 4).join(", ") || "unknown element";
  });
  if (over) fail(where, `the page scrolls sideways: ${over}`);
}

/** Tab reaches a chart, arrow keys change what the live region says. */
async function checkChartKeyboard(page, where) {
  if ((await page.locator(".plot").count()) === 0) return;
  await page.evaluate(() => document.activeElement?.blur());
  let reached = false;
  for (let i = 0; i < 60 && !reached; ++i) {
    await page.keyboard.press("Tab");
    reached = await page.evaluate(() => document.activeElement?.classList.contains("plot") ?? false);
  }
  if (!reached) return fail(where, "Tab never reaches a chart");
  const heard = [];
  for (const key of ["ArrowRight", "ArrowRight", "End", "ArrowLeft"]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(200);
    heard.push(await page.locator("#live").textContent());
  }
  if (new Set(heard).size !== heard.length || heard.some((text) => !/^At .+: .+\d/.test(text))) {
    fail(where, `arrow keys do not change the live region: ${JSON.stringify(heard)}`);
  }
  await page.keyboard.press("Escape");
}

/** Enter opens a figure, Escape closes it and gives the focus back. */
async function checkFigureKeyboard(page, where) {
  const button = page.locator("button.figure").first();
  if ((await button.count()) === 0) return;
  const panel = page.locator(`#${await button.getAttribute("popovertarget")}`);
  await button.focus();
  await page.keyboard.press("Enter");
  if (!(await panel.isVisible())) return fail(where, "Enter does not open a figure");
  const text = await panel.textContent();
  const order = ["How it was made", "How far to trust it", "Source", "Version"].map((label) => text.indexOf(label));
  if (order.some((place, i) => place < 0 || (i > 0 && place < order[i - 1]))) {
    fail(where, "an open figure lacks a part or keeps another order");
  }
  await checkAccessibility(page, `${where} with an open figure`);
  if (shots) await page.screenshot({ path: join(shots, `${where.replaceAll(" ", "-")}-figure.png`) });
  await page.keyboard.press("Escape");
  if (await panel.isVisible()) fail(where, "Escape does not close a figure");
  if (!(await button.evaluate((element) => element === document.activeElement))) fail(where, "focus is lost on close");
}

async function checkOne(browser, file, width, scheme) {
  const where = `${basename(file, ".html")} ${width} ${scheme}`;
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  const url = pathToFileURL(resolve(file)).href;
  watch(page, url, where);
  await page.goto(url, { waitUntil: "load" });
  await checkWidth(page, where);
  await checkAccessibility(page, where);
  if (shots) {
    await page.screenshot({ path: join(shots, `${where.replaceAll(" ", "-")}-first.png`) });
    await page.screenshot({ path: join(shots, `${where.replaceAll(" ", "-")}-full.png`), fullPage: true });
  }
  await checkChartKeyboard(page, where);
  await checkFigureKeyboard(page, where);
  await page.evaluate(() =>
    document.querySelectorAll("details").forEach((details) => {
      details.open = true;
    }),
  );
  await checkWidth(page, `${where} with everything open`);
  await context.close();
}

/** Reflow at 320 px (WCAG 1.4.10) and a page whose script never ran. */
async function checkPlain(browser, file) {
  const where = `${basename(file, ".html")} 320 without script`;
  const context = await browser.newContext({ viewport: { width: 320, height: 800 }, javaScriptEnabled: false });
  const page = await context.newPage();
  const url = pathToFileURL(resolve(file)).href;
  watch(page, url, where);
  await page.goto(url, { waitUntil: "load" });
  const heading = await page.locator("h1").textContent();
  if (!heading?.trim()) fail(where, "no heading");
  const button = page.locator("button.figure").first();
  if ((await button.count()) > 0) {
    await button.click();
    if (!(await page.locator(`#${await button.getAttribute("popovertarget")}`).isVisible())) {
      fail(where, "figures do not open without script");
    }
  }
  await context.close();
}

/** The page on paper, to look at. */
async function print(browser, file) {
  const context = await browser.newContext({ colorScheme: "dark" });
  const page = await context.newPage();
  await page.goto(pathToFileURL(resolve(file)).href, { waitUntil: "load" });
  await page.emulateMedia({ media: "print" });
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  if (background !== "rgb(255, 255, 255)") fail(basename(file), `prints on ${background}`);
  if (shots) await page.pdf({ path: join(shots, `${basename(file, ".html")}.pdf`), preferCSSPageSize: true });
  await context.close();
}

const profile = mkdtempSync(join(tmpdir(), "hamstring-chromium-"));
process.env.HOME = profile; // a fresh profile: nothing of the user's browser is read or written
const browser = await launchChromium();
try {
  for (const file of args) {
    for (const width of widths) for (const scheme of schemes) await checkOne(browser, file, width, scheme);
    await checkPlain(browser, file);
    await print(browser, file);
  }
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
}
for (const failure of failures) console.error(`FAILED ${failure}`);
console.log(`${args.length} pages, ${failures.length} failures`);
process.exit(failures.length === 0 ? 0 : 1);
