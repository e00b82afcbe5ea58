// One question that the plan names, answered where it is named: no other page asks for it.
import { useState } from "preact/hooks";
import type { Problem, Question, Today } from "../../api";
import { useWords } from "../../i18n";
import { sendOrKeep } from "../../queue";
import { Told } from "../../ui/basics";
import { Questions } from "../story/story_questions";

/** `done` gets the plan as it is now; null where the answer waits for a connection. */
export function AnswerOne({ person, question, done }: { person: string; question: Question; done: (today: Today | null) => void }) {
  const w = useWords();
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = (value: string | number | undefined) => {
    if (value === undefined) return;
    setProblem(null);
    void sendOrKeep(person, [{ type: "answer", question: question.id, value }], undefined, true).then(
      (saved) => done(saved?.today ?? null),
      (error: unknown) => setProblem(error as Problem),
    );
  };
  return (
    <>
      <Told problem={problem} />
      <Questions
        screen={{ id: "settles", kind: "questions", title: "", questions: [{ ...question, short: question.ask }] }}
        onward={w.common.save}
        onDone={(answers) => send(answers[question.id])}
      />
    </>
  );
}
