// Every test of one person over time, what the last change is worth, and the strength to train to.
import { useState } from "preact/hooks";
import { get, patch, type PersonRow, type Problem, type Trends } from "../../api";
import { useWords } from "../../i18n";
import { unitOf } from "../../numbers";
import { useLoaded, useSession } from "../../session";
import { number, shortDay, useSettings } from "../../settings";
import { Heads, Title, Told, Wait } from "../../ui/basics";
import { ResultLines } from "../house/squad_meaning";

/** Which squads somebody is in. */
function Groups({ person }: { person: string }) {
  const w = useWords();
  const t = w.practice;
  const { language } = useSettings();
  const people = useLoaded(() => get<PersonRow[]>(`/people?language=${language}`), `people ${language}`);
  const [text, setText] = useState<string | null>(null);
  const [told, setTold] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const own = people.value?.find((row) => row.id === person)?.groups ?? [];
  return (
    <form
      class="row"
      onSubmit={(e) => {
        e.preventDefault();
        setProblem(null);
        patch(`/people/${person}`, { groups: text ?? own.join(", ") }).then(
          () => setTold(t.groupsSaved),
          (error: Problem) => setProblem(error),
        );
      }}
    >
      <label title={t.groupsHelp}>
        {t.groupsOf} <input value={text ?? own.join(", ")} onInput={(e) => setText(e.currentTarget.value)} />
      </label>
      <button>{w.common.save}</button>
      <span role="status" class="state-met">
        {told}
      </span>
      <Told problem={problem} />
    </form>
  );
}

export function TrendsPage({ person }: { person: string }) {
  const t = useWords().practice;
  const { language } = useSettings();
  const { status } = useSession();
  const role = status?.account?.role;
  // Squads are for who looks after others: a runner who is here alone is in none.
  const clinical = role === "clinician" || (role === "owner" && status?.looks_after === true);
  const trends = useLoaded(() => get<Trends>(`/people/${person}/trends`), `${person} ${language}`);
  if (!trends.value) return trends.problem ? <Told problem={trends.problem} retry={trends.reload} /> : <Wait />;
  const { side, tests } = trends.value;
  const value = (number_: number | null) => (number_ === null ? "–" : number(number_, 1));
  return (
    <>
      <Title>{t.trends}</Title>
      <p class="quiet">{t.trendsIntro}</p>
      {clinical && <Groups person={person} />}
      {tests.length === 0 && <p>{t.trendsNone}</p>}
      {tests.map(({ test, looks, result }) => (
        <section key={test.id}>
          <h2>{test.name}</h2>
          <p>
            <ResultLines result={result} unit={unitOf(test.unit)} side={side} />
          </p>
          <table class="trend">
            <caption class="visually-hidden">{test.name}</caption>
            <Heads names={[t.day, ...(test.both_sides ? [t.left, t.right] : [unitOf(test.unit)])]} />
            <tbody>
              {looks.map((look, i) => (
                <tr key={i}>
                  <th scope="row">{shortDay(look.day)}</th>
                  {test.both_sides && <td>{value(look.left)}</td>}
                  <td>{value(look.right)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </>
  );
}
