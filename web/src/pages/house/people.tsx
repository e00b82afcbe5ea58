// Those who are looked after: who needs a look, and why in a few words.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { get, type PersonRow } from "../../api";
import { fill, useWords } from "../../i18n";
import { useLoaded, useSession } from "../../session";
import { number, shortDay, useSettings } from "../../settings";
import { Title, Told, Wait } from "../../ui/basics";

const daysShown = 28;
const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86400000);

/** Four weeks of pain, 0 to 10. A day on which nothing was told stays empty: not known is not zero. */
function PainLine({ row }: { row: PersonRow }) {
  const w = useWords();
  const last = row.pain[row.pain.length - 1];
  if (!last) return <span class="quiet">{w.people.nothingTold}</span>;
  return (
    <svg
      class="pain-line"
      width="112"
      height="18"
      viewBox="0 0 112 18"
      role="img"
      aria-label={fill(w.people.painLine, { value: number(last.value), day: shortDay(last.day), n: row.pain.length })}
    >
      <line x1="0" x2="112" y1="17.5" y2="17.5" stroke="var(--line-strong)" stroke-dasharray="1 3" />
      {row.pain.map((p) => {
        const height = Math.max(1.5, p.value * 1.65);
        return <rect key={p.day} x={(daysShown - 1 - daysBetween(p.day, row.today)) * 4} y={17.5 - height} width="3" height={height} fill="var(--accent)" />;
      })}
    </svg>
  );
}

function Criteria({ row }: { row: PersonRow }) {
  const w = useWords();
  if (row.criteria_met + row.criteria_not_met + row.criteria_not_known === 0) return <span class="quiet">–</span>;
  const parts = [
    ["met", "●", row.criteria_met],
    ["not_met", "▲", row.criteria_not_met],
    ["not_known", "○", row.criteria_not_known],
  ] as const;
  return (
    <>
      {parts.map(([state, mark, count]) => (
        <span key={state} class={`count state-${state}`}>
          <span aria-hidden="true">{mark} </span>
          {count}
          <span class="visually-hidden"> {w.people.states[state]}, </span>
        </span>
      ))}
    </>
  );
}

type Column = "why" | "name" | "side" | "phase" | "day" | "pain" | "week" | "criteria" | "last" | "cleared" | "next";
const clinical: Column[] = ["side", "pain", "criteria", "cleared", "next"];

/** What a column sorts by; the first direction is the one that shows the work. */
const value: Record<Column, (row: PersonRow) => number | string> = {
  why: (row) => -row.urgency,
  name: (row) => row.name.toLocaleLowerCase(),
  side: (row) => `${row.side ?? "~"} ${row.muscle ?? ""}`,
  cleared: (row) => row.cleared?.[0]?.day ?? "",
  phase: (row) => row.phase_name,
  day: (row) => -row.day_of_injury,
  pain: (row) => -(row.pain[row.pain.length - 1]?.value ?? -1),
  week: (row) => (row.week.asked > 0 ? row.week.done / row.week.asked : 99),
  criteria: (row) => -(row.criteria_met / Math.max(1, row.criteria_met + row.criteria_not_met + row.criteria_not_known)),
  last: (row) => row.last_entry ?? "",
  next: (row) => `${row.next?.when ?? "~"} ${row.next?.what ?? ""}`,
};

function sorted(rows: PersonRow[], by: Column, down: boolean): PersonRow[] {
  const of = value[by];
  const order = (a: PersonRow, b: PersonRow) => {
    const x = of(a);
    const y = of(b);
    return typeof x === "string" && typeof y === "string" ? x.localeCompare(y) : x < y ? -1 : x > y ? 1 : 0;
  };
  const made = [...rows].sort(order);
  return down ? made.reverse() : made;
}

type Group = "needs_a_look" | "ready" | "silent" | "resting";

function Row({ row, columns }: { row: PersonRow; columns: Column[] }) {
  const w = useWords();
  const demo = useSession().status?.demo;
  const cells: Partial<Record<Column, preact.ComponentChild>> = {
    side: row.side ? (
      <span title={`${row.side}, ${row.muscle ?? ""}`}>
        {row.side} <span class="quiet">{row.muscle}</span>
      </span>
    ) : (
      <span class="quiet">–</span>
    ),
    cleared: row.cleared?.[0] ? (
      <span title={row.cleared.map((one) => `${shortDay(one.day)}: ${one.text}`).join("\n")}>
        {shortDay(row.cleared[0].day)} {row.cleared[0].by}
      </span>
    ) : (
      <span class="quiet">–</span>
    ),
    phase: row.phase_name || <span class="quiet">–</span>,
    day: row.day_of_injury > 0 ? row.day_of_injury : <span class="quiet">–</span>,
    pain: <PainLine row={row} />,
    week: (
      <>
        {row.week.done}
        <span aria-hidden="true">/</span>
        <span class="visually-hidden"> {w.common.of} </span>
        {row.week.asked > 0 ? row.week.asked : "–"}
      </>
    ),
    criteria: <Criteria row={row} />,
    last: row.last_entry ? shortDay(row.last_entry) : <span class="quiet">{w.people.never}</span>,
    next: row.next && (
      <span class="decision" title={`${row.next.what}, ${row.next.when}`}>
        <span class="what">{row.next.what}</span> <span class="quiet">{row.next.when}</span>
      </span>
    ),
  };
  return (
    <tr>
      {columns.map((column) =>
        column === "why" ? (
          <td key={column} class="c-why" id={`why-${row.id}`}>
            {row.urgency >= 100 && (
              <span class="stop" aria-hidden="true">
                ■{" "}
              </span>
            )}
            {row.reason}
          </td>
        ) : column === "name" ? (
          <th key={column} scope="row" class="c-name">
            <a href={`#/people/${row.id}/today`} data-person={row.id} aria-describedby={`why-${row.id}`}>
              {row.name}
            </a>
            {(row.groups ?? []).length > 0 && <span class="quiet small group-of"> {(row.groups ?? []).join(", ")}</span>}
            {/* Where all are, the banner above says it once. */}
            {row.invented && !demo && (
              <span class="invented" title={w.people.inventedLong}>
                {w.people.invented}
              </span>
            )}
          </th>
        ) : (
          <td key={column} class={`c-${column}`} data-label={w.people[column]}>
            {cells[column]}
          </td>
        ),
      )}
    </tr>
  );
}

/** `/` to the filter, `j` and `k` from person to person; Enter opens, as it does on every link. */
function useKeys(filter: { current: HTMLInputElement | null }) {
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      const target = event.target;
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
      if (target instanceof HTMLInputElement) {
        if (event.key === "Escape") target.blur();
        return;
      }
      if (event.key === "/") {
        event.preventDefault();
        filter.current?.focus();
      }
      if (event.key !== "j" && event.key !== "k") return;
      const links = [...document.querySelectorAll<HTMLElement>("a[data-person]")];
      const at = links.indexOf(document.activeElement as HTMLElement);
      const to = at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)));
      links[to]?.focus();
      links[to]?.scrollIntoView({ block: "nearest" });
    };
    window.addEventListener("keydown", keys);
    return () => window.removeEventListener("keydown", keys);
  }, []);
}

function Empty({ mayAdd }: { mayAdd: boolean }) {
  const w = useWords();
  return (
    <>
      <Title>{w.people.title}</Title>
      <p>{mayAdd ? w.people.empty : w.people.emptyCoach}</p>
      {mayAdd && (
        <a class="button main" href="#/newcomer">
          {w.people.add}
        </a>
      )}
    </>
  );
}

export function PeoplePage() {
  const w = useWords();
  const { language } = useSettings();
  const role = useSession().status?.account?.role;
  const people = useLoaded(() => get<PersonRow[]>(`/people?language=${language}`), `people ${language}`);
  const [filter, setFilter] = useState("");
  const [group, setGroup] = useState<Group | null>(null);
  const [squad, setSquad] = useState("");
  const [sort, setSort] = useState<{ by: Column; down: boolean }>({ by: "why", down: false });
  const input = useRef<HTMLInputElement>(null);
  useKeys(input);
  const all = people.value ?? [];
  const rows = useMemo(() => {
    const wanted = filter.trim().toLocaleLowerCase();
    const fits = (row: PersonRow) => `${row.name} ${row.reason} ${row.phase_name} ${row.next?.what ?? ""}`.toLocaleLowerCase().includes(wanted);
    return sorted(
      all.filter((row) => (!group || row[group]) && (!squad || (row.groups ?? []).includes(squad)) && fits(row)),
      sort.by,
      sort.down,
    );
  }, [people.value, filter, group, squad, sort]);
  const squads = [...new Set(all.flatMap((row) => row.groups ?? []))].sort();
  const mayAdd = role === "owner" || role === "clinician";
  if (!people.value) return people.problem ? <Told problem={people.problem} retry={people.reload} /> : <Wait />;
  if (all.length === 0) return <Empty mayAdd={mayAdd} />;
  const columns = (["why", "name", "side", "phase", "day", "pain", "week", "criteria", "last", "cleared", "next"] as Column[]).filter(
    // Where nobody was cleared there is nothing to show, and the rest has its room.
    (column) => (role !== "coach" || !clinical.includes(column)) && (column !== "cleared" || all.some((row) => (row.cleared ?? []).length > 0)),
  );
  const groups = (["needs_a_look", "ready", "silent", "resting"] as Group[]).filter((id) => role !== "coach" || id !== "ready");
  const turn = (by: Column) => setSort((now) => ({ by, down: now.by === by ? !now.down : false }));
  return (
    <>
      <div class="people-head">
        <Title>{w.people.title}</Title>
        <div class="counters" role="group" aria-label={w.people.groupsLabel}>
          {groups.map((id) => (
            <button key={id} type="button" aria-pressed={group === id} onClick={() => setGroup(group === id ? null : id)}>
              <strong>{all.filter((row) => row[id]).length}</strong> {w.people.groups[id]}
            </button>
          ))}
        </div>
        {squads.length > 0 && (
          <select aria-label={w.practice.group} value={squad} onChange={(e) => setSquad(e.currentTarget.value)}>
            <option value="">{w.practice.everybody}</option>
            {squads.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        )}
        <input
          ref={input}
          type="search"
          aria-label={w.people.filter}
          placeholder={w.people.filter}
          aria-keyshortcuts="/"
          value={filter}
          onInput={(e) => setFilter(e.currentTarget.value)}
        />
        <span class="quiet small shown" role="status">
          {fill(w.people.count, { n: rows.length, all: all.length })}
        </span>
        {mayAdd && (
          <a class="button" href="#/newcomer">
            {w.people.add}
          </a>
        )}
      </div>
      <table class="people">
        <caption class="visually-hidden">
          {w.people.caption} {w.people.keys}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" class={`c-${column}`} aria-sort={sort.by === column ? (sort.down ? "descending" : "ascending") : undefined}>
                <button type="button" class="sort" title={column === "week" ? w.people.weekLong : undefined} onClick={() => turn(column)}>
                  {w.people[column]}
                  <span aria-hidden="true">{sort.by === column ? (sort.down ? " ▴" : " ▾") : ""}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} columns={columns} />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p>{w.people.noneFits}</p>}
    </>
  );
}
