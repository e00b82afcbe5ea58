// The run of a session: its intervals by the clock where they are timed. The clock never says that it was run: that is
// pressed, since nobody but the runner knows.
import { useState } from "preact/hooks";
import type { Today } from "../../api";
import { minutesAndSeconds } from "../../dose";
import { fill, useWords } from "../../i18n";
import { number } from "../../settings";
import { runScript } from "../../script";
import { Choice, Title } from "../../ui/basics";
import { useBeatWords, useScript, type Began } from "./session_clock";
import type { Reason } from "./session_state";

type Run = NonNullable<Today["run"]>;
type Go = (ran: boolean, why: Reason | null) => void;

function Intervals({ run, began, keep, go }: { run: Run; began: Began | null; keep: (began: Began | null) => void; go: Go }) {
  const w = useWords();
  const t = w.day.run;
  const words = useBeatWords();
  const [over, setOver] = useState(false);
  const beats = runScript(run, 10) ?? [];
  const clock = useScript(beats, () => setOver(true), began, keep);
  const { beat, place } = clock;
  const done = (
    <button class={over ? "main wide" : "plain"} onClick={() => go(true, null)}>
      {over ? w.common.done : t.without}
    </button>
  );
  if (clock.state === "off") {
    return (
      <>
        {over && (
          <p class="dose" role="status">
            <span class="unit">{t.over}</span>
          </p>
        )}
        {!over && (
          <button class="main wide" onClick={clock.start}>
            ▶ {t.start}
          </button>
        )}
        {done}
      </>
    );
  }
  return (
    <>
      {beat && place && (
        <div class="now">
          <p class="dose" role="timer">
            <span class="unit">{words(beat)} </span>
            {minutesAndSeconds(place.left)} <span class="unit">min</span>
          </p>
          <p class="quiet">
            {beat.n !== undefined && `${fill(t.of, { n: beat.n, all: beat.all ?? beat.n })} · `}
            {fill(t.left, { time: minutesAndSeconds(place.leftInAll) })}
          </p>
        </div>
      )}
      <button class="main wide" onClick={clock.state === "runs" ? clock.pause : clock.goOn}>
        {clock.state === "runs" ? `❚❚ ${w.session.pause}` : `▶ ${t.go}`}
      </button>
      {clock.state === "paused" && done}
    </>
  );
}

export function RunStep({ run, before, began, keep, go }: { run: Run; before: number; began: Began | null; keep: (began: Began | null) => void; go: Go }) {
  const w = useWords();
  const [skipping, setSkipping] = useState(false);
  if (before > (run.before_max ?? run.stop_above_pain)) {
    return (
      <>
        <Title>{run.name}</Title>
        <p class="note">{fill(w.session.noRun, { limit: number(run.before_max ?? run.stop_above_pain) })}</p>
        <button class="main wide" onClick={() => go(false, "pain")}>
          {w.session.toEnd}
        </button>
      </>
    );
  }
  return (
    <>
      <Title>{run.name}</Title>
      <p class="cue">{run.speed_words}</p>
      <p class="quiet">{fill(w.today.limit, { n: run.stop_above_pain })}</p>
      {run.work_s === undefined ? (
        <button class="main wide" onClick={() => go(true, null)}>
          {w.common.done}
        </button>
      ) : (
        <Intervals run={run} began={began} keep={keep} go={go} />
      )}
      <p class="below">
        <button aria-expanded={skipping} onClick={() => setSkipping(!skipping)}>
          {w.today.skip}
        </button>
      </p>
      {skipping && (
        <Choice
          label={w.today.skipWhy}
          options={Object.entries(w.today.reasons).map(([id, name]) => ({ id, name }))}
          value={null}
          onChange={(id) => go(false, id as Reason)}
        />
      )}
    </>
  );
}
