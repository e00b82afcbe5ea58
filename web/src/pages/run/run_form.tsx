// One run, by hand: how far, how long, how hard, how it felt. Decimal comma or point, kilometers or miles.
import { useEffect, useState } from "preact/hooks";
import { get, type RunFit, type RunRow, type Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { rescreenOf } from "../../rescreen";
import { localDay, mile, number, useSettings } from "../../settings";
import { Pain } from "../../ui/basics";
import type { Answers } from "../story/story_questions";
import { SafetyQuestion } from "../today/safety";

/** "7,5" or "7.5"; nothing where it is no number. */
export function readNumber(text: string): number | null {
  const clean = text.trim().replace(",", ".");
  return /^\d+(\.\d+)?$/.test(clean) ? Number(clean) : null;
}

/** Minutes, or h:mm:ss, or mm:ss → seconds. */
export function readTime(text: string): number | null {
  const parts = text.trim().split(":");
  if (parts.length === 1) {
    const minutes = readNumber(text);
    return minutes === null ? null : minutes * 60;
  }
  if (parts.length > 3 || parts.some((part) => !/^\d{1,3}$/.test(part)) || parts.slice(1).some((part) => Number(part) > 59)) return null;
  return parts.reduce((sum, part) => sum * 60 + Number(part), 0);
}

export interface Told {
  day: string;
  before: number | null;
  worst: number;
  rescreen: "none_of_these" | Record<string, string>;
  run: Record<string, unknown>;
}

/** Whether what is told so far may have been the run of today's plan: the program says so, not this page. */
function useFit(person: string, told: Record<string, string | number>): RunFit["rung"] {
  const [rung, setRung] = useState<RunFit["rung"]>(null);
  const query = new URLSearchParams(Object.entries(told).map(([name, value]) => [name, String(value)])).toString();
  const enough = Object.keys(told).length > 1;
  useEffect(() => {
    setRung(null);
    if (!enough) return undefined;
    let here = true;
    const timer = setTimeout(
      () =>
        get<RunFit>(`/people/${person}/run-fit?${query}`).then(
          (found) => here && setRung(found.rung),
          () => undefined,
        ),
      250,
    );
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [person, query, enough]);
  return rung;
}

export function RunForm({
  person,
  today,
  edited,
  given = null,
  onSave,
  onCancel,
}: {
  person: string;
  today: Today;
  edited: RunRow | null;
  /** What a recording says of a run that is told now. */
  given?: Pick<RunRow, "day" | "distance_m" | "duration_s"> | null;
  onSave: (told: Told) => void;
  onCancel?: () => void;
}) {
  const w = useWords();
  const t = w.course.run;
  const { distance: unit } = useSettings();
  const per = unit === "km" ? 1000 : mile;
  const shown = (value: number | undefined, by: number, digits: number) => (value === undefined ? "" : number(value / by, digits).replace(/\s/g, ""));
  const begin = edited ?? given;
  const [day, setDay] = useState(begin?.day ?? today.today);
  const [far, setFar] = useState(shown(begin?.distance_m, per, 2));
  const [time, setTime] = useState(
    begin?.duration_s === undefined ? "" : `${Math.floor(begin.duration_s / 60)}:${String(Math.floor(begin.duration_s % 60)).padStart(2, "0")}`,
  );
  const [top, setTop] = useState(shown(edited?.top_speed_m_s, per / 3600, 1));
  const [effort, setEffort] = useState<number | null>(edited?.effort ?? null);
  const [before, setBefore] = useState<number | null>(edited?.before ?? null);
  const [worst, setWorst] = useState<number | null>(edited?.worst ?? null);
  const [asRung, setAsRung] = useState(edited?.rung !== undefined);
  const meters = far.trim() === "" ? undefined : readNumber(far);
  const seconds = time.trim() === "" ? undefined : readTime(time);
  const speed = top.trim() === "" ? undefined : readNumber(top);
  const told = {
    day,
    ...(meters ? { distance_m: Math.round(meters * per) } : {}),
    ...(seconds ? { duration_s: Math.round(seconds) } : {}),
    ...(speed ? { top_speed_m_s: Math.round(((speed * per) / 3600) * 1000) / 1000 } : {}),
  };
  const fitting = useFit(person, told);
  // What was entered as a rung stays one until the box is cleared; a new run is asked about only where it fits.
  const offered = edited?.rung ? { id: edited.rung, name: edited.rung_name ?? edited.rung } : fitting;
  const faults = [
    meters === null && t.notNumber,
    seconds === null && t.notTime,
    speed === null && t.notNumber,
    speed && (speed * per) / 3600 > 13 && t.tooFast,
  ].filter(Boolean);
  const ready = faults.length === 0 && Boolean(meters || seconds) && worst !== null && day !== "" && day <= localDay(1);
  const save = (answers: Answers) => {
    const { day: _day, ...numbers } = told;
    const run: Record<string, unknown> = { completed: edited ? edited.completed : true, ...numbers };
    if (effort !== null) run["effort"] = effort;
    if (asRung && offered) run["rung"] = offered.id;
    const rescreen = rescreenOf(answers);
    onSave({ day, before, worst: worst ?? 0, rescreen, run });
  };
  return (
    <div class="run-form">
      <div class="fields">
        <div>
          <label for="run-day">{w.people.day}</label>
          <input id="run-day" type="date" max={today.today} value={day} onInput={(e) => setDay(e.currentTarget.value)} />
        </div>
        <div>
          <label for="run-far">
            {w.run.distance} [{unit}]
          </label>
          <input
            id="run-far"
            inputMode="decimal"
            autocomplete="off"
            value={far}
            aria-invalid={meters === null}
            onInput={(e) => setFar(e.currentTarget.value)}
          />
        </div>
        <div>
          <label for="run-time">{t.time}</label>
          <input id="run-time" autocomplete="off" value={time} aria-invalid={seconds === null} onInput={(e) => setTime(e.currentTarget.value)} />
        </div>
        <div>
          <label for="run-top">{fill(t.top, { unit: unit === "km" ? "km/h" : "mph" })}</label>
          <input id="run-top" inputMode="decimal" autocomplete="off" value={top} aria-invalid={speed === null} onInput={(e) => setTop(e.currentTarget.value)} />
        </div>
      </div>
      <p class="state-not_met" role="status">
        {faults.join(" ")}
      </p>
      <Pain label={w.today.before} value={before} onChange={setBefore} />
      <Pain label={w.run.worst} value={worst} onChange={setWorst} ends />
      <Pain label={t.effort} value={effort} onChange={setEffort} />
      <p class="quiet small">{t.effortEnds}</p>
      {offered && (
        <label class="check">
          <input type="checkbox" checked={asRung} onChange={(e) => setAsRung(e.currentTarget.checked)} />
          {fill(t.asRung, { rung: offered.name })}
        </label>
      )}
      {!ready && <p class="quiet small">{t.toSave}</p>}
      {ready && <SafetyQuestion person={person} today={today} pain={worst} onDone={save} />}
      {onCancel && <button onClick={onCancel}>{w.common.cancel}</button>}
    </div>
  );
}
