// What stops a plan is said first wherever it is told, and named where it would be taken out; a session that nobody saved
// is offered the next day; what was answered is seen and is not asked again.
import { newPerson } from "./app_measure.mjs";
import { begin, seedCase, stepOn } from "./app_session.mjs";

async function ask(context, base, method, path, data) {
  const reply = await context.request.fetch(`${base}/api/v1${path}`, { method, ...(data === undefined ? {} : { data }) });
  if (!reply.ok()) throw new Error(`${method} ${path}: ${reply.status()} ${await reply.text()}`);
  return reply.json();
}
const told = (context, base, person, entries) => ask(context, base, "POST", `/people/${person}/entries`, { entries, keep_both: true });

async function opened(t, page, path) {
  await page.goto("about:blank");
  await page.goto(`${t.base}/#/${path}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
}

/** A knee that straightens far less than the other one: the result page is the stop, not "no criterion changed". */
async function aTestThatStops(t, page, person) {
  await opened(t, page, `people/${person}/test/active_knee_extension`);
  await page.locator(".side-fields input").first().waitFor();
  const hint = await page.locator("main").innerText();
  t.check(!/Look again|is plausible/.test(hint), "nothing is wrong before anything was typed");
  t.check(/Its error: ± 8\.7°/.test(hint), `the test tells the error that stands behind its values: ${hint.match(/Its error[^\n]*/)}`);
  const fields = page.locator(".side-fields input");
  for (const [i, value] of [46, 45, 44, 14, 15, 14].entries()) await fields.nth(i).fill(String(value));
  await page.getByRole("radiogroup", { name: "Worst pain during the test" }).getByRole("radio", { name: "2", exact: true }).click();
  // The same question as after a session; anything but no opens the list, where it does not stand there already.
  const asks = page.locator(".safety").getByRole("button", { name: "Not sure", exact: true });
  const signs = page.locator(".signs li");
  await asks.or(signs.first()).first().waitFor();
  if (await asks.count()) await asks.click();
  const unsure = signs.first().getByRole("button", { name: "Not sure", exact: true });
  await unsure.click();
  await t.soon(async () => (await unsure.getAttribute("aria-pressed")) === "true", "each sign has its own 'not sure'");
  await unsure.click();
  await page.getByRole("button", { name: "None of these" }).click();
  await page.getByRole("heading", { level: 1, name: "A clinician first" }).waitFor();
  const said = await page.locator("main").innerText();
  t.check(said.includes("Much less movement than the other side"), `what stops it is named on the result page: ${said}`);
  t.check(!said.includes("No condition changed"), "and nobody reads that nothing changed");
  await t.look(page, "stops_test_result", 390, "light");
  await opened(t, page, `people/${person}/progress`);
  await page.getByText("Much less movement than the other side").first().waitFor();
  const lines = await page.locator(".phases li[aria-current] span").evaluate((name) => name.getClientRects()[0].width);
  t.check(lines > 250, `the name of the phase has the whole line of a phone: ${lines} px`);
  for (const part of ["test", "return", "run", "prevent"]) {
    await opened(t, page, `people/${person}/${part}`);
    await page.getByRole("note").getByText("A clinician first", { exact: true }).waitFor();
    t.check((await page.getByText("A clinician first", { exact: true }).count()) === 1, `${part} says what stops the plan, once`);
  }
  await page.goto(`${t.base}/#/people/${person}/trends`);
  await page.locator("table.trend").first().waitFor();
  t.check(!/\d+ % of the other/.test(await page.locator("main").innerText()), "an angle is no percentage of the other one");
}

/** One press does not end a stop without saying that it does; and what holds nothing is taken out as before. */
async function takingOutWhatHolds(t, page, person) {
  await opened(t, page, `people/${person}/entries`);
  const out = page.getByRole("button", { name: /^Take out: .*Straightening the knee/ });
  await out.first().click();
  const dialog = page.getByRole("dialog", { name: "Take this out?" });
  await dialog.getByText("This entry holds your plan").waitFor();
  t.check((await dialog.innerText()).includes("Much less movement than the other side"), "the dialog names the stop that would end");
  await t.look(page, "stops_take_out", 390, "light");
  await dialog.getByRole("button", { name: "Close" }).click();
  t.check((await out.count()) > 0, "closing takes nothing out");
  await page
    .getByRole("button", { name: /^Take back: .*Straightening the knee/ })
    .first()
    .click();
  await page.getByRole("dialog").getByText("This entry holds your plan").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await out.first().click();
  await dialog.getByText("This entry holds your plan").waitFor();
  await dialog.getByRole("button", { name: "Take out" }).click();
  await page.getByText("Taken out. The first version stays").waitFor();
  await page
    .getByRole("button", { name: /^Take out: .*Pain 1 of 10/ })
    .first()
    .click();
  const light = page.getByRole("dialog", { name: "Take this out?" });
  await t.soon(async () => light.getByRole("button", { name: "Take out" }).isEnabled(), "what was looked up can be taken out");
  t.check(!/holds your plan/.test(await light.innerText()), "what holds nothing is not said to hold something");
  await light.getByRole("button", { name: "Close" }).click();
}

/** Three answers with one advice are three signs to whoever clears them. */
async function clearances(t, context, page, person) {
  const { short_set } = await ask(context, t.base, "GET", `/people/${person}/today`);
  await told(context, t.base, person, [{ type: "pain", when: "now", value: 1, rescreen: Object.fromEntries(short_set.map(({ id }) => [id, "yes"])) }]);
  await opened(t, page, `people/${person}/add?open=clearance`);
  const options = page.getByRole("radiogroup", { name: "What was looked at?" }).getByRole("radio");
  await options.first().waitFor();
  const names = await options.allInnerTexts();
  t.check(names.length >= 2 && new Set(names).size === names.length, `each is named by its sign: ${names.join(" | ")}`);
  t.check(!names.some((name) => /before you start loading/.test(name)), `and none by its advice: ${names.join(" | ")}`);
}

async function walkingIsSeen(t, context, page) {
  const person = await newPerson(page, t.base);
  await told(context, t.base, person, [
    { type: "answer", question: "walk", value: "limping" },
    { type: "pain", when: "now", value: 1, rescreen: "none_of_these" },
  ]);
  await opened(t, page, `people/${person}/today`);
  const group = page.getByRole("group", { name: "How do you walk today?" });
  await group.getByText("Noted for today: limping").waitFor();
  t.check((await group.getByRole("button", { name: "limping" }).getAttribute("aria-pressed")) === "true", "the answer of today is the one that is pressed");
  await t.look(page, "stops_walking", 390, "light");
}

/** Begun, left, and the tab closed: another tab of the day goes on with it; the next morning it is saved as of its day. */
async function leftOver(t, context, page, person) {
  await opened(t, page, `people/${person}/today`);
  await begin(page, (locator) => locator.click());
  await t.soon(() => stepOn(page, (locator) => locator.click()), "the hurt leg has done its set, the other one has not");
  const { page: other, faults } = await t.watchedPage(context, t.base);
  await other.goto(`${t.base}/#/people/${person}/today`);
  await other.getByRole("button", { name: /^Go on: / }).waitFor();
  await page.close();
  const day = await other.evaluate(() => {
    const name = Object.keys(localStorage).find((one) => one.startsWith("hamstring.begun.") && one.includes(".session."));
    const going = JSON.parse(localStorage.getItem(name));
    const before = new Date(Date.parse(`${going.day}T00:00:00Z`) - 86400000).toISOString().slice(0, 10);
    localStorage.removeItem(name);
    localStorage.setItem(name.replace(going.day, before), JSON.stringify({ ...going, day: before }));
    return before;
  });
  await other.reload();
  await other.getByRole("heading", { name: "A session that is not saved" }).waitFor();
  t.check((await other.getByRole("button", { name: "Start", exact: true }).count()) === 1, "today's own session can begin beside it");
  await t.look(other, "stops_left_over", 390, "light");
  await other.getByRole("button", { name: "Save what I did" }).click();
  await other.getByRole("radiogroup", { name: "Worst pain during it" }).getByRole("radio", { name: "1", exact: true }).click();
  await other.getByRole("button", { name: "None of these" }).click();
  await t.soon(async () => {
    const { entries } = await ask(context, t.base, "GET", `/people/${person}/entries`);
    const last = entries.filter((entry) => entry.type === "session").pop();
    return last?.day === day && last.done === "part" && last.lines.length === 1;
  }, "what was done is saved as of its own day");
  await t.soon(async () => (await other.getByRole("heading", { name: "A session that is not saved" }).count()) === 0, "and is not offered again");
  // The morning after it: who does not know is not asked again about that session.
  const unknown = other.getByRole("button", { name: "I do not know" });
  await unknown.click();
  await other.getByRole("button", { name: "None of these" }).click();
  await other.locator("section.morning").waitFor({ state: "detached" });
  await t.soon(async () => {
    const { entries } = await ask(context, t.base, "GET", `/people/${person}/entries`);
    return entries.filter((entry) => entry.type === "morning").pop()?.value === "unsure";
  }, "that nobody knows is told to the program, not kept on one device");
  await other.reload();
  await other.getByRole("heading", { level: 1 }).waitFor();
  await t.soon(async () => (await other.locator("section.morning").count()) === 0, "'I do not know' is kept");
  t.check((await other.evaluate(() => Object.keys(sessionStorage).filter((name) => name.includes("morning")).length)) === 0, "beyond this tab and this day");
  t.check(faults.length === 0, faults.join("\n"));
  await other.close();
}

async function beforeReturn(t, page, person) {
  await opened(t, page, `people/${person}/prevent`);
  await page.locator(".chosen").first().waitFor();
  const said = await page.locator(".chosen").innerText();
  t.check(/It begins with the phase of return\.\s+In its first week/.test(said), `what is not for this week is not said of it: ${said.slice(0, 200)}`);
  t.check((await page.locator("a[href*='/calendar?language=']").count()) === 0, "and no calendar of something else is offered for it");
}

export async function checks(t) {
  const context = await t.browser.newContext({
    viewport: { width: 390, height: 844 },
    storageState: t.state,
    locale: "en-GB",
    timezoneId: "Etc/UTC",
    reducedMotion: "reduce",
  });
  const { page, faults } = await t.watchedPage(context, t.base);
  await page.goto(`${t.base}/#/people`);
  const person = await newPerson(page, t.base);
  await told(context, t.base, person, [{ type: "pain", when: "now", value: 1, rescreen: "none_of_these" }]);
  await beforeReturn(t, page, person);
  await aTestThatStops(t, page, person);
  await takingOutWhatHolds(t, page, person);
  await clearances(t, context, page, person);
  await walkingIsSeen(t, context, page);
  t.check(faults.length === 0, faults.join("\n"));
  await leftOver(t, context, page, await seedCase(context, t.base, "sprinter_day_2", "Lea Leftover"));
  await context.close();
}
