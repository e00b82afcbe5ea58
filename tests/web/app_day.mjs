// The day around its plan, in a real browser: the week, what comes next, the safety question with its list, a session that
// runs by itself with the phone on the floor, a run by the clock that outlives the page, a calendar at a time of one's own.
import { begin, seedCase, stepOn, toTheEnd } from "./app_session.mjs";
import { watchedPage } from "./app_walk.mjs";

const tap = (locator) => locator.click();

async function opened(context, base, person, part = "today") {
  const { page, faults } = await watchedPage(context, base);
  await page.goto(`${base}/#/people/${person}/${part}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return { page, faults };
}

/** What the browser was asked for: sounds, speech, a lit screen; none of it has to be there. */
async function listens(context) {
  await context.addInitScript(() => {
    window.asked = { tones: 0, said: [], buzzes: 0, locks: 0, released: 0 };
    const { asked } = window;
    const release = () => {
      asked.released += 1;
      return Promise.resolve();
    };
    const request = () => {
      asked.locks += 1;
      return Promise.resolve({ release });
    };
    Object.defineProperty(navigator, "wakeLock", { value: { request } });
    navigator.vibrate = () => ++asked.buzzes > 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) {
      ++asked.tones;
      return start.apply(this, when);
    };
    window.speechSynthesis.speak = (said) => asked.said.push(said.text);
  });
}
const asked = (page) => page.evaluate(() => window.asked);

async function around(t, context, person) {
  const { page, faults } = await opened(context, t.base, person);
  const week = page.getByRole("list", { name: "This week" });
  t.check((await week.getByRole("listitem").count()) === 7, "the week has seven days");
  const said = await week.innerText();
  t.check(/Monday/.test(said) && /Sunday/.test(said) && /, today: session today/.test(said), `each day has its word for who cannot see the mark: ${said}`);
  t.check((await week.locator("[aria-current=date]").count()) === 1, "and one of them is today");
  t.check(/you still need/.test(await page.locator(".next").innerText()), "what comes next says what it needs");
  for (const width of [390, 768, 1440]) {
    for (const scheme of ["light", "dark"]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      await t.look(page, "day_today", width, scheme);
    }
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "light" });
  await page.getByText("Reminders", { exact: true }).click();
  await page.getByLabel("At what time?").fill("07:15");
  const href = await page.getByRole("link", { name: "Get the calendar file" }).getAttribute("href");
  const file = await (await context.request.get(`${t.base}${href}`)).text();
  t.check(/DTSTART:\d{8}T071500\r\n/.test(file) && /BEGIN:VALARM/.test(file), `the sessions stand at the chosen time and ring: ${href}`);
  t.check(/SUMMARY:Hamstring: rest\r\n/.test(file), "days of rest look like days of rest");
  t.check(!/A few questions first/.test(file), "and nobody is asked a question by a calendar");
  const wrong = await context.request.get(`${t.base}${href.replace("07:15", "25:99")}`);
  t.check(wrong.status() === 400, `a time that is none is refused: ${wrong.status()}`);
  t.check(faults.length === 0, faults.join("\n"));
  await page.close();
}

/** One question that names the signs; anything but no opens the list, each sign with its own 'not sure'. */
async function safety(t, context, person) {
  const { page, faults } = await opened(context, t.base, person);
  const log = page.locator("details", { hasText: "Log pain" }).last();
  const pain = page.getByRole("radiogroup", { name: "Pain now" });
  await log.locator("summary").click();
  await pain.getByRole("radio", { name: "2", exact: true }).click();
  const question = page.locator("fieldset.safety");
  const named = await question.locator("legend").innerText();
  const { short_set } = await (await context.request.get(`${t.base}/api/v1/people/${person}/today?language=en`)).json();
  t.check(named.split(";").length === short_set.length, `the question names every sign of the list: ${named}`);
  await t.look(page, "day_safety", 390, "light");
  await question.getByRole("button", { name: "Not sure" }).click();
  const signs = page.locator(".signs li");
  t.check((await signs.count()) === short_set.length, "the list has each of them");
  await signs.first().getByRole("button", { name: "Not sure" }).click();
  t.check((await signs.first().getByRole("button", { name: "Not sure" }).getAttribute("aria-pressed")) === "true", "each has its own 'not sure'");
  await t.look(page, "day_signs", 390, "dark");
  await signs.first().getByRole("button", { name: "Not sure" }).click();
  await page.getByRole("button", { name: "Back to the question" }).click();
  await question.waitFor();
  // Strong pain: each sign by itself, and the one question is not offered.
  await pain.getByRole("radio", { name: "8", exact: true }).click();
  await page.getByRole("heading", { name: "Is any of this new? After strong pain each is asked by itself." }).waitFor();
  t.check((await question.count()) === 0, "after strong pain one question is not enough");
  t.check(faults.length === 0, faults.join("\n"));
  await page.close();
}

/** The phone lies on the floor: after one press a set counts, rests and goes on; muted, nothing sounds. */
async function byItself(t, context, person) {
  const { page, faults } = await opened(context, t.base, person);
  await page.getByRole("button", { name: "Start", exact: true }).first().click();
  await page.getByRole("radio", { name: "1", exact: true }).click();
  await page.getByRole("checkbox", { name: "Goes on by itself" }).check();
  await t.look(page, "day_sound", 390, "light");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByText("Get ready").waitFor();
  await t.soon(async () => (await asked(page)).locks > 0, "the screen is asked to stay on");
  // Ten seconds to lie down and ten to hold, without a press.
  await page.locator(".done-sets button").waitFor({ timeout: 60_000 });
  await page.getByText(/^Rest \d+ s$/).waitFor();
  await t.look(page, "day_rest", 390, "dark");
  const heard = await asked(page);
  t.check(heard.tones > 3 && heard.buzzes > 0, `it was heard and felt: ${JSON.stringify(heard)}`);
  t.check(heard.said.length === 0, "no voice where tones were chosen");
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await t.soon(async () => (await asked(page)).locks > 1, "and again when the page comes back");
  // Closed in the middle: what is done is kept, and the choice too; then without sound.
  await page.getByRole("button", { name: "Close, keep what is done" }).click();
  await t.soon(async () => (await asked(page)).released > 0, "closed, the screen may sleep again");
  await page.evaluate(() => {
    const key = "hamstring.settings";
    localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key)), sound: "off", goesOn: false }));
  });
  await page.reload();
  await page.getByRole("button", { name: /^Go on: 1 of/ }).click();
  await page.locator(".done-sets button").waitFor();
  await stepOn(page, tap);
  await page.waitForTimeout(300);
  t.check((await asked(page)).tones === 0, "muted, nothing sounds");
  t.check(faults.length === 0, faults.join("\n"));
  await page.close();
}

/** One leg at a time: the hurt one first, then the other, said so; one set is both. */
async function hurtLegFirst(t, context, person) {
  const { page, faults } = await opened(context, t.base, person);
  await begin(page, tap);
  for (let i = 0; i < 40 && (await page.getByText(/^.*First the (left|right) leg, the hurt one/).count()) === 0; ++i) if (!(await stepOn(page, tap))) break;
  const which = page.locator(".which");
  const first = await which.innerText();
  t.check(/First the (left|right) leg, the hurt one/.test(first), `the hurt leg goes first, and it is said: ${first}`);
  // The leg that is done stands there to be put right; a set it is only with the other one.
  const firstLeg = page.locator(".done-sets button", { hasText: /first leg/ });
  const sets = async () => (await page.locator(".done-sets button").count()) - (await firstLeg.count());
  const before = await sets();
  await stepOn(page, tap);
  const then = await which.innerText();
  t.check(/Now the (left|right) leg/.test(then) && /left/.test(first) !== /left/.test(then), `then the other: ${then}`);
  t.check((await sets()) === before, "half of it is no set yet");
  t.check((await firstLeg.count()) === 1, "what the first leg reached can be put right at once");
  await t.look(page, "day_other_leg", 390, "light");
  await stepOn(page, tap);
  t.check((await sets()) === before + 1 && (await firstLeg.count()) === 0, "both legs are one set");
  t.check(faults.length === 0, faults.join("\n"));
  await page.close();
}

/** A run by the clock: its intervals stand there, and a page that was lost finds it where it is. */
async function runByTheClock(t, context, person) {
  const { page, faults } = await opened(context, t.base, person);
  await begin(page, tap);
  const starts = page.getByRole("button", { name: "Start the timer" });
  for (let i = 0; i < 60 && (await starts.count()) === 0; ++i) if (!(await stepOn(page, tap))) break;
  await starts.click();
  await page.getByText(/Get ready/).waitFor();
  const left = async () => {
    const [, minutes, seconds] = (await page.locator(".now .quiet").innerText()).match(/(\d+):(\d\d) left in all/);
    return Number(minutes) * 60 + Number(seconds);
  };
  const before = await left();
  await page.waitForTimeout(1200);
  await page.reload();
  await page.getByRole("button", { name: /^Go on: / }).click();
  await page.getByRole("timer").waitFor();
  const after = await left();
  t.check(after < before && after > before - 60, `the run went on while the page was away: ${before} s, then ${after} s`);
  await t.look(page, "day_run", 390, "light");
  await page.getByRole("button", { name: "Pause" }).click();
  t.check((await page.getByRole("heading", { name: "Finish" }).count()) === 0, "no clock says that it was run");
  await page.getByRole("button", { name: "Done without the timer" }).click();
  await toTheEnd(page, tap);
  t.check(faults.length === 0, faults.join("\n"));
  await page.close();
}

export async function checks(t) {
  const context = await t.browser.newContext({
    viewport: { width: 390, height: 844 },
    storageState: t.state,
    locale: "en-GB",
    timezoneId: "Europe/Vienna",
    reducedMotion: "reduce",
  });
  await listens(context);
  const person = await seedCase(context, t.base, "sprinter_day_2", "Dana Day");
  await around(t, context, person);
  await safety(t, context, person);
  await runByTheClock(t, context, await seedCase(context, t.base, "sprinter_day_2", "Rick Run"));
  await hurtLegFirst(t, context, await seedCase(context, t.base, "no_second_full_training", "Leo Leg"));
  await byItself(t, context, await seedCase(context, t.base, "sprinter_day_2", "Fay Floor"));
  await context.close();
}
