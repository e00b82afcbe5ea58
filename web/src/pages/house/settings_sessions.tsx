// Where this account is logged in, and what the owner sees of all logins.
import { useState } from "preact/hooks";
import { get, Problem, remove, type Audit, type SessionRow } from "../../api";
import { fill, useWords } from "../../i18n";
import { useLoaded } from "../../session";
import { moment } from "../../settings";
import { Told } from "../../ui/basics";

export function Sessions() {
  const w = useWords();
  const list = useLoaded(() => get<SessionRow[]>("/sessions"), "sessions");
  const [told, setTold] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const lineOf = (one: SessionRow) => fill(w.guard.session, { device: one.device || w.guard.unknown, since: moment(one.since), seen: moment(one.seen) });
  const end = (one: SessionRow) => {
    setProblem(null);
    setTold("");
    remove(`/sessions/${one.id}`).then(
      () => {
        setTold(w.guard.ended);
        list.reload();
      },
      (error: unknown) => setProblem(error as Problem),
    );
  };
  return (
    <details>
      <summary>{w.guard.sessions}</summary>
      <Told problem={problem ?? list.problem} />
      <ul class="lines sessions">
        {list.value?.map((one) => (
          <li key={one.id}>
            <span>{lineOf(one)}</span>
            {one.here ? (
              <strong class="nowrap">{w.guard.here}</strong>
            ) : (
              <button class="plain" aria-label={`${w.guard.end}: ${lineOf(one)}`} onClick={() => end(one)}>
                {w.guard.end}
              </button>
            )}
          </li>
        ))}
      </ul>
      <p role="status">{told}</p>
    </details>
  );
}

/** The last ones; all of them are in the file. */
const shown = 100;

function EventRows() {
  const w = useWords();
  const log = useLoaded(() => get<Audit>("/audit"), "events");
  return (
    <>
      <Told problem={log.problem} retry={log.reload} />
      <ul class="lines">
        {log.value?.slice(0, shown).map((line, i) => (
          <li key={i}>
            <span>
              <span class="nowrap">{moment(line.at)}</span> <strong>{line.account}</strong>{" "}
              {w.guard.actions[line.action.replaceAll(" ", "_") as keyof typeof w.guard.actions] ?? line.action} <span class="quiet">{line.detail}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

export function Events() {
  const w = useWords();
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{w.guard.log}</summary>
      {open && <EventRows />}
    </details>
  );
}
