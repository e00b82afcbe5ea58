// Every rung in order: what it asks, what moves one up, what moves one back.
import type { Return, Rung } from "../api";
import { fill, useWords } from "../i18n";
import { number, useSettings } from "../settings";
import { mark } from "../ui/basics";
import { Opens } from "../ui/evidence";

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

function Asks({ rung }: { rung: Rung }) {
  const w = useWords();
  const r = w.course.back;
  const { distance: unit } = useSettings();
  const work = rung.work_s !== undefined ? `${number(rung.work_s / 60)} min` : rung.work_m !== undefined ? `${number(rung.work_m)} m` : "";
  const times = rung.repeats > 1 ? `${number(rung.repeats)} × ${work}` : work;
  const rest = rung.rest_s > 0 ? fill(r.rest, { s: rung.rest_s >= 60 && rung.rest_s % 60 === 0 ? `${number(rung.rest_s / 60)} min` : `${number(rung.rest_s)} s` }) : "";
  const share = `${number(rung.percent.min)}–${number(rung.percent.max)} %`;
  const of = { effort: r.ofEffort, easy_speed: r.ofEasy, top_speed: r.ofTop }[rung.speed_of];
  const speed = rung.speed_m_s ? speedText(rung.speed_m_s, rung.form, unit) : rung.speed_of === "effort" ? "" : r.speedNotKnown;
  return (
    <>
      {[times, rest, `${share} ${of}`].filter(Boolean).join(" · ")}
      {speed && (
        <>
          <br />
          <span class={rung.speed_m_s ? "" : "quiet"}>{speed}</span>
        </>
      )}
    </>
  );
}

function Moves({ rung }: { rung: Rung }) {
  const w = useWords();
  const r = w.course.back;
  const up = rung.place === "present" ? fill(r.upHere, { have: number(rung.tolerated), need: number(rung.tolerated_needed) }) : fill(r.up, { need: number(rung.tolerated_needed) });
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

export function Ladder({ report }: { report: Return }) {
  const w = useWords();
  const r = w.course.back;
  return (
    <ol class="ladder">
      {report.ladder.map((rung) => (
        <li key={rung.id} class={rung.place} aria-current={rung.place === "present" ? "step" : undefined}>
          <div>
            <strong>
              <Opens title={rung.name} evidence={rung.why.evidence} rule={rung.why.rule}>
                {rung.name}
              </Opens>
            </strong>
            {rung.place !== "ahead" && <span class="tag">{rung.place === "present" ? r.present : r.behind}</span>}
            {rung.phases.length > 0 && <div class="quiet small">{rung.phases.map((p) => p.name).join(", ")}</div>}
          </div>
          <div>
            <Asks rung={rung} />
          </div>
          <div class="small">
            <Moves rung={rung} />
          </div>
        </li>
      ))}
    </ol>
  );
}
