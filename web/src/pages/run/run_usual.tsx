// One recorded run against the runs before it, muscle by muscle.
import type { LedgerRun } from "../../api";
import { fill, useWords } from "../../i18n";
import { number } from "../../settings";
import { colors, dashes, muscles, percentOf, timesOf } from "./run_words";

/** This run as so many times the usual one: a bar from the least to the most, on a scale on which half and twice lie alike. */
export function AgainstUsual({ run }: { run: LedgerRun }) {
  const w = useWords();
  const t = w.watch;
  const width = 260,
    most = 16;
  const x = (v: number) => 6 + ((Math.log(Math.min(most, Math.max(1 / most, v))) + Math.log(most)) / (2 * Math.log(most))) * (width - 12);
  const known = run.against_usual.some((bounds) => bounds !== null);
  return (
    <section>
      <h3>{t.thisRun}</h3>
      <p class="small">{fill(known ? t.thisRunHelp : t.thisRunNot, { n: number(run.usual_runs) })}</p>
      <div class="numbers" tabIndex={0} role="region" aria-label={t.thisRun}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.muscle}</th>
              <th scope="col">{t.usual}</th>
              <th scope="col">{t.stretched}</th>
              <th scope="col">{t.stretchedTop}</th>
            </tr>
          </thead>
          <tbody>
            {muscles.map((muscle, m) => {
              const bounds = run.against_usual[m] ?? null;
              return (
                <tr key={muscle}>
                  <th scope="row">
                    {w.muscles[muscle]}
                    <br />
                    <span class="quiet small">{t.both}</span>
                  </th>
                  <td>
                    {bounds && (
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
                    )}
                    <div class="small">{timesOf(bounds, t)}</div>
                  </td>
                  <td>{percentOf(run.stretch[m]?.median ?? null, t.notKnown)}</td>
                  <td>{percentOf(run.stretch[m]?.p95 ?? null, t.notKnown)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p class="quiet small">{t.ofOneLeg}</p>
    </section>
  );
}
