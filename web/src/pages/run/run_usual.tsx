// One recorded run against the runs before it, muscle by muscle.
import type { LedgerRun } from "../../api";
import { fill, useWords } from "../../i18n";
import { number } from "../../settings";
import { againstOf, colors, dashes, muscles, percentOf, timesOf } from "./run_words";

type Pair = number[];
const width = 260,
  most = 16;
const x = (v: number) => 6 + ((Math.log(Math.min(most, Math.max(1 / most, v))) + Math.log(most)) / (2 * Math.log(most))) * (width - 12);

/** A bar from a sixteenth to sixteen times shows nothing that its words do not. */
const says = (bounds: Pair) => (bounds[0] ?? 0) > 1 || (bounds[1] ?? 0) < 1 || (bounds[1] ?? 0) <= 16 * (bounds[0] ?? 0);

/** From the least to the most, on a scale on which half and twice lie alike. */
function Bar({ bounds, m }: { bounds: Pair; m: number }) {
  return (
    <svg width={width} height="26" viewBox={`0 0 ${width} 26`} aria-hidden="true">
      {[0.25, 1, 4].map((v) => (
        <g key={v}>
          <line x1={x(v)} x2={x(v)} y1="0" y2="14" stroke={v === 1 ? "var(--text)" : "var(--line-strong)"} />
          <text x={x(v)} y="25" text-anchor="middle" font-size="11" fill="currentColor">
            {number(v, v < 1 ? 2 : 0)}
          </text>
        </g>
      ))}
      <rect
        x={x(bounds[0] ?? 1)}
        y="3"
        width={Math.max(3, x(bounds[1] ?? 1) - x(bounds[0] ?? 1))}
        height="8"
        fill={colors[m]}
        fill-opacity="0.3"
        stroke={colors[m]}
        stroke-dasharray={dashes[m]}
      />
    </svg>
  );
}

/** This run as so many times the usual one. */
export function AgainstUsual({ run }: { run: LedgerRun }) {
  const w = useWords();
  const t = w.watch;
  const known = run.against_usual.some((bounds) => bounds !== null);
  return (
    <section>
      <h3>{t.thisRun}</h3>
      <p class="small">{fill(known ? t.thisRunHelp : t.thisRunNot, { n: number(run.usual_runs) })}</p>
      {run.strides_against_usual && <p>{fill(t.stridesAgainst, { times: timesOf(run.strides_against_usual, t) })}</p>}
      <ul class="lines against">
        {muscles.map((muscle, m) => {
          const bounds = run.against_usual[m] ?? null;
          return (
            <li key={muscle}>
              <div>
                <strong>{w.muscles[muscle]}</strong>
                <div>
                  {againstOf(bounds, t)}
                  {bounds && says(bounds) && <span class="quiet small"> · {timesOf(bounds, t)}</span>}
                </div>
                {bounds && says(bounds) && <Bar bounds={bounds} m={m} />}
                <div class="quiet small">
                  {t.stretched} {percentOf(run.stretch[m]?.median ?? null, t.notKnown)}, {t.stretchedTop} {percentOf(run.stretch[m]?.p95 ?? null, t.notKnown)}
                </div>
              </div>
            </li>
          );
        })}
      </ul>
      <p class="quiet small">{t.ofOneLeg}</p>
    </section>
  );
}
