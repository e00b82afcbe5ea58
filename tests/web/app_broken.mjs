// Addresses that mean nothing and pages that throw: never a white window, always a way back, no word of what was on it.
import { watchedPage } from "./app_walk.mjs";

const text = (page) => page.evaluate(() => document.body.innerText.trim());

async function addresses(t) {
  const context = await t.browser.newContext({ storageState: t.state, viewport: { width: 390, height: 844 }, locale: "en-GB" });
  for (const start of [`${t.base}/#/`, null]) {
    for (const address of ["%", "people/%E0%A4%A/today", "%/%/%", "people/..%2f..%2faccounts/today", "nowhere", "story/%C3"]) {
      const { page, faults } = await watchedPage(context, t.base);
      if (start) {
        await page.goto(start);
        await page.getByRole("heading", { level: 1 }).waitFor();
      }
      await page.goto(`${t.base}/#/${address}`);
      await page
        .getByRole("heading", { name: "There is no page here" })
        .waitFor({ timeout: 5000 })
        .catch(() => t.check(false, `#/${address} shows no page that says so`));
      if (address === "%") await t.look(page, "lost_page", 390, "light");
      await page.locator("main").getByRole("link", { name: "Back to the start" }).click();
      await page.getByRole("heading", { level: 1 }).waitFor();
      t.check(!(await text(page)).includes("There is no page here"), `#/${address} leads back`);
      t.check(faults.length === 0, `#/${address}: ${faults.join("\n")}`);
      await page.close();
    }
  }
  await context.close();
}

/** Every page about a person gets an answer whose parts have the wrong shape: it may not take the window with it. */
async function pagesThatThrow(t) {
  const context = await t.browser.newContext({ storageState: t.state, viewport: { width: 390, height: 844 }, locale: "en-GB", serviceWorkers: "block" });
  const { page } = await watchedPage(context, t.base);
  const secret = "Adas-secret-answer";
  // An object is no child of a page and has no `map`: whatever is done with it throws.
  const wrong = { toString: secret, headline: { a: secret }, lines: secret, flags: 7, entries: 7, people: secret, days: 7 };
  await page.route(/\/api\/v1\/(people|library|movements|exercises)/, (route) => route.fulfill({ json: wrong }));
  let broke = 0;
  for (const part of ["today", "progress", "return", "run", "prevent", "test", "entries"]) {
    await page.goto("about:blank");
    await page.goto(`${t.base}/#/people/${t.person}/${part}`);
    await page
      .getByRole("heading", { level: 1 })
      .waitFor({ timeout: 5000 })
      .catch(() => t.check(false, `${part} is white`));
    await page.waitForTimeout(300);
    const shown = await text(page);
    t.check(shown.length > 40, `${part} shows next to nothing: ${shown}`);
    t.check(!shown.includes(secret), `${part} repeats what was entered`);
    if (shown.includes("This page broke")) {
      broke += 1;
      t.check(shown.includes("is safe") && shown.includes("need a doctor today"), `${part} says what is safe and when not to wait`);
      if (broke === 1)
        for (const scheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme: scheme });
          await t.look(page, "broken_page", 390, scheme);
        }
    }
  }
  t.check(broke >= 4, `only ${broke} pages broke: the wrong answers are no test`);

  // What is mended works again without a reload, and another page was never touched.
  await page.goto("about:blank");
  await page.goto(`${t.base}/#/people/${t.person}/today`);
  await page.getByRole("heading", { name: "This page broke" }).waitFor();
  await page.unroute(/\/api\/v1\/(people|library|movements|exercises)/);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "This page broke" }).waitFor({ state: "detached" });
  await page.getByRole("heading", { level: 1 }).waitFor();
  await context.close();
}

export async function checks(t) {
  await addresses(t);
  await pagesThatThrow(t);
}
