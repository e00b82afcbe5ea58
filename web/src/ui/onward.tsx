// The button that leads on. Where something is missing it can still be reached, and says what.
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { fill, useWords } from "../i18n";

/** `said`: what is missing stands there from the beginning; else a press shows it, a screen reader hears it before.
 *  Without `act` it sends the form it stands in. */
export function Onward({
  missing,
  said = false,
  busy = false,
  act,
  children,
}: {
  missing: string[];
  said?: boolean;
  busy?: boolean;
  act?: () => void;
  children: ComponentChildren;
}) {
  const w = useWords();
  const id = useId();
  const [pressed, setPressed] = useState(false);
  const lacks = missing.length > 0;
  return (
    <>
      <button
        type={act ? "button" : "submit"}
        class="main wide"
        disabled={busy}
        aria-disabled={lacks}
        aria-describedby={lacks ? id : undefined}
        onClick={(e) => {
          setPressed(lacks);
          if (lacks) e.preventDefault();
          else act?.();
        }}
      >
        {children}
      </button>
      {lacks && (
        <p id={id} class="missing quiet small" hidden={!said && !pressed} role={pressed ? "alert" : undefined}>
          {fill(w.common.missing, { what: missing.join(" · ") })}
        </p>
      )}
    </>
  );
}
