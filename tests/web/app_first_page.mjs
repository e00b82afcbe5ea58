// How much the first page weighs, when it can be used, and that three dimensions come only when they are seen.
import { gzipSync } from "node:zlib";

const javascript_max_kb = 150;
const usable_max_ms = 3000; // the aim is 1000, printed below; a busy machine may take longer without being at fault

async function weigh(browser, base, viewport) {
  const context = await browser.newContext({ viewport, locale: "en-GB", serviceWorkers: "block" });
  const page = await context.newPage();
  const scripts = [];
  page.on("response", async (reply) => {
    if (/\.js(\?|$)/.test(new URL(reply.url()).pathname)) scripts.push(reply.body().then((body) => ({ name: reply.url().split("/").pop(), size: gzipSync(body).length })));
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

export async function checks({ browser, base, check }) {
  const phone = await weigh(browser, base, { width: 390, height: 844 });
  console.log(`first page: ${(phone.bytes / 1000).toFixed(1)} kB of JavaScript (gzip), usable after ${phone.usable.toFixed(0)} ms`);
  check(phone.bytes > 0 && phone.bytes <= javascript_max_kb * 1000, `the first page loads ${phone.bytes} bytes of JavaScript`);
  check(phone.usable <= usable_max_ms, `the first page can be used after ${phone.usable.toFixed(0)} ms`);
  check(!phone.loaded.some((script) => script.name.startsWith("scene")), "three dimensions are fetched before a leg is seen");

  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", serviceWorkers: "block" });
  const page = await context.newPage();
  const scene = page.waitForRequest((request) => request.url().includes("/scene"), { timeout: 10_000 }).then(() => true, () => false);
  await page.goto(`${base}/#/understand`);
  check(await scene, "three dimensions are fetched when a leg is seen");
  await context.close();
}
