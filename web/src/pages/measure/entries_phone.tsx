// Today as one file for the phone, and its log back in: looked at first, never merged in silence.
import { useState } from "preact/hooks";
import { fileOf, post, Problem, type Entries, type Saved } from "../../api";
import type { CaseEntry } from "../../case_file";
import { lineOf } from "../../entry";
import { fill, useWords } from "../../i18n";
import { type PhoneLog, readLog } from "../../phone/log";
import { dayName } from "../../settings";
import { Told } from "../../ui/basics";
import { FileDrop } from "../../ui/drop";

function Meanwhile({ log, there }: { log: PhoneLog; there: Entries }) {
  const w = useWords();
  const since = (there.entries as unknown as CaseEntry[]).filter((entry) => Date.parse(String(entry.recorded_at)) > Date.parse(log.since));
  return (
    <div class="note problem">
      <h3>{w.away.conflictTitle}</h3>
      <p>{w.away.conflictHelp}</p>
      <h3>{w.away.there}</h3>
      <ul>
        {since.map((entry) => (
          <li key={entry.id}>
            {dayName(entry.day)}: {entry.line}
          </li>
        ))}
      </ul>
    </div>
  );
}

function LogIn({ person, count, changed }: { person: string; count: number; changed: () => void }) {
  const w = useWords();
  const [log, setLog] = useState<{ name: string; read: PhoneLog } | null>(null);
  const [there, setThere] = useState<Entries | null>(null);
  const [told, setTold] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const clear = (sentence: string) => {
    setLog(null);
    setThere(null);
    setProblem(null);
    setTold(sentence);
  };
  const choose = async (files: File[]) => {
    const chosen = files[0];
    if (!chosen) return;
    const read = await readLog(chosen);
    clear(read ? (read.person === person ? "" : w.phone.notYours) : w.phone.notALog);
    if (read?.person === person) setLog({ name: chosen.name, read });
  };
  const send = (keepBoth: boolean) =>
    log &&
    post<Saved>(`/people/${person}/entries`, { entries: log.read.entries, seen: log.read.seen, keep_both: keepBoth }).then(
      (saved) => {
        clear(saved.batch === 0 ? w.phone.broughtNone : fill(w.phone.brought, { n: saved.count - (there?.count ?? count) }));
        changed();
      },
      (error: Problem) => {
        const now = (error.body as { now?: Entries }).now;
        if (error.status === 409 && now) setThere(now);
        else setProblem(error);
      },
    );
  const days = log?.read.entries.map((entry) => entry.day).sort() ?? [];
  return (
    <>
      <FileDrop label={w.phone.back} hint={w.phone.drop} accept=".json,application/json" take={(files) => void choose(files)} />
      <Told problem={problem} />
      <p role="status">
        {log
          ? fill(w.phone.holds, { file: log.name, n: log.read.entries.length, from: dayName(days[0] ?? ""), to: dayName(days[days.length - 1] ?? "") })
          : told}
      </p>
      {log && (
        <>
          {there && <Meanwhile log={log.read} there={there} />}
          {there && <h3>{w.away.mine}</h3>}
          <ul>
            {log.read.entries.map((entry) => (
              <li key={entry.id}>
                {dayName(entry.day)}: {lineOf(w.away, entry)}
              </li>
            ))}
          </ul>
          <p class="row">
            <button class="main" onClick={() => void send(there !== null)}>
              {there ? w.away.keepBoth : w.phone.take}
            </button>
            <button onClick={() => clear("")}>{there ? w.away.drop : w.common.cancel}</button>
          </p>
        </>
      )}
    </>
  );
}

export function PhoneFile({ person, count, changed }: { person: string; count: number; changed: () => void }) {
  const w = useWords();
  return (
    <section id="phone">
      <h2>{w.phone.title}</h2>
      <p>{w.phone.help}</p>
      <p>
        <a class="button" href={fileOf(`/people/${person}/phone`)} download>
          {w.phone.get}
        </a>
      </p>
      <LogIn person={person} count={count} changed={changed} />
    </section>
  );
}
