// Weeks as bars with the line of four weeks; a week of which nothing was told is hatched, a week without a run is zero.
import { useState } from "preact/hooks";
import type { Runs } from "../../api";
import { fill, useWords } from "../../i18n";
import { dayName, distance, mile, number, settings, useSettings } from "../../settings";
import { Chart, room, ticksBetween } from "../../ui/chart";

const left = 44,
  right = 12,
  top = 16,
  height = 220,
  bottom = 44;

export function Weeks({ runs }: { runs: Runs }) {
  const w = useWords();
  const t = w.course.run;
  const { distance: unit } = useSettings();
  const weeks = runs.weeks.slice(window.innerWidth < 600 ? -12 : -26);
  const [cursor, setCursor] = useState<number | null>(null);
  const width = room(632);
  const per = unit === "km" ? 1000 : mile;
  const usual = runs.usual_week_m === undefined || runs.usual_week_m === 0 ? null : runs.usual_week_m / per;
  const high = Math.max(5, usual ?? 0, ...weeks.map((week) => Math.max(week.distance_m ?? 0, week.four_weeks_m ?? 0) / per)) * 1.08;
  const step = (width - left - right) / weeks.length;
  const x = (i: number) => left + (i + 0.5) * step;
  const y = (value: number) => top + (1 - value / high) * (height - top - bottom);
  const base = y(0);
  const at = Math.min(cursor ?? weeks.length - 1, weeks.length - 1);
  const told = (i: number) => {
    const week = weeks[i];
    if (!week) return "";
    if (week.days_told === 0) return t.nothingTold;
    if (week.runs === 0) return t.noRun;
    if (week.distance_m === undefined) return fill(t.noDistance, { n: number(week.runs) });
    return (
      fill(t.weekRuns, { n: number(week.runs), far: distance(week.distance_m), min: number((week.duration_s ?? 0) / 60) }) +
      (week.without_distance > 0 ? `, ${fill(t.withoutDistance, { n: number(week.without_distance) })}` : "")
    );
  };
  const line = (i: number) =>
    weeks[i]?.four_weeks_m !== undefined ? fill(t.fourWeeks, { far: distance(weeks[i]?.four_weeks_m ?? 0), n: number(weeks[i]?.four_weeks_of ?? 0) }) : "";
  const span = (i: number) => `${dayName(weeks[i]?.from ?? "2000-01-01")} – ${dayName(weeks[i]?.to ?? "2000-01-01")}`;
  const short = (day: string) =>
    new Intl.DateTimeFormat(settings().language, { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
  const every = Math.max(1, Math.ceil(58 / step));
  const points: string[][] = [];
  weeks.forEach((week, i) => {
    if (week.four_weeks_m === undefined || points.length === 0) points.push([]);
    if (week.four_weeks_m !== undefined) points[points.length - 1]?.push(`${x(i).toFixed(1)},${y(week.four_weeks_m / per).toFixed(1)}`);
  });
  return (
    <Chart
      title={t.question}
      count={weeks.length}
      cursor={at}
      onCursor={setCursor}
      reading={(i) => [span(i), weeks[i]?.present ? t.thisWeek : "", told(i), line(i)].filter(Boolean).join(" · ")}
      shown
      leap={4}
      width={width}
      height={height}
      stepAt={(place) => Math.floor((place - left) / step)}
      file="hamstring-runs-by-week.csv"
      table={{ columns: [t.week, t.told, t.line], rows: weeks.map((_, i) => [span(i), told(i), line(i)]) }}
      csv={{
        columns: ["from", "to", "days_told", "runs", "distance_m", "duration_s", "runs_without_distance", "four_week_mean_m"],
        rows: runs.weeks.map((week) => [
          week.from,
          week.to,
          week.days_told,
          week.runs,
          week.days_told === 0 ? "" : (week.distance_m ?? ""),
          week.days_told === 0 ? "" : (week.duration_s ?? ""),
          week.without_distance,
          week.four_weeks_m ?? "",
        ]),
      }}
    >
      <defs>
        <pattern id="week-not-told" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="6" stroke="var(--line-strong)" stroke-width="1" opacity="0.55" />
        </pattern>
      </defs>
      <text x={left} y="10">
        {fill(t.axis, { unit })}
      </text>
      {ticksBetween(0, high, 5).map((v) => (
        <g key={v}>
          <line x1={left} x2={width - right} y1={y(v)} y2={y(v)} stroke={v === 0 ? "var(--line-strong)" : "var(--line)"} />
          <text x={left - 6} y={y(v) + 4} text-anchor="end">
            {number(v)}
          </text>
        </g>
      ))}
      {usual !== null && (
        <g>
          <line x1={left} x2={width - right} y1={y(usual)} y2={y(usual)} stroke="var(--quiet)" stroke-dasharray="6 4" />
          <text x={width - right} y={y(usual) - 4} text-anchor="end">
            {t.usual}
          </text>
        </g>
      )}
      {weeks.map((week, i) => {
        const bar = Math.max(3, step * 0.7);
        const value = (week.distance_m ?? 0) / per;
        if (week.days_told === 0) return <rect key={week.from} x={x(i) - bar / 2} y={top + 8} width={bar} height={base - top - 8} fill="url(#week-not-told)" />;
        return (
          <g key={week.from}>
            {week.runs === 0 || week.distance_m === undefined ? (
              <text x={x(i)} y={base - 5} text-anchor="middle">
                {week.runs === 0 ? "0" : "?"}
              </text>
            ) : (
              <rect
                x={x(i) - bar / 2}
                y={y(value)}
                width={bar}
                height={base - y(value)}
                fill="var(--accent)"
                fill-opacity={week.present ? 0.55 : 0.85}
                stroke="var(--accent)"
                stroke-dasharray={week.without_distance > 0 ? "3 3" : undefined}
              />
            )}
          </g>
        );
      })}
      {points
        .filter((run) => run.length > 1)
        .map((run, i) => (
          <polyline key={i} points={run.join(" ")} fill="none" stroke="var(--text)" stroke-width="2" />
        ))}
      {weeks.map(
        (week, i) => week.four_weeks_m !== undefined && <circle key={week.from} cx={x(i)} cy={y(week.four_weeks_m / per)} r="2.5" fill="var(--text)" />,
      )}
      {weeks.map((week, i) =>
        (weeks.length - 1 - i) % every === 0 ? (
          <text key={week.from} x={Math.min(x(i), width - right - 26)} y={base + 17} text-anchor="middle">
            {short(week.from)}
          </text>
        ) : null,
      )}
      {weeks.map((week, i) =>
        week.present ? (
          <text key={week.from} x={Math.min(x(i), width - right - 30)} y={base + 34} text-anchor="middle" font-weight="600">
            {t.thisWeek}
          </text>
        ) : null,
      )}
      <rect x={x(at) - step / 2} y={top} width={step} height={base - top} fill="none" stroke="var(--text)" stroke-width="1" stroke-dasharray="2 3" />
    </Chart>
  );
}
