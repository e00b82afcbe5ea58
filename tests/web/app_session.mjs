// Today and its session in a real browser: with taps and with keys alone, closed and taken up again, skipped for
// every reason, on a day of rest, and a technique with its range before and after.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dayOf = (text, days) => new Date(Date.parse(`${text}T00:00:00Z`) + days * 86400000).toISOString().slice(0, 10);

/** A golden history moved so that it ends today, entered through the API; gives the person's id. */
export async function seedCase(context, base, file, name, shorter = 0) {
  const api = async (method, path, data) => {
    const reply = await context.request.fetch(`${base}/api/v1${path}`, { method, ...(data === undefined ? {} : { data }) });
    if (!reply.ok()) throw new Error(`${method} ${path}: ${reply.status()} ${await reply.text()}`);
    return reply.json();
  };
  const { id } = await api("POST", "/people", { name, story: { zone: "Europe/Vienna", language: "en", answers: {} }, consent: { text_version: "1", given_by: "self" } });
  const { entries } = JSON.parse(readFileSync(join(here, `../golden/cases/${file}/case.json`), "utf8"));
  const { today } = await api("GET", `/people/${id}/today`);
  const last = entries.map((entry) => entry.day).sort().pop();
  const shift = Math.round((Date.parse(today) - Date.parse(last)) / 86400000) - shorter;
  // What belongs to the last day is entered as of now, since what lies ahead of the clock is refused.
  const moved = entries.map(({ recorded_at, ...entry }) => {
    const day = dayOf(entry.day, shift);
    return { ...entry, day, ...(day === today ? {} : { recorded_at: dayOf(recorded_at.slice(0, 10), shift) + recorded_at.slice(10) }) };
  });
  for (let i = 0; i < moved.length; i += 150) await api("POST", `/people/${id}/entries`, { entries: moved.slice(i, i + 150), keep_both: true });
  return id;
}
