// Those who are looked after: who needs a look, and why in a few words.
import { useEffect, useRef, useState } from "preact/hooks";
import { get, type PersonRow } from "../api";
import { fill, useWords } from "../i18n";
import { go } from "../router";
import { useLoaded } from "../session";
import { dayName } from "../settings";
import { Title, Told, Wait } from "../ui/basics";

/** Four weeks of pain, 0 to 10, as a small line; days without an entry stay empty. */
function PainLine({ row }: { row: PersonRow }) {
  if (row.pain.length === 0) return null;
  const last = Date.parse(row.last_entry ?? row.pain[row.pain.length - 1]?.day ?? "") / 86400000;
  return (
    <svg width="112" height="24" viewBox="0 0 112 24" aria-hidden="true">
      <line x1="0" x2="112" y1="23" y2="23" stroke="var(--line)" />
      {row.pain.map((p, i) => (
        <rect key={i} x={Math.max(0, 108 - (last - Date.parse(p.day) / 86400000) * 4)} y={22 - p.value * 2.1} width="3" height={Math.max(1, p.value * 2.1)} fill="var(--accent)" />
      ))}
    </svg>
  );
}

export function PeoplePage() {
  const w = useWords();
  const people = useLoaded(() => get<PersonRow[]>("/people"), "people");
  const [filter, setFilter] = useState("");
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const rows = (people.value ?? []).filter((row) => `${row.name} ${row.reason} ${row.phase_name}`.toLowerCase().includes(filter.toLowerCase()));
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLInputElement;
      if (event.key === "/" && !typing) {
        event.preventDefault();
        input.current?.focus();
      } else if (!typing && event.key === "j") setAt((n) => Math.min(rows.length - 1, n + 1));
      else if (!typing && event.key === "k") setAt((n) => Math.max(0, n - 1));
      else if (!typing && event.key === "Enter" && rows[at] && document.activeElement === document.body) go(`people/${rows[at]?.id}/today`);
    };
    window.addEventListener("keydown", keys);
    return () => window.removeEventListener("keydown", keys);
  }, [rows.length, at]);
  useEffect(() => {
    document.querySelector(`[data-row="${at}"]`)?.scrollIntoView({ block: "nearest" });
  }, [at]);
  if (!people.value) return people.problem ? <Told problem={people.problem} retry={people.reload} /> : <Wait />;
  if (people.value.length === 0) {
    return (
      <>
        <Title>{w.people.title}</Title>
        <p>{w.people.empty}</p>
        <a class="button main" href="#/story">
          {w.people.add}
        </a>
      </>
    );
  }
  return (
    <>
      <div class="row" style={{ justifyContent: "space-between" }}>
        <Title>{w.people.title}</Title>
        <a class="button" href="#/story">
          {w.people.add}
        </a>
      </div>
      <div class="row" style={{ marginBottom: "12px" }}>
        <input ref={input} type="search" aria-label={w.people.filter} placeholder={w.people.filter} value={filter} onInput={(e) => setFilter(e.currentTarget.value)} />
        <span class="quiet small" role="status">
          {fill(w.people.count, { n: rows.length })} · {w.people.keys}
        </span>
      </div>
      <table class="people">
        <thead>
          <tr>
            <th scope="col">{w.people.why}</th>
            <th scope="col">{w.people.name}</th>
            <th scope="col">{w.people.phase}</th>
            <th scope="col">{w.people.day}</th>
            <th scope="col">{w.people.pain}</th>
            <th scope="col">{w.people.criteria}</th>
            <th scope="col">{w.people.last}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={row.id} data-row={i} aria-selected={i === at}>
              <td>
                {row.urgency >= 100 && (
                  <span style={{ color: "var(--stop)" }} aria-hidden="true">
                    ■{" "}
                  </span>
                )}
                {row.reason}
              </td>
              <td>
                <a href={`#/people/${row.id}/today`}>{row.name}</a>
                {row.invented && <span class="quiet small"> · {w.people.invented}</span>}
              </td>
              <td>{row.phase_name}</td>
              <td class="wide">{row.day_of_injury > 0 ? row.day_of_injury : ""}</td>
              <td class="wide">
                <PainLine row={row} />
              </td>
              <td class="wide">
                {row.criteria > 0 ? `${row.criteria_met}/${row.criteria}` : ""}
              </td>
              <td class="wide">{row.last_entry ? dayName(row.last_entry) : ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
