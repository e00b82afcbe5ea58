// One test: how it is done, what came out, and what that changed; without a name, everything that can be measured.
import { useState } from "preact/hooks";
import { get, type Criterion, type Measures, type Problem, type Today } from "../../api";
import { useWords } from "../../i18n";
import { sendOrKeep } from "../../queue";
import { useLoaded } from "../../session";
import { number } from "../../settings";
import { mark, Title, Told, Wait } from "../../ui/basics";
import { Opens } from "../../ui/evidence";
import { Figure } from "../../ui/figure";
import { stopsNow } from "../../stop";
import { Stands } from "../today/stands";
import { QuestionnaireForm, TestForm, type Body } from "./test_forms";
import { TestList } from "./test_list";

interface Moved {
  before: Criterion | undefined;
  now: Criterion;
}

/** Criteria whose state or value is another one since. */
function movedBetween(before: Today, now: Today): Moved[] {
  return (
    now.criteria
      .map((criterion) => ({ before: before.criteria.find((c) => c.id === criterion.id), now: criterion }))
      .filter(({ before: was, now: is }) => was?.state !== is.state || was?.value !== is.value || was?.have !== is.have)
      // Where a new phase begins, what it asks for was not changed by this: it is only new, and still open.
      .filter(({ before: was, now: is }) => was !== undefined || is.state !== "not_known")
  );
}

function State({ criterion }: { criterion: Criterion }) {
  const value =
    criterion.value === undefined
      ? ""
      : ` ${number(criterion.value, 1)}${criterion.half_width ? ` ± ${number(criterion.half_width, 1)}` : ""} ${criterion.unit}`;
  return (
    <span class={`state-${criterion.state}`}>
      <span aria-hidden="true">{mark(criterion.state)}</span> {criterion.state_name}
      {value}
    </span>
  );
}

/** `asks`: the conditions that this test is made for, as they stand now. */
function Changed({ moved, phase, asks }: { moved: Moved[]; phase: string; asks: Criterion[] }) {
  const w = useWords();
  const t = w.measure;
  return (
    <section role="status">
      <h2>{t.changed}</h2>
      {moved.length === 0 && !phase && <p>{t.changedNothing}</p>}
      {moved.length === 0 && !phase && asks.length > 0 && (
        <>
          <p>{t.stillStands}</p>
          <ul class="moved">
            {asks.map((criterion) => (
              <li key={criterion.id}>
                <strong>{criterion.text}</strong>
                <p>
                  <State criterion={criterion} />
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
      {phase && (
        <p>
          <strong>{phase}</strong>
        </p>
      )}
      <ul class="moved">
        {moved.map(({ before, now }) => (
          <li key={now.id}>
            <strong>{now.text}</strong>
            {before && (
              <p>
                {t.before}: <State criterion={before} />
              </p>
            )}
            <p>
              {t.now}: <State criterion={now} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The hurt side, as it was told; a person with none has none. */
function injuredSide(entries: { type?: string; side?: string }[]): string {
  return entries.filter((entry) => entry.type === "injury").pop()?.side ?? "";
}

function One({ person, id, measures, today }: { person: string; id: string; measures: Measures; today: Today }) {
  const w = useWords();
  const t = w.measure;
  const test = measures.tests.find((one) => one.id === id);
  const questionnaire = measures.questionnaires.find((one) => one.id === id);
  const entries = useLoaded(() => get<{ entries: { type?: string; side?: string }[] }>(`/people/${person}/entries`), person);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [after, setAfter] = useState<Today | "later" | null>(null);
  const save = async (body: Body, beside: Body[] = []) => {
    setBusy(true);
    setProblem(null);
    try {
      const saved = await sendOrKeep(person, [...beside, body], today.count);
      setAfter(saved ? saved.today : "later");
    } catch (error) {
      setProblem(error as Problem);
    }
    setBusy(false);
  };
  const all = (
    <p>
      <a href={`#/people/${person}/test`}>{t.all}</a>
    </p>
  );
  const item = test ?? questionnaire;
  if (!item) return all;
  if (after) {
    // What the result stops is the result: it comes first and is the heading, whatever else it changed.
    const stops = after !== "later" && stopsNow(today, after);
    const moved = after === "later" ? [] : movedBetween(today, after);
    const phase = after === "later" || after.phase === today.phase ? "" : after.story?.reached || after.phase_name;
    return (
      <>
        <Title>{stops ? after.heads[after.status].text : item.name}</Title>
        {after === "later" ? (
          <p role="status">{t.savedLater}</p>
        ) : (
          <>
            <p class="state-met">
              {stops && `${item.name}: `}
              {t.saved}
            </p>
            {stops && <Stands person={person} today={after} heading={false} />}
            {(!stops || moved.length > 0 || phase) && (
              <Changed moved={moved} phase={phase} asks={after.criteria.filter((criterion) => criterion.settled_by === `test.${id}`)} />
            )}
          </>
        )}
        <p>
          <a class={stops ? "button" : "button main"} href={`#/people/${person}/progress`}>
            {w.nav.progress}
          </a>
        </p>
        {all}
      </>
    );
  }
  return (
    <>
      <Title>{item.name}</Title>
      {test && (
        <div class={test.figure ? "drawn-test" : ""}>
          {test.figure && <Figure figure={test.figure} label={test.how} />}
          <div>
            <p>{test.how}</p>
            {test.equipment.length > 0 && (
              <p class="quiet">
                {t.needs}: {test.equipment.map((e) => e.name).join(", ")}
              </p>
            )}
            {test.error_words && (
              <p class="quiet small">
                <Opens title={test.name} evidence={test.evidence}>
                  {t.error.replace("{text}", test.error_words)}
                </Opens>
              </p>
            )}
          </div>
        </div>
      )}
      {questionnaire && <p>{t.questionnaireHow}</p>}
      {test && test.allowed !== "yes" && (
        <div class="note">
          <p>{test.allowed === "no" ? t.testNotYet : t.testAsk.replace("{what}", test.missing.map((m) => m.text).join(", "))}</p>
        </div>
      )}
      <Told problem={problem} />
      {test && test.allowed !== "no" && entries.value && (
        <TestForm
          test={test}
          person={person}
          today={today}
          besidePain={today.beside_pain}
          injured={injuredSide(entries.value.entries)}
          onDone={(body, beside) => void save(body, beside)}
          busy={busy}
        />
      )}
      {questionnaire && <QuestionnaireForm questionnaire={questionnaire} onDone={(body) => void save(body)} busy={busy} />}
      {all}
    </>
  );
}

export function TestPage({ person, path }: { person: string; path: string[] }) {
  const id = path[0];
  const measures = useLoaded(() => get<Measures>(`/people/${person}/measures`), `${person} ${id ?? ""}`);
  const today = useLoaded(() => get<Today>(`/people/${person}/today`), `${person} ${id ?? ""}`);
  const problem = measures.problem ?? today.problem;
  const retry = () => {
    measures.reload();
    today.reload();
  };
  if (!measures.value || !today.value) return problem ? <Told problem={problem} retry={retry} /> : <Wait />;
  return id ? <One key={id} person={person} id={id} measures={measures.value} today={today.value} /> : <TestList person={person} measures={measures.value} />;
}
