// From "it hurts" to a first plan: where and when, danger signs, what happened, who you are.
import { useEffect, useRef, useState } from "preact/hooks";
import { post, Problem, type Question, type Story, type StoryReply } from "../../api";
import { useWords } from "../../i18n";
import { keepOrder, leaveOrder } from "../../order";
import { settings, zone } from "../../settings";
import { atOnce, hurry, orderOf } from "../../stop";
import { Back, Title, Told, Wait } from "../../ui/basics";
import { usePlace } from "../../router";
import { Keep, KeepFor } from "./keep";
import { Result } from "./result";
import { RedFlags } from "./story_flags";
import { Week, When, Where, You } from "./story_frame";
import { useSteps } from "./story_steps";
import { Checklist, Questions, type Answers } from "./story_questions";

interface Step {
  story: Story;
  stage: "where" | "when" | "questions" | "you" | "result" | "week" | "keep";
  /** Where it goes once it is kept: to Today, or to where a clinician's word is written down. */
  then?: string;
}

/** Each door has a draft of its own: who looks in at another one finds what they told where they told it. */
const kept = (person: string | null, hurt: boolean) => `hamstring.story${hurt ? "" : ".well"}${person ? `.${person}` : ""}`;

function begin(hurt: boolean): Step {
  const story: Story = { zone: zone(), language: settings().language, answers: {} };
  return { story, stage: hurt ? "where" : "questions" };
}

/** The draft lives as long as this tab and nowhere else. */
function restore(hurt: boolean, person: string | null): Step[] {
  try {
    const steps = JSON.parse(sessionStorage.getItem(kept(person, hurt)) ?? "null") as Step[] | null;
    if (steps && steps.length > 0 && (steps[0]?.stage === "where") === hurt) return steps;
  } catch {
    // An unreadable draft is no draft.
  }
  return [begin(hurt)];
}

/** How far it is: on every screen, so that nobody wonders how many are still to come. */
function Far({ share }: { share: number }) {
  const w = useWords();
  return (
    <div class="progress" role="progressbar" aria-label={w.story.progress} aria-valuenow={Math.round(share * 100)} aria-valuemin={0} aria-valuemax={100}>
      <i style={{ width: `${share * 100}%` }} />
    </div>
  );
}

export function StoryPage({ hurt }: { hurt: boolean }) {
  const w = useWords();
  // Somebody who is here already and is hurt anew goes the same way: every danger sign is asked again.
  const person = usePlace().query.get("for");
  const { steps, replace, forward: onward, back: stepBack } = useSteps<Step>(() => restore(hurt, person));
  const [found, setFound] = useState<{ of: Step[]; reply: StoryReply } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [flagsSeen, setFlagsSeen] = useState(0);
  const [total, setTotal] = useState(0);
  // Who goes back finds what they answered.
  const [before, setBefore] = useState<Partial<Story>>({});
  const [alsoSaid, setAlsoSaid] = useState("");
  // How many earlier injuries there were: asked with since when, on a screen that waits for no reply.
  const counts = useRef<Question | null>(null);
  const step = steps[steps.length - 1] as Step;
  const story = { ...step.story, language: settings().language };

  // A reply counts for the steps that asked for it: who has gone on or back since is on another one.
  const reply = found?.of === steps ? found.reply : null;
  const asked = useRef(steps);
  const ask = () => {
    asked.current = steps;
    setProblem(null);
    post<StoryReply>("/story", story).then(
      (reply) => {
        if (asked.current !== steps) return;
        counts.current = reply.before;
        setFound({ of: steps, reply });
        setTotal((most) => Math.max(most, reply.screens.length));
      },
      (error: unknown) => asked.current === steps && setProblem(error as Problem),
    );
  };
  useEffect(() => {
    // A story that nobody has begun is no draft.
    if (steps.length > 1) sessionStorage.setItem(kept(person, hurt), JSON.stringify(steps));
    else sessionStorage.removeItem(kept(person, hurt));
    ask();
  }, [steps]);

  // What cannot wait stays in sight on every page from here on; only an answer that says otherwise takes it away, or that it
  // is kept: from then on the plan says it. Of somebody who is here already, the plan says it from the first.
  const said = reply !== null && !["when", "where"].includes(step.stage) && (step.stage === "result" || reply.flags.length > flagsSeen);
  useEffect(() => {
    if (!reply || person) return;
    const urgent = hurry(reply.flags);
    if (urgent.length > 0) keepOrder({ text: orderOf(urgent), atOnce: atOnce(urgent) }, said);
    else if (reply.plan !== null) keepOrder(null, false);
  }, [reply, said]);
  useEffect(() => leaveOrder, []);

  const forward = (part: Partial<Story>, stage: Step["stage"], then = "") => {
    onward({ story: { ...story, ...part }, stage, ...(then ? { then } : {}) });
    window.scrollTo(0, 0);
  };
  // Whoever goes a step back, by the button or with the gesture of the phone, finds what they answered.
  const last = useRef(steps);
  if (last.current !== steps) {
    const left = last.current.length > steps.length ? last.current[last.current.length - 1] : undefined;
    last.current = steps;
    if (left) {
      setFlagsSeen(0);
      setBefore({ ...before, ...left.story, answers: { ...before.answers, ...left.story.answers } });
    }
  }
  const back = () => {
    if (!stepBack()) location.hash = "#/";
  };
  const answer = (answers: Answers) => forward({ answers: { ...story.answers, ...answers } }, "questions");

  if (step.stage === "keep") {
    const done = () => {
      sessionStorage.removeItem(kept(person, hurt));
      keepOrder(null, false);
    };
    if (person) return <KeepFor person={person} story={story} back={back} done={done} />;
    return <Keep story={story} then={step.then ?? "today"} back={back} done={done} />;
  }
  if (step.stage === "when") {
    return (
      <>
        <Far share={0.08} />
        <Title key="when">{w.answer.where.when}</Title>
        <When
          story={{ ...story, ...before, answers: { ...story.answers, ...before.answers } }}
          count={counts.current}
          onDone={(part) => forward({ ...part, answers: { ...story.answers, ...part.answers } }, "questions")}
        />
        <Back back={back} />
      </>
    );
  }
  if (problem) return <Told problem={problem} retry={ask} />;
  if (!reply) return <Wait />;
  if (step.stage === "where") {
    const onDone = (side: NonNullable<Story["side"]>, answers: Answers, also: string) => {
      // What another place had said by itself is forgotten with it.
      const { [alsoSaid]: _, ...rest } = before.answers ?? {};
      setAlsoSaid(also);
      setBefore({ ...before, side, answers: { ...rest, ...answers, ...(also ? { [also]: "yes" } : {}) } });
      forward({ side, answers: { ...story.answers, ...answers } }, "when");
    };
    return (
      <>
        <Far share={0.02} />
        <Title key="where">{w.answer.where.title}</Title>
        <Where place={reply.place} told={{ ...story, ...before }} onDone={onDone} />
        <Back back={back} />
      </>
    );
  }
  const share = total > 0 ? Math.min(0.95, 0.12 + 0.83 * (1 - (reply.screens.length + (step.stage === "you" ? 0 : 1)) / (total + 1))) : 0.12;
  if (reply.flags.length > flagsSeen) {
    return (
      <>
        <Far share={share} />
        <Title key="first">{orderOf(reply.flags)}</Title>
        <RedFlags flags={reply.flags} said />
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
        <Far share={0.95} />
        <Title key="you">{w.you.title}</Title>
        <You reply={reply} before={before} onDone={(part) => forward(part, "result")} />
        <Back back={back} />
      </>
    );
  }
  if (step.stage === "week") {
    return (
      <>
        <Title key="week">{w.you.weekTitle}</Title>
        <p>{w.you.weekHelp}</p>
        <Week
          reply={reply}
          before={{ ...before, answers: { ...story.answers, ...before.answers } }}
          hurt={hurt}
          onDone={(part) => forward({ ...part, answers: { ...story.answers, ...part.answers } }, "keep")}
        />
        <Back back={back} />
      </>
    );
  }
  if (step.stage === "result" && reply.plan) {
    return (
      <Result
        plan={reply.plan}
        answer={reply.result}
        more={reply.screens}
        onMore={(answers) => forward({ answers: { ...story.answers, ...answers } }, "result")}
        onKeep={() => forward({}, "week")}
        onSeen={() => forward({}, "keep", "add?open=clearance")}
        back={back}
      />
    );
  }
  if (enough || !screen) {
    // In place of this step, which asks nothing: back leads to the last question.
    setTimeout(() => replace({ story, stage: "you" }));
    return <Wait />;
  }
  return (
    <>
      <Far share={share} />
      <Title key={screen.id}>{screen.title || w.story.title}</Title>
      {screen.kind === "checklist" ? (
        <Checklist
          key={screen.id}
          questions={screen.questions}
          before={before.answers ?? {}}
          explains={Object.values(story.answers).every((given) => given !== "no")}
          noneRow
          onDone={answer}
        />
      ) : (
        <Questions key={screen.id} screen={screen} before={before.answers ?? {}} onDone={answer} />
      )}
      <Back back={back} />
    </>
  );
}
