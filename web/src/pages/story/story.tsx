// From "it hurts" to a first plan: where and when, danger signs, what happened, who you are.
import { useEffect, useRef, useState } from "preact/hooks";
import { post, Problem, type Flag, type Story, type StoryReply } from "../../api";
import { fill, useWords } from "../../i18n";
import { settings, zone } from "../../settings";
import { Back, Title, Told, Wait } from "../../ui/basics";
import { WhyLine } from "../../ui/evidence";
import { usePlace } from "../../router";
import { Keep, KeepFor } from "./keep";
import { Result } from "./result";
import { Frame, You } from "./story_frame";
import { Checklist, Questions, type Answers } from "./story_questions";

interface Step {
  story: Story;
  stage: "frame" | "questions" | "you" | "result" | "keep";
}

const kept = (person: string | null) => `hamstring.story${person ? `.${person}` : ""}`;

function begin(hurt: boolean): Step {
  const story: Story = { zone: zone(), language: settings().language, answers: {} };
  return { story, stage: hurt ? "frame" : "questions" };
}

/** The draft lives as long as this tab and nowhere else. */
function restore(hurt: boolean, person: string | null): Step[] {
  try {
    const steps = JSON.parse(sessionStorage.getItem(kept(person)) ?? "null") as Step[] | null;
    if (steps && steps.length > 0 && (steps[0]?.stage === "frame") === hurt) return steps;
  } catch {
    // An unreadable draft is no draft.
  }
  return [begin(hurt)];
}

export function RedFlags({ flags }: { flags: Flag[] }) {
  const w = useWords();
  return (
    <>
      {flags.map((flag) => (
        <section class="flag" key={flag.id} role="alert">
          <h2>
            <span class="mark" aria-hidden="true">
              ■{" "}
            </span>
            {fill(w.story.ruleOut, { name: flag.name })}
          </h2>
          <p>
            <strong>{flag.todo}</strong>
          </p>
          <p class="small">
            <WhyLine why={{ ...flag.why, text: w.story.whyFlag }} />
          </p>
        </section>
      ))}
    </>
  );
}

export function StoryPage({ hurt }: { hurt: boolean }) {
  const w = useWords();
  // Somebody who is here already and is hurt anew goes the same way: every danger sign is asked again.
  const person = usePlace().query.get("for");
  const [steps, setSteps] = useState<Step[]>(() => restore(hurt, person));
  const [reply, setReply] = useState<StoryReply | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [flagsSeen, setFlagsSeen] = useState(0);
  const [total, setTotal] = useState(0);
  // Who goes back finds what they answered.
  const [before, setBefore] = useState<Partial<Story>>({});
  const step = steps[steps.length - 1] as Step;
  const story = { ...step.story, language: settings().language };

  // A reply counts for the step that asked for it: who has gone on or back since is on another one.
  const asked = useRef(0);
  const ask = () => {
    const mine = ++asked.current;
    setProblem(null);
    post<StoryReply>("/story", story).then(
      (found) => {
        if (mine !== asked.current) return;
        setReply(found);
        setTotal((most) => Math.max(most, found.screens.length + 3));
      },
      (error: unknown) => mine === asked.current && setProblem(error as Problem),
    );
  };
  useEffect(() => {
    // A story that nobody has begun is no draft.
    if (steps.length > 1) sessionStorage.setItem(kept(person), JSON.stringify(steps));
    else sessionStorage.removeItem(kept(person));
    if (step.stage !== "frame") ask();
  }, [steps]);

  const forward = (part: Partial<Story>, stage: Step["stage"]) => {
    asked.current += 1;
    setReply(null);
    setSteps([...steps, { story: { ...story, ...part }, stage }]);
    window.scrollTo(0, 0);
  };
  const back = () => {
    asked.current += 1;
    setReply(null);
    setFlagsSeen(0);
    setBefore({ ...before, ...step.story, answers: { ...before.answers, ...step.story.answers } });
    if (steps.length > 1) setSteps(steps.slice(0, -1));
    else location.hash = "#/";
  };
  const answer = (answers: Answers) => forward({ answers: { ...story.answers, ...answers } }, "questions");

  if (step.stage === "keep") {
    if (person) return <KeepFor person={person} story={story} back={back} done={() => sessionStorage.removeItem(kept(person))} />;
    return <Keep story={story} plan={reply?.plan ?? null} back={back} done={() => sessionStorage.removeItem(kept(null))} />;
  }
  if (step.stage === "frame") {
    return (
      <>
        <Title>{w.frame.title}</Title>
        <Frame story={{ ...story, ...before }} onDone={(part) => forward(part, "questions")} />
        <Back back={back} />
      </>
    );
  }
  if (problem) return <Told problem={problem} retry={ask} />;
  if (!reply) return <Wait />;
  if (reply.flags.length > flagsSeen) {
    return (
      <>
        <Title>{w.story.first}</Title>
        <RedFlags flags={reply.flags} />
        <button class="wide" onClick={() => setFlagsSeen(reply.flags.length)}>
          {w.story.goOn}
        </button>
        <Back back={back} />
      </>
    );
  }
  const screen = reply.screens[0];
  const enough = reply.plan !== null;
  if (step.stage === "you") {
    return (
      <>
        <Title>{w.you.title}</Title>
        <You reply={reply} before={before} hurt={hurt} onDone={(part) => forward(part, "result")} />
        <Back back={back} />
      </>
    );
  }
  if (step.stage === "result" && reply.plan) {
    return (
      <Result
        plan={reply.plan}
        more={reply.screens}
        onMore={(answers) => forward({ answers: { ...story.answers, ...answers } }, "result")}
        onKeep={() => forward({}, "keep")}
        back={back}
      />
    );
  }
  if (enough || !screen) {
    // In place of this step, which asks nothing: back leads to the last question.
    setTimeout(() => setSteps([...steps.slice(0, -1), { story, stage: "you" }]));
    return <Wait />;
  }
  const share = total > 0 ? 1 - reply.screens.length / total : 0;
  return (
    <>
      <div class="progress" role="progressbar" aria-label={w.story.progress} aria-valuenow={Math.round(share * 100)} aria-valuemin={0} aria-valuemax={100}>
        <i style={{ width: `${share * 100}%` }} />
      </div>
      <Title key={screen.id}>{screen.title || w.story.title}</Title>
      {screen.kind === "checklist" ? (
        <Checklist
          key={screen.id}
          questions={screen.questions}
          before={before.answers ?? {}}
          explains={Object.keys(story.answers).length === 0}
          onDone={answer}
        />
      ) : (
        <Questions key={screen.id} screen={screen} before={before.answers ?? {}} onDone={answer} />
      )}
      <Back back={back} />
    </>
  );
}
