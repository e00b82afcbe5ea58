// The first minute: what brings you here? No account before there is something to keep.
import type { Movement } from "../../api";
import { useEffect, useMemo, useState } from "preact/hooks";
import { useWords } from "../../i18n";
import { movementOf } from "../../leg/movement";
import { boundsOf, frameShown, thighBoundsOf } from "../../leg/shown";
import { LegStage } from "../../leg/stage";
import { useSettings } from "../../settings";
import { Title } from "../../ui/basics";
import { calm, usePlayback } from "../learn/understand";

/** The built-in run: in three dimensions where there is room, as a still drawing of its longest moment on a phone. */
function MovingLeg({ wide }: { wide: boolean }) {
  const w = useWords();
  const { language } = useSettings();
  const [movement, setMovement] = useState<Movement | null>(null);
  useEffect(() => {
    movementOf(null, language).then(setMovement, () => undefined);
  }, []);
  const still = !wide || calm();
  const longest = useMemo(() => {
    const values = movement?.stretch_percent[0] ?? [];
    return values.indexOf(Math.max(...values));
  }, [movement]);
  const [playing] = usePlayback(movement, !still);
  const frame = still ? Math.max(0, longest) : playing;
  const bounds = useMemo(() => (movement ? boundsOf(movement) : null), [movement]);
  const thigh = useMemo(() => (movement ? thighBoundsOf(movement) : null), [movement]);
  const shown = useMemo(() => (movement ? frameShown(movement, frame) : null), [movement, frame]);
  if (!movement || !bounds || !thigh || !shown) return <div class="stage" />;
  return (
    <figure class="start-leg">
      <LegStage shown={shown} bounds={bounds} thigh={thigh} stays={false} label={w.start.leg} flat={!wide} />
      <figcaption>
        {(["BFlh", "ST", "SM"] as const).map((muscle) => (
          <span key={muscle}>
            <i class={`m-${muscle}`} aria-hidden="true" /> {w.muscles[muscle]}
          </span>
        ))}
      </figcaption>
    </figure>
  );
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
        <Title>{w.answer.start.title}</Title>
        <p class="lead">{w.answer.start.promise}</p>
        <ul class="doors">
          <li>
            <a href="#/story">{w.answer.start.hurts}</a>
          </li>
          <li>
            <a href="#/story/prevent">{w.answer.start.before}</a>
          </li>
          <li>
            <a href="#/understand">{w.answer.start.show}</a>
          </li>
          <li>
            <a href="#/people">{w.answer.start.others}</a>
          </li>
        </ul>
        {/* What can be read without any account, on the phone too. */}
        <p class="read">
          <a href="#/strengthen">{w.nav.strengthen}</a> <a href="#/prevent">{w.nav.prevent}</a> <a href="#/lab">{w.start.lab}</a>
        </p>
      </div>
      <MovingLeg wide={wide} />
    </div>
  );
}
