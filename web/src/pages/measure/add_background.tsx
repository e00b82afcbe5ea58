// Who the plan is for, and what an image or an operation said: as it was told, to be changed in one place.
import { useState } from "preact/hooks";
import type { Library, Question, Today } from "../../api";
import { useWords } from "../../i18n";
import { Checklist, Questions, type Answers } from "../story/story_questions";
import type { Body } from "./add_forms";

type Given = { save: (entries: Body[]) => void; busy: boolean };

const asEntries = (answers: Answers, told: Answers): Body[] =>
  Object.entries(answers)
    .filter(([question, value]) => told[question] !== value)
    .map(([question, value]) => ({ type: "answer", question, value }));

/** What can be told of an image may all be left out. */
function Image({ questions, told, save, busy }: Given & { questions: Question[]; told: Answers }) {
  const w = useWords();
  const [open, setOpen] = useState<string | null>(null);
  const named = (question: Question, value: string | number) =>
    value === "yes"
      ? w.common.yes
      : value === "no"
        ? w.common.no
        : value === "unsure"
          ? w.common.unsure
          : (question.options.find((option) => option.id === value)?.name ?? String(value));
  return (
    <ul class="test-rows">
      {questions.map((question) => (
        <li key={question.id}>
          <button type="button" class="plain" aria-expanded={open === question.id} onClick={() => setOpen(open === question.id ? null : question.id)}>
            {question.short}
            {told[question.id] !== undefined && <span class="quiet small"> · {named(question, told[question.id] as string | number)}</span>}
          </button>
          {open === question.id && !busy && (
            <Questions
              screen={{ id: "image", kind: "questions", title: question.short, questions: [question] }}
              before={told}
              onDone={(answers) => save(asEntries(answers, told))}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

export function BackgroundForm({ library, today, image, save, busy }: Given & { library: Library; today: Today; image: boolean }) {
  const w = useWords();
  const told = today.background as Answers;
  const wanted = library.questions.filter((question) => (question.set === "imaging") === image);
  if (image) return <Image questions={wanted} told={told} save={save} busy={busy} />;
  const ticks = wanted.filter((question) => question.answer === "yes_no");
  return (
    <>
      <p class="quiet">{w.measure.healthHelp}</p>
      {!busy && <Checklist questions={ticks} before={told} saves onDone={(answers) => save(asEntries(answers, told))} />}
    </>
  );
}
