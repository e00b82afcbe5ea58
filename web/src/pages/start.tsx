// The first minute: what brings you here? No account before there is something to keep.
import { get, type Movement } from "../api";
import { useEffect, useState } from "preact/hooks";
import { useWords } from "../i18n";
import { LegStage } from "../leg/stage";
import { useSettings } from "../settings";
import { Title } from "../ui/basics";
import { calm, usePlayback } from "./understand";

/** The built-in run, only where there is room for it. */
function MovingLeg() {
  const w = useWords();
  const { language } = useSettings();
  const [movement, setMovement] = useState<Movement | null>(null);
  useEffect(() => {
    get<Movement>(`/movements/run?language=${language}`).then(setMovement, () => undefined);
  }, []);
  const [frame] = usePlayback(movement, !calm());
  const now = movement?.frames[frame];
  if (!movement || !now) return <div class="stage" />;
  return <LegStage right={now.right} left={now.left} stretch={movement.stretch_percent.map((s) => (s[frame] ?? 0) / 100)} label={w.start.leg} />;
}

export function StartPage() {
  const w = useWords();
  const [wide, setWide] = useState(window.matchMedia("(min-width: 1000px)").matches);
  useEffect(() => {
    const query = window.matchMedia("(min-width: 1000px)");
    const look = () => setWide(query.matches);
    query.addEventListener("change", look);
    return () => query.removeEventListener("change", look);
  }, []);
  return (
    <div class="start">
      <div>
        <Title>{w.start.title}</Title>
        <ul class="doors">
          <li>
            <a href="#/story">{w.start.hurts}</a>
          </li>
          <li>
            <a href="#/story/prevent">{w.start.prevent}</a>
          </li>
          <li>
            <a href="#/people">{w.start.others}</a>
          </li>
        </ul>
        <p>
          <a href="#/lab">{w.start.lab}</a>
        </p>
        <p class="quiet small">{w.start.promise}</p>
      </div>
      {wide && <MovingLeg />}
    </div>
  );
}
