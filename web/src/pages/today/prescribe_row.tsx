// One exercise of a prescription: its dose, its days, where it stands, and what is wrong with it.
import type { Prescribing } from "../../api";
import { fill, useWords } from "../../i18n";
import type { Row } from "./prescribe_state";

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

export function PrescribedRow({
  row,
  offered,
  remarks,
  first,
  last,
  change,
  move,
  drop,
}: {
  row: Row;
  offered: Prescribing;
  remarks: string[];
  first: boolean;
  last: boolean;
  change: (part: Partial<Row>) => void;
  move: (by: number) => void;
  drop: () => void;
}) {
  const t = useWords().practice;
  const exercise = offered.exercises.find((one) => one.id === row.exercise);
  const name = exercise?.name ?? row.exercise;
  const planned = offered.exercises.find((one) => one.id === row.planned);
  const fields: [keyof Row & ("sets" | "amount" | "load" | "rest" | "tempo" | "pain"), string][] = [
    ["sets", t.sets],
    ["amount", `${t.amount}, ${exercise?.unit_name ?? ""}`],
    ...(exercise?.loadable ? ([["load", t.kg]] as ["load", string][]) : []),
    ["rest", t.rest],
    ["tempo", t.tempo],
    ["pain", t.pain],
  ];
  return (
    <li class={row.out ? "out" : ""}>
      <div class="row">
        <label>
          <span class="visually-hidden">{t.exercise}</span>
          <select value={row.exercise} disabled={row.out} onChange={(e) => change({ exercise: e.currentTarget.value, changed: true })}>
            {offered.exercises.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        <span class="quiet small">
          {row.out ? t.out : planned && planned.id !== row.exercise ? fill(t.instead, { name: planned.name }) : row.changed ? t.changed : t.fromPlan}
        </span>
        <button type="button" disabled={first} aria-label={`${t.up}: ${name}`} onClick={() => move(-1)}>
          ↑
        </button>
        <button type="button" disabled={last} aria-label={`${t.down}: ${name}`} onClick={() => move(1)}>
          ↓
        </button>
        <button type="button" aria-label={`${row.out ? t.putBack : t.takeOut}: ${name}`} onClick={() => (row.planned ? change({ out: !row.out }) : drop())}>
          {row.out ? t.putBack : t.takeOut}
        </button>
      </div>
      {!row.out && (
        <div class="row doses">
          {fields.map(([key, label]) => (
            <label key={key}>
              {label}{" "}
              <input
                inputMode={key === "tempo" ? "text" : "decimal"}
                autoComplete="off"
                size={6}
                title={key === "tempo" ? t.tempoHelp : undefined}
                aria-label={`${name}, ${label}`}
                value={row[key]}
                onInput={(e) => change({ [key]: e.currentTarget.value, changed: true })}
              />
            </label>
          ))}
          <fieldset class="days" title={t.daysHelp}>
            <legend class="visually-hidden">
              {name}, {t.days}
            </legend>
            {weekdays.map((day) => (
              <label key={day}>
                <input
                  type="checkbox"
                  checked={row.days.includes(day)}
                  onChange={(e) => change({ days: e.currentTarget.checked ? [...row.days, day] : row.days.filter((one) => one !== day), changed: true })}
                />{" "}
                {t.weekdays[day]}
              </label>
            ))}
          </fieldset>
        </div>
      )}
      {remarks.map((remark) => (
        <p key={remark} class="state-not_met" role="alert">
          {remark}
        </p>
      ))}
    </li>
  );
}
