// Every rung in order: what it asks, what moves one up, what moves one back.
import { useState } from "preact/hooks";
import type { Return, Rung } from "../../api";
import { fill, useWords } from "../../i18n";
import { mile, number, useSettings } from "../../settings";
import { mark } from "../../ui/basics";
import { Opens } from "../../ui/evidence";

function paceOf(speed: number, meters: number): string {
  const seconds = Math.round(meters / speed);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** A range of speeds as the person reads speeds: fast first where it is a pace. */
export function speedText(span: { min: number; max: number }, form: string, unit: "km" | "mi"): string {
  const sprint = ["strides", "accelerations", "sprints", "turns"].includes(form);
  const per = unit === "km" ? 1000 : mile;
  const hour = `${number((span.min * 3600) / per, 1)}–${number((span.max * 3600) / per, 1)} ${unit === "km" ? "km/h" : "mph"}`;
  return sprint || span.min <= 0 ? hour : `${paceOf(span.max, per)}–${paceOf(span.min, per)} min/${unit} (${hour})`;
}

/** One way to say how long: whole minutes, else minutes and seconds. */
function minutes(seconds: number): string {
  return `${seconds % 60 === 0 ? number(seconds / 60) : `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, "0")}`} min`;
}

function useAsks(rung: Rung): { dose: string; speed: string } {
  const r = useWords().course.back;
  const { distance: unit } = useSettings();
  const work = rung.work_s !== undefined ? minutes(rung.work_s) : rung.work_m !== undefined ? `${number(rung.work_m)} m` : "";
  const times = rung.repeats > 1 ? `${number(rung.repeats)} × ${work}` : work;
  const rest = rung.rest_s > 0 ? fill(r.rest, { s: minutes(rung.rest_s) }) : "";
  const share = `${number(rung.percent.min)}–${number(rung.percent.max)} %`;
  const of = { effort: r.ofEffort, easy_speed: r.ofEasy, top_speed: r.ofTop }[rung.speed_of];
  return { dose: [times, rest, `${share} ${of}`].filter(Boolean).join(" · "), speed: rung.speed_m_s ? speedText(rung.speed_m_s, rung.form, unit) : "" };
}

/** `needs`: conditions of this rung that stand nowhere else on the page; `below`: how many stand further down. */
function Moves({ rung, needs, below }: { rung: Rung; needs: Rung["needs"]; below: number }) {
  const w = useWords();
  const r = w.course.back;
  const up =
    rung.place === "present"
      ? fill(rung.tolerated >= rung.tolerated_needed ? r.upEnough : r.upHere, { have: number(rung.tolerated), need: number(rung.tolerated_needed) })
      : fill(r.up, { need: number(rung.tolerated_needed) });
  return (
    <>
      <span aria-hidden="true">▲ </span>
      {up}
      {needs.length > 0 && (
        <>
          {`; ${r.needs}: `}
          {needs.map((need, i) => (
            <span key={need.id}>
              {i > 0 && ", "}
              <span class={`state-${need.state}`}>
                <span aria-hidden="true">{mark(need.state)}</span> {need.text} ({need.state_name})
              </span>
            </span>
          ))}
        </>
      )}
      {below > 0 && `; ${fill(w.pages.back.below, { n: number(below) })}`}
      <br />
      <span aria-hidden="true">▼ </span>
      {rung.order === 1 ? r.downFirst : fill(rung.fallback === 1 ? r.downOne : r.down, { n: number(rung.fallback) })}
    </>
  );
}

/** Each condition of a rung that is not behind is named at the first one that asks for it, if no phase names it. */
function namedOnce(report: Return): Map<string, Rung["needs"]> {
  const told = new Set(report.phases.flatMap((phase) => phase.criteria.map((criterion) => criterion.text)));
  const result = new Map<string, Rung["needs"]>();
  for (const rung of report.ladder) {
    if (rung.place === "behind") continue;
    const own = rung.needs.filter((need) => !told.has(need.text));
    for (const need of own) told.add(need.text);
    result.set(rung.id, own);
  }
  return result;
}

/** `goal`: what somebody wants back is done at this rung. */
function RungRow({ rung, needs, folded, moves, goal }: { rung: Rung; needs: Rung["needs"]; folded: boolean; moves: boolean; goal: string }) {
  const r = useWords().course.back;
  const { dose, speed } = useAsks(rung);
  return (
    <li class={`${rung.place} ${folded ? "folded" : ""}`} aria-current={rung.place === "present" ? "step" : undefined}>
      <div>
        <strong>
          <Opens title={rung.name} number={[dose, speed].filter(Boolean).join(" · ")} evidence={rung.why.evidence} rule={rung.why.rule} facts={rung.why.facts}>
            {rung.name}
          </Opens>
        </strong>
        {rung.place !== "ahead" && <span class="tag">{rung.place === "present" ? r.present : r.behind}</span>}
        {goal && <span class="tag">{fill(r.goal, { goal })}</span>}
        {rung.phases.length > 0 && <div class="quiet small">{rung.phases.map((p) => p.name).join(", ")}</div>}
      </div>
      <div>
        {dose}
        {speed && (
          <>
            <br />
            {speed}
          </>
        )}
      </div>
      <div class={moves ? "small" : "small folded"}>
        <Moves rung={rung} needs={needs} below={rung.place === "behind" ? 0 : rung.needs.length - needs.length} />
      </div>
    </li>
  );
}

/** A line that opens or closes the rungs that are done, or those far ahead. */
function Fold({ words, open, toggle }: { words: string; open: boolean; toggle: () => void }) {
  return (
    <li class="fold no-print">
      <button class="plain" aria-expanded={open} onClick={toggle}>
        <span aria-hidden="true">{open ? "▾" : "▸"}</span> {words}
      </button>
    </li>
  );
}

// The present rung and so many after it stand open.
const near = 2;

export function Ladder({ report }: { report: Return }) {
  const w = useWords();
  const r = w.course.back;
  const b = w.pages.back;
  const [behind, setBehind] = useState(false);
  const [ahead, setAhead] = useState(false);
  const [moves, setMoves] = useState(false);
  const rungs = report.ladder;
  const needs = namedOnce(report);
  const present = rungs.findIndex((rung) => rung.place === "present");
  // Before the ladder begins its first rungs are the next ones; after it, its last one is what was reached.
  const firstAhead = rungs.findIndex((rung) => rung.place === "ahead");
  const here = present >= 0 ? present : firstAhead >= 0 ? firstAhead : rungs.length - 1;
  const last = Math.min(rungs.length - 1, here + near);
  return (
    <>
      <p class="no-print moves">
        <button class="plain" aria-expanded={moves} onClick={() => setMoves(!moves)}>
          <span aria-hidden="true">{moves ? "▾" : "▸"}</span> {b.moves}
        </button>
      </p>
      <ol class="ladder">
        {here > 0 && <Fold words={fill(r.foldBehind, { n: number(here) })} open={behind} toggle={() => setBehind(!behind)} />}
        {rungs.map((rung, i) => (
          <RungRow
            key={rung.id}
            rung={rung}
            needs={needs.get(rung.id) ?? []}
            folded={((i < here && !behind) || (i > last && !ahead)) && rung.id !== report.goal_rung}
            goal={rung.id === report.goal_rung ? (report.goal?.name ?? "") : ""}
            moves={moves || i === here}
          />
        ))}
        {last < rungs.length - 1 && <Fold words={fill(r.foldAhead, { n: number(rungs.length - 1 - last) })} open={ahead} toggle={() => setAhead(!ahead)} />}
      </ol>
    </>
  );
}
