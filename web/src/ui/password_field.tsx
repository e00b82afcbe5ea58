// A new password, which can be looked at while it is typed.
import { useState } from "preact/hooks";
import { useWords } from "../i18n";

export const passwordMin = 10;

export function NewPassword({ id, value, onChange }: { id: string; value: string; onChange: (value: string) => void }) {
  const w = useWords();
  const [shown, setShown] = useState(false);
  const words = shown ? w.keep.hide : w.keep.show;
  return (
    <div class="field">
      <label for={id}>{w.keep.password}</label>
      <div class="beside">
        <input
          id={id}
          type={shown ? "text" : "password"}
          autoComplete="new-password"
          autoCapitalize="none"
          spellcheck={false}
          required
          minLength={passwordMin}
          aria-describedby={`${id}-help`}
          value={value}
          onInput={(e) => onChange(e.currentTarget.value)}
        />
        <button type="button" aria-controls={id} aria-label={`${words}: ${w.keep.password}`} onClick={() => setShown(!shown)}>
          {words}
        </button>
      </div>
      <p id={`${id}-help`} class="quiet small">
        {w.keep.passwordHelp}
      </p>
    </div>
  );
}
