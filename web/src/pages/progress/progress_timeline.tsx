// What was: phases as stretches, sessions, pain as points, what happened; nothing told is hatched, never zero.
import { useState } from "preact/hooks";
import { get, type Course, type CourseDay, type CourseEvent } from "../../api";
import { fill, useWords } from "../../i18n";
import { useLoaded } from "../../session";
import { dayName, number, settings } from "../../settings";
import { Choice, Told, Wait } from "../../ui/basics";
import { Chart, daysBetween, room } from "../../ui/chart";
import { WhyLine } from "../../ui/evidence";
import { EventMark, Key, PainMark, SessionMark } from "./progress_marks";

type Words = ReturnType<typeof useWords>;
const left = 34,
  right = 10;
const rows = { phase: 18, phaseHeight: 24, session: 66, pain: 92, painHeight: 110, events: 232, tests: 250, axis: 266, height: 302 };

function shortDay(day: string, years: boolean): string {
  return new Intl.DateTimeFormat(settings().language, { month: "short", ...(years ? { year: "2-digit" } : { day: "numeric" }), timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

function sessionWord(day: CourseDay, w: Words): string {
  const t = w.course.timeline;
  if (day.session === "all") return t.done;
  if (day.session === "part") return t.part;
  if (day.session === "none")
    return day.skipped_for ? `${t.skipped}: ${(w.today.reasons as Record<string, string>)[day.skipped_for] ?? day.skipped_for}` : t.skipped;
  return (t.status as Record<string, string>)[day.status] ?? day.status;
}

/** One phrase for each kind: a phase that was passed for three reasons was passed once. */
function eventWords(events: CourseEvent[], w: Words): string[] {
  const t = w.course.timeline;
  const texts = new Map<string, string[]>();
  for (const event of events) {
    const text = event.kind === "milestone" ? ((t.milestones as Record<string, string>)[event.text] ?? event.text) : event.text;
    texts.set(event.kind, [...(texts.get(event.kind) ?? []), ...(text ? [text] : [])]);
  }
  return [...texts].map(([kind, all]) => [(t.kinds as Record<string, string>)[kind] ?? kind, all.join(", ")].filter(Boolean).join(": "));
}

function Phases({ course, x, from, to, width }: { course: Course; x: (day: string) => number; from: string; to: string; width: number }) {
  const shown = course.phases.filter((p) => p.to >= from && p.from <= to);
  return (
    <g>
      {shown.map((phase, i) => {
        const x1 = Math.max(left, x(phase.from)),
          x2 = Math.min(width - right, x(phase.to) + x(to) / 1e9 + Math.max(2, (x(to) - x(from)) / Math.max(1, daysBetween(from, to))));
        const wide = x2 - x1;
        const text = phase.name.length * 6.6 < wide - 8 ? phase.name : wide > 14 ? String(phase.order) : "";
        return (
          <g key={i}>
            <rect
              x={x1}
              y={rows.phase}
              width={Math.max(1.5, wide)}
              height={rows.phaseHeight}
              fill={`color-mix(in srgb, var(--accent) ${8 + phase.order * 5}%, var(--ground))`}
              stroke="var(--ground)"
            />
            <text x={x1 + 5} y={rows.phase + 16}>
              {text}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function Band({ course, days, cursor, onCursor }: { course: Course; days: CourseDay[]; cursor: number; onCursor: (at: number) => void }) {
  const w = useWords();
  const t = w.course.timeline;
  const width = room(1120);
  const first = days[0]?.day ?? course.from,
    last = days[days.length - 1]?.day ?? course.until;
  const step = (width - left - right) / days.length;
  const x = (day: string) => left + (daysBetween(first, day) + 0.5) * step;
  const at = (i: number) => left + (i + 0.5) * step;
  const y = (pain: number) => rows.pain + ((10 - pain) / 10) * rows.painHeight;
  const phaseName = (id: string) => course.phases.find((p) => p.phase === id)?.name ?? "";
  const eventsOf = (day: string) =>
    eventWords(
      course.events.filter((e) => e.day === day),
      w,
    );
  const painWords = (day: CourseDay) =>
    [day.worst !== undefined ? fill(t.worst, { n: number(day.worst) }) : "", day.morning !== undefined ? fill(t.morning, { n: number(day.morning) }) : ""]
      .filter(Boolean)
      .join(", ");
  const reading = (i: number) => {
    const day = days[i];
    if (!day) return "";
    const told = day.told ? painWords(day) || t.noPainTold : t.nothingTold;
    return [dayName(day.day), phaseName(day.phase), sessionWord(day, w), told, ...eventsOf(day.day)].filter(Boolean).join(" · ");
  };
  const every = Math.max(1, Math.ceil(64 / step));
  const ticks = days.map((_, i) => i).filter((i) => i % every === 0 && at(i) < width - 24);
  const gaps: [number, number][] = [];
  days.forEach((day, i) => {
    if (day.worst !== undefined || day.morning !== undefined) return;
    const open = gaps[gaps.length - 1];
    if (open && open[1] === i - 1) open[1] = i;
    else gaps.push([i, i]);
  });
  const here = days[cursor];
  const shown = course.events.filter((e) => e.day >= first && e.day <= last);
  return (
    <Chart
      title={t.question}
      heading
      legend={<Key days={days} events={shown} />}
      count={days.length}
      cursor={cursor}
      onCursor={onCursor}
      reading={reading}
      shown
      leap={7}
      width={width}
      height={rows.height}
      stepAt={(place) => Math.floor((place - left) / step)}
      file="hamstring-course.csv"
      table={{
        columns: [w.people.day, w.today.phase, t.session, t.worstName, t.morningName, t.events],
        rows: days
          .filter((d) => d.told || eventsOf(d.day).length > 0)
          .map((d) => [dayName(d.day), phaseName(d.phase), sessionWord(d, w), d.worst ?? "–", d.morning ?? "–", eventsOf(d.day).join("; ")]),
      }}
      csv={{
        columns: ["day", "told", "status", "phase", "session", "pain_worst", "pain_in_the_morning", "run_m", "events"],
        rows: course.days.map((d) => [
          d.day,
          d.told ? 1 : 0,
          d.status,
          d.phase,
          d.session ?? "",
          d.worst ?? "",
          d.morning ?? "",
          d.run_m ?? "",
          course.events
            .filter((e) => e.day === d.day)
            .map((e) => `${e.kind} ${e.text}`.trim())
            .join("; "),
        ]),
      }}
    >
      <defs>
        <pattern id="not-told" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="6" stroke="var(--line-strong)" stroke-width="1" opacity="0.55" />
        </pattern>
      </defs>
      <text x={left} y="12">
        {w.today.phase}
      </text>
      <Phases course={course} x={x} from={first} to={last} width={width} />
      <text x={left} y="56">
        {t.session}
      </text>
      {days.map((day, i) => (
        <SessionMark key={day.day} day={day} at={at(i)} y={rows.session} step={step} />
      ))}
      <text x={left} y={rows.pain - 4}>
        {t.painAxis}
      </text>
      {gaps.map(([from, to]) => (
        <rect key={from} x={at(from) - step / 2} y={rows.pain} width={(to - from + 1) * step} height={rows.painHeight} fill="url(#not-told)" />
      ))}
      {[0, 5, 10].map((v) => (
        <g key={v}>
          <line x1={left} x2={width - right} y1={y(v)} y2={y(v)} stroke={v === 0 ? "var(--line-strong)" : "var(--line)"} />
          <text x={left - 6} y={y(v) + 4} text-anchor="end">
            {v}
          </text>
        </g>
      ))}
      {days.map((day, i) => (
        <g key={day.day}>
          {day.worst !== undefined && <PainMark morning={false} at={at(i)} y={y(day.worst)} step={step} />}
          {day.morning !== undefined && <PainMark morning at={at(i)} y={y(day.morning)} step={step} />}
        </g>
      ))}
      <text x={left} y={rows.events - 11}>
        {t.events}
      </text>
      {shown.map((event, i) => (
        <EventMark key={i} kind={event.kind} at={x(event.day)} y={event.kind === "test" ? rows.tests : rows.events} />
      ))}
      <line x1={left} x2={width - right} y1={rows.axis} y2={rows.axis} stroke="var(--line-strong)" />
      {ticks.map((i) => (
        <g key={i}>
          <line x1={at(i)} x2={at(i)} y1={rows.axis} y2={rows.axis + 5} stroke="var(--line-strong)" />
          <text x={at(i)} y={rows.axis + 19} text-anchor={i === 0 ? "start" : "middle"}>
            {shortDay(days[i]?.day ?? first, days.length > 300)}
          </text>
        </g>
      ))}
      {here && <line x1={at(cursor)} x2={at(cursor)} y1={rows.phase} y2={rows.axis} stroke="var(--accent)" stroke-width="1.5" />}
    </Chart>
  );
}

export function TimelinePart({ person }: { person: string }) {
  const w = useWords();
  const t = w.course.timeline;
  const loaded = useLoaded(() => get<Course>(`/people/${person}/timeline`), person);
  const [span, setSpan] = useState<string | null>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const course = loaded.value;
  if (!course) return loaded.problem ? <Told problem={loaded.problem} retry={loaded.reload} /> : <Wait />;
  const all = course.days;
  const chosen = span ?? (all.length <= 28 ? "28" : all.length <= 90 || window.innerWidth > 700 ? "84" : "28");
  const days = chosen === "all" ? all : all.slice(-Number(chosen));
  const at = Math.min(cursor ?? days.length - 1, days.length - 1);
  const shown = days[at];
  const whys = course.events.filter((e) => e.day === shown?.day && e.why);
  return (
    <>
      <div class="timeline-span">
        <Choice
          label={t.span}
          hideLabel
          row
          options={[
            { id: "28", name: t.weeks4 },
            { id: "84", name: t.weeks12 },
            { id: "all", name: t.all },
          ]}
          value={chosen}
          onChange={(id) => {
            setSpan(id);
            setCursor(null);
          }}
        />
      </div>
      <Band course={course} days={days} cursor={at} onCursor={setCursor} />
      {whys.length > 0 && (
        <ul>
          {whys.map((event, i) => (
            <li key={i}>{event.why && <WhyLine why={event.why} />}</li>
          ))}
        </ul>
      )}
    </>
  );
}
