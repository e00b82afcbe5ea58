// On paper, or for somebody else: the exercise sheet, the plan of today, progress, one page for a physiotherapist.
import { useState } from "preact/hooks";
import { get, type Course, type Measures, type Today } from "../../api";
import { useWords } from "../../i18n";
import { useLoaded } from "../../session";
import { useSettings } from "../../settings";
import { Choice, Title, Told, Wait } from "../../ui/basics";
import { ProgressSheet, SharePage } from "./print_share";
import { ExerciseSheet, PlanSheet } from "./print_sheet";

const kinds = ["sheet", "plan", "progress", "share"] as const;
type Kind = (typeof kinds)[number];

export function PrintPage({ person }: { person: string }) {
  const w = useWords();
  const p = w.pages.print;
  const { language } = useSettings();
  const [kind, setKind] = useState<Kind>("sheet");
  const today = useLoaded(() => get<Today>(`/people/${person}/today`), `${person} ${language}`);
  const course = useLoaded(() => get<Course>(`/people/${person}/timeline`), `${person} ${language}`);
  const measures = useLoaded(() => get<Measures>(`/people/${person}/measures`), `${person} ${language}`);
  const problem = today.problem ?? course.problem ?? measures.problem;
  if (!today.value || !course.value || !measures.value) return problem ? <Told problem={problem} retry={today.reload} /> : <Wait />;
  const plan = today.value;
  const help = { sheet: p.sheetHelp, plan: p.planHelp, progress: p.progressHelp, share: p.shareHelp }[kind];
  const nothing = kind === "sheet" && plan.lines.length === 0 && plan.run === null;
  return (
    <>
      <Title>{w.nav.print}</Title>
      <div class="no-print">
        <Choice label={p.what} options={kinds.map((id) => ({ id, name: p[id] }))} value={kind} onChange={(id) => setKind(id as Kind)} />
        <p>{help}</p>
        <p class="row">
          <button class="main" disabled={nothing} onClick={() => window.print()}>
            {p.print}
          </button>
          {kind === "share" && (
            <a class="button" href={`/api/v1/people/${person}/case`} download>
              {p.file}
            </a>
          )}
        </p>
        {kind === "share" && <p class="quiet">{p.fileHelp}</p>}
      </div>
      <article class="sheet">
        <h2>{p[kind]}</h2>
        {kind === "sheet" && <ExerciseSheet plan={plan} />}
        {kind === "plan" && <PlanSheet plan={plan} />}
        {kind === "progress" && <ProgressSheet plan={plan} course={course.value} measures={measures.value} />}
        {kind === "share" && <SharePage plan={plan} course={course.value} measures={measures.value} />}
      </article>
    </>
  );
}
