// The answer that the story leads to: its name is seen at once, it promises no date, an emergency gives the order and the
// number first, nobody clears themselves, and sets and kilograms wait for two questions.
import { join } from "node:path";
import { serve } from "./server.mjs";
import { walkToPlan, whereAndWhen } from "./app_walk.mjs";

const seenFirst = 844; // height of a phone
const wordsInViewMax = 170;
const german = { locale: "de-DE" };

const opened = (t, more = {}) =>
  t.browser.newContext({ viewport: { width: 390, height: seenFirst }, locale: "en-GB", timezoneId: "Europe/Vienna", reducedMotion: "reduce", ...more });

/** Words that stand on the first screenful. */
function wordsInView(page) {
  return page.evaluate((height) => {
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    let n = 0;
    while (walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const box = range.getBoundingClientRect();
      // What is folded away has a box too.
      if (box.height > 0 && box.top < height && walker.currentNode.parentElement.checkVisibility())
        n += walker.currentNode.textContent.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length;
    }
    return n;
  }, seenFirst);
}

async function nameFirst(t) {
  const context = await opened(t);
  const { page, faults } = await t.watchedPage(context, t.base);
  await walkToPlan(page, t.base, (locator) => locator.click());
  const name = page.getByRole("heading", { level: 1 });
  t.check(/^Most likely a strain of the hamstring, back of the left thigh$/.test(await name.innerText()), `the name comes first: ${await name.innerText()}`);
  const box = await name.boundingBox();
  t.check(box.y >= 0 && box.y + box.height < seenFirst / 2, `the name is seen without scrolling: ${JSON.stringify(box)}`);
  t.check((await wordsInView(page)) <= wordsInViewMax, `the first screenful of the answer has ${await wordsInView(page)} words`);
  const cards = await page.locator(".answer-cards h2").allInnerTexts();
  t.check(cards.join() === "What it is,Today,When you may run", `three cards: ${cards}`);
  const run = await page.locator("section", { has: page.locator("#when-to-run") }).innerText();
  t.check(/When tested/.test(run) && /\d+ to \d+ weeks/.test(run), `when one may run hangs on tests and a span of weeks: ${run}`);
  t.check(
    !/\d{4}|\b(January|February|March|April|May|June|July|August|September|October|November|December)\b/.test(run.replace(/you may/gi, "")),
    `and on no date: ${run}`,
  );
  const topics = await page.locator(".everyday summary").allInnerTexts();
  for (const topic of ["The first days", "Stairs", "Sitting", "Sleep", "Driving", "Bike", "Pool"])
    t.check(topics.includes(topic), `meanwhile tells of: ${topic}`);
  for (const topic of await page.locator(".everyday summary").all()) await topic.click();
  // One press from what is said to where it comes from.
  await page.locator(".everyday .open").first().click();
  await page.getByRole("dialog").getByText("Source", { exact: true }).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  t.check(faults.length === 0, faults.join("\n"));
  for (const [width, scheme] of [
    [390, "light"],
    [390, "dark"],
    [768, "light"],
    [1440, "dark"],
    [1440, "light"],
  ]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    await t.look(page, "answer", width, scheme);
  }
  await context.close();
}

/** On an instance of its own, since what is told here is kept. */
async function emergency(t) {
  const { server, address } = await serve(t.program, join(t.work, "answer.db"));
  const context = await opened(t);
  const { page, faults } = await t.watchedPage(context, address);
  await page.goto(`${address}/#/story`);
  await whereAndWhen(page);
  await page.getByRole("button", { name: /^Numb or tingling between my legs/ }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.locator("section.flag").first().waitFor();
  const heading = page.getByRole("heading", { level: 1 });
  t.check((await heading.innerText()) === "Go to an emergency department now.", `the order is the heading: ${await heading.innerText()}`);
  const call = page.getByRole("link", { name: "Call 112" });
  t.check((await call.getAttribute("href")) === "tel:112", "112 stands there as text and to press");
  const place = await call.boundingBox();
  t.check(place.y + place.height < seenFirst && place.height >= 44, `and is seen at once: ${JSON.stringify(place)}`);
  t.check(
    /Until you are seen:.*do not drive yourself/is.test(await page.locator("section.flag").first().innerText()),
    "what not to do until then stands there",
  );
  await page.getByText("Another number where you are?").click();
  await page.getByLabel("Emergency number").fill("abc");
  await t.soon(() => page.getByText("Two to fifteen digits were expected.").isVisible(), "what is no number is said so");
  t.check((await call.count()) === 1, "and the number that is known stays");
  await page.getByLabel("Emergency number").fill("1 44");
  await t.soon(async () => (await page.getByRole("link", { name: "Call 144" }).getAttribute("href")) === "tel:144", "another country's number is set once");
  await t.look(page, "emergency", 390, "light");
  await page.emulateMedia({ colorScheme: "dark" });
  await t.look(page, "emergency", 390, "dark");
  await page.reload();
  await page.getByRole("link", { name: "Call 144" }).waitFor();

  // It stays in sight, once on each page: on the screens that follow, and wherever somebody goes who has no account yet.
  const standing = page.locator(".standing-order");
  await page.getByRole("button", { name: "Go on answering" }).waitFor();
  await t.soon(async () => (await standing.count()) === 0, "the page that says it in full says it once");
  await page.getByRole("button", { name: "Go on answering" }).click();
  await standing.waitFor();
  t.check(/Go to an emergency department now\./.test(await standing.innerText()), "the order stays while one goes on answering");
  for (const path of ["", "strengthen", "understand", "prevent"]) {
    await page.goto(`${address}/#/${path}`);
    await standing.waitFor();
    t.check((await standing.getByRole("link", { name: "Call 144" }).count()) === 1, `and on "${path}", with the number`);
  }
  await page.goto(`${address}/#/story/prevent`);
  await page.getByRole("radiogroup", { name: /^Does anything hurt/ }).waitFor();
  t.check((await standing.count()) === 1, "a story that begins anew does not take it away");
  await t.look(page, "emergency_stays", 390, "light");
  await page.goto(`${address}/#/story`);
  await page.getByRole("button", { name: "Go on answering" }).waitFor();
  await page.getByRole("button", { name: "Go on answering" }).click();

  // On to the end: the order stays first, and nobody clears themselves.
  await toTheEnd(page);
  t.check((await heading.innerText()) === "Go to an emergency department now.", "at the end the order is still the first");
  t.check((await page.locator(".everyday").count()) === 0, "no everyday advice stands beside an emergency");
  t.check((await page.locator(".answer-cards").count()) === 0, "nor when one may run");
  await page.getByText("I have been seen").click();
  t.check(await page.getByText(/Nobody clears themselves/).isVisible(), "nobody clears themselves");
  t.check((await page.locator(".seen input").count()) === 0, "and there is nothing here to do so with");
  await t.look(page, "emergency_end", 390, "light");
  await writtenDown(t, page);
  t.check(faults.length === 0, faults.join("\n"));
  await context.close();
  server.kill("SIGTERM");
}

/** Who saw it and when is written down once it is kept, by the rule that holds for every clearance: never in one's own name. */
async function writtenDown(t, page) {
  await page.getByRole("button", { name: "Save, then say who examined me" }).click();
  await page.locator("#name").fill("Ella Emergency");
  await page.locator("#password").fill("three plain words");
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/people\/.*\/add\?open=clearance/);
  await page.locator("#clearance-who").waitFor();
  t.check(/^\d{4}-\d\d-\d\d$/.test(await page.locator("#clearance-on").inputValue()), "the day of the examination is asked");
  // Kept, the order is the plan's to say: nobody who sits here after them reads it.
  t.check((await page.evaluate(() => sessionStorage.getItem("hamstring.order"))) === null, "what is kept stays no longer in this tab");
  await page.getByRole("radiogroup", { name: "What was looked at?" }).getByRole("radio").first().click();
  await page.getByRole("checkbox", { name: /This clinician examined/ }).check();
  await page.locator("#clearance-who").fill("Ella Emergency");
  await page.locator("details[open]").getByRole("button", { name: "Save", exact: true }).click();
  await page
    .getByRole("alert")
    .filter({ hasText: /clinician/ })
    .first()
    .waitFor();
}

/** Answers what is left as somebody without any further sign. */
async function toTheEnd(page) {
  for (;;) {
    await page.waitForFunction(() => document.querySelector("ul.checks, main [role=radiogroup], #born, #first-plan"));
    if (await page.locator("#first-plan").count()) return;
    const text = await page.locator("main").innerText();
    const next = page.getByRole("button", { name: "Continue" });
    if (await page.locator("ul.checks").count()) {
      await page.getByRole("button", { name: "None of these" }).click();
      await next.click();
    } else if (await page.locator("#born").count()) {
      await page.locator("#born").fill("1988");
      await next.click();
    } else {
      const presses = (await next.count()) > 0;
      for (const group of await page.getByRole("radiogroup").all()) await group.getByRole("radio").first().click();
      if (presses) await next.click();
    }
    await page.waitForFunction((before) => document.querySelector("main")?.innerText !== before, text);
  }
}

/** Without an account all three are read, and what is dosed comes after two questions. */
async function readWithoutAccount(t) {
  const context = await opened(t);
  const { page, faults } = await t.watchedPage(context, t.base);
  await page.goto(t.base);
  await page.getByRole("heading", { level: 1 }).waitFor();
  for (const link of ["It hurts", "It hurt before", "Show me how it works", "I look after others"])
    t.check(await page.locator(".doors").getByText(link, { exact: true }).isVisible(), `a door: ${link}`);
  await t.look(page, "first_page", 390, "light");
  for (const link of ["Strengthen", "Prevent"]) {
    await page.goto(t.base);
    await page.locator(".read").getByRole("link", { name: link }).click();
    await page.getByRole("heading", { level: 1, name: link }).waitFor();
  }
  const dosed = () => page.locator("table.weekly").count();
  await page.locator("#dose-gate").waitFor();
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("main details")) details.open = true;
  });
  t.check((await dosed()) === 0, "no sets before the questions");
  const choose = (name, answer) => page.getByRole("radiogroup", { name }).getByRole("radio", { name: answer, exact: true }).click();
  await choose(/grown up, healthy/, "Yes");
  t.check((await dosed()) === 0, "nor after one of them");
  await choose(/numb or weak/, "Not sure");
  await t.soon(() => page.getByRole("link", { name: "Tell what is the matter" }).isVisible(), "a sign leads to the story");
  t.check((await dosed()) === 0, "and shows no sets");
  await t.look(page, "dose_gate", 390, "light");
  await choose(/numb or weak/, "No");
  await t.soon(async () => (await dosed()) > 0, "healthy and without a sign, sets and repetitions stand there");
  t.check(faults.length === 0, faults.join("\n"));
  await context.close();
}

/** The same screens in German: no English left over, nothing wider than the phone. */
async function inGerman(t) {
  const context = await opened(t, german);
  const { page, faults } = await t.watchedPage(context, t.base);
  await page.goto(t.base);
  await page.getByRole("link", { name: "Es tut weh" }).click();
  await page.getByRole("radiogroup", { name: "Wo tut es am meisten weh?" }).waitFor();
  await t.look(page, "where_german", 390, "light");
  t.check(faults.length === 0, faults.join("\n"));
  await context.close();
}

export async function checks(t) {
  await nameFirst(t);
  await emergency(t);
  await readWithoutAccount(t);
  await inGerman(t);
}
