// Leaving an exercise out, or doing another one in its place: every reason leads elsewhere.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Line, Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { Choice, Pain } from "../../ui/basics";
import type { Moves } from "./session_exercise";
import type { Done, Reason } from "./session_state";

type StandIn = Line["stand_ins"][number];

function StandIns({ items, label, choose }: { items: StandIn[]; label: string; choose: (to: string) => void }) {
  const w = useWords();
  const why = (s: StandIn) => [s.easier ? w.session.swapEasier : "", s.no_kit ? w.session.swapNoKit : ""].filter(Boolean).join(", ");
  if (items.length === 0) return <p class="quiet">{w.session.swapNone}</p>;
  return (
    <ul class="stand-ins">
      {items.map((s) => (
        <li key={s.id}>
          <button onClick={() => choose(s.id)}>
            <span>{fill(label, { name: s.name })}</span>
            {why(s) && <span class="quiet small">{why(s)}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** What a tap opens below: brought into view and to the reader; closed where it was opened or here. */
function Aside({ title, close, children }: { title: string; close: () => void; children: ComponentChildren }) {
  const w = useWords();
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    ref.current?.focus({ preventScroll: true });
    ref.current?.scrollIntoView({ block: "start" });
  }, []);
  return (
    <section class="aside" aria-label={title}>
      <div class="aside-top">
        <h2 ref={ref} tabIndex={-1}>
          {title}
        </h2>
        <button class="x" aria-label={w.common.close} title={w.common.close} onClick={close}>
          ✕
        </button>
      </div>
      {children}
    </section>
  );
}

/** What could stand in now: not the one that is on the screen already. */
const others = (line: Line, now: Done) => line.stand_ins.filter((s) => s.id !== now.exercise);

export function Swap({ line, now, moves, close }: { line: Line; now: Done; moves: Moves; close: () => void }) {
  const w = useWords();
  return (
    <Aside title={w.session.swapTitle} close={close}>
      <StandIns items={others(line, now)} label="{name}" choose={(to) => moves.swap(now, to)} />
      {now.exercise !== line.exercise && <button onClick={() => moves.swap(now, line.exercise)}>{fill(w.session.swapKeep, { name: line.name })}</button>}
    </Aside>
  );
}

export function Skip({ today, line, now, moves, close }: { today: Today; line: Line; now: Done; moves: Moves; close: () => void }) {
  const w = useWords();
  const [why, setWhy] = useState<Reason | null>(null);
  const [pain, setPain] = useState<number | null>(null);
  const out = (skipped: Reason, worst?: number) => (
    <button onClick={() => moves.next({ ...now, skipped, ...(worst === undefined ? {} : { worst }) })}>{w.session.leaveOut}</button>
  );
  const end = (reason: Reason, worst?: number) => (
    <button class="main wide" onClick={() => moves.end(reason, { ...now, ...(worst === undefined ? {} : { worst }) })}>
      {w.session.endHere}
    </button>
  );
  const limit = Math.min(line.stop_above_pain, today.pain_limit);
  return (
    <Aside title={w.today.skipWhy} close={close}>
      <Choice
        label={w.today.skipWhy}
        hideLabel
        options={Object.entries(w.today.reasons).map(([id, name]) => ({ id, name }))}
        value={why}
        onChange={(id) => setWhy(id as Reason)}
      />
      {why === "pain" && (
        <>
          <Pain label={w.session.howMuch} value={pain} onChange={setPain} ends />
          {pain !== null && pain > limit && (
            <div class="note" role="status">
              <p>{fill(w.session.tooMuch, { n: limit })}</p>
              {end("pain", pain)}
            </div>
          )}
          {pain !== null && pain <= limit && (
            <>
              <StandIns items={others(line, now).filter((s) => s.easier)} label={w.session.instead} choose={(to) => moves.swap({ ...now, worst: pain }, to)} />
              {out("pain", pain)}
            </>
          )}
        </>
      )}
      {why === "no_equipment" && (
        <>
          <StandIns items={others(line, now).filter((s) => s.no_kit)} label={w.session.instead} choose={(to) => moves.swap(now, to)} />
          {out("no_equipment")}
        </>
      )}
      {why === "no_time" && (
        <>
          <p>{w.session.timeEnds}</p>
          {end("no_time")}
        </>
      )}
      {why === "illness" && (
        <>
          <p>{w.session.illEnds}</p>
          {end("illness")}
        </>
      )}
      {why === "other" && out("other")}
    </Aside>
  );
}
