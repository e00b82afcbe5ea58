// Said once over the ladder: which of one's own speeds is not known, and the field that settles it.
import { useState } from "preact/hooks";
import type { Problem, Return } from "../../api";
import { fill, useWords } from "../../i18n";
import { sendOrKeep } from "../../queue";
import { mile, useSettings } from "../../settings";
import { Told } from "../../ui/basics";
import { NumberField } from "../../ui/number_field";

// What the questions take, in m/s; the server refuses anything else.
const limits = { easy_speed: [1, 7], top_speed: [2, 13] } as const;
type Speed = keyof typeof limits;

export function missingSpeeds(report: Return): Speed[] {
  return (Object.keys(limits) as Speed[]).filter((speed) => report.ladder.some((rung) => rung.speed_of === speed && !rung.speed_m_s));
}

export function Speeds({ missing, person, saved }: { missing: Speed[]; person: string; saved: () => void }) {
  const w = useWords();
  const r = w.course.back;
  const { distance } = useSettings();
  const [values, setValues] = useState<Partial<Record<Speed, number | null>>>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const per = 3600 / (distance === "km" ? 1000 : mile);
  const unit = distance === "km" ? "km/h" : "mph";
  const entries = missing.flatMap((speed) =>
    values[speed] ? [{ type: "answer", question: `${speed}_m_s`, value: Math.round(((values[speed] ?? 0) / per) * 100) / 100 }] : [],
  );
  const save = () => {
    setProblem(null);
    sendOrKeep(person, entries).then(saved, (error: unknown) => setProblem(error as Problem));
  };
  return (
    <div class="note speeds">
      <p>{missing.length === 2 ? r.speedsNotKnown : fill(r.speedNotKnown, { speed: r.speeds[missing[0] ?? "easy_speed"] })}</p>
      <div class="row no-print">
        {missing.map((speed) => (
          <NumberField
            key={speed}
            label={r.speeds[speed]}
            unit={unit}
            value={null}
            min={Math.ceil(limits[speed][0] * per * 10) / 10}
            max={Math.floor(limits[speed][1] * per * 10) / 10}
            onChange={(value) => setValues((now) => ({ ...now, [speed]: value }))}
          />
        ))}
        <button disabled={entries.length === 0} onClick={save}>
          {w.common.save}
        </button>
      </div>
      <Told problem={problem} />
    </div>
  );
}
