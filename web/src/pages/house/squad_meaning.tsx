// What the numbers of one person mean: injured against uninjured, changed or not, per kilogram, among the others, the goal.
import type { SquadPerson } from "../../api";
import { fill, useWords } from "../../i18n";
import { number } from "../../settings";

type Result = NonNullable<SquadPerson["result"]>;

function Leg({ name, leg, unit }: { name: string; leg: Result["left"]; unit: string }) {
  const t = useWords().practice;
  if (!leg) return null;
  const percentile = leg.percentile_per_kg ?? leg.percentile;
  const parts = [
    `${number(leg.value, 0)} ± ${number(leg.half_width, 0)} ${unit}`,
    leg.per_kg === null ? "" : fill(t.perKg, { value: number(leg.per_kg, 1) }),
    leg.change_text,
    percentile === null ? "" : fill(t.percentile, { n: number(percentile, 0) }),
  ].filter(Boolean);
  return (
    <span class="leg-result">
      <strong>{name}</strong> {parts.join(" · ")}
    </span>
  );
}

/** `side`: the hurt leg; a goal that it has reached is no goal to train to. */
export function ResultLines({ result, unit, side }: { result: Result; unit: string; side: string }) {
  const t = useWords().practice;
  const hurt = side === "left" ? result.left : side === "right" ? result.right : null;
  const reached = hurt !== null && result.goal !== null && hurt.value >= result.goal.value;
  return (
    <>
      {result.sides && <strong class="ratio">{result.sides} </strong>}
      <Leg name={t.left} leg={result.left} unit={unit} /> <Leg name={t.right} leg={result.right} unit={unit} />
      {result.goal && (
        <span class="goal" title={result.goal.label}>
          {" "}
          {fill(reached ? t.goalReached : t.goal, { value: number(result.goal.value, 0), unit, from: result.goal.text })}
        </span>
      )}
    </>
  );
}

export function Meaning({ person, unit }: { person: SquadPerson; unit: string }) {
  return person.result ? <ResultLines result={person.result} unit={unit} side={person.side} /> : null;
}
