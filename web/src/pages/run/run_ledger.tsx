// What recorded runs asked of each hamstring, week by week and by kind, with bounds; and the runs one by one.
import { useState } from "preact/hooks";
import type { LedgerRun, RunLedger } from "../../api";
import { fill, useWords } from "../../i18n";
import { dayName, distance, number, shortDay, useSettings } from "../../settings";
import { Chart, room } from "../../ui/chart";
import { clock, colors, muscles, paceOf, spanOf, speedOf, timesOf, dashes } from "./run_words";

const left = 56,
  right = 12,
  top = 22,
  height = 240,
  bottom = 40;
const decades = [1, 10, 100, 1000, 10000, 100000, 1000000];

type Week = RunLedger["weeks"][number];

function sayWeek(week: Week, w: ReturnType<typeof useWords>): string {
  const t = w.watch;
  const parts = [`${shortDay(week.from)} – ${shortDay(week.to)}`];
  if (week.recorded === 0) parts.push(t.noWeek);
  else parts.push(...muscles.map((muscle, m) => `${muscle} ${spanOf(week.easy_strides[m] ?? null, t.notKnown)}`));
  if (week.told_only > 0) parts.push(fill(t.missing, { n: number(week.told_only) }));
  return parts.join(" · ");
}

/** Three bars a week, from the least to the most; each decade takes the same room, so that a wide band stays a bar. */
function WeekChart({ weeks }: { weeks: Week[] }) {
  const w = useWords();
  const t = w.watch;
  const [cursor, setCursor] = useState(weeks.length - 1);
  const width = room(700);
  const values = weeks.flatMap((week) => week.easy_strides.flatMap((bounds) => bounds ?? [])).filter((value) => value > 0);
  const low = Math.max(1, Math.min(100, ...values)),
    high = Math.max(1000, ...values) * 1.2;
  const step = (width - left - right) / weeks.length;
  const x = (i: number) => left + (i + 0.5) * step;
  const y = (value: number) => top + (1 - Math.log(Math.max(value, low) / low) / Math.log(high / low)) * (height - top - bottom);
  const bar = Math.max(3, Math.min(12, step / 5));
  const every = Math.max(1, Math.ceil(56 / step));
  const at = Math.min(cursor, weeks.length - 1);
  return (
    <Chart
      title={t.question}
      count={weeks.length}
      cursor={at}
      onCursor={setCursor}
      reading={(i) => (weeks[i] ? sayWeek(weeks[i], w) : "")}
      shown
      leap={4}
      width={width}
      height={height}
      stepAt={(place) => Math.floor((place - left) / step)}
      file="hamstring-ledger-by-week.csv"
      table={{
        columns: [t.week, ...muscles.map((muscle) => `${muscle} [${t.axis}]`)],
        rows: weeks.map((week) => [
          `${dayName(week.from)} – ${dayName(week.to)}`,
          ...muscles.map((_, m) => (week.recorded === 0 ? t.noWeek : spanOf(week.easy_strides[m] ?? null, t.notKnown))),
        ]),
      }}
      csv={{
        columns: ["from", "to", "recorded", "told_only", ...muscles.flatMap((muscle) => [`${muscle}_easy_strides_low`, `${muscle}_easy_strides_high`])],
        rows: weeks.map((week) => [
          week.from,
          week.to,
          week.recorded,
          week.told_only,
          ...muscles.flatMap((_, m) => [week.easy_strides[m]?.[0] ?? "", week.easy_strides[m]?.[1] ?? ""]),
        ]),
      }}
      legend={
        <ul class="muscle-key">
          {muscles.map((muscle, m) => (
            <li key={muscle}>
              <svg width="28" height="8" aria-hidden="true">
                <line x1="1" x2="27" y1="4" y2="4" stroke={colors[m]} stroke-width="3" stroke-dasharray={dashes[m]} />
              </svg>{" "}
              {w.muscles[muscle]}, {muscle}
            </li>
          ))}
        </ul>
      }
    >
      <defs>
        <pattern id="week-not-recorded" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="6" stroke="var(--line-strong)" stroke-width="1" opacity="0.55" />
        </pattern>
      </defs>
      <text x="2" y="11">
        {t.axis}
      </text>
      {decades
        .filter((value) => value >= low && value <= high)
        .map((value) => (
          <g key={value}>
            <line x1={left} x2={width - right} y1={y(value)} y2={y(value)} stroke="var(--line)" />
            <text x={left - 6} y={y(value) + 4} text-anchor="end">
              {number(value)}
            </text>
          </g>
        ))}
      {weeks.map((week, i) =>
        week.recorded === 0 ? (
          <rect key={week.from} x={x(i) - step * 0.35} y={top + 4} width={step * 0.7} height={height - top - bottom - 4} fill="url(#week-not-recorded)" />
        ) : (
          muscles.map((muscle, m) => {
            const bounds = week.easy_strides[m];
            if (!bounds) return null;
            const from = y(bounds[0] ?? low),
              to = y(bounds[1] ?? low);
            const middle = x(i) + (m - 1) * (bar + 2);
            return (
              <g key={muscle}>
                <rect x={middle - bar / 2} y={to} width={bar} height={Math.max(2, from - to)} fill={colors[m]} fill-opacity="0.25" />
                <line x1={middle} x2={middle} y1={from} y2={to} stroke={colors[m]} stroke-width="2" stroke-dasharray={dashes[m]} />
                {week.told_only > 0 && <path d={`M${middle - 3} ${to} l3 -6 l3 6`} fill="none" stroke={colors[m]} stroke-width="1.5" />}
              </g>
            );
          })
        ),
      )}
      {weeks.map((week, i) =>
        (weeks.length - 1 - i) % every === 0 ? (
          <text key={week.from} x={Math.min(x(i), width - right - 24)} y={height - bottom + 16} text-anchor="middle">
            {shortDay(week.from)}
          </text>
        ) : null,
      )}
      <rect x={x(at) - step / 2} y={top} width={step} height={height - top - bottom} fill="none" stroke="var(--text)" stroke-dasharray="2 3" />
    </Chart>
  );
}

function WeekTable({ weeks }: { weeks: Week[] }) {
  const w = useWords();
  const t = w.watch;
  const recent = weeks.slice(-8).reverse();
  const isTrained = recent.some((week) => week.exercise.sets > 0);
  return (
    <div class="numbers ledger" tabIndex={0} role="region" aria-label={t.ledger}>
      <table class="people weeks">
        <thead>
          <tr>
            <th scope="col">{t.week}</th>
            <th scope="col">{t.far}</th>
            <th scope="col">{t.kinds.easy}</th>
            <th scope="col">{t.kinds.fast}</th>
            <th scope="col">{t.kinds.accelerating}</th>
            {isTrained && <th scope="col">{t.exercise}</th>}
            <th scope="col">{t.usual}</th>
          </tr>
        </thead>
        <tbody>
          {recent.map((week) => (
            <tr key={week.from}>
              <th scope="row" class="c-name">
                {shortDay(week.from)} – {shortDay(week.to)}
                {week.present && <div class="quiet">{w.course.run.thisWeek}</div>}
              </th>
              {week.recorded === 0 ? (
                <td colSpan={4} class="quiet" data-label={t.far}>
                  {week.told_only > 0 ? fill(t.missing, { n: number(week.told_only) }) : t.noWeek}
                </td>
              ) : (
                <>
                  <td data-label={t.far}>
                    {week.distance_m === null ? "–" : distance(week.distance_m)}
                    {week.told_only > 0 && <span class="quiet small"> · {fill(t.missing, { n: number(week.told_only) })}</span>}
                  </td>
                  {week.kinds.map((kind) => (
                    <td key={kind.kind} data-label={t.kinds[kind.kind]}>
                      {spanOf(kind.strides, t.notKnown)}
                    </td>
                  ))}
                </>
              )}
              {isTrained && <td data-label={t.exercise}>{week.exercise.sets > 0 ? fill(t.sets, { n: number(week.exercise.sets) }) : t.noSets}</td>}
              <td data-label={t.usual}>{week.present ? "–" : timesOf(week.strides_against_usual, t)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RecordedRow({ run, person, tell }: { run: LedgerRun; person: string; tell: (run: LedgerRun) => void }) {
  const w = useWords();
  const t = w.watch;
  return (
    <li>
      <div>
        <a href={`#/people/${person}/run?recording=${encodeURIComponent(run.id)}`} aria-label={`${t.show}: ${dayName(run.day)}`}>
          <strong>{dayName(run.day)}</strong>
        </a>{" "}
        {[run.distance_m !== null && distance(run.distance_m), run.moving_s !== null && clock(run.moving_s), run.speed_m_s !== null && paceOf(run.speed_m_s)]
          .filter(Boolean)
          .join(" · ")}
        <div class="quiet small">
          {[
            run.best_m_s !== null && fill(t.best, { speed: speedOf(run.best_m_s) }),
            run.unknown_s >= 60 && fill(t.unknown, { n: number(Math.round(run.unknown_s / 60)) }),
            run.felt && t.feltTold,
          ]
            .filter(Boolean)
            .join(" · ")}
        </div>
      </div>
      {run.told === null && (
        <div class="row">
          <button class="plain" aria-label={`${t.tell}: ${dayName(run.day)}`} onClick={() => tell(run)}>
            {t.tell}
          </button>
        </div>
      )}
    </li>
  );
}

function Records({ ledger, person }: { ledger: RunLedger; person: string }) {
  const t = useWords().watch;
  const value = (record: RunLedger["records"][number]) =>
    record.what === "distance_m" ? distance(record.value) : record.what === "moving_s" ? clock(record.value) : speedOf(record.value);
  const { surely, maybe } = ledger.since_near_maximal;
  const near = surely !== null ? fill(t.nearTopSure, { n: number(surely) }) : maybe !== null ? fill(t.nearTopMaybe, { n: number(maybe) }) : t.nearTopNever;
  return (
    <>
      <h3>{t.records}</h3>
      <ul class="lines">
        {ledger.records.map((record) => (
          <li key={record.what}>
            <span>
              {t.recordOf[record.what]}: <strong>{value(record)}</strong>{" "}
              <a href={`#/people/${person}/run?recording=${encodeURIComponent(record.id)}`}>{dayName(record.day)}</a>
            </span>
          </li>
        ))}
        <li>
          <span>{fill(t.nearTop, { days: near })}</span>
        </li>
      </ul>
    </>
  );
}

export function Ledger({ ledger, person, tell }: { ledger: RunLedger; person: string; tell: (run: LedgerRun) => void }) {
  const t = useWords().watch;
  useSettings();
  const [all, setAll] = useState(false);
  if (ledger.runs.length === 0) return <p class="quiet">{t.ledgerEmpty}</p>;
  const weeks = ledger.weeks.slice(window.innerWidth < 600 ? -8 : -20);
  // What is told as a run stands in the list of runs, with its recording one press away.
  const others = ledger.runs.filter((run) => run.told === null);
  const shown = all ? others : others.slice(0, 10);
  return (
    <>
      <WeekChart weeks={weeks} />
      <p class="small">{t.explain}</p>
      <WeekTable weeks={ledger.weeks} />
      <p class="quiet small">
        {t.ofOneLeg} {t.usualWeekWhy}
      </p>
      <Records ledger={ledger} person={person} />
      {others.length > 0 && (
        <>
          <h3>{t.others}</h3>
          <p class="quiet small">{t.othersWhy}</p>
          <ul class="run-list">
            {shown.map((run) => (
              <RecordedRow key={run.id} run={run} person={person} tell={tell} />
            ))}
          </ul>
          {shown.length < others.length && (
            <p>
              <button onClick={() => setAll(true)}>
                {t.back} ({number(others.length)})
              </button>
            </p>
          )}
        </>
      )}
    </>
  );
}
