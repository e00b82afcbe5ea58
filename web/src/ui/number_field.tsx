// The one field for numbers: takes a decimal comma as well as a point, and says so when it cannot read one.
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { fill, useWords } from "../i18n";
import { readNumber } from "../numbers";
import { number } from "../settings";

export function NumberField({
  label,
  value,
  onChange,
  unit,
  min,
  max,
  required = false,
  beside,
}: {
  label: string;
  value: number | null /** `wrong`: something stands there that is no such number; nothing and wrong are both null. */;
  onChange: (value: number | null, wrong: boolean) => void;
  unit?: string;
  min?: number;
  max?: number;
  required?: boolean /** What stands on the line of the field, such as a button. */;
  beside?: ComponentChildren;
}) {
  const w = useWords();
  const id = useId();
  const [text, setText] = useState(value === null ? "" : number(value, Number.isInteger(value) ? 0 : 1));
  const read = readNumber(text);
  const outside = read !== null && ((min !== undefined && read < min) || (max !== undefined && read > max));
  const wrong = text.trim() !== "" && (read === null || outside);
  const input = (
    <input
      id={id}
      inputMode="decimal"
      autoComplete="off"
      required={required}
      value={text}
      aria-invalid={wrong}
      aria-describedby={wrong ? `${id}-wrong` : undefined}
      onInput={(e) => {
        setText(e.currentTarget.value);
        const now = readNumber(e.currentTarget.value);
        const fits = now !== null && !(min !== undefined && now < min) && !(max !== undefined && now > max);
        onChange(fits ? now : null, e.currentTarget.value.trim() !== "" && !fits);
      }}
    />
  );
  return (
    <div class="field">
      <label for={id}>
        {label}
        {unit ? ` (${unit})` : ""}
      </label>
      {beside ? (
        <div class="beside">
          {input}
          {beside}
        </div>
      ) : (
        input
      )}
      {wrong && (
        <p id={`${id}-wrong`} class="small state-not_met">
          {outside ? fill(w.numbers.outside, { min: min ?? "", max: max ?? "" }) : w.numbers.wrong}
        </p>
      )}
    </div>
  );
}
