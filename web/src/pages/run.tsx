// Runs by hand, until watch files are read.
import { useState } from "preact/hooks";
import { get, Problem, type Entries, type Today } from "../api";
import { useWords } from "../i18n";
import { sendOrKeep } from "../queue";
import { useLoaded } from "../session";
import { dayName, distance, localDay, number, useSettings } from "../settings";
import { Pain, Title, Told, Wait } from "../ui/basics";
import { Checklist, type Answers } from "./story_questions";

interface RunEntry {
  id: string;
  type: string;
  day: string;
  worst?: number;
  run?: { distance_m?: number; duration_s?: number };
}

function pace(run: NonNullable<RunEntry["run"]>, perMile: boolean): string {
  if (!run.distance_m || !run.duration_s) return "";
  const seconds = Math.round((run.duration_s / run.distance_m) * (perMile ? 1609.344 : 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} min/${perMile ? "mi" : "km"}`;
}

export function RunPage({ person }: { person: string }) {
  const w = useWords();
  const { distance: unit } = useSettings();
  const history = useLoaded(() => get<Entries>(`/people/${person}/entries`), person);
  const today = useLoaded(() => get<Today>(`/people/${person}/today`), person);
  const [day, setDay] = useState(localDay());
  const [far, setFar] = useState("");
  const [minutes, setMinutes] = useState("");
  const [worst, setWorst] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  if (!history.value || !today.value) return history.problem ? <Told problem={history.problem} retry={history.reload} /> : <Wait />;
  const runs = (history.value.entries as unknown as RunEntry[]).filter((e) => e.type === "session" && e.run && (e.run.distance_m || e.run.duration_s)).reverse();
  const ready = Number(far) > 0 && Number(minutes) > 0 && worst !== null;
  const add = async (answers: Answers) => {
    setProblem(null);
    const rescreen = Object.values(answers).every((a) => a === "no") ? "none_of_these" : answers;
    const run = { rung: today.value?.run?.rung ?? "", completed: true, distance_m: Number(far) * (unit === "km" ? 1000 : 1609.344), duration_s: Number(minutes) * 60 };
    const { rung, ...free } = run;
    try {
      await sendOrKeep(person, [{ type: "session", day, done: "all", worst, rescreen, run: rung ? run : free }]);
      setFar("");
      setMinutes("");
      setWorst(null);
      history.reload();
    } catch (error) {
      setProblem(error as Problem);
    }
  };
  return (
    <>
      <Title>{w.run.title}</Title>
      <Told problem={problem} />
      <div class="row" style={{ alignItems: "end", marginBottom: "20px" }}>
        <div>
          <label for="run-day">{w.people.day}</label>
          <input id="run-day" type="date" max={localDay()} value={day} onInput={(e) => setDay(e.currentTarget.value)} />
        </div>
        <div>
          <label for="run-far">
            {w.run.distance} [{unit}]
          </label>
          <input id="run-far" type="number" inputMode="decimal" min="0" max="300" step="any" style={{ width: "8rem" }} value={far} onInput={(e) => setFar(e.currentTarget.value)} />
        </div>
        <div>
          <label for="run-time">{w.run.minutes}</label>
          <input id="run-time" type="number" inputMode="decimal" min="0" max="2000" step="any" style={{ width: "8rem" }} value={minutes} onInput={(e) => setMinutes(e.currentTarget.value)} />
        </div>
      </div>
      <Pain label={w.run.worst} value={worst} onChange={setWorst} ends />
      {ready && (
        <>
          <h2>{w.today.news}</h2>
          <Checklist questions={today.value.short_set} onDone={(answers) => void add(answers)} />
        </>
      )}
      <h2>{w.run.list}</h2>
      {runs.length === 0 && <p class="quiet">{w.run.empty}</p>}
      {runs.length > 0 && (
        <table style={{ maxWidth: "640px" }}>
          <tbody>
            {runs.map((entry) => (
              <tr key={entry.id}>
                <td>{dayName(entry.day)}</td>
                <td>{entry.run?.distance_m ? distance(entry.run.distance_m) : ""}</td>
                <td>{entry.run?.duration_s ? `${number(entry.run.duration_s / 60)} min` : ""}</td>
                <td>{entry.run ? pace(entry.run, unit === "mi") : ""}</td>
                <td>
                  {w.run.worst} {entry.worst ?? "–"}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
