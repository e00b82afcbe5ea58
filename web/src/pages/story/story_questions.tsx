// One screen of questions, as the server groups them.
import { useState } from "preact/hooks";
import type { Question, Screen } from "../../api";
import { useWords } from "../../i18n";
import { NumberField } from "../../ui/number_field";
import { Choice, Pain } from "../../ui/basics";
import { Onward } from "../../ui/onward";

export type Answers = Record<string, string | number>;

/** The whole wording of every question on the screen, for whoever wants it; stands on the line of the heading above. */
function InFull({ full, onChange }: { full: boolean; onChange: (full: boolean) => void }) {
  const w = useWords();
  return (
    <button type="button" class="in-full" aria-pressed={full} aria-label={w.story.inFull} title={w.story.inFull} onClick={() => onChange(!full)}>
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round">
        <circle cx="12" cy="12" r="10" />
        <path d="M12 11v6M12 7v.01" />
      </svg>
    </button>
  );
}

/** One row: tapped, it is so; its '?' says that it is not sure. Each takes itself back, and neither changes into the other by a
 *  second tap: whoever confirms what stands there already may not weaken it unseen. */
function Tick({ words, answer, choose }: { words: string; answer: string | number | undefined; choose: (answer: string | undefined) => void }) {
  const w = useWords();
  const yes = answer === "yes";
  const unsure = answer === "unsure";
  return (
    <li>
      <button type="button" class="so" aria-pressed={yes} data-answer={answer} onClick={() => choose(yes ? undefined : "yes")}>
        <span class="box" aria-hidden="true">
          {yes ? "✓" : ""}
        </span>
        {words}
      </button>
      <button
        type="button"
        class="maybe"
        aria-pressed={unsure}
        aria-label={`${w.common.unsure}: ${words}`}
        onClick={() => choose(unsure ? undefined : "unsure")}
      >
        {unsure ? w.common.unsure : "?"}
      </button>
    </li>
  );
}

/** Rows to tick; `before`: what was answered before somebody went back; `saves`: nothing comes after it; `explains`: what the '?' is for stands there before the first answer. `noneRow`: that none is true is a row of its own, so that nothing is answered by a press where the way on stands. */
export function Checklist({
  questions,
  before = {},
  saves = false,
  explains = true,
  noneRow = false,
  onDone,
}: {
  questions: Question[];
  before?: Answers;
  saves?: boolean;
  explains?: boolean;
  noneRow?: boolean;
  onDone: (answers: Answers) => void;
}) {
  const w = useWords();
  const [ticked, setTicked] = useState<Answers>(() =>
    Object.fromEntries(questions.filter((q) => before[q.id] === "yes" || before[q.id] === "unsure").map((q) => [q.id, before[q.id] as string])),
  );
  const [full, setFull] = useState(false);
  const [none, setNone] = useState(noneRow && questions.every((q) => before[q.id] === "no"));
  const choose = (id: string, answer: string | undefined) => {
    const { [id]: _, ...others } = ticked;
    setTicked(answer === undefined ? others : { ...others, [id]: answer });
    setNone(false);
  };
  const done = () => onDone(Object.fromEntries(questions.map((q) => [q.id, ticked[q.id] ?? "no"])));
  const any = Object.keys(ticked).length > 0;
  return (
    <>
      <InFull full={full} onChange={setFull} />
      <ul class="checks">
        {questions.map((question) => (
          <Tick key={question.id} words={full ? question.ask : question.short} answer={ticked[question.id]} choose={(answer) => choose(question.id, answer)} />
        ))}
        {noneRow && (
          <li class="none">
            <button
              type="button"
              aria-pressed={none}
              data-answer={none ? "yes" : undefined}
              onClick={() => {
                setNone(!none);
                if (!none) setTicked({});
              }}
            >
              <span class="box" aria-hidden="true">
                {none ? "✓" : ""}
              </span>
              {w.common.none}
            </button>
          </li>
        )}
      </ul>
      <p class="quiet small taps">{explains && !any && w.story.tapUnsure}</p>
      {noneRow ? (
        <Onward missing={any || none ? [] : [w.story.check]} act={done}>
          {w.common.next}
        </Onward>
      ) : (
        <button class="main wide" onClick={done}>
          {saves ? (any ? w.common.save : w.common.noneSave) : any ? w.common.next : w.common.none}
        </button>
      )}
    </>
  );
}

type Change = (value: string | number | undefined) => void;

function Unknown({ chosen, choose }: { chosen: boolean; choose: () => void }) {
  const w = useWords();
  return (
    <button type="button" aria-pressed={chosen} onClick={choose}>
      {w.common.unknown}
    </button>
  );
}

function Answer({
  question,
  value,
  onChange,
  full,
  hideLabel,
}: {
  question: Question;
  value: string | number | undefined;
  onChange: Change;
  full: boolean;
  hideLabel: boolean;
}) {
  const w = useWords();
  const label = full ? question.ask : question.short;
  if (question.answer === "yes_no") {
    const options = [
      { id: "yes", name: w.common.yes },
      { id: "no", name: w.common.no },
      { id: "unsure", name: w.common.unsure },
    ];
    return <Choice label={label} options={options} value={(value as string) ?? null} onChange={onChange} hideLabel={hideLabel} />;
  }
  if (question.answer === "choice") {
    const options = question.options.some((o) => o.id === "none" || o.id === "other")
      ? question.options
      : [...question.options, { id: "unsure", name: w.common.unsure }];
    return <Choice label={label} options={options} value={(value as string) ?? null} onChange={onChange} hideLabel={hideLabel} />;
  }
  if (question.answer === "number" && question.max === 10 && !question.unit) {
    return (
      <Pain
        label={label}
        ends
        value={typeof value === "number" ? value : null}
        onChange={onChange}
        unknown={{ chosen: value === "unsure", choose: () => onChange("unsure") }}
      />
    );
  }
  if (question.answer === "number") return <NumberQuestion question={question} label={label} value={value} onChange={onChange} />;
  const unknown = value === "unsure";
  const id = `q-${question.id}`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="beside">
        <input id={id} type="date" value={unknown ? "" : (value ?? "")} onInput={(e) => onChange(e.currentTarget.value || undefined)} />
        <Unknown chosen={unknown} choose={() => onChange("unsure")} />
      </div>
    </div>
  );
}

/** A number, or not known; a decimal comma is as good as a point. What cannot be read is no answer yet. */
function NumberQuestion({ question, label, value, onChange }: { question: Question; label: string; value: string | number | undefined; onChange: Change }) {
  const w = useWords();
  const [cleared, setCleared] = useState(0);
  const unknown = () => {
    setCleared((n) => n + 1);
    onChange("unsure");
  };
  const inWords = w.story.units[question.unit as keyof typeof w.story.units] ?? question.unit;
  const unit = label.toLowerCase().includes(inWords.toLowerCase()) ? "" : inWords;
  return (
    <NumberField
      key={cleared}
      label={label}
      value={typeof value === "number" ? value : null}
      unit={unit}
      {...(question.max > question.min ? { min: question.min, max: question.max } : {})}
      onChange={(read) => onChange(read ?? undefined)}
      beside={<Unknown chosen={value === "unsure"} choose={unknown} />}
    />
  );
}

/** Small whole numbers are quicker to tap than to type; the last one takes in all above it. The first is the least that
 *  agrees with what was told: who said that it hurt there before is not offered none. */
function Count({ label, least, value, onChange }: { label: string; least: number; value: string | number | undefined; onChange: Change }) {
  const w = useWords();
  const options = [
    ...["0", "1", "2", "3", "4"].filter((n) => Number(n) >= least).map((n) => ({ id: n, name: n === "4" ? "4+" : n })),
    { id: "unsure", name: "?", means: w.common.unknown },
  ];
  return (
    <Choice label={label} row options={options} value={value === undefined ? null : String(value)} onChange={(n) => onChange(n === "unsure" ? n : Number(n))} />
  );
}

/** Not every question has a sense after every answer to another one on the screen. */
function asked(question: Question, answers: Answers): boolean {
  const { unless } = question;
  return !unless?.answers.includes(String(answers[unless.question]));
}

/** `onward`: the word of the button; without it there is a next screen. */
export function Questions({ screen, before = {}, onward, onDone }: { screen: Screen; before?: Answers; onward?: string; onDone: (answers: Answers) => void }) {
  const w = useWords();
  const [answers, setAnswers] = useState<Answers>(() =>
    Object.fromEntries(screen.questions.flatMap((q) => (before[q.id] === undefined ? [] : [[q.id, before[q.id] as string | number]]))),
  );
  const only = screen.questions.length === 1 ? screen.questions[0] : undefined;
  // A yes or a no is of little worth to half a sentence: where it is all that is asked, it stands there in full.
  const whole = only?.answer === "yes_no";
  const [full, setFull] = useState(whole);
  // One tap is enough for one question; who comes back to it finds the answer there, and a way on that leaves it as it is.
  const single = only !== undefined && (only.answer === "choice" || only.few) && before[only.id] === undefined;
  const set = (id: string, value: string | number | undefined) => {
    const { [id]: _, ...next } = answers;
    if (value !== undefined) next[id] = value;
    setAnswers(next);
    if (single) onDone(next);
  };
  const shown = screen.questions.filter((q) => asked(q, answers));
  const missing = shown.filter((q) => answers[q.id] === undefined).map((q) => q.short);
  return (
    <>
      {!whole && shown.some((question) => question.ask !== question.short) && <InFull full={full} onChange={setFull} />}
      {shown.map((question) =>
        question.few ? (
          <Count
            key={question.id}
            label={full ? question.ask : question.short}
            least={question.min}
            value={answers[question.id]}
            onChange={(value) => set(question.id, value)}
          />
        ) : (
          <Answer
            key={question.id}
            question={question}
            value={answers[question.id]}
            onChange={(value) => set(question.id, value)}
            full={full}
            hideLabel={!full && question.short === screen.title}
          />
        ),
      )}
      {!single && (
        <Onward missing={missing} act={() => onDone(Object.fromEntries(shown.map((q) => [q.id, answers[q.id] as string | number])))}>
          {onward ?? w.common.next}
        </Onward>
      )}
    </>
  );
}
