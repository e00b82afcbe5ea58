// All data out, in again, and away.
import { useState } from "preact/hooks";
import { get, postFile, Problem, remove, type PersonRow, type Receipt } from "../../api";
import { fill, useWords } from "../../i18n";
import { useLoaded } from "../../session";
import { moment } from "../../settings";
import { Dialog, Told } from "../../ui/basics";
import { FileDrop } from "../../ui/drop";

/** As api/openapi.json describes them. */
interface Arrived {
  id: string;
  name: string;
  entries: number;
}
interface Met extends Arrived {
  only_here: number;
  conflicts: { entry: string; versions: unknown[] }[];
  differences: { field: string; here: string; there: string }[];
}
interface Imported {
  import: number;
  entries: number;
  added: Arrived[];
  merged: Met[];
}
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

function Imports() {
  const w = useWords();
  const list = useLoaded(() => get<Import[]>("/imports"), "imports");
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [reply, setReply] = useState<Imported | null>(null);
  const [asked, setAsked] = useState<Import | null>(null);
  const [told, setTold] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const begin = () => {
    setProblem(null);
    setReply(null);
    setTold("");
  };
  const bring = async () => {
    if (!file) return;
    begin();
    setBusy(true);
    try {
      setReply(await postFile<Imported>("/imports", file, "application/zip"));
      setFile(null);
      list.reload();
    } catch (error) {
      setProblem(error as Problem);
    }
    setBusy(false);
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
        accept=".zip,application/zip"
        take={(files) => {
          begin();
          setFile(files[0] ?? null);
        }}
      />
      {file && (
        <div class="note">
          <p>{fill(w.settings.importSure, { file: file.name, kb: Math.ceil(file.size / 1024) })}</p>
          <button class="main" disabled={busy} onClick={() => void bring()}>
            {w.settings.import}
          </button>
        </div>
      )}
      <Told problem={problem} />
      <div role="status">
        {busy && <p>{w.common.loading}…</p>}
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
  return (
    <section>
      <h2>{w.settings.data}</h2>
      <p>{w.settings.exportHelp}</p>
      <p class="row">
        <a class="button" href="/api/v1/export" download>
          {w.settings.export}
        </a>
        <a class="button" href="/api/v1/backup" download>
          {w.settings.backup}
        </a>
      </p>
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
