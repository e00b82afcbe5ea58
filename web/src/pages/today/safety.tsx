// The safety question, wherever it is asked day by day: one sentence that names the danger signs, with No / Not sure / Yes.
// Anything but No opens the list, each sign with its own 'not sure'; once a week and after strong pain the list is asked at
// once.
import { useState } from "preact/hooks";
import type { Question, Today } from "../../api";
import { keepBegun, readBegun } from "../../begun";
import { useWords } from "../../i18n";
import { localDay } from "../../settings";
import type { Answers } from "../story/story_questions";

const day_ms = 86400000;
const keyOf = (person: string) => `signs.${person}`;

/** Whether each sign is asked by itself today, and why; null where the one question is enough. */
function wholeList(person: string, today: Today, pain: number | null, weekly: boolean): "weekly" | "strong" | null {
  const { safety } = today;
  if (!safety) return null;
  if (safety.whole || (pain ?? 0) >= safety.whole_pain) return "strong";
  if (!weekly) return null;
  const last = readBegun<string>(keyOf(person));
  const ago = last ? Math.round((Date.parse(today.today) - Date.parse(last)) / day_ms) : safety.told_days_ago;
  return ago >= safety.whole_after_days ? "weekly" : null;
}

/** One sign: yes, or not sure; nothing pressed is no. */
function Sign({ question, answer, choose }: { question: Question; answer: string | number | undefined; choose: (answer: string | undefined) => void }) {
  const t = useWords().day.safety;
  const button = (word: string, name: string) => (
    <button type="button" aria-pressed={answer === word} onClick={() => choose(answer === word ? undefined : word)}>
      {name}
    </button>
  );
  return (
    <li>
      <div role="group" aria-label={question.ask}>
        <span>{question.ask}</span>
        <span class="row">
          {button("yes", t.isYes)}
          {button("unsure", t.isUnsure)}
        </span>
      </div>
    </li>
  );
}

function Signs({ questions, title, back, onDone }: { questions: Question[]; title: string; back?: () => void; onDone: (answers: Answers) => void }) {
  const w = useWords();
  const [told, setTold] = useState<Answers>({});
  const any = Object.keys(told).length > 0;
  const choose = (id: string, answer: string | undefined) => {
    const { [id]: _, ...others } = told;
    setTold(answer === undefined ? others : { ...others, [id]: answer });
  };
  return (
    <section class="signs">
      <h2>{title}</h2>
      <ul>
        {questions.map((question) => (
          <Sign key={question.id} question={question} answer={told[question.id]} choose={(answer) => choose(question.id, answer)} />
        ))}
      </ul>
      <button class="main wide" onClick={() => onDone(Object.fromEntries(questions.map((q) => [q.id, told[q.id] ?? "no"])))}>
        {any ? w.common.save : w.day.safety.none}
      </button>
      {back && (
        <button class="plain" onClick={back}>
          {w.day.safety.back}
        </button>
      )}
    </section>
  );
}

/** The sentence as it is, each sign on a line of its own: ten of them in one paragraph are not read. */
function BySign({ ask }: { ask: string }) {
  const at = ask.indexOf(": ");
  if (at < 0) return <>{ask}</>;
  const signs = ask.slice(at + 2).split("; ");
  return (
    <>
      {ask.slice(0, at + 2)}
      {signs.map((sign, i) => (
        <span class="sign" key={sign}>
          {i + 1 < signs.length ? `${sign}; ` : sign}
        </span>
      ))}
    </>
  );
}

/** `pain`: what is told with it; `weekly`: this device knows when each sign was last asked by itself. */
export function SafetyQuestion({
  person,
  today,
  pain,
  weekly = true,
  onDone,
}: {
  person: string;
  today: Today;
  pain: number | null;
  weekly?: boolean;
  onDone: (answers: Answers) => void;
}) {
  const t = useWords().day.safety;
  const [open, setOpen] = useState(false);
  const whole = wholeList(person, today, pain, weekly);
  // A plan of another day does not know what yesterday is: each sign is asked by itself.
  const old = localDay() !== today.today;
  if (whole !== null || open || old || !today.safety) {
    return (
      <Signs
        questions={today.short_set}
        title={whole === null ? t.which : t[whole]}
        {...(whole === null && !old && today.safety ? { back: () => setOpen(false) } : {})}
        onDone={(answers) => {
          if (whole !== null || old || !today.safety) keepBegun(keyOf(person), today.today);
          onDone(answers);
        }}
      />
    );
  }
  return (
    <fieldset class="safety">
      <legend>
        <BySign ask={today.safety.ask} />
      </legend>
      <button type="button" class="main wide" onClick={() => onDone({})}>
        {t.no}
      </button>
      <div class="row">
        <button type="button" onClick={() => setOpen(true)}>
          {t.unsure}
        </button>
        <button type="button" onClick={() => setOpen(true)}>
          {t.yes}
        </button>
      </div>
    </fieldset>
  );
}
