// For scientists: a recording becomes the report of the engine; and whether this copy computes right.
import { useState } from "preact/hooks";
import { get, post, Problem, type KnownAnswer } from "../api";
import { useWords } from "../i18n";
import { Title, Told } from "../ui/basics";

export function LabPage() {
  const w = useWords();
  const [motion, setMotion] = useState<File | null>(null);
  const [model, setModel] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [report, setReport] = useState<string | null>(null);
  const [answers, setAnswers] = useState<KnownAnswer[] | null>(null);

  const take = (files: FileList | null | undefined) => {
    for (const file of files ?? []) {
      if (file.name.toLowerCase().endsWith(".osim")) setModel(file);
      else setMotion(file);
    }
  };
  const analyze = async () => {
    if (!motion) return;
    setBusy(true);
    setProblem(null);
    setReport(null);
    try {
      const body: Record<string, unknown> = { motion: { name: motion.name, text: await motion.text() } };
      if (model) body.model = { name: model.name, text: await model.text() };
      setReport((await post<{ id: string }>("/lab", body)).id);
    } catch (error) {
      setProblem(error as Problem);
    }
    setBusy(false);
  };
  const check = () => get<KnownAnswer[]>("/known-answers").then(setAnswers, (error: unknown) => setProblem(error as Problem));
  return (
    <>
      <Title>{w.lab.title}</Title>
      <div
        class="drop"
        onDragOver={(e) => e.preventDefault()}
        onDrop={(e) => {
          e.preventDefault();
          take(e.dataTransfer?.files);
        }}
      >
        <p>{w.lab.drop}</p>
        <label class="button" for="lab-files">
          {w.lab.choose}
        </label>
        <input id="lab-files" class="visually-hidden" type="file" multiple accept=".mot,.sto,.osim" onChange={(e) => take(e.currentTarget.files)} />
      </div>
      <p />
      <p>
        {w.lab.motion}: <strong>{motion?.name ?? "–"}</strong> · {w.lab.model}: <strong>{model?.name ?? w.lab.builtin}</strong>
      </p>
      <button class="main" disabled={!motion || busy} onClick={() => void analyze()}>
        {busy ? `${w.lab.work}…` : w.lab.analyze}
      </button>
      <p role="status" class="quiet">
        {busy ? w.lab.work : ""}
      </p>
      <Told problem={problem} />
      {report && (
        <>
          <h2>{w.lab.report}</h2>
          <p>
            <a href={`/api/v1/lab/${report}`} target="_blank" rel="noopener">
              {w.common.open}
            </a>
          </p>
          <iframe class="report" title={w.lab.report} src={`/api/v1/lab/${report}`} />
        </>
      )}
      <h2>{w.lab.answers}</h2>
      <button onClick={() => void check()}>{w.lab.run}</button>
      {answers && (
        <table>
          <thead>
            <tr>
              <th scope="col">{w.lab.what}</th>
              <th scope="col">{w.lab.expected}</th>
              <th scope="col">{w.lab.found}</th>
              <th scope="col" />
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
                <td class={a.passed ? "state-met" : "state-not_met"}>{a.passed ? `● ${w.lab.pass}` : `▲ ${w.lab.fail}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
