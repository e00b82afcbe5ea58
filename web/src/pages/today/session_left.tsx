// A session that was begun and never saved, on a later day: said once, and saved as of its day or let go.
import type { Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { dayName } from "../../settings";
import { Finish } from "./session_finish";
import type { Going } from "./session_state";

export function LeftOver({ going, save, letGo }: { going: Going; save: () => void; letGo: () => void }) {
  const t = useWords().stop.left;
  const n = going.done.filter((d) => d.amounts.length > 0).length;
  return (
    <section class="note no-print">
      <h2>{t.title}</h2>
      <p>{fill(going.ran ? t.saysRun : t.says, { day: dayName(going.day), n })}</p>
      <p class="row">
        <button class="main" onClick={save}>
          {t.save}
        </button>
        <button class="plain" onClick={letGo}>
          {t.drop}
        </button>
      </p>
    </section>
  );
}

export function SaveLeftOver({
  person,
  today,
  going,
  stop,
  finish,
}: {
  person: string;
  today: Today;
  going: Going;
  stop: () => void;
  finish: (entry: Record<string, unknown>) => Promise<void>;
}) {
  const w = useWords();
  return (
    <div class="session">
      <div class="session-top">
        <div class="far" />
        <button class="x" aria-label={w.session.close} title={w.session.close} onClick={stop}>
          ✕
        </button>
      </div>
      <Finish person={person} today={today} going={going} over finish={finish} />
    </div>
  );
}
