// The days ahead as a file for one's own calendar, at a time of one's own.
import { useState } from "preact/hooks";
import { fileOf } from "../../api";
import { useWords } from "../../i18n";

const key = "hamstring.reminder";

/** The time that was chosen last on this device; no health value. */
function lastTime(): string {
  try {
    return localStorage.getItem(key) ?? "18:00";
  } catch {
    return "18:00";
  }
}

export function Reminder({ person }: { person: string }) {
  const t = useWords().day.calendar;
  const [at, setAt] = useState(lastTime);
  const choose = (time: string) => {
    setAt(time);
    try {
      localStorage.setItem(key, time);
    } catch {
      // A browser that keeps nothing asks again.
    }
  };
  return (
    <details class="no-print">
      <summary>{t.open}</summary>
      <div class="field">
        <label for="reminder-at">{t.at}</label>
        <input id="reminder-at" type="time" value={at} onInput={(e) => choose(e.currentTarget.value)} />
      </div>
      <p>
        <a class="button" href={`${fileOf(`/people/${person}/calendar`)}${at ? `&at=${at}` : ""}`}>
          {t.get}
        </a>
      </p>
      <p class="quiet small">{t.help}</p>
    </details>
  );
}
