// The screens around the questions: where, since when, and who.
import { useState } from "preact/hooks";
import type { Question, Story, StoryReply } from "../../api";
import { fill, useWords } from "../../i18n";
import { localDay, mile, useSettings, weekdays } from "../../settings";
import { Chips, Choice, Pain } from "../../ui/basics";
import { Onward } from "../../ui/onward";
import { LegToTap } from "./story_leg";

type Sides = "left" | "right" | "both";

/** `told`: what was chosen before; `also`: a danger sign that the place says already, to be shown as answered. */
export function Where({
  place,
  told,
  onDone,
}: {
  place: Question | null;
  told: Partial<Story>;
  onDone: (side: Sides, answers: Story["answers"], also: string) => void;
}) {
  const w = useWords();
  const before = place ? told.answers?.[place.id] : undefined;
  const [side, setSide] = useState<string | null>(told.side ?? null);
  const [at, setAt] = useState<string | null>(typeof before === "string" ? before : null);
  const missing = [side ? "" : w.frame.side, !place || at ? "" : place.short].filter(Boolean);
  const done = () => {
    const also = place?.zones.find((zone) => zone.option === at)?.also ?? "";
    onDone(side as Sides, place && at ? { [place.id]: at } : {}, also);
  };
  return (
    <>
      {place && (
        <LegToTap
          place={place}
          side={side}
          value={at}
          onTap={(on, option) => {
            // A second leg at the same place is both legs; any other tap begins anew.
            setSide(at === option && side !== null && side !== on ? "both" : on);
            setAt(option);
          }}
        />
      )}
      <Choice
        label={w.frame.side}
        row
        options={[
          { id: "left", name: w.frame.left },
          { id: "right", name: w.frame.right },
          { id: "both", name: w.frame.both },
        ]}
        value={side}
        onChange={setSide}
      />
      {place && <Choice label={place.short} hideLabel row options={place.options} value={at} onChange={setAt} />}
      <Onward missing={missing} act={done}>
        {w.common.next}
      </Onward>
    </>
  );
}

// How many days, weeks or months ago: the last one takes in all that is longer. A month is as long as a mean one.
const spans = { days: { counts: [2, 3, 4, 5, 6], days: 1 }, weeks: { counts: [1, 2, 3, 4, 6, 8], days: 7 }, months: { counts: [2, 3, 6, 9, 12], days: 30.4 } };
type Span = keyof typeof spans;
const isSpan = (word: string): word is Span => word in spans;
const dayOf = (span: Span, n: number) => localDay(-Math.round(n * spans[span].days));

/** What somebody had chosen who comes back to it: a day that is about right is not shown as one that is known. */
function chosenBefore(story: Partial<Story>): { kind: string | null; count: string | null } {
  const day = story.onset_day;
  if (day === undefined) return { kind: null, count: null };
  if (story.onset_known === "about")
    for (const span of Object.keys(spans) as Span[]) for (const n of spans[span].counts) if (dayOf(span, n) === day) return { kind: span, count: String(n) };
  return { kind: day === localDay() ? "today" : day === localDay(-1) ? "yesterday" : "exact", count: null };
}

/** Whether it was hurt before: 'no' is the whole answer, and no number is asked after it. */
function beforeChosen(story: Partial<Story>, count: Question | null): string | null {
  if (story.relapse === undefined) return null;
  if (story.relapse) return "here";
  return count && story.answers?.[count.id] === 0 ? "no" : "earlier";
}

/** Days count from today; whoever knows only about when it was says so, and no day is asked for. `count`: the question how
 *  many earlier injuries there were. */
export function When({ story, count, onDone }: { story: Partial<Story>; count: Question | null; onDone: (part: Partial<Story>) => void }) {
  const w = useWords();
  const [day, setDay] = useState<string | null>(story.onset_day ?? null);
  const [before, setBefore] = useState<string | null>(() => beforeChosen(story, count));
  const [pain, setPain] = useState<number | null>(story.pain_now ?? null);
  const [kind, setKind] = useState<string | null>(() => chosenBefore(story).kind);
  const [many, setMany] = useState<string | null>(() => chosenBefore(story).count);
  const choose = (id: string) => {
    setKind(id);
    setMany(null);
    setDay(id === "today" ? localDay() : id === "yesterday" ? localDay(-1) : null);
  };
  const span = kind !== null && isSpan(kind) ? spans[kind] : null;
  const missing = [
    day ? "" : kind === "exact" ? w.frame.which : span ? w.answer.where.about : w.answer.where.when,
    before ? "" : w.frame.before,
    pain === null ? w.you.pain : "",
  ].filter(Boolean);
  const done = () => {
    // Whoever was never hurt there is not asked how often; whoever was, is. Nothing else is answered here: what stands in
    // `story` is what was said before somebody went back, and what their place says, which they have yet to see.
    const answers: NonNullable<Story["answers"]> = count && before === "no" ? { [count.id]: 0 } : {};
    onDone({ onset_day: day as string, onset_known: span ? "about" : "exact", relapse: before === "here", pain_now: pain as number, answers });
  };
  return (
    <>
      <Choice
        label={w.answer.where.when}
        hideLabel
        row
        options={[
          { id: "today", name: w.common.today },
          { id: "yesterday", name: w.common.yesterday },
          { id: "days", name: w.answer.where.days },
          { id: "weeks", name: w.answer.where.weeks },
          { id: "months", name: w.answer.where.months },
          { id: "exact", name: w.answer.where.exact },
        ]}
        value={kind}
        onChange={choose}
      />
      {span && (
        <Choice
          key={kind}
          label={w.answer.where.about}
          row
          options={span.counts.map((n, i) => ({
            id: String(n),
            name: kind !== "days" && i === span.counts.length - 1 ? `${n}+` : String(n),
            ...(kind !== "days" && i === span.counts.length - 1 ? { means: fill(w.answer.where.more, { n }) } : {}),
          }))}
          value={many}
          onChange={(n) => {
            setMany(n);
            if (kind !== null && isSpan(kind)) setDay(dayOf(kind, Number(n)));
          }}
        />
      )}
      {kind === "exact" && (
        <div class="field">
          <label for="onset">{w.frame.which}</label>
          <input id="onset" type="date" max={localDay()} value={day ?? ""} onInput={(e) => setDay(e.currentTarget.value || null)} />
        </div>
      )}
      <Choice
        label={w.frame.before}
        options={[
          { id: "no", name: w.common.no },
          { id: "here", name: w.frame.beforeHere },
          { id: "earlier", name: w.frame.beforeEarlier },
        ]}
        value={before}
        onChange={setBefore}
      />
      <Pain label={w.you.pain} ends value={pain} onChange={setPain} />
      <Onward missing={missing} act={done}>
        {w.common.next}
      </Onward>
    </>
  );
}

/** Kilometers (or miles) a week, to tap: each stands for the middle of its span. */
const weekly = [0, 10, 20, 30, 50, 80];

/** How far one runs in a usual week, in the unit one reads distances in; the answer is in meters. */
export function UsualWeek({ question, value, onChange }: { question: Question; value: number | null; onChange: (meters: number) => void }) {
  const w = useWords();
  const { distance: unit } = useSettings();
  const per = unit === "km" ? 1000 : mile;
  const meters = (n: number) => Math.round((n * per) / 1000) * 1000;
  const options = weekly.map((n, i) => ({
    id: String(meters(n)),
    name: i === 0 ? w.you.noRunning : `${n}${i === weekly.length - 1 ? "+" : ""}`,
    ...(i === weekly.length - 1 ? { means: fill(w.answer.where.more, { n }) } : {}),
  }));
  return (
    <Choice
      label={fill(w.you.week, { unit, what: question.short })}
      row
      options={options}
      value={value === null ? null : String(value)}
      onChange={(chosen) => onChange(Number(chosen))}
    />
  );
}

/** Who somebody is: children, people who grow and people over 65 have rules of their own. */
export function You({ reply, before, onDone }: { reply: StoryReply; before: Partial<Story>; onDone: (part: Partial<Story>) => void }) {
  const w = useWords();
  const [year, setYear] = useState(before.birth_year === undefined ? "" : String(before.birth_year));
  const [sports, setSports] = useState<string[]>(before.sports ?? []);
  const [equipment, setEquipment] = useState<string[]>(before.equipment ?? []);
  const born = Number(year);
  const good = year === "" || (born >= 1900 && born <= new Date().getFullYear());
  const done = () => onDone({ sports, equipment, ...(year === "" ? {} : { birth_year: born }) });
  return (
    <>
      <div class="field">
        <label for="born">{w.you.birth}</label>
        <input
          id="born"
          type="number"
          inputMode="numeric"
          min="1900"
          max={new Date().getFullYear()}
          style={{ width: "8rem" }}
          value={year}
          onInput={(e) => setYear(e.currentTarget.value)}
        />
      </div>
      <Chips label={w.you.sport} options={reply.sports} value={sports} onChange={setSports} />
      <details>
        <summary>{w.you.equipment}</summary>
        <Chips label={w.you.equipment} hideLabel options={reply.equipment} value={equipment} onChange={setEquipment} />
      </details>
      <p />
      <Onward missing={good && year !== "" ? [] : [w.you.birth]} act={done}>
        {w.common.next}
      </Onward>
    </>
  );
}

/** What their week is like, asked once the answer is there and before it is kept: the plan has no session on other days than
 *  theirs, and says how far what they want is from here. */
export function Week({ reply, before, hurt, onDone }: { reply: StoryReply; before: Partial<Story>; hurt: boolean; onDone: (part: Partial<Story>) => void }) {
  const w = useWords();
  const question = reply.usual_week;
  const [sex, setSex] = useState<string | null>(before.sex ?? null);
  const [days, setDays] = useState<string[]>(before.training_days ?? []);
  const [goal, setGoal] = useState<string | null>(before.goal ?? null);
  const [week, setWeek] = useState<number | null>(() => {
    const told = question ? before.answers?.[question.id] : undefined;
    return typeof told === "number" ? told : null;
  });
  const done = () => {
    const part: Partial<Story> = { training_days: days as NonNullable<Story["training_days"]> };
    if (sex) part.sex = sex as "female" | "male" | "other";
    if (goal) part.goal = goal as NonNullable<Story["goal"]>;
    if (question && week !== null) part.answers = { [question.id]: week };
    onDone(part);
  };
  const missing = [question && week === null ? question.short : "", hurt && goal === null ? w.you.goal : ""].filter(Boolean);
  return (
    <>
      {question && <UsualWeek question={question} value={week} onChange={setWeek} />}
      <Chips label={w.you.days} options={weekdays()} value={days} onChange={setDays} />
      <p class="quiet small">{w.measure.plan.daysHelp}</p>
      {hurt && <Choice label={w.you.goal} options={reply.goals} value={goal} onChange={setGoal} />}
      <Choice
        label={w.you.sex}
        options={[
          { id: "female", name: w.you.female },
          { id: "male", name: w.you.male },
          { id: "other", name: w.you.otherSex },
        ]}
        value={sex}
        onChange={setSex}
      />
      <p class="quiet small">{w.you.sexHelp}</p>
      <Onward missing={missing} act={done}>
        {w.common.next}
      </Onward>
    </>
  );
}
