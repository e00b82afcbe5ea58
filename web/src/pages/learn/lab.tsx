// For scientists: recordings in, the chain with its figures, the report and its files; and whether this copy
// computes right. Nothing is kept: files are on this page and in memory only.
import { useEffect, useRef, useState } from "preact/hooks";
import { get, post, Problem, remove, type KnownAnswer, type LabBegun, type LabReply, type LabSeen } from "../../api";
import { fill, useWords } from "../../i18n";
import { number } from "../../settings";
import { Title, Told } from "../../ui/basics";
import { FileDrop } from "../../ui/drop";

const bytesMax = 64 * 1024 * 1024;
const megabytes = (bytes: number) => (bytes < 1048576 ? `${number(Math.ceil(bytes / 1024))} kB` : `${number(bytes / 1048576, bytes < 10485760 ? 1 : 0)} MB`);

type Stage = LabReply["stages"][number];
type Warning = LabReply["warnings"][number];

const marks: Record<Stage["state"], string> = { done: "●", warned: "▲", stopped: "▲", needs_angles: "○", not_begun: "○" };
const colors: Record<Stage["state"], string> = {
  done: "state-met",
  warned: "state-not_met",
  stopped: "state-not_met",
  needs_angles: "state-not_known",
  not_begun: "state-not_known",
};
const digits: Record<string, number> = { seconds: 2, speed: 2, peak_stretch: 1, seen: 1 };

// The spread of fewer strides than this says little; such a stage is never called good.
const fewStrides = 5;

type Words = ReturnType<typeof useWords>;

function stateWord(stage: Stage | undefined, w: Words): { word: string; color: string; mark: string } {
  const state = stage?.state ?? "not_begun";
  const as = (of: Stage["state"], word: string) => ({ word, color: colors[of], mark: marks[of] });
  if (stage?.id !== "strides" || state !== "done") return as(state, w.lab.states[state]);
  const least = Math.min(...stage.figures.map((figure) => figure.value ?? 0));
  return least < fewStrides ? as("warned", fill(w.lab.fewStrides, { n: number(least) })) : as("done", w.lab.strideCount);
}

function Chain({ stages, busy }: { stages: Stage[]; busy: boolean }) {
  const w = useWords();
  const names = ["read", "model", "events", "strides", "muscles"] as const;
  return (
    <ol class="chain" aria-label={w.lab.chain}>
      {names.map((id) => {
        const stage = stages.find((s) => s.id === id);
        const { word, color, mark } = stateWord(stage, w);
        const words = w.lab.words as Record<string, string>;
        return (
          <li key={id}>
            <span class={`mark ${busy ? "" : color}`} aria-hidden="true">
              {busy ? "◌" : mark}
            </span>
            <div>
              <strong>{w.lab.stages[id]}</strong> <span class={`small ${color}`}>{busy ? "" : word}</span>
              <br />
              <span class="small">
                {stage?.figures
                  .filter((f) => f.value !== null)
                  .map(
                    (f) => `${(w.lab.figures as Record<string, string>)[f.id] ?? f.id} ${number(f.value ?? 0, digits[f.id] ?? 0)}${f.unit ? ` ${f.unit}` : ""}`,
                  )
                  .join(" · ")}
                {stage?.word ? `${stage.figures.some((f) => f.value !== null) ? " · " : ""}${words[stage.word] ?? stage.word}` : ""}
              </span>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Warnings({ warnings }: { warnings: Warning[] }) {
  const w = useWords();
  const loud = warnings.filter((one) => one.severity !== "note");
  const line = (one: Warning, i: number) => (
    <li key={i}>
      {[one.file && (one.line ? `${one.file}:${one.line}` : one.file), one.element].filter(Boolean).join(", ")}
      {one.file || one.element ? ": " : ""}
      {one.message}
    </li>
  );
  if (warnings.length === 0) return null;
  return (
    <section>
      <h2>{fill(w.lab.warnings, { n: loud.length })}</h2>
      {loud.length > 0 && <ul class="small">{loud.slice(0, 8).map(line)}</ul>}
      {warnings.length > Math.min(8, loud.length) && (
        <details>
          <summary>{fill(w.lab.notes, { n: warnings.length })}</summary>
          <ul class="small">{warnings.map(line)}</ul>
        </details>
      )}
    </section>
  );
}

function KnownAnswers() {
  const w = useWords();
  const [answers, setAnswers] = useState<KnownAnswer[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const check = () => {
    setBusy(true);
    setProblem(null);
    get<KnownAnswer[]>("/known-answers")
      .then(setAnswers, (error: unknown) => setProblem(error as Problem))
      .finally(() => setBusy(false));
  };
  const good = answers?.filter((a) => a.passed).length ?? 0;
  return (
    <section>
      <h2>{w.lab.answers}</h2>
      <p>{w.lab.answersHelp}</p>
      <button onClick={check} disabled={busy}>
        {w.lab.run}
      </button>
      <Told problem={problem} />
      <p role="status">
        {busy ? `${w.lab.work}…` : answers ? fill(good === answers.length ? w.lab.allPass : w.lab.somePass, { n: good, all: answers.length }) : ""}
      </p>
      {answers && (
        <div class="scroll" tabIndex={0} role="region" aria-label={w.lab.answers}>
          <table>
            <thead>
              <tr>
                <th scope="col">{w.lab.what}</th>
                <th scope="col">{w.lab.expected}</th>
                <th scope="col">{w.lab.found}</th>
                <th scope="col">{w.lab.tolerance}</th>
                <th scope="col">{w.lab.result}</th>
              </tr>
            </thead>
            <tbody>
              {answers.map((a) => (
                <tr key={a.what}>
                  <td>
                    {a.what}
                    <br />
                    <span class="quiet small">{a.basis}</span>
                  </td>
                  <td>
                    {Number(a.expected.toPrecision(8))} {a.unit}
                  </td>
                  <td>{Number(a.found.toPrecision(8))}</td>
                  <td>± {Number(a.tolerance.toPrecision(3))}</td>
                  <td class={a.passed ? "state-met" : "state-not_met"}>{a.passed ? `● ${w.lab.pass}` : `▲ ${w.lab.fail}`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** The report in its sandbox, and its files to take away. */
function Results({ reply }: { reply: LabReply }) {
  const w = useWords();
  return (
    <>
      <h2>{w.lab.report}</h2>
      <p class="row">
        <a class="button" href={`/api/v1/lab/${reply.id}/report`} target="_blank" rel="noopener">
          {w.lab.newTab}
        </a>
        {reply.downloads.map((file) => (
          <a key={file.name} class="button" href={`/api/v1/lab/${reply.id}/${file.name}`} download={file.name}>
            {file.name} <span class="quiet small">{megabytes(file.bytes)}</span>
          </a>
        ))}
      </p>
      <p class="quiet small">{w.lab.threeNumbers}</p>
      <iframe class="report" title={w.lab.report} src={`/api/v1/lab/${reply.id}/report`} />
    </>
  );
}

/** One recording on its way; `over` once nobody waits for it any more. */
interface Run {
  id: string | null;
  over: boolean;
}

/** A computation that nobody waits for keeps the next one out. */
function forget(run: Run): void {
  if (run.id !== null) remove(`/lab/${run.id}`).catch(() => undefined);
}

function end(run: Run | null): void {
  if (run === null || run.over) return;
  run.over = true;
  forget(run);
}

export function LabPage() {
  const w = useWords();
  const [files, setFiles] = useState<File[]>([]);
  const [working, setWorking] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [told, setTold] = useState("");
  const [reply, setReply] = useState<LabReply | null>(null);
  const run = useRef<Run | null>(null);
  useEffect(() => () => end(run.current), []);

  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const known = files.filter((file) => /\.(osim|mot|sto|trc)$/i.test(file.name));
  const take = (more: File[]) => {
    setProblem(null);
    setReply(null);
    setTold("");
    setFiles((now) => [...now.filter((file) => !more.some((other) => other.name === file.name)), ...more]);
  };
  const analyze = async (example = false) => {
    const mine: Run = { id: null, over: false };
    run.current = mine;
    setProblem(null);
    setReply(null);
    setTold("");
    setWorking(w.lab.reading);
    try {
      const body = JSON.stringify(
        example ? { example } : { files: await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() }))) },
      );
      if (mine.over) return;
      mine.id = (await post<LabBegun>("/lab", body)).id;
      if (mine.over) return forget(mine);
      for (let wait = 100; ; wait = Math.min(1000, wait * 1.5)) {
        const seen = await get<LabSeen>(`/lab/${mine.id}`);
        if (mine.over) return;
        if (!seen.working) {
          setReply(seen.reply);
          setTold(w.lab.ready);
          break;
        }
        const steps = { "": w.lab.work, reading: w.lab.reading, computing: w.lab.work, writing: w.lab.writing };
        setWorking(seen.seconds < 2 ? steps[seen.stage] : fill(w.lab.since, { what: steps[seen.stage], n: seen.seconds }));
        await new Promise((resolve) => setTimeout(resolve, wait));
        if (mine.over) return;
      }
    } catch (error) {
      if (!mine.over) setProblem(error instanceof Problem ? error : new Problem(0, { code: "broken", message: w.lab.unreadable }));
    }
    mine.over = true;
    setWorking(null);
  };
  const cancel = () => {
    end(run.current);
    setWorking(null);
    setTold(w.lab.cancelled);
  };
  const far = problem?.body.now as Pick<LabReply, "stages" | "warnings"> | undefined;
  const markers = reply?.files.find((file) => file.kind === "markers")?.markers;
  const needsAngles = reply?.stages.some((stage) => stage.state === "needs_angles") ?? false;
  return (
    <>
      <Title>{w.lab.title}</Title>
      <p class="lead">{w.pages.lab.purpose}</p>
      <p>{w.pages.lab.who}</p>
      <p class="row">
        <button class={files.length === 0 ? "main" : ""} disabled={working !== null} onClick={() => void analyze(true)}>
          {w.pages.lab.example}
        </button>
        <span class="quiet">{w.pages.lab.exampleHelp}</span>
      </p>
      <h2>{w.pages.lab.own}</h2>
      <p>{w.lab.help}</p>
      <div class={reply?.id ? "lab reported" : "lab"}>
        <section aria-label={w.lab.files}>
          <FileDrop label={w.lab.choose} hint={w.lab.drop} accept=".mot,.sto,.osim,.trc" many take={take} />
          <ul class="lines">
            {files.map((file) => {
              const used = reply?.files.find((one) => one.name === file.name);
              return (
                <li key={file.name}>
                  <span>
                    {file.name} <span class="quiet small">{megabytes(file.size)}</span>
                    {!/\.(osim|mot|sto|trc)$/i.test(file.name) && <span class="small state-not_met"> ▲ {w.lab.notRead}</span>}
                    {used?.kind === "motion" && !used.used && <span class="quiet small"> · {w.lab.notUsed}</span>}
                  </span>
                  <button class="plain" aria-label={`${w.lab.takeOut}: ${file.name}`} onClick={() => setFiles((now) => now.filter((other) => other !== file))}>
                    ✕
                  </button>
                </li>
              );
            })}
          </ul>
          {files.some((file) => /\.(mot|sto)$/i.test(file.name)) && !files.some((file) => /\.osim$/i.test(file.name)) && (
            <p class="quiet small">{w.lab.builtin}</p>
          )}
          {bytes > bytesMax && <p class="note problem">{fill(w.lab.tooBig, { size: megabytes(bytes), max: megabytes(bytesMax) })}</p>}
          <div class="row">
            <button
              class={files.length === 0 ? "" : "main"}
              disabled={known.length === 0 || known.length !== files.length || bytes > bytesMax || working !== null}
              onClick={() => void analyze()}
            >
              {w.lab.analyze}
            </button>
            {working !== null && <button onClick={cancel}>{w.common.cancel}</button>}
          </div>
          <p role="status" class="told">
            {working !== null ? `${working}…` : told}
          </p>
          <p class="quiet small">{w.lab.memory}</p>
        </section>
        <section aria-label={w.lab.chain} aria-busy={working !== null}>
          <Chain stages={reply?.stages ?? far?.stages ?? []} busy={working !== null} />
          <Told problem={problem} />
          <Warnings warnings={reply?.warnings ?? far?.warnings ?? []} />
        </section>
        <section aria-label={w.lab.report} class="wide">
          {!reply && <p class="quiet">{w.lab.nothingYet}</p>}
          {reply?.id && <Results reply={reply} />}
          {needsAngles && (
            <div class="note">
              <h2>{w.lab.markersOnly}</h2>
              <p>{w.lab.markersHelp}</p>
              <details>
                <summary>{fill(w.lab.markerNames, { n: markers?.length ?? 0 })}</summary>
                <p class="small">{markers?.join(", ")}</p>
              </details>
            </div>
          )}
        </section>
      </div>
      <KnownAnswers />
    </>
  );
}
