// One recorded run: its track without a map, pace, grade and what each muscle was stretched by, joined by one cursor.
import { useState } from "preact/hooks";
import { get, type LedgerRun, type RunAlong } from "../../api";
import { fill, useWords } from "../../i18n";
import { useLoaded } from "../../session";
import { dayName, distance, moment, number, useSettings } from "../../settings";
import { Told, Wait } from "../../ui/basics";
import { Chart, niceStep, room, ticksBetween } from "../../ui/chart";
import { AgainstUsual } from "./run_usual";
import { clock, colors, dashes, muscles, paceOf, percentOf, perMeter, speedOf } from "./run_words";

interface Linked {
  run: RunAlong;
  cursor: number;
  onCursor: (at: number) => void;
}

const left = 56,
  right = 14;

/** Pieces between what is not known. */
function pieces(count: number, known: (i: number) => boolean): number[][] {
  const all: number[][] = [];
  for (let i = 0; i < count; ++i) {
    if (!known(i)) continue;
    if (i === 0 || !known(i - 1)) all.push([]);
    all[all.length - 1]?.push(i);
  }
  return all;
}

/** The first step is the beginning itself. */
const timeAt = (run: RunAlong, i: number) => clock(i * run.step_s);

/** Speeds are drawn, paces are written: standing has no pace. */
function paceText(speed: number | null | undefined, standing: string, notKnown: string): string {
  if (speed == null) return notKnown;
  return speed < 0.5 ? standing : paceOf(speed);
}

function useReadingOf(run: RunAlong): (i: number) => string {
  const w = useWords();
  const t = w.watch;
  return (i) =>
    [
      fill(t.at, { time: timeAt(run, i) }),
      `${t.paceOf} ${paceText(run.speed_m_s[i], t.standing, t.notKnown)}`,
      ...(run.grade[i] != null ? [`${number(100 * (run.grade[i] ?? 0), 0)} %`] : []),
      // Who stands makes no stride.
      ...muscles.flatMap((muscle, m) => {
        const low = run.stretch[m]?.low[i],
          high = run.stretch[m]?.high[i];
        if ((run.speed_m_s[i] ?? 1) < 0.5) return [];
        return `${muscle} ${low == null || high == null ? t.notKnown : percentOf([low, high], t.notKnown)}`;
      }),
    ].join(" · ");
}

function useTable(run: RunAlong) {
  const t = useWords().watch;
  const count = run.speed_m_s.length;
  const every = Math.max(1, Math.ceil(count / 60));
  const columns = [t.minutes, t.paceOf, "%", ...muscles.map((muscle) => `${muscle} [%]`)];
  const rows = Array.from({ length: Math.ceil(count / every) }, (_, k) => k * every).map((i) => [
    timeAt(run, i),
    paceText(run.speed_m_s[i], t.standing, t.notKnown),
    run.grade[i] == null ? "–" : number(100 * (run.grade[i] ?? 0), 0),
    ...muscles.map((_, m) => {
      const low = run.stretch[m]?.low[i],
        high = run.stretch[m]?.high[i];
      return low == null || high == null ? "–" : percentOf([low, high], "–");
    }),
  ]);
  const csv = {
    columns: ["time_s", "east_m", "north_m", "speed_m_s", "fastest_m_s", "grade", ...muscles.flatMap((m) => [`${m}_low`, `${m}_high`])],
    rows: run.speed_m_s.map((speed, i) => [
      i * run.step_s,
      run.east_m[i] ?? "",
      run.north_m[i] ?? "",
      speed ?? "",
      run.fastest_m_s[i] ?? "",
      run.grade[i] ?? "",
      ...muscles.flatMap((_, m) => [run.stretch[m]?.low[i] ?? "", run.stretch[m]?.high[i] ?? ""]),
    ]),
  };
  return { table: { columns, rows }, csv };
}

function Track({ run, cursor, onCursor }: Linked) {
  const t = useWords().watch;
  const { distance: unit } = useSettings();
  const said = useReadingOf(run);
  const numbers = useTable(run);
  const count = run.east_m.length;
  const known = (i: number) => run.east_m[i] != null && run.north_m[i] != null;
  const places = Array.from({ length: count }, (_, i) => i).filter(known);
  if (places.length < 2) return <p class="quiet">{t.noTrack}</p>;
  const east = places.map((i) => run.east_m[i] ?? 0),
    north = places.map((i) => run.north_m[i] ?? 0);
  const width = room(560);
  const tall = Math.min(360, width * 0.75);
  const margin = 26;
  const spanX = Math.max(...east) - Math.min(...east),
    spanY = Math.max(...north) - Math.min(...north);
  const scale = Math.min((width - 2 * margin) / Math.max(spanX, 20), (tall - 2 * margin) / Math.max(spanY, 20));
  const height = Math.max(140, spanY * scale + 2 * margin);
  const middle = { x: (Math.max(...east) + Math.min(...east)) / 2, y: (Math.max(...north) + Math.min(...north)) / 2 };
  const x = (i: number) => width / 2 + ((run.east_m[i] ?? 0) - middle.x) * scale;
  const y = (i: number) => height / 2 - ((run.north_m[i] ?? 0) - middle.y) * scale;
  const first = places[0] ?? 0;
  const at = known(cursor) ? cursor : (places.filter((i) => i <= cursor).pop() ?? first);
  const bar = niceStep(width / scale / 4, 1, [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000]);
  const nearest = (e: PointerEvent) => {
    const box = (e.currentTarget as Element).getBoundingClientRect();
    const px = ((e.clientX - box.left) / box.width) * width,
      py = ((e.clientY - box.top) / box.height) * height;
    const away = (i: number) => (x(i) - px) ** 2 + (y(i) - py) ** 2;
    onCursor(places.reduce((best, i) => (away(i) < away(best) ? i : best), first));
    e.stopPropagation();
  };
  return (
    <Chart
      title={t.track}
      count={count}
      cursor={cursor}
      onCursor={onCursor}
      reading={said}
      width={width}
      height={height}
      stepAt={() => cursor}
      file="hamstring-run.csv"
      {...numbers}
      legend={run.place_error_m !== null && <p class="quiet small">{fill(t.trackError, { m: number(Math.ceil(run.place_error_m)) })}</p>}
    >
      {pieces(count, known).map((part) => (
        <polyline
          key={part[0]}
          points={part.map((i) => `${x(i).toFixed(1)},${y(i).toFixed(1)}`).join(" ")}
          fill="none"
          stroke="var(--accent)"
          stroke-width="2.5"
          stroke-linejoin="round"
          stroke-linecap="round"
        />
      ))}
      <circle cx={x(first)} cy={y(first)} r="4" fill="var(--ground)" stroke="var(--accent)" stroke-width="2" />
      <circle cx={x(at)} cy={y(at)} r="6" fill="var(--text)" stroke="var(--ground)" stroke-width="2" />
      <line x1="12" x2={12 + bar * scale} y1={height - 8} y2={height - 8} stroke="var(--text)" stroke-width="2" />
      <text x="12" y={height - 13}>
        {unit === "km" || bar < 1000 ? (bar < 1000 ? `${number(bar)} m` : `${number(bar / 1000)} km`) : distance(bar)}
      </text>
      <path d={`M${width - 18} 26 v-18 l-4 6 m4 -6 l4 6`} fill="none" stroke="var(--quiet)" stroke-width="1.5" />
      <text x={width - 26} y="22" text-anchor="end">
        {t.north}
      </text>
      <rect x="0" y="0" width={width} height={height} fill="transparent" onPointerMove={nearest} onPointerDown={nearest} />
    </Chart>
  );
}

/** What all charts over time share: the frame, minutes below, the cursor. */
function OverTime({
  run,
  cursor,
  onCursor,
  title,
  height,
  legend,
  children,
}: Linked & {
  title: string;
  height: number;
  legend?: preact.ComponentChildren;
  children: (x: (i: number) => number, width: number) => preact.ComponentChildren;
}) {
  const t = useWords().watch;
  const said = useReadingOf(run);
  const numbers = useTable(run);
  const count = run.speed_m_s.length;
  const width = room(700);
  const x = (i: number) => left + (i / Math.max(1, count - 1)) * (width - left - right);
  const minutes = (Math.max(1, count - 1) * run.step_s) / 60;
  return (
    <Chart
      title={title}
      count={count}
      cursor={cursor}
      onCursor={onCursor}
      reading={said}
      width={width}
      height={height + 30}
      stepAt={(place) => ((place - left) / (width - left - right)) * (count - 1)}
      file="hamstring-run.csv"
      {...numbers}
      legend={legend}
    >
      {children(x, width)}
      {ticksBetween(0, minutes, width < 500 ? 5 : 9, [1, 2, 5, 10, 15, 20, 30, 60, 120]).map((v) => (
        <text key={v} x={left + (v / minutes) * (width - left - right)} y={height + 14} text-anchor="middle">
          {number(v)}
        </text>
      ))}
      <text x={width - right} y={height + 28} text-anchor="end">
        {t.minutes}
      </text>
      <line x1={x(cursor)} x2={x(cursor)} y1="4" y2={height} stroke="var(--text)" />
    </Chart>
  );
}

function line(part: number[], x: (i: number) => number, y: (i: number) => number): string {
  return part.map((i) => `${x(i).toFixed(1)},${y(i).toFixed(1)}`).join(" ");
}

const paces = [120, 150, 180, 240, 300, 360, 480, 720, 1200];

function Pace(linked: Linked) {
  const { run } = linked;
  const t = useWords().watch;
  const height = 170;
  const high = Math.max(3, ...run.fastest_m_s.map((v) => v ?? 0)) * 1.05;
  const level = (v: number) => 8 + (1 - v / high) * (height - 8);
  const count = run.speed_m_s.length;
  // Not closer than their own height.
  const ticks: { seconds: number; y: number }[] = [];
  for (const seconds of paces) {
    const y = level(perMeter() / seconds);
    if (y >= 8 && y - (ticks[ticks.length - 1]?.y ?? -99) >= 16) ticks.push({ seconds, y });
  }
  return (
    <OverTime
      {...linked}
      title={t.pace}
      height={height}
      legend={
        <p class="quiet small">
          <svg width="28" height="8" aria-hidden="true">
            <line x1="1" x2="27" y1="4" y2="4" stroke="var(--accent)" stroke-width="2.5" />
          </svg>{" "}
          {t.paceOf}{" "}
          <svg width="28" height="8" aria-hidden="true">
            <line x1="1" x2="27" y1="4" y2="4" stroke="var(--quiet)" stroke-width="1.2" stroke-dasharray="3 2" />
          </svg>{" "}
          {t.fastest}
        </p>
      }
    >
      {(x, width) => (
        <>
          {ticks.map((tick) => (
            <g key={tick.seconds}>
              <line x1={left} x2={width - right} y1={tick.y} y2={tick.y} stroke="var(--line)" />
              <text x={left - 6} y={tick.y + 4} text-anchor="end">
                {clock(tick.seconds)}
              </text>
            </g>
          ))}
          {pieces(count, (i) => run.fastest_m_s[i] != null).map((part) => (
            <polyline
              key={part[0]}
              points={line(part, x, (i) => level(run.fastest_m_s[i] ?? 0))}
              fill="none"
              stroke="var(--quiet)"
              stroke-width="1.2"
              stroke-dasharray="3 2"
            />
          ))}
          {pieces(count, (i) => run.speed_m_s[i] != null).map((part) => (
            <polyline key={part[0]} points={line(part, x, (i) => level(run.speed_m_s[i] ?? 0))} fill="none" stroke="var(--accent)" stroke-width="2.2" />
          ))}
        </>
      )}
    </OverTime>
  );
}

function Grade(linked: Linked) {
  const { run } = linked;
  const t = useWords().watch;
  const known = (i: number) => run.grade[i] != null;
  const parts = pieces(run.grade.length, known);
  if (parts.length === 0) return null;
  const height = 110;
  const error = run.grade_error ?? 0;
  const most = Math.max(0.05, ...run.grade.map((v) => Math.abs(v ?? 0) + error)) * 1.05;
  const level = (v: number) => 8 + ((most - v) / (2 * most)) * (height - 8);
  return (
    <OverTime {...linked} title={t.grade} height={height} legend={<p class="quiet small">{fill(t.gradeError, { n: number(100 * error, 1) })}</p>}>
      {(x, width) => (
        <>
          {ticksBetween(-most * 100, most * 100, 4, [1, 2, 5, 10, 20]).map((v) => (
            <g key={v}>
              <line x1={left} x2={width - right} y1={level(v / 100)} y2={level(v / 100)} stroke={v === 0 ? "var(--line-strong)" : "var(--line)"} />
              <text x={left - 6} y={level(v / 100) + 4} text-anchor="end">
                {number(v)} %
              </text>
            </g>
          ))}
          {parts.map((part) => (
            <g key={part[0]}>
              <polygon
                points={`${line(part, x, (i) => level((run.grade[i] ?? 0) + error))} ${line([...part].reverse(), x, (i) => level((run.grade[i] ?? 0) - error))}`}
                fill="var(--quiet)"
                fill-opacity="0.2"
              />
              <polyline points={line(part, x, (i) => level(run.grade[i] ?? 0))} fill="none" stroke="var(--quiet)" stroke-width="1.8" />
            </g>
          ))}
        </>
      )}
    </OverTime>
  );
}

function Stretch(linked: Linked) {
  const { run } = linked;
  const w = useWords();
  const t = w.watch;
  const each = 74;
  const all = run.stretch.flatMap((muscle) => muscle.high).map((v) => v ?? 0);
  const low = Math.min(0, ...run.stretch.flatMap((muscle) => muscle.low).map((v) => v ?? 0));
  const high = Math.max(0.05, ...all) * 1.05;
  const level = (m: number, v: number) => m * each + 20 + ((high - v) / (high - low)) * (each - 24);
  return (
    <OverTime {...linked} title={t.stretch} height={each * 3}>
      {(x, width) =>
        muscles.map((muscle, m) => {
          const column = run.stretch[m];
          if (!column) return null;
          return (
            <g key={muscle}>
              <text x={left} y={m * each + 13} style={{ fill: colors[m], fontWeight: "600" }}>
                {fill(t.stretchOf, { name: muscle })}
              </text>
              {ticksBetween(low * 100, high * 100, 3, [1, 2, 5, 10]).map((v) => (
                <g key={v}>
                  <line x1={left} x2={width - right} y1={level(m, v / 100)} y2={level(m, v / 100)} stroke={v === 0 ? "var(--line-strong)" : "var(--line)"} />
                  <text x={left - 6} y={level(m, v / 100) + 4} text-anchor="end">
                    {number(v)} %
                  </text>
                </g>
              ))}
              {pieces(column.low.length, (i) => column.low[i] != null && column.high[i] != null).map((part) => (
                <g key={part[0]}>
                  <polygon
                    points={`${line(part, x, (i) => level(m, column.high[i] ?? 0))} ${line([...part].reverse(), x, (i) => level(m, column.low[i] ?? 0))}`}
                    fill={colors[m]}
                    fill-opacity="0.25"
                  />
                  <polyline
                    points={line(part, x, (i) => level(m, column.high[i] ?? 0))}
                    fill="none"
                    stroke={colors[m]}
                    stroke-width="1.6"
                    stroke-dasharray={dashes[m]}
                  />
                </g>
              ))}
            </g>
          );
        })
      }
    </OverTime>
  );
}

export function Along({ person, run }: { person: string; run: LedgerRun }) {
  const w = useWords();
  const t = w.watch;
  const along = useLoaded(() => get<RunAlong>(`/people/${person}/run-ledger/${run.id}`), `${person} ${run.id}`);
  const [cursor, setCursor] = useState(0);
  if (!along.value) return along.problem ? <Told problem={along.problem} retry={along.reload} /> : <Wait />;
  const value = along.value;
  const linked: Linked = { run: value, cursor: Math.min(cursor, Math.max(0, value.speed_m_s.length - 1)), onCursor: setCursor };
  const said = [
    run.distance_m !== null && distance(run.distance_m),
    run.moving_s !== null && clock(run.moving_s),
    run.speed_m_s !== null && paceOf(run.speed_m_s),
    run.best_m_s !== null && fill(t.best, { speed: speedOf(run.best_m_s) }),
  ].filter(Boolean);
  return (
    <section class="run-along">
      <p>
        <a href={`#/people/${person}/run`}>← {t.back}</a>
      </p>
      <h2>{value.started ? moment(value.started) : dayName(run.day)}</h2>
      <dl class="beside">
        {value.had_plan && (
          <div>
            <dt>{t.planned}</dt>
            <dd>{value.planned ? value.planned.name : t.notPlanned}</dd>
          </div>
        )}
        <div>
          <dt>{t.done}</dt>
          <dd>{said.join(" · ")}</dd>
        </div>
      </dl>
      {run.unknown_s >= 60 && <p class="note">{fill(t.unknown, { n: number(Math.round(run.unknown_s / 60)) })}</p>}
      <Track {...linked} />
      <Pace {...linked} />
      <Grade {...linked} />
      <Stretch {...linked} />
      <p class="reading" aria-hidden="true">
        <Reading {...linked} />
      </p>
      <AgainstUsual run={run} />
    </section>
  );
}

/** Where the cursor of all charts stands, in words. */
function Reading({ run, cursor }: Linked) {
  const said = useReadingOf(run);
  return <>{said(cursor)}</>;
}
