import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchChromium } from "./browser.mjs";
import { serve } from "./server.mjs";
import { axeViolations, namedTwice, overflows, walkToPlan, watchedPage, keep } from "./app_walk.mjs";
import { checks as answer } from "./app_answer.mjs";
import { checks as story } from "./app_story.mjs";
import { checks as first } from "./app_first_page.mjs";
const program = process.env.HAM;
const work = mkdtempSync(join(tmpdir(), "w2fake_"));
const { server, address } = await serve(program, join(work, "app.db"));
const real = await launchChromium("--disable-3d-apis");
const texts = (lang) => { const t = {}; for (const line of readFileSync(`/work/main/data/messages/${lang}.toml`, "utf8").split("\n")) { const m = line.match(/^"([^"]+)" = "(.*)"$/); if (m) t[m[1]] = m[2]; } return t; };
const T = { en: texts("en"), de: texts("de") };
async function handler(route) {
  const sent = route.request().postDataJSON(); const t = T[sent.language]; delete sent.onset_known;
  const r = await route.fetch({ postData: JSON.stringify(sent) }); const body = await r.json();
  if (!r.ok()) return route.fulfill({ response: r });
  const opt = ["sit_bone", "upper", "middle", "lower", "below_knee", "other"];
  const z = [["sit_bone", [60, 22], [9, 5], "pain_at_sit_bone"], ["upper", [62, 34], [12, 7], ""], ["middle", [63, 49], [12, 8], ""], ["lower", [63, 64], [12, 7], ""], ["below_knee", [63, 84], [12, 10], "pain_below_knee"]];
  body.place = { id: "pain_place", short: t["question.pain_place.short"], ask: "", options: opt.map((o) => ({ id: o, name: t[`question.pain_place.option.${o}`] })), zones: z.map(([option, at, size, also]) => ({ option, at, size, also })) };
  const why = (text, rule) => ({ text, rule, facts: [], evidence: body.plan.reasons[0].evidence });
  const fix = (f) => Object.assign(f, { action: "emergency", order: t["verdict.emergency"], until: t[`red_flag.${f.id}.until`] });
  body.flags.forEach(fix); body.plan?.flags.forEach(fix);
  body.result = body.plan ? { name: t["injury_type.trauma_sprint.result"].replace("{thigh}", t["result.thigh.left"]), sure: t["result.sure.clear"], others: [{ id: "x", name: t["injury_type.repetitive_strain.short"] }], what: ["what", "fact.outer_muscle_most", "fact.larger_early_loss"].map((f) => why(t[`injury_type.trauma_sprint.${f}`], f)), run: { text: t["result.run.tested"], range: t["result.run.range"].replace("{from}", "3").replace("{to}", "8"), needs: ["One-leg squat without pain"], why: [] }, daily: ["first_days", "stairs", "sitting", "sleep", "driving", "bike", "pool"].map((d) => ({ id: d, title: t[`daily.topic.${d}`], items: [why(t[`daily.${d}.text`], d)] })) } : null;
  await route.fulfill({ response: r, json: body });
}
const browser = { newContext: async (o) => { const c = await real.newContext({ ...o, serviceWorkers: "block" }); c.setDefaultTimeout(60000); await c.route("**/api/v1/story", handler); return c; } };
const check = (good, what) => good || console.log("FAILED", what);
async function soon(holds, what) { for (const until = Date.now() + 20000; ; await new Promise((r) => setTimeout(r, 50))) { if (await holds()) return; if (Date.now() > until) return check(false, what); } }
async function look(page, name, width, scheme) { for (const f of [...(await axeViolations(page)), ...(await overflows(page)), ...(await namedTwice(page))]) check(false, `${name} ${width} ${scheme}: ${f}`); await page.screenshot({ path: `/tmp/w2s/t_${name}-${width}-${scheme}.png`, fullPage: true }); }
process.on("uncaughtException", (e) => { console.log(e.stack); server.kill("SIGTERM"); process.exit(1); });
const c = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "en-GB", timezoneId: "Europe/Vienna" });
const { page, faults } = await watchedPage(c, address);
const took = await walkToPlan(page, address, (l) => l.click(), async (n) => look(page, n.replace(/\W+/g, "_"), 390, "light"));
console.log(`${took.screens} screens, ${took.inputs} inputs, ${took.words} words (${took.words_before} before): ${took.seen.join(", ")}`, faults.join());
const state = { cookies: [], origins: [] };
const t = { program, work, shots: null, browser, base: address, state, check, soon, look, watchedPage };
for (const [n, f] of [["answer", answer], ["story", story]]) { try { await f(t); console.log(n, "ran"); } catch (e) { console.log(n, e.stack); } }
await real.close(); server.kill("SIGTERM"); console.log("END"); process.exit(0);
