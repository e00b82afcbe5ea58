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
  // Whoever is hurt reads it before they wonder: a day whose plan only walks, or rests, is no day to run.
  const noRun = today.hurt && !today.advice && (today.run === null || today.run.form === "walk");
  if (!today.not_now && !noRun) return null;
  return (
    <details class="not-now">
      <summary>{w.pages.notNow.title}</summary>
      {noRun && <p>{w.pages.notNow.run}</p>}
      {today.not_now && <p>{today.not_now}</p>}
    </details>
  );
}
