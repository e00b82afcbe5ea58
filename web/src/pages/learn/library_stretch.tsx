// How long an exercise makes each of the three hamstrings, beside how long running makes them.
import type { ExerciseStretches } from "../../api";
import { fill, useWords } from "../../i18n";
import { number } from "../../settings";

export type Stretch = ExerciseStretches["exercises"][number];
export type MuscleCode = Stretch["muscles"][number]["muscle"];

// The scale of the bars [% beyond upright]; what lies outside is drawn at its end.
const least = -20,
  most = 30;
const at = (percent: number) => ((Math.min(Math.max(percent, least), most) - least) / (most - least)) * 100;

/** The longest of one muscle, in the middle of its band; not known is the last of all. */
export const longest = (stretch: Stretch | undefined, muscle: MuscleCode) =>
  stretch?.muscles.find((one) => one.muscle === muscle)?.longest_percent.middle ?? Number.NEGATIVE_INFINITY;

/** One bar a muscle: the band, its middle, and a mark where running reaches. */
export function StretchBars({ stretch, run }: { stretch: Stretch; run: ExerciseStretches["run"] }) {
  const w = useWords().library;
  const names = w.muscles as Record<string, string>;
  return (
    <dl class="stretch-bars small">
      {stretch.muscles.map(({ muscle, longest_percent: band }) => (
        <div key={muscle}>
          <dt>{names[muscle.toLowerCase()] ?? muscle}</dt>
          <dd>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect class="track" x="0" y="4" width="100" height="2" />
              <rect class={`band t-${muscle.toLowerCase()}`} x={at(band.low)} y="2" width={at(band.high) - at(band.low)} height="6" />
              <rect class="middle" x={at(band.middle) - 0.6} y="0" width="1.2" height="10" />
              <rect class="run" x={at(0) - 0.2} y="2" width="0.4" height="6" />
              {run && <rect class="run" x={at(run.longest_percent[muscle]) - 0.4} y="0" width="0.8" height="10" />}
            </svg>
            <span>{fill(w.stretch, { middle: number(band.middle), low: number(band.low), high: number(band.high) })}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
