// On every page: no connection, how old what is shown is, what waits to be sent, and two versions side by side.
import { useEffect, useState } from "preact/hooks";
import { fileOf, type Problem, type Today } from "../api";
import type { CaseEntry } from "../case_file";
import { alarming, lineOf, type NewEntry } from "../entry";
import { fill, useWords } from "../i18n";
import { type Away, tooOld, useAway } from "../plan";
import { drop, keepBoth, sendAll, sendOrKeep, stuckAt, useQueue, type Waiting } from "../queue";
import { rescreenOf } from "../rescreen";
import { dayName, moment } from "../settings";
import { Pain, Title } from "./basics";
import { SafetyQuestion } from "../pages/today/safety";

/** One that waits, in a line. */
function useLine(): (entry: NewEntry) => string {
  const w = useWords();
  return (entry) => `${dayName(String(entry.day))}: ${lineOf(w.away, entry)}`;
}

/** What was added since the plan that this was written by; all of the last ones where that is not known. */
function added(item: Waiting): CaseEntry[] {
  const now = stuckAt(item.id)?.now;
  if (!now) return [];
  const all = now.entries as unknown as CaseEntry[];
  const own = new Set(item.entries.map((entry) => entry.id));
  const since = all.filter((entry) => Date.parse(String(entry.recorded_at)) > Date.parse(item.since) || own.has(entry.id));
  return since.length > 0 ? since : all.slice(item.seen === undefined ? -5 : Math.min(-1, item.seen - now.count));
}

function TwoVersions({ item }: { item: Waiting }) {
  const w = useWords();
  const line = useLine();
  return (
    <section class="note problem two-versions" aria-label={w.away.conflictTitle}>
      <h2>{w.away.conflictTitle}</h2>
      <p>{w.away.conflictHelp}</p>
      <div class="pair">
        <div>
          <h3>{w.away.there}</h3>
          <ul>
            {added(item).map((entry) => (
              <li key={entry.id}>
                {dayName(entry.day)}: {entry.line}
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h3>{w.away.mine}</h3>
          <ul>
            {item.entries.map((entry) => (
              <li key={String(entry.id)}>{line(entry)}</li>
            ))}
          </ul>
        </div>
      </div>
      <div class="row">
        <button class="main" onClick={() => void keepBoth(item.id).catch(() => undefined)}>
          {w.away.keepBoth}
        </button>
        <button
          onClick={() =>
            void drop(item.id)
              .then(() => sendAll())
              .catch(() => undefined)
          }
        >
          {w.away.drop}
        </button>
      </div>
    </section>
  );
}

function Refused({ item, problem }: { item: Waiting; problem: Problem }) {
  const w = useWords();
  const line = useLine();
  return (
    <section class="note problem">
      <p>
        <strong>{item.entries.map(line).join("; ")}</strong>
      </p>
      <p>{fill(problem.status >= 500 ? w.away.stumbled : w.away.refused, { why: problem.body.message || w.problem.broken })}</p>
      <button onClick={() => void drop(item.id)}>{w.away.drop}</button>
    </section>
  );
}

/** Tries when the connection is back, when the page is looked at again, and now and then. */
function useSending(items: Waiting[]): [string, () => void] {
  const w = useWords();
  const [told, setTold] = useState("");
  const there = items.length > 0;
  const send = () =>
    void sendAll().then(
      () => setTold(""),
      (problem: Problem) => setTold(problem.status === 401 ? w.away.login : w.away.still),
    );
  useEffect(() => {
    if (!there) return undefined;
    const quietly = () => void sendAll().catch(() => undefined);
    const seen = () => document.visibilityState === "visible" && quietly();
    quietly();
    const timer = setInterval(quietly, 30000);
    window.addEventListener("online", quietly);
    document.addEventListener("visibilitychange", seen);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", quietly);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [there]);
  return [told, send];
}

/** The signs that need a doctor, from the plan that this device kept: there without a connection too. */
function DoctorSigns({ today }: { today: Today }) {
  const w = useWords();
  return (
    <details>
      <summary>{w.away.doctor}</summary>
      <ul>
        {today.flags.map((flag) => (
          <li key={flag.id}>
            <strong>{flag.name}.</strong> {flag.todo}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Alarm() {
  const w = useWords();
  return (
    <section class="flag" role="alert">
      <p>
        <span class="mark" aria-hidden="true">
          ■{" "}
        </span>
        <strong>{w.away.news}</strong>
      </p>
    </section>
  );
}

export function AwayNote({ here }: { here: boolean }) {
  const w = useWords();
  const items = useQueue();
  const away = useAway();
  const line = useLine();
  const [told, send] = useSending(items);
  const [had, setHad] = useState(false);
  const count = items.reduce((n, item) => n + item.entries.length, 0);
  useEffect(() => {
    if (count > 0) setHad(true);
  }, [count]);
  if (count === 0 && !away && !had) return null;
  return (
    <aside class="away no-print" aria-label={fill(w.away.waits, { n: count })}>
      {items.some((item) => item.entries.some(alarming)) && <Alarm />}
      {away && here && <p class="note">{fill(w.away.offline, { when: moment(away.at) })}</p>}
      {away && here && <DoctorSigns today={away.today} />}
      {items.map((item) => {
        const why = stuckAt(item.id);
        if (!why) return null;
        return why.now ? <TwoVersions key={item.id} item={item} /> : <Refused key={item.id} item={item} problem={why.problem} />;
      })}
      <p role="status" class="small">
        {count === 0 && had ? w.away.waitsNone : told}
      </p>
      {count > 0 && (
        <div class="row waits">
          <strong class="count">{fill(w.away.waits, { n: count })}</strong>
          <button onClick={send}>{w.away.send}</button>
          <details>
            <summary>{w.away.what}</summary>
            <ul>
              {items
                .flatMap((item) => item.entries)
                .map((entry) => (
                  <li key={String(entry.id)}>{line(entry)}</li>
                ))}
            </ul>
          </details>
        </div>
      )}
    </aside>
  );
}

/** In place of a plan that is too old to train from: pain can be told all the same. */
export function NoSession({ away }: { away: Away }) {
  const w = useWords();
  const [pain, setPain] = useState<number | null>(null);
  const [told, setTold] = useState("");
  const old = tooOld(away.day);
  return (
    <>
      <Title>{fill(w.away.planOf, { day: dayName(away.day) })}</Title>
      <p>{old ? fill(w.away.tooOld, { day: dayName(away.day) }) : w.away.stopped}</p>
      <p role="status" class="state-met">
        {told}
      </p>
      <Pain label={w.today.painNow} value={pain} onChange={setPain} ends />
      {pain !== null && (
        <SafetyQuestion
          person={away.person}
          today={away.today}
          pain={pain}
          onDone={(answers) =>
            void sendOrKeep(away.person, [{ type: "pain", when: "now", value: pain, rescreen: rescreenOf(answers) }]).then(
              () => {
                setPain(null);
                setTold(w.away.logged);
              },
              (problem: Problem) => setTold(problem.body.message),
            )
          }
        />
      )}
    </>
  );
}

/** The way to today's file for the phone; without a connection there is none to get. */
export function PhoneLink({ person }: { person: string }) {
  const w = useWords();
  if (useAway()) return null;
  return (
    <p class="no-print">
      <a href={fileOf(`/people/${person}/phone`)} download>
        {w.phone.title}
      </a>
    </p>
  );
}
