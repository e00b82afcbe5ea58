// Protocols side by side: which would have decided differently, since when, by which rule.
import { useState } from "preact/hooks";
import { get, type Difference, type Library, type SideBySide } from "../../api";
import { fill, useWords } from "../../i18n";
import { useLoaded } from "../../session";
import { dayName, number, useSettings } from "../../settings";
import { Told, Wait } from "../../ui/basics";
import { WhyLine } from "../../ui/evidence";

const shownAtFirst = 8;

function Side({ text, why }: { text: string; why: Difference["why_a"] }) {
  const first = why[0];
  return (
    <td>
      {text}
      {first && (
        <div class="small">
          <WhyLine why={first} />
        </div>
      )}
    </td>
  );
}

function Differences({ sides }: { sides: SideBySide }) {
  const w = useWords();
  const s = w.course.sides;
  const [all, setAll] = useState(false);
  const latest = [...sides.spans].reverse();
  const rows = all ? latest : latest.slice(0, shownAtFirst);
  return (
    <>
      <p>
        {sides.since
          ? fill(s.since, { day: dayName(sides.since), n: number(sides.differing_days), all: number(sides.days) })
          : fill(s.same, { all: number(sides.days) })}
      </p>
      {rows.length > 0 && (
        <div class="numbers wide" tabIndex={0} role="region" aria-label={s.title}>
          <table>
            <thead>
              <tr>
                <th scope="col">{s.days}</th>
                <th scope="col">{s.what}</th>
                <th scope="col">{sides.a.name}</th>
                <th scope="col">{sides.b.name}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, i) => (
                <tr key={i}>
                  <td>{row.from === row.to ? dayName(row.from) : `${dayName(row.from)} – ${dayName(row.to)}`}</td>
                  <td>{(s.kinds as Record<string, string>)[row.what]}</td>
                  <Side text={row.a} why={row.why_a} />
                  <Side text={row.b} why={row.why_b} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {!all && latest.length > shownAtFirst && <button onClick={() => setAll(true)}>{fill(s.more, { n: latest.length - shownAtFirst })}</button>}
    </>
  );
}

function Compared({ person, a, b }: { person: string; a: string; b: string }) {
  const sides = useLoaded(() => get<SideBySide>(`/people/${person}/replay?a=${a}&b=${b}`), `${person} ${a} ${b}`);
  if (!sides.value) return sides.problem ? <Told problem={sides.problem} retry={sides.reload} /> : <Wait />;
  return <Differences sides={sides.value} />;
}

export function SideBySidePart({ person, own }: { person: string; own: string }) {
  const w = useWords();
  const s = w.course.sides;
  const { language } = useSettings();
  const library = useLoaded(() => get<Library>(`/library?language=${language}`), language);
  const [other, setOther] = useState("");
  const others = library.value?.protocols.filter((p) => p.id !== own) ?? [];
  return (
    <section class="no-print">
      <h2>{s.title}</h2>
      <p>{s.text}</p>
      <p>
        <label for="other-protocol">{s.against}</label>
        <select id="other-protocol" value={other} onChange={(e) => setOther(e.currentTarget.value)}>
          <option value="">–</option>
          {others.map((p) => (
            <option key={p.id} value={p.id}>
              {p.name}
            </option>
          ))}
        </select>
      </p>
      {other && <Compared key={other} person={person} a={own} b={other} />}
    </section>
  );
}
