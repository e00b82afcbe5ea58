// What a person told, entry by entry; the case file out and in; who changed what; consent.
import { useState } from "preact/hooks";
import { get, post, Problem, remove, type Audit, type Batch, type Conflict, type Entries, type Merged, type Person } from "../../api";
import { readCase, type CaseEntry, type CaseFile } from "../../case_file";
import { fill, useWords } from "../../i18n";
import { useLoaded } from "../../session";
import { dayName, moment, settings, shortDay, useSettings } from "../../settings";
import { Title, Told, Wait } from "../../ui/basics";
import { BatchSays, idsOf, saysOf } from "../../ui/batch";
import { FileDrop } from "../../ui/drop";
import { DamagedEntries } from "./entries_damaged";
import { PhoneFile } from "./entries_phone";
import { AskTakeOut } from "./take_out";

/** What can be taken out one by one; the first version stays in the file. Danger signs and injuries are not among it. Whether
 *  it may be is the server's word. */
const removable = ["pain", "test", "questionnaire", "session", "morning", "technique", "illness", "milestone", "load", "visit"];
const mayTakeOut = (entry: CaseEntry) => removable.includes(entry.type) && entry["may_take_out"] === true;

/** Who said it; whoever wrote it down for them stands beside it. */
function Who({ entry, batches, person }: { entry: CaseEntry; batches: Batch[]; person: string }) {
  const w = useWords();
  const e = w.pages.entries;
  const batch = batches.find((one) => one.id === entry["batch"]);
  const says = entry.by === "self" && person ? person : (w.entries.whos[entry.by as keyof typeof w.entries.whos] ?? entry.by);
  // A clinician's own words need no second name; words of the person that somebody else typed do.
  const wrote = batch && entry.by === "self" && batch.by && ["owner", "clinician", "coach"].includes(batch.role) && batch.by !== person ? batch.by : "";
  const signed = batch && entry.by === "clinician" && batch.role === "clinician" ? batch.by : "";
  return (
    <>
      {says}
      {signed && `, ${signed}`}
      {wrote && <span class="quiet small wrote">{fill(e.writtenBy, { name: wrote })}</span>}
    </>
  );
}

function EntryTable({
  entries,
  batches = [],
  person = "",
  takeOut,
}: {
  entries: CaseEntry[];
  batches?: Batch[];
  person?: string;
  takeOut?: (entry: CaseEntry) => void;
}) {
  const w = useWords();
  return (
    <table class="entries told" role="table">
      <thead>
        <tr>
          <th scope="col">{w.entries.day}</th>
          <th scope="col">{w.entries.what}</th>
          <th scope="col">{w.entries.by}</th>
          {takeOut && <th scope="col">{w.entries.mistake}</th>}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry, i) => (
          <tr key={i} role="row">
            <td role="cell" class="nowrap">
              {shortDay(entry.day)}
            </td>
            <td role="cell">{entry.line}</td>
            <td role="cell">
              <Who entry={entry} batches={batches} person={person} />
            </td>
            {takeOut && (
              <td role="cell">
                {mayTakeOut(entry) && (
                  <button class="plain" aria-label={`${w.entries.takeOut}: ${shortDay(entry.day)}, ${entry.line ?? ""}`} onClick={() => takeOut(entry)}>
                    {w.entries.takeOut}
                  </button>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Conflicts({ person, conflicts, changed }: { person: string; conflicts: Conflict[]; changed: (told: string) => void }) {
  const w = useWords();
  const [problem, setProblem] = useState<Problem | null>(null);
  if (conflicts.length === 0) return null;
  const keep = (of: string, hash: string) =>
    post(`/people/${person}/entries`, { entries: [{ type: "resolve", of, keep: hash }], keep_both: true }).then(
      () => changed(w.entries.kept),
      (error: unknown) => setProblem(error as Problem),
    );
  return (
    <section class="note problem" id="conflicts">
      <h2>{fill(w.entries.conflicts, { n: conflicts.length })}</h2>
      <p>{w.entries.conflictsHelp}</p>
      <Told problem={problem} />
      {conflicts.map((conflict) => (
        <ul key={conflict.entry} class="versions">
          {(conflict.versions as unknown as (CaseEntry & { hash: string })[]).map((version) => (
            <li key={version.hash}>
              <p>
                <strong>{w.entries.whos[version.by as keyof typeof w.entries.whos] ?? version.by}</strong>, {dayName(version.day)}: {version.line}
              </p>
              <button onClick={() => void keep(conflict.entry, version.hash)}>{w.entries.keepThis}</button>
            </li>
          ))}
        </ul>
      ))}
    </section>
  );
}

function CaseIn({ person, changed }: { person: string; changed: () => void }) {
  const w = useWords();
  const [file, setFile] = useState<CaseFile | null>(null);
  const [look, setLook] = useState<Merged | null>(null);
  const [merged, setMerged] = useState<Merged | null>(null);
  const [wrong, setWrong] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const take = async (files: File[]) => {
    setFile(null);
    setLook(null);
    setMerged(null);
    setProblem(null);
    const chosen = files[0];
    if (!chosen) return;
    const read = await readCase(chosen);
    setWrong(read ? "" : fill(w.entries.wrong, { file: chosen.name }));
    if (!read) return;
    try {
      setLook(await post<Merged>(`/people/${person}/merge?preview=true&language=${settings().language}`, read.text));
      setFile(read);
    } catch (error) {
      setProblem(error as Problem);
    }
  };
  const merge = () =>
    post<Merged>(`/people/${person}/merge?language=${settings().language}`, file?.text ?? "").then(
      (done) => {
        setMerged(done);
        setLook(null);
        changed();
      },
      (error: unknown) => setProblem(error as Problem),
    );
  const shown = merged ?? look;
  return (
    <>
      <FileDrop label={w.entries.in} hint={w.entries.drop} accept=".json,application/json" take={(files) => void take(files)} />
      <Told problem={problem} />
      <p role="status">
        {wrong}
        {merged ? fill(w.entries.merged, { n: merged.only_there.length }) : ""}
        {look && file
          ? fill(w.entries.holds, {
              file: file.name,
              n: file.entries.length,
              from: dayName(file.first),
              to: dayName(file.last),
              news: look.only_there.length,
              same: file.entries.length - look.only_there.length,
            })
          : ""}
      </p>
      {shown && (
        <>
          {(
            [
              ["onlyThere", shown.only_there],
              ["onlyHere", shown.only_here],
            ] as const
          ).map(([key, entries]) => (
            <details key={key} open={key === "onlyThere" && entries.length > 0 && entries.length < 20}>
              <summary>{fill(w.entries[key], { n: entries.length })}</summary>
              <EntryTable entries={entries as unknown as CaseEntry[]} />
            </details>
          ))}
          {look && look.conflicts.length > 0 && (
            <p class="note problem">
              {fill(w.entries.conflicts, { n: look.conflicts.length })}. {w.entries.conflictsHelp}
            </p>
          )}
        </>
      )}
      {look && look.only_there.length > 0 && (
        <button class="main" onClick={() => void merge()}>
          {w.entries.merge}
        </button>
      )}
    </>
  );
}

function Batches({ person, entries, changed }: { person: string; entries: Entries; changed: (told: string) => void }) {
  const w = useWords();
  const [asked, setAsked] = useState<{ id: number; n: number } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const takeBack = (id: number) =>
    remove(`/people/${person}/batches/${id}`).then(
      () => changed(w.entries.takenBack),
      (error: unknown) => setProblem(error as Problem),
    );
  return (
    <>
      <Told problem={problem} />
      <ul class="lines">
        {entries.batches.map((batch) => (
          <li key={batch.id}>
            <span>
              <BatchSays batch={batch} />
              <span class="says quiet small">{fill(w.entries.batch, { kind: w.entries.kinds[batch.kind], at: moment(batch.made) })}</span>
            </span>
            {batch.may_take_back && (
              <button
                class="plain"
                aria-label={`${w.entries.takeBack}: ${saysOf(batch, w.entries.more)}, ${fill(w.entries.batch, { kind: w.entries.kinds[batch.kind], at: moment(batch.made) })}`}
                onClick={() => setAsked({ id: batch.id, n: batch.entries })}
              >
                {w.entries.takeBack}
              </button>
            )}
          </li>
        ))}
      </ul>
      {asked && (
        <AskTakeOut
          person={person}
          ids={idsOf(entries, asked.id)}
          title={fill(w.entries.sure, { n: asked.n })}
          word={w.entries.takeBack}
          act={() => {
            setAsked(null);
            void takeBack(asked.id);
          }}
          stay={() => setAsked(null)}
        />
      )}
    </>
  );
}

/** The log itself never holds what was answered; what came with a row and is still here is said beside it. */
function Log({ person, round, batches }: { person: string; round: number; batches: Batch[] }) {
  const w = useWords();
  const log = useLoaded(() => get<Audit>(`/people/${person}/audit`), `${person} ${round}`);
  if (!log.value) return log.problem ? <Told problem={log.problem} retry={log.reload} /> : <Wait />;
  return (
    <table class="entries log" role="table">
      <thead>
        <tr>
          <th scope="col">{w.entries.when}</th>
          <th scope="col">{w.entries.who}</th>
          <th scope="col">{w.entries.did}</th>
          <th scope="col">{w.entries.detail}</th>
        </tr>
      </thead>
      <tbody>
        {log.value.map((line, i) => (
          <tr key={i} role="row">
            <td role="cell" class="nowrap">
              {moment(line.at)}
            </td>
            <td role="cell">{line.account}</td>
            <td role="cell">{w.entries.actions[line.action.replaceAll(" ", "_") as keyof typeof w.entries.actions] ?? line.action}</td>
            <td role="cell">
              {line.detail.replace(/^(\d+) entries$/, (_, n: string) => {
                const batch = batches.find((one) => one.made === line.at && one.by === line.account && one.entries === Number(n));
                return batch ? saysOf(batch, w.entries.more) : fill(w.progress.added, { n });
              })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function EntriesPage({ person }: { person: string }) {
  const w = useWords();
  const { language } = useSettings();
  const [round, setRound] = useState(0);
  const [told, setTold] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const entries = useLoaded(() => get<Entries>(`/people/${person}/entries?language=${language}`), `${person} ${round} ${language}`);
  const who = useLoaded(() => get<Person>(`/people/${person}`), person);
  const changed = (sentence: string) => {
    setTold(sentence);
    setRound((n) => n + 1);
  };
  const [taking, setTaking] = useState<CaseEntry | null>(null);
  const takeOut = (entry: CaseEntry) => {
    setTaking(null);
    setProblem(null);
    post(`/people/${person}/entries`, { entries: [{ type: "retract", of: entry.id }], seen: entries.value?.count }).then(
      () => changed(w.entries.takenOut),
      (error: unknown) => setProblem(error as Problem),
    );
  };
  if (!entries.value) return entries.problem ? <Told problem={entries.problem} retry={entries.reload} /> : <Wait />;
  const all = [...(entries.value.entries as unknown as CaseEntry[])].reverse();
  const about = { batches: entries.value.batches, person: who.value?.name ?? "" };
  return (
    <>
      <Title>{w.entries.title}</Title>
      <p role="status">{told}</p>
      <Told problem={problem} />
      <DamagedEntries person={person} damaged={entries.value.damaged} changed={changed} />
      <Conflicts person={person} conflicts={entries.value.conflicts} changed={changed} />
      <h2>{w.entries.told}</h2>
      {all.length === 0 ? <p>{w.entries.none}</p> : <EntryTable entries={all.slice(0, 12)} {...about} takeOut={setTaking} />}
      {all.length > 12 && (
        <details>
          <summary>
            {w.entries.all} ({all.length})
          </summary>
          <EntryTable entries={all} {...about} takeOut={setTaking} />
        </details>
      )}
      {taking && (
        <AskTakeOut
          person={person}
          ids={[taking.id]}
          title={w.entries.takeOutAsk}
          says={`${shortDay(taking.day)}: ${taking.line ?? ""}`}
          word={w.entries.takeOut}
          act={() => takeOut(taking)}
          stay={() => setTaking(null)}
        />
      )}
      <h2>{w.entries.batches}</h2>
      <Batches person={person} entries={entries.value} changed={changed} />
      <PhoneFile person={person} count={entries.value.count} changed={() => setRound((n) => n + 1)} />
      <h2>{w.entries.file}</h2>
      <p>{w.entries.fileHelp}</p>
      <p>
        <a class="button" href={`/api/v1/people/${person}/case`} download>
          {w.entries.out}
        </a>
      </p>
      <CaseIn person={person} changed={() => setRound((n) => n + 1)} />
      <h2>{w.entries.log}</h2>
      <p class="quiet">{w.entries.logHelp}</p>
      <Log person={person} round={round} batches={entries.value.batches} />
      <h2>{w.entries.consents}</h2>
      <ul class="lines">
        {who.value?.consents.map((c) => (
          <li key={c.at}>{fill(c.given_by === "guardian" ? w.entries.consentGuardian : w.entries.consent, { version: c.text_version, at: moment(c.at) })}</li>
        ))}
      </ul>
      <details>
        <summary>{w.entries.readAgain}</summary>
        {who.value?.consents.some((c) => c.given_by === "guardian") && <p>{w.keep.guardian}</p>}
        <p>{w.keep.consent}</p>
      </details>
    </>
  );
}
