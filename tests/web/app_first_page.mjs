// How much the first page weighs, when it can be used, and that three dimensions come only when they are seen.
import { walkToPlan } from "./app_walk.mjs";
import { gzipSync } from "node:zlib";

const javascript_max_kb = 80;
const usable_max_ms = 3000; // the aim is 1000, printed below; a busy machine may take longer without being at fault

async function weigh(browser, base, viewport) {
  const context = await browser.newContext({ viewport, locale: "en-GB", serviceWorkers: "block" });
  const page = await context.newPage();
  const scripts = [];
  page.on("response", async (reply) => {
    if (/\.js(\?|$)/.test(new URL(reply.url()).pathname))
      scripts.push(reply.body().then((body) => ({ name: reply.url().split("/").pop(), size: gzipSync(body).length })));
  });
  const began = performance.now();
  await page.goto(base, { waitUntil: "commit" });
  await page.getByRole("link", { name: "It hurts" }).waitFor();
  await page.getByRole("link", { name: "It hurts" }).click({ trial: true });
  const usable = performance.now() - began;
  await page.waitForLoadState("networkidle");
  const loaded = await Promise.all(scripts);
  await context.close();
  return { loaded, usable, bytes: loaded.reduce((sum, script) => sum + script.size, 0) };
}

/** Who goes back finds the question before, with what they answered; who goes on loses nothing. */
async function backAndForth({ browser, base, check, soon }) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "en-GB" });
  const page = await context.newPage();
  const back = () => page.getByRole("button", { name: "Back" }).click();
  const next = () => page.getByRole("button", { name: "Continue" }).click();
  const title = () => page.getByRole("heading", { level: 1 }).innerText();
  let before = "";
  await walkToPlan(
    page,
    base,
    (locator) => locator.click(),
    async (name) => {
      if (name === "Any of these now?") {
        await back();
        await soon(async () => (await title()) === "Since when?", "back leads from the danger signs to since when");
        const yesterday = page.getByRole("radiogroup", { name: "Since when?" }).getByRole("radio", { name: "Yesterday" });
        await soon(async () => (await yesterday.getAttribute("aria-checked")) === "true", "and the day still stands");
        await back();
        await soon(async () => (await title()) === "Where does it hurt?", "and on to where");
        const left = page.getByRole("radiogroup", { name: "Which leg?" }).getByRole("radio", { name: "Left" });
        await soon(async () => (await left.getAttribute("aria-checked")) === "true", "and what was chosen there still is");
        await page.getByRole("radiogroup", { name: "Which leg?" }).getByRole("radio", { name: "Right" }).click();
        await next();
        await soon(async () => (await title()) === "Since when?", "on to the day");
        await next();
        await soon(async () => (await title()) === name, "and on again");
        // The way back of the browser itself, which a phone has as a gesture, is one step too.
        await page.goBack();
        await soon(async () => (await title()) === "Since when?", "the gesture goes one step back");
        await page.goBack();
        const right = page.getByRole("radiogroup", { name: "Which leg?" }).getByRole("radio", { name: "Right" });
        await soon(async () => (await right.count()) === 1 && (await right.getAttribute("aria-checked")) === "true", "the later answer stands, not the first");
        await next();
        await soon(async () => (await title()) === "Since when?", "on to the day once more");
        await next();
        await soon(async () => (await title()) === name, "and on once more");
      }
      if (name === "About you") {
        await back();
        await soon(async () => (await title()) === before, `back leads from "About you" to "${before}", not to "${await title()}"`);
        await next();
        await soon(async () => (await title()) === name, "what was answered there is still answered");
      }
      before = name;
    },
  );
  check((await page.locator("#first-plan").count()) === 1, "the way back and forth ends at a plan");
  await context.close();
}

/** Somebody whose pain came by itself is not asked about a moment that was none. */
async function gradual({ browser, base, check, soon }) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "en-GB" });
  const page = await context.newPage();
  let seen = false;
  await walkToPlan(
    page,
    base,
    (locator) => locator.click(),
    async (name) => {
      if (name !== "How it began") return;
      seen = true;
      const stopped = page.getByRole("radiogroup", { name: /stop/i });
      await stopped.first().waitFor();
      const onset = page.getByRole("radiogroup", { name: /How (it began|did it begin)/ });
      await onset.getByRole("radio", { name: /over days or weeks/ }).click();
      await soon(async () => (await stopped.count()) === 0, "what began gradually has no moment of stopping");
      await onset.getByRole("radio", { name: /in one moment/ }).click();
      await stopped.first().waitFor();
    },
  );
  check(seen, "the screen of how it began was seen");
  await context.close();
}

export async function checks(t) {
  const { browser, base, check } = t;
  await backAndForth(t);
  await gradual(t);
  const phone = await weigh(browser, base, { width: 390, height: 844 });
  console.log(`first page: ${(phone.bytes / 1000).toFixed(1)} kB of JavaScript (gzip), usable after ${phone.usable.toFixed(0)} ms`);
  check(phone.bytes > 0 && phone.bytes <= javascript_max_kb * 1000, `the first page loads ${phone.bytes} bytes of JavaScript`);
  check(phone.usable <= usable_max_ms, `the first page can be used after ${phone.usable.toFixed(0)} ms`);
  check(!phone.loaded.some((script) => script.name.startsWith("scene")), "three dimensions are fetched before a leg is seen");

  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", serviceWorkers: "block" });
  const page = await context.newPage();
  const scene = page
    .waitForRequest((request) => request.url().includes("/scene"), { timeout: 10_000 })
    .then(
      () => true,
      () => false,
    );
  await page.goto(`${base}/#/understand`);
  check(await scene, "three dimensions are fetched when a leg is seen");
  await context.close();
}
