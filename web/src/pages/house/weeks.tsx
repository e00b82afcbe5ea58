// Recorded weeks of everybody on one screen: who stepped up most, with bounds.
import { useState } from "preact/hooks";
import { get, type RunWeeks } from "../../api";
import { fill, useWords } from "../../i18n";
import { useLoaded, useSession } from "../../session";
import { distance, number, shortDay, useSettings } from "../../settings";
import { Title, Told, Wait } from "../../ui/basics";
import { againstOf, spanOf, timesOf } from "../run/run_words";

type Row = RunWeeks["people"][number];

const barWidth = 14,
  barHeight = 28;

/** Six weeks of recorded distance, each as high as its share of the farthest; one without a recording is hatched, not zero. */
function SixWeeks({ row }: { row: Row }) {
  const t = useWords().watch;
  const most = Math.max(1, ...row.weeks.map((week) => week.distance_m ?? 0));
  const said = row.weeks.map((week) => `${shortDay(week.from)}: ${week.distance_m === null ? t.noWeek : distance(week.distance_m)}`).join("; ");
  return (
    <svg width={row.weeks.length * (barWidth + 2)} height={barHeight + 2} role="img" aria-label={said}>
      <defs>
        <pattern id="weeks-none" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="5" stroke="var(--line-strong)" stroke-width="1" />
        </pattern>
      </defs>
      {row.weeks.map((week, i) => {
        const high = week.distance_m === null ? barHeight : Math.max(2, (week.distance_m / most) * barHeight);
        return (
          <rect
            key={week.from}
            x={i * (barWidth + 2)}
            y={barHeight - high}
            width={barWidth}
            height={high}
            fill={week.distance_m === null ? "url(#weeks-none)" : "var(--accent)"}
            fill-opacity={week.present ? 0.55 : 1}
          />
        );
      })}
      <line x1="0" x2={row.weeks.length * (barWidth + 2)} y1={barHeight + 0.5} y2={barHeight + 0.5} stroke="var(--line-strong)" />
    </svg>
  );
}

function Against({ bounds }: { bounds: Row["so_far"] }) {
  const t = useWords().watch;
  if (!bounds) return <span class="quiet">{t.usualNot}</span>;
  return (
    <>
      {againstOf(bounds, t)} <span class="quiet small">{timesOf(bounds, t)}</span>
    </>
  );
}

function PersonOf({ row, linked }: { row: Row; linked: boolean }) {
  const t = useWords().watch;
  const present = row.weeks[row.weeks.length - 1],
    last = row.weeks[row.weeks.length - 2];
  const { surely, maybe } = row.since_near_maximal;
  return (
    <tr>
      <th scope="row" class="c-name">
        {linked ? (
          <a href={`#/people/${row.id}/run`} data-person={row.id}>
            {row.name}
          </a>
        ) : (
          row.name
        )}
        {row.groups.length > 0 && <span class="quiet small group-of"> {row.groups.join(", ")}</span>}
      </th>
      <td data-label={t.sixWeeks}>
        <SixWeeks row={row} />
      </td>
      <td data-label={t.thisWeek}>
        {present?.distance_m == null ? <span class="quiet">–</span> : distance(present.distance_m)}
        {(present?.told_only ?? 0) > 0 && <div class="quiet small">{fill(t.toldBeside, { n: number(present?.told_only ?? 0) })}</div>}
      </td>
      <td data-label={t.soFar}>
        <Against bounds={row.so_far} />
      </td>
      <td data-label={t.lastWeek}>
        <Against bounds={last?.strides_against_usual ?? null} />
      </td>
      <td data-label={t.farStrides}>{last?.recorded ? spanOf(last.high_stretch_strides, t.notKnown) : <span class="quiet">–</span>}</td>
      <td data-label={t.nearTopColumn}>
        {surely !== null ? (
          fill(t.nearTopSure, { n: number(surely) })
        ) : maybe !== null ? (
          fill(t.nearTopMaybe, { n: number(maybe) })
        ) : (
          <span class="quiet">–</span>
        )}
      </td>
    </tr>
  );
}

export function WeeksPage() {
  const w = useWords();
  const t = w.watch;
  const { weekStart } = useSettings();
  const role = useSession().status?.account?.role;
  const loaded = useLoaded(() => get<RunWeeks>(`/run-weeks?week_start=${weekStart}`), weekStart);
  const [group, setGroup] = useState("");
  if (!loaded.value) return loaded.problem ? <Told problem={loaded.problem} retry={loaded.reload} /> : <Wait />;
  const all = loaded.value.people;
  const groups = [...new Set(all.flatMap((row) => row.groups))].sort();
  const rows = all.filter((row) => !group || row.groups.includes(group));
  const recorded = (row: Row) => row.weeks.some((week) => week.recorded > 0);
  const silent = rows.filter((row) => !recorded(row));
  return (
    <>
      <div class="people-head">
        <Title>{t.weeksTitle}</Title>
        {groups.length > 0 && (
          <select aria-label={w.practice.group} value={group} onChange={(e) => setGroup(e.currentTarget.value)}>
            <option value="">{w.practice.everybody}</option>
            {groups.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        )}
      </div>
      <p>{t.weeksHelp}</p>
      {silent.length < rows.length && (
        <div class="numbers" tabIndex={0} role="region" aria-label={t.weeksTitle}>
          <table class="people weeks">
            <thead>
              <tr>
                {[w.people.name, t.sixWeeks, t.thisWeek, t.soFar, t.lastWeek, t.farStrides, t.nearTopColumn].map((name) => (
                  <th scope="col" key={name}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.filter(recorded).map((row) => (
                <PersonOf key={row.id} row={row} linked={role !== "coach"} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {silent.length > 0 && (
        <p class="quiet">
          {t.weeksSilent} {silent.map((row) => row.name).join(", ")}.
        </p>
      )}
    </>
  );
}
