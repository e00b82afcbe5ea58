// What is asked beside a pain: whether something may hide it, and how the old spot feels. Never a must.
import type { Question } from "../../api";
import { useWords } from "../../i18n";
import { Choice } from "../../ui/basics";
import type { Answers } from "../story/story_questions";

/** The answers as entries, to go with the one that tells the pain. */
export function besideEntries(answers: Answers): Record<string, unknown>[] {
  return Object.entries(answers).map(([question, value]) => ({ type: "answer", question, value }));
}

export function BesidePain({ questions, answers, onChange }: { questions: Question[]; answers: Answers; onChange: (answers: Answers) => void }) {
  const w = useWords();
  const unsure = { id: "unsure", name: w.common.unsure };
  return (
    <>
      {questions.map((question) => (
        <div key={question.id}>
          <Choice
            label={question.ask}
            options={
              question.answer === "yes_no" ? [{ id: "yes", name: w.common.yes }, { id: "no", name: w.common.no }, unsure] : [...question.options, unsure]
            }
            value={(answers[question.id] as string | undefined) ?? null}
            onChange={(value) => onChange({ ...answers, [question.id]: value })}
          />
          {answers[question.id] !== undefined && answers[question.id] !== "no" && answers[question.id] !== "none" && <p class="quiet small">{question.why}</p>}
        </div>
      ))}
    </>
  );
}
