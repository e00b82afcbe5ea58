// The marks of the timeline and the legend that explains them: the same drawing in both, so that they cannot differ.
import type { ComponentChildren } from "preact";
import type { CourseDay, CourseEvent } from "../../api";
import { useWords } from "../../i18n";

export function SessionMark({ day, at, y, step }: { day: Pick<CourseDay, "session" | "status">; at: number; y: number; step: number }) {
  const half = Math.max(1, Math.min(5, step / 2 - 0.5));
  if (day.session === "all") return <rect x={at - half} y={y - 6} width={2 * half} height="12" fill="var(--accent)" />;
  if (day.session === "part") return <rect x={at - half} y={y} width={2 * half} height="6" fill="var(--accent)" />;
  if (day.session === "none")
    return (
      <path d={`M${at - half} ${y - 4} L${at + half} ${y + 4} M${at - half} ${y + 4} L${at + half} ${y - 4}`} stroke="var(--not-met)" stroke-width="1.6" />
    );
  if (day.status === "session") return <rect x={at - half} y={y - 6} width={2 * half} height="12" fill="none" stroke="var(--line-strong)" />;
  if (["suspended", "clinician_first", "refused"].includes(day.status))
    return <rect x={at - half} y={y - 1.5} width={2 * half} height="3" fill="var(--not-met)" />;
  return <line x1={at - half} x2={at + half} y1={y} y2={y} stroke="var(--line-strong)" />;
}

export function EventMark({ kind, at, y }: { kind: CourseEvent["kind"]; at: number; y: number }) {
  if (kind === "injury") return <path d={`M${at} ${y - 6} L${at + 6} ${y} L${at} ${y + 6} L${at - 6} ${y} Z`} fill="var(--text)" />;
  if (kind === "back") return <path d={`M${at - 6} ${y - 5} L${at + 6} ${y - 5} L${at} ${y + 6} Z`} fill="var(--not-met)" />;
  if (kind === "step") return <path d={`M${at - 6} ${y + 5} L${at + 6} ${y + 5} L${at} ${y - 6} Z`} fill="var(--met)" />;
  if (kind === "milestone")
    return <path d={`M${at - 4} ${y + 6} V${y - 6} L${at + 6} ${y - 3} L${at - 4} ${y}`} fill="var(--met)" stroke="var(--met)" stroke-width="1.5" />;
  if (kind === "test")
    return <path d={`M${at} ${y - 5} L${at + 5} ${y} L${at} ${y + 5} L${at - 5} ${y} Z`} fill="var(--ground)" stroke="var(--text)" stroke-width="1.5" />;
  if (kind === "visit") return <path d={`M${at} ${y - 5} V${y + 5} M${at - 5} ${y} H${at + 5}`} stroke="var(--text)" stroke-width="2" />;
  return <line x1={at} x2={at} y1={y - 4} y2={y + 4} stroke="var(--text)" stroke-width="2" />;
}

export function PainMark({ morning, at, y, step }: { morning: boolean; at: number; y: number; step: number }) {
  if (morning) return <circle cx={at} cy={y} r={Math.min(4.5, Math.max(2.2, step * 0.42))} fill="none" stroke="var(--accent)" stroke-width="1.6" />;
  return <circle cx={at} cy={y} r={Math.min(4, Math.max(2, step * 0.4))} fill="var(--text)" />;
}

function Explained({ children, words }: { children: ComponentChildren; words: string }) {
  return (
    <li>
      <svg viewBox="-8 -8 16 16" aria-hidden="true">
        {children}
      </svg>{" "}
      {words}
    </li>
  );
}

const held = ["suspended", "clinician_first", "refused"] as const;
const kinds = ["injury", "step", "back", "milestone", "change", "test", "visit"] as const;

/** Every mark that is drawn on these days, and no other. */
export function Key({ days, events }: { days: CourseDay[]; events: CourseEvent[] }) {
  const t = useWords().course.timeline;
  const session = (of: Pick<CourseDay, "session" | "status">, there: (day: CourseDay) => boolean, words: string) =>
    days.some(there) && (
      <Explained words={words}>
        <SessionMark day={of} at={0} y={0} step={12} />
      </Explained>
    );
  const untold = (day: CourseDay, ...status: string[]) => !day.session && status.includes(day.status);
  return (
    <div class="timeline-key quiet small">
      <ul aria-label={t.session}>
        <li>{t.session}:</li>
        {session({ session: "all", status: "session" }, (d) => d.session === "all", t.done)}
        {session({ session: "part", status: "session" }, (d) => d.session === "part", t.part)}
        {session({ session: "none", status: "session" }, (d) => d.session === "none", t.skipped)}
        {session({ status: "session" }, (d) => untold(d, "session"), t.status.session)}
        {session({ status: "rest" }, (d) => untold(d, "rest", "ask_first"), t.noSession)}
        {session({ status: "suspended" }, (d) => untold(d, ...held), t.held)}
      </ul>
      <ul aria-label={t.painAxis}>
        <li>{t.painAxis}:</li>
        <Explained words={t.worstName}>
          <PainMark morning={false} at={0} y={0} step={12} />
        </Explained>
        <Explained words={t.morningName}>
          <PainMark morning at={0} y={0} step={12} />
        </Explained>
        <li>
          <i class="k hatched" /> {t.notTold}
        </li>
      </ul>
      {events.length > 0 && (
        <ul aria-label={t.events}>
          <li>{t.events}:</li>
          {kinds
            .filter((kind) => events.some((event) => event.kind === kind))
            .map((kind) => (
              <Explained key={kind} words={t.kinds[kind]}>
                <EventMark kind={kind} at={0} y={0} />
              </Explained>
            ))}
        </ul>
      )}
    </div>
  );
}
