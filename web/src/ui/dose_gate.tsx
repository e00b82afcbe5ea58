// Before sets, repetitions and kilograms are read by somebody of whom nothing is known: whom they are for, and one question
// that names the danger signs. It lasts as long as the page and is kept nowhere.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useWords } from "../i18n";
import { Choice } from "./basics";

export interface Gate {
  who: string | null;
  signs: string | null;
}
export const shut: Gate = { who: null, signs: null };
export const opened = (gate: Gate) => gate.who === "yes" && gate.signs === "no";

export function DoseGate({ gate, change }: { gate: Gate; change: (gate: Gate) => void }) {
  const w = useWords().answer.gate;
  const answers = [
    { id: "yes", name: w.yes },
    { id: "no", name: w.no },
    { id: "unsure", name: w.unsure },
  ];
  const sign = gate.signs !== null && gate.signs !== "no";
  const other = gate.who !== null && gate.who !== "yes";
  return (
    <section class="dose-gate" aria-labelledby="dose-gate">
      <h2 id="dose-gate">{w.title}</h2>
      <p>{w.who}</p>
      <Choice label={w.whoAsk} options={answers} value={gate.who} onChange={(who) => change({ ...gate, who })} />
      <Choice label={w.signs} options={answers} value={gate.signs} onChange={(signs) => change({ ...gate, signs })} />
      {(sign || other) && (
        <p class="note" role="alert">
          {sign ? w.stop : w.notYou} <a href="#/story">{w.tell}</a>
        </p>
      )}
    </section>
  );
}

/** What stands behind it; in its place, that two questions come first, until both are answered: then the gate says why not. */
export function Behind({ gate, children }: { gate: Gate; children: ComponentChildren }) {
  const w = useWords().answer.gate;
  const answered = gate.who !== null && gate.signs !== null;
  if (opened(gate)) return <>{children}</>;
  return answered ? null : <p class="quiet">{w.hidden}</p>;
}

export function useGate() {
  return useState<Gate>(shut);
}
