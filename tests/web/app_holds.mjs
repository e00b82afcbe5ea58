// What holds a plan on Today and what ends it there: how one walks, an illness, an answer nobody was sure of; and a
// clearance that only a named clinician gives.
import { newPerson } from "./app_measure.mjs";

const dayBefore = (days) => new Date(Date.now() - days * 86400000).toISOString().slice(0, 10);

async function told(context, base, person, entries) {
  const reply = await context.request.post(`${base}/api/v1/people/${person}/entries`, { data: { entries, keep_both: true } });
  if (!reply.ok()) throw new Error(`${reply.status()} ${await reply.text()}`);
  return reply.json();
}

const answer = (question, value) => ({ type: "answer", question, value });
const pain = { type: "pain", when: "now", value: 1, rescreen: "none_of_these" };

async function opened(t, page, person) {
  await page.goto("about:blank");
  await page.goto(`${t.base}/#/people/${person}/today`);
  await page.getByRole("heading", { level: 1 }).waitFor();
}

async function walking(t, context, page, person) {
  await told(context, t.base, person, [answer("walk", "limping"), pain]);
  await opened(t, page, person);
  await page.getByText("A fresh strain often limps").first().waitFor();
  await t.soon(async () => (await page.locator("ul.allowed li").count()) === 2, "a limp in the first week has a day plan");
  t.check(!/You can begin|See a clinician first/.test(await page.locator("main").innerText()), "and neither 'begin' nor 'a clinician first' stands above it");
  await t.look(page, "holds_limping", 390, "light");
  await page.getByRole("group", { name: "How do you walk today?" }).getByRole("button", { name: "normally" }).click();
  await t.soon(async () => (await page.getByRole("group", { name: "How do you walk today?" }).count()) === 0, "one press settles it");
}

async function illness(t, context, page, person) {
  await told(context, t.base, person, [{ type: "illness", from: dayBefore(2), fever: "no" }]);
  await opened(t, page, person);
  // Entries are told to the second, and nobody is well again in the one in which they fell ill.
  await page.waitForTimeout(1100);
  await page.getByRole("button", { name: "I am well again" }).click();
  await t.soon(async () => (await page.getByRole("button", { name: "I am well again" }).count()) === 0, "'I am well again' is one press");
}

async function notSure(t, context, page, person) {
  await told(context, t.base, person, [answer("calf_swelling", "unsure"), pain]);
  await opened(t, page, person);
  await page.getByRole("heading", { name: "You were not sure" }).waitFor();
  const text = await page.locator("main").innerText();
  t.check(text.includes("See a doctor today."), "not sure of a clot is same-day advice");
  t.check(!text.includes("answering again does not"), "and nothing says that its own answer would not end it");
  await t.look(page, "holds_not_sure", 390, "light");

  await page.goto(`${t.base}/#/people/${person}/add?open=clearance`);
  await page.getByLabel("Name of the clinician who examined").waitFor();
  t.check((await page.getByText("I examined this person").count()) === 0, "an owner does not sign as the clinician");
  const refused = await context.request.post(`${t.base}/api/v1/people/${person}/entries`, {
    data: { entries: [{ type: "clearance", of: "flag", ref: "dvt", by: "clinician" }], keep_both: true },
  });
  t.check(refused.status() === 403, `a clearance without a clinician's name is refused: ${refused.status()}`);

  await opened(t, page, person);
  await page.getByText("Now I know").click();
  await page.getByRole("radiogroup", { name: /calf/i }).getByRole("radio", { name: "No", exact: true }).click();
  await page.locator("details", { hasText: "Now I know" }).getByRole("button", { name: "Save" }).click();
  await t.soon(async () => (await page.getByRole("heading", { name: "You were not sure" }).count()) === 0, "the answer to that very question ends it");
}

export async function checks(t) {
  const context = await t.browser.newContext({ viewport: { width: 390, height: 844 }, storageState: t.state, locale: "en-GB", timezoneId: "Etc/UTC" });
  const { page, faults } = await t.watchedPage(context, t.base);
  await page.goto(`${t.base}/#/people`);
  const person = await newPerson(page, t.base);
  await walking(t, context, page, person);
  await illness(t, context, page, person);
  await notSure(t, context, page, person);
  t.check(faults.filter((fault) => !fault.includes("403")).length === 0, faults.join("\n"));
  await context.close();
}
