// The year in which somebody was born, as four digits: it may be told without the day.
import { useWords } from "../i18n";

export function BirthYear({ id, value, onChange }: { id: string; value: string; onChange: (value: string) => void }) {
  const w = useWords();
  return (
    <div class="field">
      <label for={id}>{w.newcomer.born}</label>
      <input id={id} inputMode="numeric" pattern="\d{4}" maxLength={4} autoComplete="off" value={value} onInput={(e) => onChange(e.currentTarget.value)} />
    </div>
  );
}
