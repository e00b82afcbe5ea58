// The browser that all checks look with.
import { chromium } from "playwright-core";

/** Chromium of this machine, which asks nobody for anything by itself. */
export function launchChromium(...more) {
  return chromium.launch({
    executablePath: process.env.HAMSTRING_CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...more,
    ],
  });
}

/** Pages of this context do not lock when nobody touches them: for days that pass while a page lies open. */
export function neverLocks(context) {
  return context.addInitScript(() => {
    const key = "hamstring.settings";
    localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key) ?? "{}"), lockAfter: 0 }));
  });
}
