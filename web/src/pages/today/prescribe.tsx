// A clinician changes the plan of a person from the plan itself: what stands there today, and what is added to it.
import { useState } from "preact/hooks";
import { get, post, remove, type Prescribing, type Problem, type Saved, type Template, type Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { mayPrescribe, useLoaded, useSession } from "../../session";
import { dayName, useSettings } from "../../settings";
import { Title, Told, Wait } from "../../ui/basics";
import { ChangesSoFar, changesOf, WhatChanges } from "./prescribe_changes";
import { PrescribedRow } from "./prescribe_row";
import { blankRow, bodyOf, draftOf, emptyRow, rowsOfTemplate, type Draft, type Remark, type Row } from "./prescribe_state";

const remarksOf = (problem: Problem, which: "faults" | "confirm"): Remark[] =>
  (problem.body.now as Partial<Record<typeof which, Remark[]>> | undefined)?.[which] ?? [];

export function PrescribePage({ person }: { person: string }) {
  const t = useWords().practice;
  const { language } = useSettings();
  const { status } = useSession();
  const offered = useLoaded(() => get<Prescribing>(`/people/${person}/prescribing`), `${person} ${language}`);
  const today = useLoaded(() => get<Today>(`/people/${person}/today`), `${person} ${language}`);
  const templates = useLoaded(() => get<Template[]>("/templates"), "templates");
  const problem = offered.problem ?? today.problem ?? templates.problem;
  if (!mayPrescribe(status))
    return (
      <>
        <Title>{t.prescribeTitle}</Title>
        <p>{t.yours}</p>
      </>
    );
  if (!offered.value || !today.value || !templates.value) return problem ? <Told problem={problem} retry={offered.reload} /> : <Wait />;
  return (
    <Form
      key={offered.value.now?.id ?? "none"}
      person={person}
      owner={status?.account?.role === "owner"}
      account={status?.account?.name ?? ""}
      offered={offered.value}
      today={today.value}
      templates={templates.value}
      keep={templates.set}
      again={() => {
        offered.reload();
        today.reload();
      }}
    />
  );
}

function Form({
  person,
  owner,
  account,
  offered,
  today,
  templates,
  keep,
  again,
}: {
  person: string;
  owner: boolean;
  account: string;
  offered: Prescribing;
  today: Today;
  templates: Template[];
  keep: (templates: Template[]) => void;
  again: () => void;
}) {
  const w = useWords();
  const t = w.practice;
  const [draft, setDraft] = useState<Draft>(() => draftOf(offered, today));
  const [stood] = useState(draft);
  const changes = changesOf(stood, draft, offered, w);
  const signs = owner ? draft.clinician.trim() : account;
  const [problem, setProblem] = useState<Problem | null>(null);
  const [told, setTold] = useState("");
  const [template, setTemplate] = useState("");
  const [name, setName] = useState("");
  const faults = problem ? remarksOf(problem, "faults") : [];
  const asked = problem ? remarksOf(problem, "confirm") : [];
  const { lines, of } = bodyOf(draft);
  /** What is said about a line of the prescription stands beside its row. */
  const remarks = (row: Row) => [...faults, ...asked].filter((remark) => remark.line !== null && of[remark.line] === row.key).map((remark) => remark.text);
  const change = (key: string, part: Partial<Row>) => {
    setTold("");
    setDraft((now) => ({ ...now, rows: now.rows.map((row) => (row.key === key ? { ...row, ...part } : row)) }));
  };
  const move = (key: string, by: number) =>
    setDraft((now) => {
      const rows = [...now.rows];
      const at = rows.findIndex((row) => row.key === key);
      const [row] = rows.splice(at, 1);
      if (row) rows.splice(Math.max(0, at + by), 0, row);
      return { ...now, rows, ordered: true };
    });
  const send = async (body: Record<string, unknown>, confirm: boolean, after: string) => {
    setProblem(null);
    setTold("");
    const entry = { type: "prescription", ...body, ...(owner ? { by: "clinician", clinician: draft.clinician } : {}) };
    try {
      await post<Saved>(`/people/${person}/entries`, { entries: [entry], ...(confirm ? { confirm: true } : {}) });
      setTold(after);
      again();
    } catch (error) {
      setProblem(error as Problem);
    }
  };
  const prescription = () => ({
    lines,
    ...(draft.ordered ? { order: draft.rows.filter((row) => !row.out).map((row) => row.exercise) } : {}),
    ...(draft.phase ? { phase: draft.phase } : {}),
    ...(draft.rung ? { rung: draft.rung } : {}),
    ...(draft.from ? { from: draft.from } : {}),
    ...(draft.until ? { until: draft.until } : {}),
    ...(draft.say.trim() ? { say: draft.say.trim() } : {}),
  });
  const keepTemplate = async () => {
    setProblem(null);
    try {
      keep(await post<Template[]>("/templates", { name, lines }));
      setTold(t.templateKept);
      setName("");
    } catch (error) {
      setProblem(error as Problem);
    }
  };
  const blanks = offered.blanks.filter((one) => draft.rows.every((row) => row.exercise !== one.id));
  const chosen = templates.find((one) => String(one.id) === template);
  return (
    <>
      <Title>{t.prescribeTitle}</Title>
      <p class="lead">
        <strong>{w.pages.change.why}:</strong> {today.head_text}. {today.headline}
      </p>
      <p class="quiet">{t.intro}</p>
      <p>{offered.now ? fill(t.stands, { day: dayName(offered.now.day) }) : t.none}</p>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          void send(prescription(), false, t.saved);
        }}
      >
        <ol class="prescribed">
          {draft.rows.map((row, i) => (
            <PrescribedRow
              key={row.key}
              row={row}
              offered={offered}
              remarks={remarks(row)}
              first={i === 0}
              last={i === draft.rows.length - 1}
              change={(part) => change(row.key, part)}
              move={(by) => move(row.key, by)}
              drop={() => setDraft((now) => ({ ...now, rows: now.rows.filter((one) => one.key !== row.key) }))}
            />
          ))}
        </ol>
        <button type="button" onClick={() => setDraft((now) => ({ ...now, rows: [...now.rows, emptyRow(offered)] }))}>
          {t.add}
        </button>
        {blanks.length > 0 && (
          <div class="note">
            <p>{t.blanks}</p>
            <p class="row">
              {blanks.map((one) => (
                <button
                  key={one.id}
                  type="button"
                  onClick={() => setDraft((now) => ({ ...now, phase: offered.phase, rows: [...now.rows, blankRow(offered, one.id)] }))}
                >
                  {fill(t.fillBlank, { name: one.name })}
                </button>
              ))}
            </p>
          </div>
        )}
        <div class="row">
          <label>
            {t.template}{" "}
            <select value={template} onChange={(e) => setTemplate(e.currentTarget.value)}>
              <option value="">–</option>
              {templates.map((one) => (
                <option key={one.id} value={String(one.id)}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
          <button type="button" disabled={!chosen} onClick={() => chosen && setDraft((now) => ({ ...now, rows: rowsOfTemplate(now.rows, chosen, offered) }))}>
            {t.useTemplate}
          </button>
          <button
            type="button"
            disabled={!chosen}
            onClick={() =>
              chosen &&
              void remove<Template[]>(`/templates/${chosen.id}`).then(
                (left) => {
                  keep(left);
                  setTemplate("");
                  setTold(t.templateGone);
                },
                (error: Problem) => setProblem(error),
              )
            }
          >
            {t.dropTemplate}
          </button>
          <label>
            {t.templateName} <input value={name} maxLength={80} onInput={(e) => setName(e.currentTarget.value)} />
          </label>
          <button type="button" disabled={!name.trim() || lines.length === 0} onClick={() => void keepTemplate()}>
            {t.keepTemplate}
          </button>
        </div>
        <div class="row">
          <label>
            {t.phase}{" "}
            <select value={draft.phase} onChange={(e) => setDraft({ ...draft, phase: e.currentTarget.value })}>
              <option value="">{t.everyPhase}</option>
              {offered.phases.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t.run}{" "}
            <select value={draft.rung} onChange={(e) => setDraft({ ...draft, rung: e.currentTarget.value })}>
              <option value="">{t.asPlanned}</option>
              <option value="none">{t.noRun}</option>
              {offered.rungs.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t.from} <input type="date" value={draft.from} onInput={(e) => setDraft({ ...draft, from: e.currentTarget.value })} />
          </label>
          <label>
            {t.until} <input type="date" value={draft.until} onInput={(e) => setDraft({ ...draft, until: e.currentTarget.value })} />
          </label>
        </div>
        <label class="block">
          {t.say}
          <textarea rows={2} maxLength={1000} value={draft.say} onInput={(e) => setDraft({ ...draft, say: e.currentTarget.value })} />
        </label>
        {owner && (
          <label class="block">
            {t.clinician}
            <input required value={draft.clinician} onInput={(e) => setDraft({ ...draft, clinician: e.currentTarget.value })} />
          </label>
        )}
        {asked.length === 0 && <Told problem={problem} />}
        {faults
          .filter((fault) => fault.line === null)
          .map((fault) => (
            <p key={fault.text} class="state-not_met">
              {fault.text}
            </p>
          ))}
        {asked.length > 0 && (
          <div class="note" role="alert">
            <strong>{t.confirmTitle}</strong>
            {asked.map((one) => (
              <p key={one.text}>{one.text}</p>
            ))}
            <button type="button" class="main" onClick={() => void send(prescription(), true, t.saved)}>
              {t.confirm}
            </button>
          </div>
        )}
        <WhatChanges changes={changes} signs={signs} />
        <p role="status" class="state-met">
          {told}
        </p>
        <button class="main">{t.save}</button>
        {offered.now && (
          <button type="button" class="plain" onClick={() => void send({ lines: [] }, false, t.ended)}>
            {t.end}
          </button>
        )}
      </form>
      <ChangesSoFar person={person} offered={offered} />
    </>
  );
}
