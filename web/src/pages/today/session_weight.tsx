// The weight of an exercise: what is to be said about it, the kilograms, and how many more would have gone.
import type { Line } from "../../api";
import { useWords } from "../../i18n";
import { fromKg, toKg } from "../../numbers";
import { settings } from "../../settings";
import { NumberField } from "../../ui/number_field";
import type { Done } from "./session_state";

/** Beyond that nobody can say. */
const mostLeft = 30;

export function Weight({ line, now, note }: { line: Line; now: Done; note: (now: Done) => void }) {
  const w = useWords();
  const unit = settings().mass;
  const load = (value: number | null) => {
    const { load_kg: _, ...rest } = now;
    note(value === null ? rest : { ...rest, load_kg: Math.round(toKg(value, unit) * 100) / 100 });
  };
  const left = (value: number | null) => {
    const { reps_left: _, ...rest } = now;
    note(value === null ? rest : { ...rest, reps_left: Math.round(value) });
  };
  return (
    <>
      <NumberField
        label={w.session.load}
        unit={unit}
        value={now.load_kg === undefined ? null : fromKg(now.load_kg, unit)}
        min={0}
        max={Math.floor(fromKg(1000, unit))}
        onChange={load}
      />
      {line.unit === "reps" && (line.try_out || now.load_kg !== undefined) && (
        <NumberField label={w.session.repsLeft} value={now.reps_left ?? null} min={0} max={mostLeft} onChange={left} />
      )}
    </>
  );
}
