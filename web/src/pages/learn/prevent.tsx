// Prevention: the program with this week's dose, what was done of it, and the watch after return.
import { useState } from "preact/hooks";
import { fileOf, get, Problem, type Library, type Prevention, type Program, type ProgramState } from "../../api";
import { fill, useWords } from "../../i18n";
import { sendOrKeep } from "../../queue";
import { useLoaded, useSession } from "../../session";
import { dayName, number, useSettings } from "../../settings";
import { Title, Told, Wait } from "../../ui/basics";
import { Behind, DoseGate, useGate } from "../../ui/dose_gate";
import { Opens } from "../../ui/evidence";

type Week = Program["weeks"][number];

function range(span: { min: number; max: number }): string {
  return span.min === span.max ? number(span.min) : `${number(span.min)}–${number(span.max)}`;
}
const sets = (week: Week) =>
  week.sets.length > 0 && week.sets.every((s) => range(s) === range(week.sets[0] ?? s))
    ? `${week.sets.length} × ${range(week.sets[0] ?? { min: 0, max: 0 })}`
    : week.sets.map(range).join(", ");

function WeeklyTable({ program, now, upkeep }: { program: Program; now: number; upkeep: Week | null }) {
  const w = useWords();
  if (program.weeks.length === 0) return null;
  return (
    <table class="weekly">
      <thead>
        <tr>
          <th scope="col">{w.prevent.week}</th>
          <th scope="col">{w.prevent.sessions}</th>
          <th scope="col">{w.prevent.sets}</th>
        </tr>
      </thead>
      <tbody>
        {program.weeks.map((week) => (
          <tr key={week.from} aria-current={now >= week.from && now <= week.to ? "step" : undefined}>
            <td>
              {range({ min: week.from, max: week.to })}
              {now >= week.from && now <= week.to && <span class="tag">{w.course.prevent.now}</span>}
            </td>
            <td>{range(week.sessions)}</td>
            <td>{sets(week)}</td>
          </tr>
        ))}
        {upkeep && (
          <tr>
            <td>{w.prevent.upkeep}</td>
            <td>{range(upkeep.sessions)}</td>
            <td>{sets(upkeep)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** Four weeks: squares for sessions done and asked; a week of which nothing was told is hatched. */
function Compliance({ state }: { state: ProgramState }) {
  const w = useWords();
  const p = w.course.prevent;
  const begun = state.weeks.some((week) => week.asked);
  if (state.weeks.length === 0) return null;
  const word = (week: ProgramState["weeks"][number]) =>
    !week.asked ? p.notBegun : week.days_told === 0 ? p.notTold : fill(p.weekDone, { n: number(week.done), asked: range(week.asked) });
  return (
    <>
      <h3>{p.compliance}</h3>
      <p>{begun ? fill(p.complied, { n: number(state.done), asked: range(state.asked) }) : p.notBegun}</p>
      <ol class="four-weeks">
        {state.weeks
          .filter(() => begun)
          .map((week) => (
            <li key={week.from}>
              <span class="small quiet">
                {dayName(week.from)} – {dayName(week.to)}
              </span>
              <span class={`boxes ${week.asked && week.days_told === 0 ? "hatched" : ""}`} aria-hidden="true">
                {week.asked &&
                  week.days_told > 0 &&
                  Array.from({ length: Math.max(week.done, Math.round(week.asked.min)) }, (_, i) => <i key={i} class={i < week.done ? "full" : ""} />)}
              </span>
              <span class="small">{word(week)}</span>
            </li>
          ))}
      </ol>
    </>
  );
}

function Chosen({ state, person }: { state: ProgramState; person: string }) {
  const w = useWords();
  const p = w.course.prevent;
  const dose =
    state.this_week &&
    `${fill(state.followed ? p.dose : p.doseFirst, { sessions: range(state.this_week.sessions), sets: sets(state.this_week) })}${state.exercise ? ` · ${state.exercise.name}` : ""}`;
  return (
    <section class="chosen">
      <h2>
        <Opens title={state.program.name} number={dose} evidence={state.program.evidence} rule={`prevention.${state.program.id}`}>
          {state.program.name}
        </Opens>
      </h2>
      {dose && (
        <p class="lead">
          {/* What is not for this week is not said of it: first when it begins, then with what. */}
          {state.followed ? fill(p.thisWeek, { week: number(state.week) }) : p.notYet}
          <br />
          <strong>{dose}</strong>
          {state.followed && (
            <>
              <br />
              {fill(p.doneThisWeek, { n: number(state.done_this_week) })}
            </>
          )}
        </p>
      )}
      {state.missing.length > 0 && (
        <div class="note" role="note">
          <p>{fill(p.missing, { what: state.missing.map((one) => one.name).join(", ") })}</p>
          <a class="button" href={`#/people/${person}/add?open=equipment`}>
            {p.missingTell}
          </a>
        </div>
      )}
      <Compliance state={state} />
      <WeeklyTable program={state.program} now={state.followed ? state.week : 0} upkeep={state.upkeep} />
      {/* A calendar of today's plan holds nothing of a program that has not begun. */}
      {state.followed && (
        <p class="row no-print">
          <a class="button" href={fileOf(`/people/${person}/calendar`)}>
            {w.prevent.calendar}
          </a>
        </p>
      )}
    </section>
  );
}

function Other({ state, choose }: { state: ProgramState; choose: (id: string) => void }) {
  const w = useWords();
  const p = w.course.prevent;
  const table = state.program.weeks.length > 0 && state.exercise;
  return (
    <details>
      <summary>{state.program.name}</summary>
      <p>
        <Opens title={state.program.name} evidence={state.program.evidence} rule={`prevention.${state.program.id}`}>
          {state.program.evidence.words}
        </Opens>
        {state.offered !== "yes" && <span class="quiet"> · {state.offered === "no" ? p.notNow : p.askFirst}</span>}
      </p>
      {state.program.text && <p>{state.program.text}</p>}
      <WeeklyTable program={state.program} now={0} upkeep={state.upkeep} />
      {table && (
        <p>
          <button onClick={() => choose(state.program.id)}>{p.choose}</button>
        </p>
      )}
    </details>
  );
}

function Watch({ watch }: { watch: NonNullable<Prevention["watch"]> }) {
  const w = useWords();
  const p = w.course.prevent;
  return (
    <section>
      <h2>{p.watch}</h2>
      <p>
        <Opens title={p.watch} evidence={watch.evidence}>
          {fill(p.watchDay, { day: number(watch.day), days: number(watch.days) })}
        </Opens>{" "}
        {watch.text || p.watchText}
      </p>
      <progress max={watch.days} value={watch.day} aria-label={p.watch} />
    </section>
  );
}

function OwnPrevention({ person }: { person: string }) {
  const w = useWords();
  const p = w.course.prevent;
  const loaded = useLoaded(() => get<Prevention>(`/people/${person}/prevention`), person);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [told, setTold] = useState("");
  const value = loaded.value;
  if (!value) return loaded.problem ? <Told problem={loaded.problem} retry={loaded.reload} /> : <Wait />;
  const chosen = value.programs.find((s) => s.chosen);
  const choose = (id: string) => {
    setProblem(null);
    sendOrKeep(person, [{ type: "setting", key: "program", value: id }]).then(
      () => {
        setTold(p.chosen);
        loaded.reload();
      },
      (error: unknown) => setProblem(error as Problem),
    );
  };
  return (
    <>
      <Told problem={problem} />
      <p role="status" class="state-met">
        {told}
      </p>
      {value.watch && <Watch watch={value.watch} />}
      {chosen && <Chosen state={chosen} person={person} />}
      <h2>{p.others}</h2>
      {value.programs
        .filter((s) => s !== chosen)
        .sort((a, b) => Number(b.program.weeks.length > 0) - Number(a.program.weeks.length > 0))
        .map((s) => (
          <Other key={s.program.id} state={s} choose={choose} />
        ))}
    </>
  );
}

/** Before anything is known of anybody: what is worth doing, the best tried first. */
function AnyPrevention() {
  const w = useWords();
  const p = w.course.prevent;
  const { language } = useSettings();
  const library = useLoaded(() => get<Library>(`/library?language=${language}`), language);
  const [gate, setGate] = useGate();
  if (!library.value) return library.problem ? <Told problem={library.problem} retry={library.reload} /> : <Wait />;
  const order = (program: Program) => `${program.weeks.length > 0 ? 0 : 1}${program.evidence.strength ?? "E"}${program.id}`;
  const programs = [...library.value.programs].sort((a, b) => order(a).localeCompare(order(b)));
  return (
    <>
      <p class="lead">{p.short}</p>
      <p class="row">
        <a class="button main" href="#/story/prevent">
          {p.begin}
        </a>
      </p>
      <p>
        <a href="#/strengthen">{p.exercises}</a>
      </p>
      <DoseGate gate={gate} change={setGate} />
      {programs.map((program, i) => (
        <details key={program.id} open={i === 0}>
          <summary>{program.name}</summary>
          <p>
            <Opens title={program.name} evidence={program.evidence} rule={`prevention.${program.id}`}>
              {program.evidence.words}
            </Opens>
          </p>
          {program.text && <p>{program.text}</p>}
          {program.weeks.length > 0 && (
            <Behind gate={gate}>
              <WeeklyTable program={program} now={0} upkeep={null} />
            </Behind>
          )}
        </details>
      ))}
    </>
  );
}

export function PreventPage({ person }: { person: string | null }) {
  const w = useWords();
  const { status } = useSession();
  // A coach sees the programs, not the answers behind a person's own.
  const own = person && status?.account && status.account.role !== "coach";
  return (
    <>
      <Title>{w.prevent.title}</Title>
      {own ? <OwnPrevention key={person} person={person} /> : <AnyPrevention />}
    </>
  );
}
