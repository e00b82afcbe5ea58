// Whom to call: the number as text and to press, set once for where this device is.
import { useId, useState } from "preact/hooks";
import { fill, useWords } from "../i18n";
import { change, useSettings } from "../settings";

/** Digits of what was typed; nothing where that is no number to call. */
function dialed(typed: string): string | null {
  const digits = typed.replace(/[\s()/.-]/g, "");
  return /^\+?\d{2,15}$/.test(digits) ? digits : null;
}

export function EmergencyField() {
  const w = useWords().answer.now;
  const id = useId();
  const { emergency } = useSettings();
  const [typed, setTyped] = useState(emergency);
  const good = dialed(typed);
  return (
    <div class="field">
      <label for={id}>{w.number}</label>
      <input
        id={id}
        type="tel"
        inputMode="tel"
        autoComplete="off"
        maxLength={20}
        style={{ width: "10rem" }}
        value={typed}
        aria-describedby={`${id}-help`}
        aria-invalid={good === null}
        onInput={(e) => {
          setTyped(e.currentTarget.value);
          const number = dialed(e.currentTarget.value);
          if (number) change({ emergency: number });
        }}
      />
      <p id={`${id}-help`} class="quiet small" role={good === null ? "alert" : undefined}>
        {good === null ? w.numberWrong : w.numberHelp}
      </p>
    </div>
  );
}

/** `atOnce`: an emergency department now; else a doctor today, with the ambulance beside it. */
export function EmergencyNumber({ atOnce }: { atOnce: boolean }) {
  const w = useWords().answer.now;
  const { emergency } = useSettings();
  const words = fill(atOnce ? w.call : w.ambulance, { number: emergency });
  return (
    <div class="call">
      <p>
        <a class={atOnce ? "button call-now" : ""} href={`tel:${emergency}`}>
          {words}
        </a>{" "}
        {atOnce && <span class="when">{w.callWhen}</span>}
      </p>
      <details class="no-print">
        <summary>{w.elsewhere}</summary>
        <EmergencyField />
      </details>
    </div>
  );
}
