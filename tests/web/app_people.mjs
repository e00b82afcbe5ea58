// Looking after others: forty people on one screen, keys alone, roles, case files, two tabs, settings, lab.
import { readdirSync, readFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { watchedPage } from "./app_walk.mjs";

const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const cases = join(here, "..", "golden", "cases");
const dayMs = 86400000;
const text = (time) => new Date(time).toISOString().slice(0, 10);

/** A case file of the golden tests, moved in time so that its last day was `ago` days before today. */
export function shiftedCase(name, ago) {
  const file = JSON.parse(readFileSync(join(cases, name, "case.json"), "utf8"));
  const last = Math.max(...file.entries.map((e) => Date.parse(e.day)));
  const by = Math.floor((Date.now() - ago * dayMs) / dayMs) * dayMs - last;
  const moved = (value) => (/^20\d\d-\d\d-\d\d/.test(value) ? text(Date.parse(value.slice(0, 10)) + by) + value.slice(10) : value);
  for (const entry of file.entries) for (const field of ["day", "recorded_at", "from", "to"]) if (typeof entry[field] === "string") entry[field] = moved(entry[field]);
  return file;
}

export const goldenNames = () => readdirSync(cases).filter((name) => existsSync(join(cases, name, "case.json"))).sort();

/** Asks the server as `request` (a page's or a context's) is logged in. */
export async function ask(request, base, method, path, body) {
  const reply = await request.fetch(`${base}/api/v1${path}`, { method, headers: { "Content-Type": "application/json", Origin: base }, data: body === undefined ? undefined : JSON.stringify(body) });
  return { status: reply.status(), body: await reply.json().catch(() => null) };
}

const first = ["Ada", "Ben", "Cora", "Dario", "Elif", "Finn", "Greta", "Hugo", "Ines", "Jonas", "Kaya", "Lars", "Mira", "Nils", "Olga", "Paul", "Quirin", "Rosa", "Sami", "Tara"];
const last = ["Berg", "Costa", "Dahl", "Egger", "Fuchs", "Gruber", "Huber"];

/** So many people of all sorts. */
export async function addPeople(request, base, count) {
  const names = goldenNames();
  const ids = [];
  for (let i = 0; i < count; ++i) {
    const file = shiftedCase(names[(i * 7) % names.length], i % 6);
    const made = await ask(request, base, "POST", "/people", { name: `${first[i % first.length]} ${last[i % last.length]}`, consent: { text_version: "1", given_by: "guardian", name: "x" }, zone: "Europe/Vienna", language: "en", case: JSON.stringify(file) });
    if (made.status !== 200) throw new Error(`a person was refused: ${JSON.stringify(made.body)} ${names[(i * 7) % names.length]}`);
    ids.push(made.body.id);
  }
  return ids;
}
