// The phone: how it gets in over the network, in a browser that does not trust the certificate and in one that does; the
// calendar that moves by itself; reminders of the page; somebody else who is let in at the login page.
import { spawn, spawnSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { request as secureRequest } from "node:https";
import { join } from "node:path";
import { launchChromium } from "./browser.mjs";
import { keep, walkToPlan, watchedPage } from "./app_walk.mjs";
import { serve } from "./server.mjs";

const password = "three plain words";

/** The same data where other devices come in: people are there before, since nobody may take an instance over the network. */
async function lanServer(t) {
  const database = join(t.work, "lan.db");
  const copied = spawnSync(t.program, ["backup", database, "--db", join(t.work, "app.db")], { encoding: "utf8" });
  if (copied.status !== 0) throw new Error(`no copy: ${copied.stderr}`);
  const server = spawn(t.program, ["serve", "--lan", "--db", database, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const port = await new Promise((resolve, reject) => {
    let said = "";
    server.stdout.on("data", (data) => {
      said += data;
      const found = said.match(/https:\/\/127\.0\.0\.1:(\d+)/);
      if (found) resolve(Number(found[1]));
    });
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { server, base: `https://127.0.0.1:${port}`, tls: `${database}.tls` };
}

/** As a device asks that trusts `authority` (PEM) and has no account. */
function ask(url, authority) {
  return new Promise((resolve, reject) => {
    const sent = secureRequest(url, { ca: authority }, (reply) => {
      let text = "";
      reply.on("data", (piece) => {
        text += piece;
      });
      reply.on("end", () => resolve({ status: reply.statusCode, text }));
    });
    sent.on("error", reject);
    sent.end();
  });
}

const works = (page, name) => page.locator(".works li", { hasText: name });

/** Past the warning, as whoever presses 'advanced' goes: the certificate stays untrusted. */
async function pastTheWarning(page, url) {
  await page.goto(url).catch(() => undefined);
  for (let i = 0; i < 60 && (await page.locator("#app").count()) === 0; ++i) {
    if (i % 10 === 0) await page.keyboard.type("thisisunsafe", { delay: 20 });
    await page.waitForTimeout(500);
  }
  await page.getByRole("heading", { level: 1 }).waitFor();
}

async function logIn(page, name) {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.waitForURL(/people/);
}

/** A browser that does not trust it: the app works, and the page says what does not. */
async function untrusted(t, base) {
  const browser = await launchChromium("--disable-3d-apis");
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "en-GB", timezoneId: "Europe/Vienna" });
  const page = await context.newPage();
  await pastTheWarning(page, `${base}/#/people`);
  await page.getByRole("link", { name: "Logging in on a phone for the first time" }).click();
  await page.getByRole("heading", { level: 1, name: "Let this device trust the computer" }).waitFor();
  await t.soon(
    async () => (await works(page, "Pages without a signal").getAttribute("data-works")) === "no",
    "pages are not kept under a certificate nobody trusts",
  );
  t.check(/take today's session as one file/.test(await works(page, "Pages without a signal").innerText()), "and the page says what to do instead");
  await t.soon(async () => (await works(page, "The screen stays on").getAttribute("data-works")) === "yes", "the screen can be kept on");
  t.check(/does not trust the certificate/.test(await page.locator(".works").innerText()), "and why");
  const fetched = await page.evaluate(async () => {
    const reply = await fetch("/api/v1/lan/authority");
    return { type: reply.headers.get("content-type"), bytes: (await reply.arrayBuffer()).byteLength };
  });
  t.check(
    fetched.type === "application/x-x509-ca-cert" && fetched.bytes > 300,
    `the certificate is there for whoever has not logged in: ${JSON.stringify(fetched)}`,
  );
  for (const width of [390, 768, 1440])
    for (const scheme of ["light", "dark"]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("main details")) details.open = true;
      });
      await t.look(page, "trust", width, scheme);
    }
  await page.goto(`${base}/#/people`);
  await logIn(page, "Ada Runner");
  t.check(true, "whoever goes past the warning can use the app");
  await browser.close();
}

/** A browser that takes the certificate: everything works, the code leads here, the calendar moves with the plan. */
async function trusted(t, base, tls) {
  const chain = readFileSync(join(tls, "server.pem"), "utf8");
  const authority = readFileSync(join(tls, "authority.pem"), "utf8");
  const key = new X509Certificate(chain).publicKey.export({ type: "spki", format: "der" });
  const browser = await launchChromium("--disable-3d-apis", `--ignore-certificate-errors-spki-list=${createHash("sha256").update(key).digest("base64")}`);
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "en-GB", timezoneId: "Europe/Vienna" });
  const { page, faults } = await watchedPage(context, base);
  const scripts = [];
  page.on("request", (request) => scripts.push(request.url()));
  await page.goto(`${base}/#/trust`);
  await t.soon(async () => (await works(page, "Pages without a signal").getAttribute("data-works")) === "yes", "pages are kept where the certificate is taken");
  await page.goto(`${base}/#/people`);
  await logIn(page, "Ada Runner");
  await page.waitForURL(/today/);
  await page.getByRole("heading", { level: 1 }).waitFor();
  t.check(!scripts.some((url) => url.includes("qrcode")), "what draws the code is fetched on Settings alone");
  await page.goto(`${base}/#/settings`);
  const phone = page.locator("#phone");
  await phone.getByRole("heading", { level: 2, name: "On your phone" }).waitFor();
  const headings = await phone.getByRole("heading", { level: 3 }).allInnerTexts();
  t.check(headings[0] === "One file for today's session", `the file is the first offer: ${headings}`);
  const code = phone.locator("svg.qr");
  await code.locator("path").waitFor({ state: "attached" });
  const drawn = await code.evaluate((svg) => ({
    label: svg.getAttribute("aria-label"),
    d: svg.querySelector("path").getAttribute("d"),
    box: svg.viewBox.baseVal.width,
  }));
  const dark = new Set([...drawn.d.matchAll(/M(\d+) (\d+)h1/g)].map(([, x, y]) => `${x} ${y}`));
  const size = drawn.box - 8;
  // The three marks by which a camera finds a code (ISO/IEC 18004, 6.3.3), each with its light ring.
  const marked = [
    [0, 0],
    [size - 7, 0],
    [0, size - 7],
  ].every(([x, y]) => {
    for (let row = 0; row < 7; ++row)
      for (let at = 0; at < 7; ++at) {
        const edge = Math.max(Math.abs(row - 3), Math.abs(at - 3));
        if (dark.has(`${x + at} ${y + row}`) !== (edge !== 2)) return false;
      }
    return true;
  });
  t.check(marked && (size - 17) % 4 === 0, `a code is drawn: ${size}`);
  t.check(drawn.label.includes(`:${new URL(base).port}/`), `of an address that leads here: ${drawn.label}`);
  const fingerprint = (await phone.locator(".fingerprint").innerText()).replace(/\s+/g, ":").replace(/:$/, "");
  t.check(fingerprint === new X509Certificate(authority).fingerprint256, `with the fingerprint to compare: ${fingerprint}`);
  for (const width of [390, 768, 1440])
    for (const scheme of ["light", "dark"]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      await t.look(page, "settings_phone", width, scheme);
    }
  await page.setViewportSize({ width: 390, height: 844 });
  await calendar(t, page, base, authority);
  t.check(faults.length === 0, faults.join("\n"));
  await browser.close();
}

async function calendar(t, page, base, authority) {
  await page.goto(`${base}/#/people/${t.person}/today`);
  await page.getByText("Reminders", { exact: true }).click();
  t.check((await page.locator("[data-have]").getAttribute("data-have")) === "copy", "as long as no calendar reads an address, what one has is a copy");
  await page.getByLabel("At what time?").fill("07:15");
  await page.getByRole("button", { name: "Make an address" }).click();
  const address = await page.getByLabel("Your calendar's address").inputValue();
  t.check(address.startsWith(`${base}/api/v1/calendars/`), `the address leads here: ${address.replace(/[0-9a-f]{64}/, "…")}`);
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    await t.look(page, "reminders", 390, scheme);
  }
  const read = await ask(address, authority);
  t.check(
    read.status === 200 && /BEGIN:VCALENDAR/.test(read.text) && /REFRESH-INTERVAL/.test(read.text),
    `a calendar without an account reads it: ${read.status}`,
  );
  t.check(!/get the calendar again/.test(read.text), "and asks nobody to fetch it again");
  await page.reload();
  await page.getByText("Reminders", { exact: true }).click();
  await t.soon(async () => (await page.locator("[data-have]").getAttribute("data-have")) === "subscription", "now the page says that it is subscribed");
  t.check((await page.getByLabel("Your calendar's address").count()) === 0, "and shows the address no more");
  await page.getByRole("button", { name: "Take back" }).click();
  await page.getByText("Taken back. Remove the subscription").waitFor();
  t.check((await ask(address, authority)).status === 404, "an address that was taken back opens nothing");
}

/** A notification is asked for on a press, comes when a session is due, and says nothing of the leg. */
async function reminders(t) {
  const context = await t.browser.newContext({ viewport: { width: 390, height: 844 }, storageState: t.state, locale: "en-GB", timezoneId: "Europe/Vienna" });
  await context.grantPermissions(["notifications"], { origin: t.base });
  await context.addInitScript(() => {
    window.shown = [];
    ServiceWorkerRegistration.prototype.showNotification = (title, options) => {
      window.shown.push([title, options.body]);
      return Promise.resolve();
    };
    window.Notification = class {
      static permission = "granted";
      static requestPermission = () => Promise.resolve("granted");
      constructor(title, options) {
        window.shown.push([title, options?.body]);
      }
      close() {}
    };
  });
  const { page, faults } = await watchedPage(context, t.base);
  let head = "rest";
  await page.route(/\/people\/[^/]+\/today$/, async (route) => {
    const reply = await route.fetch();
    await route.fulfill({ response: reply, json: { ...(await reply.json()), after_morning: head } });
  });
  await page.goto(`${t.base}/#/people/${t.person}/today`);
  await page.getByText("Reminders", { exact: true }).click();
  await t.soon(
    async () => /There is an address that moves with the plan only where/.test(await page.locator("main").innerText()),
    "where nobody else comes in, no address is offered",
  );
  const two = (n) => String(n).padStart(2, "0");
  const now = await page.evaluate(() => [new Date().getHours(), new Date().getMinutes()]);
  await page.getByLabel("At what time?").fill(`${two(now[0])}:${two(now[1])}`);
  const shown = () => page.evaluate(() => window.shown);
  t.check((await shown()).length === 0, "nothing is shown before it is asked for");
  await page.getByRole("button", { name: "Switch notifications on" }).click();
  await t.soon(async () => (await shown()).length === 1, "the first one comes at once, so that whoever gets none knows it");
  await page.waitForTimeout(1500);
  t.check((await shown()).length === 1, "on a day of rest nobody is reminded");
  head = "session";
  await page.evaluate(() => localStorage.removeItem("hamstring.reminded"));
  await page.reload();
  await t.soon(async () => (await shown()).length === 1, "a session that is due is told of at its time");
  const [[title, body]] = await shown();
  t.check(title === "Your session today" && !/Ada|hamstring|strain|pain/i.test(body), `and says nothing of the person or the leg: ${title} ${body}`);
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForTimeout(1500);
  t.check((await shown()).length === 0, "once a day");
  t.check(faults.length === 0, faults.join("\n"));
  await context.close();
}

/** Somebody else of the household comes in from the login page. */
async function another(t) {
  const { server, address } = await serve(t.program, join(t.work, "house.db"));
  const context = await t.browser.newContext({ viewport: { width: 390, height: 844 }, locale: "en-GB", timezoneId: "Europe/Vienna" });
  const { page, faults } = await watchedPage(context, address);
  await walkToPlan(page, address, (locator) => locator.click());
  await keep(page);
  await page.goto(`${address}/#/settings`);
  await page.getByRole("button", { name: "Log out", exact: true }).click();
  await page.waitForURL(/#\/$/);
  await page.goto(`${address}/#/people`);
  await page.getByRole("link", { name: "Somebody else on this computer" }).click();
  const fill = async (values) => {
    for (const [label, value] of Object.entries(values)) await page.getByLabel(label, { exact: true }).fill(value);
  };
  await fill({ "Their name": "Ada Runner", "Their password": "wrong words here", "Your name": "Ada Runner", Password: "four other quiet words" });
  await page.getByRole("checkbox").check();
  const press = () => page.getByRole("button", { name: "Come in" }).click();
  await press();
  await page.getByText("name or password is wrong").waitFor();
  await fill({ "Their password": password });
  await press();
  await page.getByText("this name is taken").waitFor();
  t.check((await page.getByLabel("Password", { exact: true }).inputValue()) === "four other quiet words", "what is refused loses nothing");
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    await t.look(page, "join", 390, scheme);
  }
  await fill({ "Your name": "Berta" });
  await press();
  await page.waitForURL(/people\/.*\/today/);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.goto(`${address}/#/settings`);
  await page.getByText("Berta", { exact: true }).waitFor();
  t.check((await page.getByRole("heading", { name: "Accounts" }).count()) === 0, "whoever was let in is no owner");
  t.check(faults.length === 0, faults.join("\n"));
  await context.close();
  server.kill("SIGTERM");
}

export async function checks(t) {
  await reminders(t);
  await another(t);
  const { server, base, tls } = await lanServer(t);
  try {
    await untrusted(t, base);
    await trusted(t, base, tls);
  } finally {
    server.kill("SIGTERM");
  }
}
