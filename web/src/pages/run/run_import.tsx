// Files of a watch come in: dropped or chosen, read by the program, shown as what each is, kept by one word and undone by one.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { get, post, postFile, Problem, remove, type JobBegun, type ReadRuns, type RecordingsKept, type RecordingsSeen } from "../../api";
import { fill, useWords } from "../../i18n";
import { distance, number, shortDay } from "../../settings";
import { Told } from "../../ui/basics";
import { zipOf } from "../../zip";

const bytesMax = 512 * 1024 * 1024;
const ofWatch = /\.(fit|tcx|gpx|csv)(\.gz)?$/i;
const isZip = /\.zip$/i;
const shownMost = 200;

interface Dropped {
  name: string;
  file: File;
}

/** All files below what was dropped, with their paths; a browser that tells no folders gives the files themselves. */
async function filesBelow(transfer: DataTransfer): Promise<Dropped[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry != null);
  if (entries.length === 0) return [...transfer.files].map((file) => ({ name: file.name, file }));
  const found: Dropped[] = [];
  const walk = async (entry: FileSystemEntry): Promise<void> => {
    if (entry.isFile) {
      const file = await new Promise<File>((good, bad) => (entry as FileSystemFileEntry).file(good, bad));
      found.push({ name: entry.fullPath.replace(/^\//, ""), file });
      return;
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((good, bad) => reader.readEntries(good, bad));
      if (some.length === 0) return;
      for (const one of some) await walk(one);
    }
  };
  for (const entry of entries) await walk(entry);
  return found;
}

interface Reading {
  id: string | null;
  over: boolean;
}

interface Work {
  seen: RecordingsSeen | null;
  read: { id: string; runs: ReadRuns } | null;
  aside: number;
  problem: Problem | null;
  told: string;
}

const nothing: Work = { seen: null, read: null, aside: 0, problem: null, told: "" };

/** Reads what was dropped; what nobody waits for any more is ended, so that the next one has room. */
function useReading(person: string) {
  const w = useWords().watch;
  const [work, setWork] = useState<Work>(nothing);
  const mine = useRef<Reading | null>(null);
  const forget = (id: string) => void remove(`/people/${person}/recordings/${id}`).catch(() => undefined);
  const end = () => {
    const run = mine.current;
    mine.current = null;
    if (!run || run.over) return;
    run.over = true;
    if (run.id) forget(run.id);
  };
  useEffect(() => end, []);
  const start = async (dropped: Dropped[]) => {
    end();
    const files = dropped.filter((one) => ofWatch.test(one.name) || isZip.test(one.name));
    const bytes = files.reduce((sum, one) => sum + one.file.size, 0);
    const aside = dropped.length - files.length;
    if (files.length === 0) return setWork({ ...nothing, told: w.nothing });
    if (bytes > bytesMax) return setWork({ ...nothing, told: fill(w.tooBig, { size: number(bytes / 1048576), max: number(bytesMax / 1048576) }) });
    const run: Reading = { id: null, over: false };
    mine.current = run;
    setWork({ ...nothing, aside, seen: { working: true, stage: "", percent: 0, seconds: 0, reply: null } });
    try {
      const only = files[0];
      const zip = files.length === 1 && only && isZip.test(only.name) ? only.file : await zipOf(files.map((one) => ({ name: one.name, content: one.file })));
      if (run.over) return;
      const { id } = await postFile<JobBegun>(`/people/${person}/recordings`, zip, "application/zip");
      run.id = id;
      if (run.over) return forget(id);
      for (let wait = 100; ; wait = Math.min(1000, wait * 1.5)) {
        const seen = await get<RecordingsSeen>(`/people/${person}/recordings/${id}`);
        if (run.over) return;
        if (!seen.working && seen.reply) return setWork({ ...nothing, aside, read: { id, runs: seen.reply } });
        setWork({ ...nothing, aside, seen });
        await new Promise((resolve) => setTimeout(resolve, wait));
        if (run.over) return;
      }
    } catch (error) {
      if (!run.over) setWork({ ...nothing, problem: error instanceof Problem ? error : new Problem(0, { code: "broken", message: w.nothing }) });
      run.over = true;
    }
  };
  const leave = (told: string) => {
    end();
    setWork({ ...nothing, told });
  };
  const kept = () => {
    if (mine.current) mine.current.over = true;
    setWork(nothing);
  };
  const failed = (problem: Problem) => setWork((now) => ({ ...now, problem }));
  return { work, start: (dropped: Dropped[]) => void start(dropped), leave, kept, failed };
}

function Drop({ take, busy }: { take: (dropped: Dropped[]) => void; busy: boolean }) {
  const w = useWords().watch;
  const id = useId();
  const [over, setOver] = useState(false);
  const choose = (folder: boolean) => (
    <>
      <input
        id={`${id}-${folder ? "folder" : "files"}`}
        class="visually-hidden"
        type="file"
        multiple
        disabled={busy}
        {...(folder ? { webkitdirectory: true } : { accept: ".fit,.tcx,.gpx,.csv,.gz,.zip" })}
        onChange={(e) => {
          take([...(e.currentTarget.files ?? [])].map((file) => ({ name: file.webkitRelativePath || file.name, file })));
          e.currentTarget.value = "";
        }}
      />
      <label class="button" for={`${id}-${folder ? "folder" : "files"}`}>
        {folder ? w.folder : w.files}
      </label>
    </>
  );
  return (
    <div
      class={over ? "drop over" : "drop"}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault();
        setOver(false);
        if (e.dataTransfer && !busy) void filesBelow(e.dataTransfer).then(take);
      }}
    >
      <p class="quiet">{w.bringHelp}</p>
      <p class="row">
        {choose(false)}
        {choose(true)}
      </p>
      <p class="quiet small">{w.stays}</p>
    </div>
  );
}

function Bar({ seen, cancel }: { seen: RecordingsSeen; cancel: () => void }) {
  const w = useWords();
  const { percent, seconds, stage } = seen;
  const left = percent >= 5 && seconds >= 2 ? Math.ceil((seconds * (100 - percent)) / percent) : null;
  const what = left === null ? "" : left < 90 ? fill(w.watch.left, { n: number(left) }) : fill(w.watch.leftMinutes, { n: number(Math.ceil(left / 60)) });
  return (
    <div class="note">
      <p>
        <label>
          {w.watch.stages[stage]} <progress max={100} value={percent} />
        </label>{" "}
        <span aria-hidden="true">{[fill(w.jobs.percent, { n: percent }), what].filter(Boolean).join(", ")}</span>
      </p>
      <button onClick={cancel}>{w.common.cancel}</button>
    </div>
  );
}

const marks = { whole: "●", part: "▲", refused: "▲", empty: "○" };
const colors = { whole: "state-met", part: "state-not_met", refused: "state-not_met", empty: "state-not_known" };

/** Every file with what is in it; a file with several runs has a row for each. */
function ReadTable({ read }: { read: ReadRuns }) {
  const w = useWords().watch;
  const rows = read.files.flatMap((file, f) => {
    const runs = read.runs.filter((run) => run.file === f);
    return (runs.length === 0 ? [null] : runs).map((run) => ({ file, run }));
  });
  const fileOf = (run: number | null) => read.files[read.runs[run ?? -1]?.file ?? -1]?.name ?? "";
  return (
    <div class="numbers long read-files" tabIndex={0} role="region" aria-label={w.found}>
      <table>
        <thead>
          <tr>
            {[w.file, w.read, w.day, w.far, w.long, w.becomes].map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shownMost).map(({ file, run }, i) => (
            <tr key={i}>
              <th scope="row">{file.name}</th>
              <td>
                <span class={colors[file.outcome]}>
                  <span aria-hidden="true">{marks[file.outcome]}</span> {w.outcomes[file.outcome]}
                </span>
                {file.reasons.length + file.holds.length > 0 && (
                  <details>
                    <summary>
                      {w.why} <span class="quiet">{w.inEnglish}</span>
                    </summary>
                    <ul class="small" lang="en">
                      {[...file.reasons, ...file.holds].map((reason) => (
                        <li key={reason}>{reason}</li>
                      ))}
                    </ul>
                  </details>
                )}
              </td>
              <td>{run?.day ? shortDay(run.day) : "–"}</td>
              <td>{run?.distance_m != null ? distance(run.distance_m) : "–"}</td>
              <td>{run?.moving_s != null ? `${number(run.moving_s / 60)} min` : "–"}</td>
              <td>{run ? fill(w.states[run.state], { file: fileOf(run.twin_of) }) : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function sumsOf(read: ReadRuns, aside: number, w: ReturnType<typeof useWords>["watch"]): string {
  const runs = (...states: string[]) => read.runs.filter((run) => states.includes(run.state)).length;
  const files = (outcome: string) => read.files.filter((file) => file.outcome === outcome).length;
  const sums: [number, string][] = [
    [read.new, w.sumNew],
    [runs("known"), w.sumKnown],
    [runs("twin"), w.sumTwin],
    [files("refused"), w.sumRefused],
    [files("empty"), w.sumEmpty],
    [runs("taken_out", "no_day", "not_on_foot", "too_short"), w.sumOther],
    [read.others + aside, w.aside],
  ];
  return sums
    .filter(([n], i) => n > 0 || i === 0)
    .map(([n, word]) => fill(word, { n: number(n) }))
    .join(", ");
}

export function BringRuns({ person, changed }: { person: string; changed: () => void }) {
  const w = useWords();
  const t = w.watch;
  const reading = useReading(person);
  const { work } = reading;
  const [kept, setKept] = useState<RecordingsKept | null>(null);
  const [told, setTold] = useState("");
  const [busy, setBusy] = useState(false);
  const found = useRef<HTMLHeadingElement>(null);
  const id = work.read?.id;
  useEffect(() => found.current?.focus(), [id]);
  const act = (work_: Promise<void>) => {
    setBusy(true);
    work_.catch((error: unknown) => reading.failed(error as Problem)).finally(() => setBusy(false));
  };
  const keep = async () => {
    const made = await post<RecordingsKept>(`/people/${person}/recordings/${id}`, {});
    reading.kept();
    setKept(made);
    setTold(fill(t.kept, { n: number(made.kept) }));
    changed();
  };
  const undo = async () => {
    await remove(`/people/${person}/batches/${kept?.batch}`);
    setKept(null);
    setTold(t.undone);
    changed();
  };
  return (
    <section class="bring-runs">
      {!work.read && (
        <Drop
          busy={work.seen !== null}
          take={(dropped) => {
            setTold("");
            setKept(null);
            reading.start(dropped);
          }}
        />
      )}
      {work.seen && <Bar seen={work.seen} cancel={() => reading.leave(t.cancelled)} />}
      <Told problem={work.problem} />
      <p role="status" class="told">
        {work.seen ? t.stages[work.seen.stage] : told || work.told}
      </p>
      {kept && (
        <p>
          <button disabled={busy} onClick={() => act(undo())}>
            {t.undo}
          </button>
        </p>
      )}
      {work.read && (
        <>
          <h2 ref={found} tabIndex={-1}>
            {t.found}
          </h2>
          <p>{sumsOf(work.read.runs, work.aside, t)}.</p>
          <p class="row">
            {work.read.runs.new > 0 ? (
              <button class="main" disabled={busy} onClick={() => act(keep())}>
                {fill(t.keep, { n: number(work.read.runs.new) })}
              </button>
            ) : (
              <strong>{t.noneNew}</strong>
            )}
            <button disabled={busy} onClick={() => reading.leave("")}>
              {work.read.runs.new > 0 ? t.discard : w.common.close}
            </button>
          </p>
          <ReadTable read={work.read.runs} />
        </>
      )}
    </section>
  );
}
