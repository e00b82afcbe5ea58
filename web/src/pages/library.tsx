// Exercises, each with its evidence.
import { useState } from "preact/hooks";
import { get, type Exercise, type Library } from "../api";
import { useWords } from "../i18n";
import { useLoaded } from "../session";
import { useSettings } from "../settings";
import { Title, Told, Wait } from "../ui/basics";
import { Opens } from "../ui/evidence";

function useLibrary() {
  const { language } = useSettings();
  return useLoaded(() => get<Library>(`/library?language=${language}`), language);
}

function muscleName(id: string): string {
  return { bflh: "BFlh", st: "ST", sm: "SM", bfsh: "BFsh" }[id] ?? id;
}

function Card({ exercise }: { exercise: Exercise }) {
  const w = useWords();
  const lengths = w.strengthen.lengths as Record<string, string>;
  return (
    <li>
      <h2>
        <Opens title={exercise.name} evidence={exercise.evidence} rule={`exercise.${exercise.id}`}>
          {exercise.name}
        </Opens>
      </h2>
      <p>{exercise.cue}</p>
      <p class="quiet small">
        {w.strengthen.length}: {lengths[exercise.length] ?? exercise.length}
        {exercise.loads_most.map((load) => (
          <span key={load.muscle}>
            {" · "}
            <Opens title={`${exercise.name}: ${muscleName(load.muscle)}`} evidence={load.evidence}>
              {muscleName(load.muscle)}
            </Opens>
          </span>
        ))}
        <br />
        {w.strengthen.equipment}: {exercise.equipment.map((e) => e.name).join(", ") || w.strengthen.nothing}
        {exercise.easier.length > 0 && (
          <>
            <br />
            {w.strengthen.easier}: {exercise.easier.map((e) => e.name).join(", ")}
          </>
        )}
        {exercise.harder.length > 0 && (
          <>
            <br />
            {w.strengthen.harder}: {exercise.harder.map((e) => e.name).join(", ")}
          </>
        )}
      </p>
    </li>
  );
}

export function StrengthenPage() {
  const w = useWords();
  const library = useLibrary();
  const [text, setText] = useState("");
  const [muscle, setMuscle] = useState("");
  if (!library.value) return library.problem ? <Told problem={library.problem} retry={library.reload} /> : <Wait />;
  const shown = library.value.exercises.filter(
    (e) => `${e.name} ${e.cue}`.toLowerCase().includes(text.toLowerCase()) && (!muscle || e.loads_most.some((l) => l.muscle === muscle)),
  );
  const muscles = [...new Set(library.value.exercises.flatMap((e) => e.loads_most.map((l) => l.muscle)))].sort();
  return (
    <>
      <Title>{w.strengthen.title}</Title>
      <div class="row" style={{ marginBottom: "20px" }}>
        <input type="search" aria-label={w.strengthen.filter} placeholder={w.strengthen.filter} value={text} onInput={(e) => setText(e.currentTarget.value)} />
        <select aria-label={w.strengthen.muscle} value={muscle} onChange={(e) => setMuscle(e.currentTarget.value)}>
          <option value="">
            {w.strengthen.muscle}: {w.strengthen.any}
          </option>
          {muscles.map((m) => (
            <option key={m} value={m}>
              {muscleName(m)}
            </option>
          ))}
        </select>
      </div>
      {shown.length === 0 && <p class="quiet">{w.strengthen.empty}</p>}
      <ul class="library">
        {shown.map((exercise) => (
          <Card key={exercise.id} exercise={exercise} />
        ))}
      </ul>
    </>
  );
}
