// The fields of one test, one questionnaire; what is given to `onDone` is the body of the entry.
import { useState } from "preact/hooks";
import type { Today, OfferedTest, Question, Questionnaire } from "../../api";
import { fill, useWords } from "../../i18n";
import { unitOf } from "../../numbers";
import { number } from "../../settings";
import { Choice, Pain } from "../../ui/basics";
import { NumberField } from "../../ui/number_field";
import { rescreenOf } from "../today/session_finish";
import { BesidePain, besideEntries } from "../today/beside_pain";
import type { Answers } from "../story/story_questions";
import { SafetyQuestion } from "../today/safety";

export type Body = Record<string, unknown>;
type Side = "left" | "right";

const filled = (values: (number | null)[]) => values.filter((v): v is number => v !== null);

function SideFields({
  label,
  test,
  values,
  onChange,
}: {
  label: string;
  test: OfferedTest;
  values: (number | null)[];
  onChange: (values: (number | null)[], at: number, wrong: boolean) => void;
}) {
  const w = useWords();
  return (
    <fieldset class="side-fields">
      <legend>{label}</legend>
      {values.map((value, i) => (
        <NumberField
          key={i}
          label={values.length > 1 ? fill(w.measure.repeat, { n: i + 1 }) : w.measure.value}
          unit={unitOf(test.unit)}
          value={value}
          {...(test.min === undefined ? {} : { min: test.min })}
          {...(test.max === undefined ? {} : { max: test.max })}
          onChange={(next, wrong) =>
            onChange(
              values.map((old, at) => (at === i ? next : old)),
              i,
              wrong,
            )
          }
        />
      ))}
    </fieldset>
  );
}

export function TestForm({
  test,
  person,
  today,
  besidePain,
  injured,
  onDone,
  busy,
}: {
  test: OfferedTest;
  person: string;
  today: Today;
  besidePain: Question[];
  injured: string;
  onDone: (body: Body, beside: Body[]) => void;
  busy: boolean;
}) {
  const w = useWords();
  const t = w.measure;
  // A finding in words ("walks normally") is chosen below and has no number; some, such as a tender place, have both.
  const measured = test.unit !== "" && test.unit !== "word";
  const empty = () => Array.from({ length: Math.max(1, test.repeats) }, (): number | null => null);
  const [sides, setSides] = useState<Record<Side, (number | null)[]>>({ left: empty(), right: empty() });
  // What cannot be read is mended first, not dropped without a word.
  const [wrong, setWrong] = useState<Record<string, boolean>>({});
  const [result, setResult] = useState<string | null>(null);
  const [pain, setPain] = useState<number | null>(null);
  const [beside, setBeside] = useState<Answers>({});
  const order: Side[] = injured === "right" ? ["right", "left"] : ["left", "right"];
  // Without two sides the value belongs to the hurt one.
  const shown = test.both_sides ? order : order.slice(0, 1);
  const values = { left: filled(sides.left), right: filled(sides.right) };
  const some = values.left.length + values.right.length > 0;
  const ready = (test.results.length > 0 ? result !== null : some) && (!test.records_pain || pain !== null) && !busy && !Object.values(wrong).some(Boolean);
  const done = (rescreen: unknown) => {
    const body: Body = { type: "test", test: test.id, rescreen };
    if (measured && values.left.length > 0) body.left = values.left;
    if (measured && values.right.length > 0) body.right = values.right;
    if (result !== null) body.result = result;
    if (pain !== null) body.pain = pain;
    onDone(body, besideEntries(beside));
  };
  return (
    <>
      {measured && (
        <>
          {test.min !== undefined && test.max !== undefined && (
            <p class="quiet small">{fill(t.bad, { low: number(test.min), high: number(test.max), unit: unitOf(test.unit) }).trim()}</p>
          )}
          <div class="two-sides">
            {shown.map((side) => (
              <SideFields
                key={side}
                label={side === injured ? `${t[side]} (${t.injured})` : t[side]}
                test={test}
                values={sides[side]}
                onChange={(next, at, isWrong) => {
                  setSides({ ...sides, [side]: next });
                  setWrong({ ...wrong, [`${side} ${at}`]: isWrong });
                }}
              />
            ))}
          </div>
          {test.both_sides && <p class="quiet small">{t.optional}</p>}
        </>
      )}
      {test.results.length > 0 && <Choice label={t.resultIs} options={test.results} value={result} onChange={setResult} />}
      {test.records_pain && <Pain label={t.painDuring} value={pain} onChange={setPain} ends />}
      {ready && (
        <>
          <BesidePain questions={besidePain} answers={beside} onChange={setBeside} />
          <SafetyQuestion person={person} today={today} pain={pain} onDone={(answers) => done(rescreenOf(answers))} />
        </>
      )}
    </>
  );
}

export function QuestionnaireForm({ questionnaire, onDone, busy }: { questionnaire: Questionnaire; onDone: (body: Body) => void; busy: boolean }) {
  const w = useWords();
  const [total, setTotal] = useState<number | null>(null);
  const [domains, setDomains] = useState<Record<string, number | null>>({});
  const given = Object.entries(domains).filter((pair): pair is [string, number] => pair[1] !== null);
  const save = (event: Event) => {
    event.preventDefault();
    const body: Body = { type: "questionnaire", questionnaire: questionnaire.id };
    if (total !== null) body.total = total;
    if (given.length > 0) body.domains = Object.fromEntries(given);
    onDone(body);
  };
  return (
    <form onSubmit={save}>
      <NumberField label={w.measure.total} value={total} min={questionnaire.min} max={questionnaire.max} onChange={setTotal} />
      {questionnaire.domains.map((domain) => (
        <NumberField
          key={domain.id}
          label={domain.name}
          value={domains[domain.id] ?? null}
          min={domain.min}
          max={domain.max}
          onChange={(value) => setDomains({ ...domains, [domain.id]: value })}
        />
      ))}
      <button class="main wide" disabled={busy || (total === null && given.length === 0)}>
        {w.common.save}
      </button>
    </form>
  );
}
