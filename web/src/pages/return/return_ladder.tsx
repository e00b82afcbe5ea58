// Every rung in order: what it asks, what moves one up, what moves one back.
import { useState } from "preact/hooks";
import type { Return, Rung } from "../../api";
import { fill, useWords } from "../../i18n";
import { number, useSettings } from "../../settings";
import { mark } from "../../ui/basics";
import { Opens } from "../../ui/evidence";

const mile = 1609.344;

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

function Moves({ rung }: { rung: Rung }) {
  const w = useWords();
  const r = w.course.back;
  const up =
    rung.place === "present"
      ? fill(r.upHere, { have: number(rung.tolerated), need: number(rung.tolerated_needed) })
      : fill(r.up, { need: number(rung.tolerated_needed) });
  return (
    <>
      <span aria-hidden="true">▲ </span>
      {up}
      {rung.needs.length > 0 && rung.place !== "behind" && (
        <>
          {`; ${r.needs}: `}
          {rung.needs.map((need, i) => (
            <span key={need.id}>
              {i > 0 && ", "}
              <span class={`state-${need.state}`}>
                <span aria-hidden="true">{mark(need.state)}</span> {need.text} ({need.state_name})
              </span>
            </span>
          ))}
        </>
      )}
      <br />
      <span aria-hidden="true">▼ </span>
      {rung.order === 1 ? r.downFirst : fill(rung.fallback === 1 ? r.downOne : r.down, { n: number(rung.fallback) })}
    </>
  );
}

function RungRow({ rung, folded }: { rung: Rung; folded: boolean }) {
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
      <div class="small">
        <Moves rung={rung} />
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
  const r = useWords().course.back;
  const [behind, setBehind] = useState(false);
  const [ahead, setAhead] = useState(false);
  const rungs = report.ladder;
  const present = rungs.findIndex((rung) => rung.place === "present");
  // Before the ladder begins its first rungs are the next ones; after it, its last one is what was reached.
  const firstAhead = rungs.findIndex((rung) => rung.place === "ahead");
  const here = present >= 0 ? present : firstAhead >= 0 ? firstAhead : rungs.length - 1;
  const last = Math.min(rungs.length - 1, here + near);
  return (
    <ol class="ladder">
      {here > 0 && <Fold words={fill(r.foldBehind, { n: number(here) })} open={behind} toggle={() => setBehind(!behind)} />}
      {rungs.map((rung, i) => (
        <RungRow key={rung.id} rung={rung} folded={(i < here && !behind) || (i > last && !ahead)} />
      ))}
      {last < rungs.length - 1 && <Fold words={fill(r.foldAhead, { n: number(rungs.length - 1 - last) })} open={ahead} toggle={() => setAhead(!ahead)} />}
    </ol>
  );
}
