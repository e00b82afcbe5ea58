// One test of everybody with keys alone: type, Tab, type, Tab. What the numbers mean is asked of the server while the next
// field is typed, so that nobody waits; saved is everything at once or nothing.
import { useMemo, useRef, useState } from "preact/hooks";
import { get, post, type PersonRow, type Problem, type Squad, type SquadPerson, type SquadTable } from "../../api";
import { fill, useWords } from "../../i18n";
import { useLoaded } from "../../session";
import { unitOf } from "../../numbers";
import { sentence } from "../../sentence";
import { dayName, localDay, number, useSettings } from "../../settings";
import { Heads, Title, Told, Wait } from "../../ui/basics";
import { Meaning } from "./squad_meaning";
import { TableDrop } from "./squad_table";

export interface Typed {
  left: string;
  right: string;
  pain: string;
  day: string;
}
type Field = "left" | "right" | "pain";
interface Fault {
  row: number;
  field: string;
  text: string;
}

const nothing: Typed = { left: "", right: "", pain: "", day: "" };
const isEmpty = (typed: Typed) => !typed.left.trim() && !typed.right.trim() && !typed.pain.trim();
/** Repeats have blanks between them. */
const repeats = (text: string) => text.trim().split(/\s+/).filter(Boolean);
const rowOf = (person: string, typed: Typed, day: string) => ({
  person,
  left: repeats(typed.left),
  right: repeats(typed.right),
  ...(typed.pain.trim() ? { pain: typed.pain.trim() } : {}),
  ...(typed.day || day ? { day: typed.day || day } : {}),
});

/** The last numbers of a person, before what is being typed. */
function Before({ person, unit }: { person: SquadPerson; unit: string }) {
  const result = person.result;
  if (!result) return <span class="quiet">–</span>;
  const value = (leg: NonNullable<typeof result>["left"]) => (leg ? number(leg.value, 0) : "–");
  return (
    <span class="nowrap">
      {value(result.left)} / {value(result.right)} {unit} <span class="quiet">{dayName(result.day)}</span>
    </span>
  );
}

function faultsOf(problem: Problem): Fault[] {
  const now = problem.body.now as { faults?: Fault[] } | undefined;
  return now?.faults ?? [];
}

export function SquadPage() {
  const w = useWords();
  const t = w.practice;
  const { language } = useSettings();
  const [test, setTest] = useState("");
  const [group, setGroup] = useState("");
  const [day, setDay] = useState(localDay());
  const [withPain, setWithPain] = useState(false);
  const [typed, setTyped] = useState<Record<string, Typed>>({});
  const [judged, setJudged] = useState<Record<string, SquadPerson>>({});
  const [faults, setFaults] = useState<Record<string, string[]>>({});
  const [questions, setQuestions] = useState<Record<string, string[]>>({});
  /** Numbers that are hardly meant were looked at: the next save keeps them. */
  const [looked, setLooked] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [told, setTold] = useState("");
  const [table, setTable] = useState<SquadTable | null>(null);
  const asked = useRef<Record<string, string>>({});
  const tests = useLoaded(() => get<Squad>(`/squad?test=${test}&group=${encodeURIComponent(group)}`), `${test} ${group} ${language}`);
  const people = useLoaded(() => get<PersonRow[]>(`/people?language=${language}`), `people ${language}`);
  const groups = useMemo(() => [...new Set((people.value ?? []).flatMap((row) => row.groups ?? []))].sort(), [people.value]);
  if (!tests.value) return tests.problem ? <Told problem={tests.problem} retry={tests.reload} /> : <Wait />;
  const squad = tests.value;
  const unit = unitOf(squad.test.unit);
  const sides: Field[] = ["left", "right", ...(withPain ? (["pain"] as const) : [])];

  const put = (person: string, field: Field, value: string) => {
    setTold("");
    setLooked(false);
    setTyped((now) => ({ ...now, [person]: { ...(now[person] ?? nothing), [field]: value } }));
  };
  /** Asked when a field is left; the answer comes while the next one is typed. */
  const judge = (person: string, now: Typed, on = day) => {
    const key = JSON.stringify(rowOf(person, now, on));
    if (isEmpty(now) || asked.current[person] === key) return;
    asked.current[person] = key;
    post<Squad>("/squad", { test: squad.test.id, group, preview: true, rows: [rowOf(person, now, on)] }).then(
      (reply) => {
        if (asked.current[person] !== key) return;
        setFaults((all) => ({ ...all, [person]: [] }));
        setQuestions((all) => ({ ...all, [person]: reply.questions.map((one) => one.text) }));
        const found = reply.people[0];
        if (found) setJudged((all) => ({ ...all, [person]: found }));
      },
      (error: Problem) => {
        if (asked.current[person] !== key) return;
        const texts = faultsOf(error).map((fault) => fault.text);
        setFaults((all) => ({ ...all, [person]: texts.length > 0 ? texts : [sentence(error.body.message)] }));
      },
    );
  };
  const filled = () => squad.people.filter((person) => !isEmpty(typed[person.id] ?? nothing));
  const save = async () => {
    const rows = filled();
    if (rows.length === 0) return;
    setProblem(null);
    try {
      const reply = await post<Squad>("/squad", {
        test: squad.test.id,
        group,
        rows: rows.map((person) => rowOf(person.id, typed[person.id] ?? nothing, day)),
        ...(looked ? { confirm: true } : {}),
      });
      setTold(fill(t.squadSaved, { n: reply.saved }));
      setJudged((all) => ({ ...all, ...Object.fromEntries(reply.people.map((person) => [person.id, person])) }));
      setTyped({});
      setFaults({});
      setQuestions({});
      setLooked(false);
      setTable(null);
      asked.current = {};
    } catch (error) {
      const found = faultsOf(error as Problem);
      const by: Record<string, string[]> = {};
      for (const fault of found) {
        const person = rows[fault.row]?.id;
        if (person) by[person] = [...(by[person] ?? []), fault.text];
      }
      const hardly = (error as Problem).status === 409 && found.length > 0;
      setLooked(hardly);
      (hardly ? setQuestions : setFaults)(by);
      setProblem(error as Problem);
    }
  };
  const take = (read: SquadTable) => {
    setTable(read);
    const next: Record<string, Typed> = { ...typed };
    const seen = new Set<string>();
    for (const row of read.rows) {
      if (!row.person || row.faults.length > 0) continue;
      const own = seen.has(row.person) ? (next[row.person] ?? nothing) : nothing;
      seen.add(row.person);
      const more = (text: string, value: number | null) => (value === null ? text : `${text} ${value}`.trim());
      next[row.person] = {
        left: more(own.left, row.left),
        right: more(own.right, row.right),
        pain: row.pain === null ? own.pain : String(row.pain),
        day: row.day,
      };
    }
    // The page shows the day that is saved: one day of all rows becomes the page's, each other one stands beside its row.
    const days = new Set([...seen].map((person) => next[person]?.day || day));
    const only = days.size === 1 ? [...days][0] : undefined;
    if (only) setDay(only);
    setLooked(false);
    setTyped(next);
    for (const person of seen) judge(person, next[person] ?? nothing, only ?? day);
  };
  /** A day that somebody chooses is the day of everything that stands here. */
  const choose = (value: string) => {
    setDay(value);
    setTyped((now) => Object.fromEntries(Object.entries(now).map(([person, row]) => [person, { ...row, day: "" }])));
  };

  const withUnit = (name: string) => (unit ? `${name} (${unit})` : name);
  return (
    <>
      <Title>{t.squadTitle}</Title>
      <p class="quiet">{t.squadKeys}</p>
      <div class="row squad-head">
        <label>
          {t.test}{" "}
          <select value={squad.test.id} onChange={(e) => setTest(e.currentTarget.value)}>
            {squad.tests.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t.group}{" "}
          <select value={group} onChange={(e) => setGroup(e.currentTarget.value)}>
            <option value="">{t.everybody}</option>
            {groups.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <label>
          {t.day} <input type="date" value={day} max={localDay()} onInput={(e) => choose(e.currentTarget.value)} />
        </label>
        {squad.test.records_pain && (
          <label>
            <input type="checkbox" checked={withPain} onChange={(e) => setWithPain(e.currentTarget.checked)} /> {t.withPain}
          </label>
        )}
      </div>
      <TableDrop test={squad.test.id} group={group} read={table} take={take} />
      {squad.people.length === 0 ? (
        <p>{t.nobody}</p>
      ) : (
        <form
          onSubmit={(e) => {
            e.preventDefault();
            void save();
          }}
        >
          <table class="squad">
            <caption class="visually-hidden">{squad.test.name}</caption>
            <Heads names={[t.name, t.hurt, t.before, withUnit(t.left), withUnit(t.right), ...(withPain ? [t.painShort] : []), t.means]} />
            <tbody>
              {squad.people.map((person) => {
                const own = typed[person.id] ?? nothing;
                const wrong = faults[person.id] ?? [];
                const hardly = isEmpty(own) ? [] : (questions[person.id] ?? []);
                return (
                  <tr key={person.id}>
                    <th scope="row">
                      <a href={`#/people/${person.id}/trends`} tabIndex={-1}>
                        {person.name}
                      </a>
                      {own.day && own.day !== day && <span class="own-day">{fill(t.ownDay, { day: dayName(own.day) })}</span>}
                    </th>
                    <td>{t.side[person.side]}</td>
                    <td>
                      <Before person={person} unit={unit} />
                    </td>
                    {sides.map((field) => (
                      <td key={field} data-label={field === "pain" ? t.painShort : withUnit(field === "left" ? t.left : t.right)}>
                        <input
                          inputMode="decimal"
                          autoComplete="off"
                          size={8}
                          aria-label={`${person.name}, ${field === "left" ? t.left : field === "right" ? t.right : t.painShort}`}
                          aria-invalid={wrong.length > 0}
                          aria-describedby={wrong.length > 0 ? `wrong-${person.id}` : undefined}
                          data-person={person.id}
                          value={own[field]}
                          onInput={(e) => put(person.id, field, e.currentTarget.value)}
                          onBlur={() => judge(person.id, typed[person.id] ?? nothing)}
                        />
                      </td>
                    ))}
                    <td class="means">
                      {person.not_today && <span class="state-stop not-today">{person.not_today}</span>}
                      {wrong.length > 0 ? (
                        <span id={`wrong-${person.id}`} class="state-not_met">
                          {wrong.join(" ")}
                        </span>
                      ) : (
                        judged[person.id] && <Meaning person={judged[person.id] as SquadPerson} unit={unit} />
                      )}
                      {hardly.map((text) => (
                        <span key={text} class="hardly state-not_known">
                          {text}
                        </span>
                      ))}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          <Told problem={problem} />
          <p role="status" class="state-met">
            {told}
          </p>
          <button class="main">{looked ? t.saveLooked : t.saveSquad}</button>
        </form>
      )}
    </>
  );
}
