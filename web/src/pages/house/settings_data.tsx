// All data out, in again, and away.
import { useId, useState } from "preact/hooks";
import { get, post, postFile, Problem, remove, type JobBegun, type JobSeen, type PersonRow, type Receipt } from "../../api";
import { fill, useWords } from "../../i18n";
import { useLoaded } from "../../session";
import { moment } from "../../settings";
import { Dialog, Told } from "../../ui/basics";
import { FileDrop } from "../../ui/drop";
import { JobBar, useJob } from "../../ui/job";

type Imported = NonNullable<JobSeen["reply"]>;
/** As api/openapi.json describes it. */
interface Import {
  id: number;
  made: string;
  account: string;
  people_new: number;
  people_merged: number;
  entries: number;
  undone: string | null;
}

function Brought({ reply }: { reply: Imported }) {
  const w = useWords();
  return (
    <>
      <p>{fill(w.settings.imported, { n: reply.entries, added: reply.added.length, merged: reply.merged.length })}</p>
      <ul>
        {reply.added.map((one) => (
          <li key={one.id}>{fill(w.settings.personAdded, { name: one.name, n: one.entries })}</li>
        ))}
        {reply.merged.map((one) => (
          <li key={one.id}>
            {fill(w.settings.personMerged, { name: one.name, n: one.entries, here: one.only_here })}
            {one.conflicts.length > 0 && (
              <>
                {" "}
                <a href={`#/people/${one.id}/entries`}>{fill(w.entries.conflicts, { n: one.conflicts.length })}</a>
              </>
            )}
            {one.differences.map((d) => (
              <p key={d.field} class="small">
                {fill(w.settings.difference, { field: d.field, here: d.here, there: d.there })}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

function PassPhrase({ value, change, help }: { value: string; change: (value: string) => void; help: string }) {
  const w = useWords();
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{w.jobs.phrase}</label>
      <input id={id} type="password" autoComplete="off" value={value} aria-describedby={`${id}-help`} onInput={(e) => change(e.currentTarget.value)} />
      <p id={`${id}-help`} class="quiet small">
        {help}
      </p>
    </div>
  );
}

function Imports() {
  const w = useWords();
  const list = useLoaded(() => get<Import[]>("/imports"), "imports");
  const [file, setFile] = useState<File | null>(null);
  const job = useJob();
  const [phrase, setPhrase] = useState("");
  const [reply, setReply] = useState<Imported | null>(null);
  const [asked, setAsked] = useState<Import | null>(null);
  const [told, setTold] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const begin = () => {
    setProblem(null);
    setReply(null);
    setTold("");
  };
  // The program says whether it is sealed: only then is a pass phrase asked for.
  const sealed = job.problem?.body.element === "pass_phrase";
  const bring = () => {
    if (!file) return;
    begin();
    job.start(
      () =>
        sealed
          ? postFile<JobBegun>("/imports", file, "application/octet-stream", { "Hamstring-Phrase": encodeURIComponent(phrase) })
          : postFile<JobBegun>("/imports", file, "application/zip"),
      (made) => {
        setReply(made);
        setFile(null);
        setPhrase("");
        list.reload();
      },
    );
  };
  const undo = (id: number) => {
    begin();
    remove(`/imports/${id}`).then(
      () => {
        setTold(w.settings.undone);
        list.reload();
      },
      (error: unknown) => setProblem(error as Problem),
    );
  };
  return (
    <>
      <FileDrop
        label={w.settings.chooseZip}
        hint={w.settings.importHelp}
        accept=".zip,.sealed,application/zip"
        take={(files) => {
          begin();
          setFile(files[0] ?? null);
        }}
      />
      {file && (
        <div class="note">
          <p>{fill(w.settings.importSure, { file: file.name, kb: Math.ceil(file.size / 1024) })}</p>
          {sealed && <PassPhrase value={phrase} change={setPhrase} help={w.jobs.phraseOf} />}
          <button class="main" disabled={job.seen !== null || (sealed && phrase === "")} onClick={bring}>
            {w.settings.import}
          </button>
        </div>
      )}
      <JobBar job={job} what={w.jobs.importing} />
      <Told problem={problem ?? job.problem} />
      <div role="status">
        {told && <p>{told}</p>}
        {reply && <Brought reply={reply} />}
      </div>
      <ul class="lines">
        {list.value?.map((one) => (
          <li key={one.id}>
            <span>
              {fill(w.settings.importLine, { at: moment(one.made), who: one.account, n: one.entries })}
              {one.undone && <span class="quiet"> · {fill(w.settings.undoneAt, { at: moment(one.undone) })}</span>}
            </span>
            {!one.undone && (
              <button class="plain" aria-label={`${w.common.undo}: ${moment(one.made)}`} onClick={() => setAsked(one)}>
                {w.common.undo}
              </button>
            )}
          </li>
        ))}
      </ul>
      {asked && (
        <Dialog title={fill(w.settings.undoSure, { n: asked.entries })} onClose={() => setAsked(null)}>
          <button
            onClick={() => {
              const { id } = asked;
              setAsked(null);
              undo(id);
            }}
          >
            {w.common.undo}
          </button>
        </Dialog>
      )}
    </>
  );
}

export function Data() {
  const w = useWords();
  const job = useJob();
  const [what, setWhat] = useState("");
  const [told, setTold] = useState("");
  const [phrase, setPhrase] = useState("");
  const make = (path: string, named: string) => {
    setWhat(named);
    setTold("");
    job.start(
      () => post<JobBegun>(path, phrase === "" ? {} : { pass_phrase: phrase }),
      () => {
        setTold(w.jobs.saved);
        setPhrase("");
      },
    );
  };
  return (
    <section>
      <h2>{w.settings.data}</h2>
      <p>{w.settings.exportHelp}</p>
      <p class="row">
        <button disabled={job.seen !== null} onClick={() => make("/export", w.jobs.exporting)}>
          {w.settings.export}
        </button>
        <button disabled={job.seen !== null} onClick={() => make("/backup", w.jobs.backingUp)}>
          {w.settings.backup}
        </button>
      </p>
      <PassPhrase value={phrase} change={setPhrase} help={w.jobs.phraseHelp} />
      <JobBar job={job} what={what} />
      <Told problem={job.problem} />
      <p role="status">{told}</p>
      <p class="quiet small">{w.settings.backupHelp}</p>
      <h3>{w.settings.importTitle}</h3>
      <Imports />
    </section>
  );
}

export function Erase() {
  const w = useWords();
  const people = useLoaded(() => get<PersonRow[]>("/people"), "erase");
  const [id, setId] = useState("");
  const [typed, setTyped] = useState("");
  const [told, setTold] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const name = people.value?.find((p) => p.id === id)?.name ?? "";
  const erase = () =>
    remove<Receipt>(`/people/${id}`).then(
      (receipt) => {
        setTold(fill(w.settings.erased, { id: receipt.receipt, n: receipt.entries, at: moment(receipt.at) }));
        setId("");
        setTyped("");
        people.reload();
      },
      (error: unknown) => setProblem(error as Problem),
    );
  return (
    <section>
      <details>
        <summary>{w.settings.erase}</summary>
        <p>{w.settings.eraseHelp}</p>
        <div class="stack">
          <div>
            <label for="erase-person">{w.settings.person}</label>
            <select id="erase-person" value={id} onChange={(e) => setId(e.currentTarget.value)}>
              <option value="" />
              {people.value?.map((p) => (
                <option key={p.id} value={p.id}>
                  {p.name}
                </option>
              ))}
            </select>
          </div>
          {id && (
            <div>
              <label for="erase-name">{fill(w.settings.eraseType, { name })}</label>
              <input id="erase-name" autoComplete="off" value={typed} onInput={(e) => setTyped(e.currentTarget.value)} />
            </div>
          )}
          <button disabled={!id || typed.trim() !== name.trim()} onClick={() => void erase()}>
            {w.settings.erase}
          </button>
        </div>
      </details>
      <p role="status">{told}</p>
      <Told problem={problem} />
    </section>
  );
}
