// What somebody has to know beside the plan: that the same thigh was hurt again, and what is not for now.
import type { Today } from "../../api";
import { useWords } from "../../i18n";

export function HurtAgain({ today }: { today: Today }) {
  const w = useWords();
  if (!today.again) return null;
  return (
    <div class="note hurt-again">
      <strong>{w.pages.again.title}</strong>
      <p>
        {today.again.text} {today.again.changes}
      </p>
    </div>
  );
}

export function NotNow({ today }: { today: Today }) {
  const w = useWords();
  if (!today.not_now) return null;
  return (
    <details class="not-now">
      <summary>{w.pages.notNow.title}</summary>
      <p>{today.not_now}</p>
    </details>
  );
}
