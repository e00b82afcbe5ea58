// Small pieces that every page uses.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../api";
import { fill, useWords } from "../i18n";
import { sentence } from "../sentence";
import { radioKeys, tabStop } from "./radios";

/** The one heading of a page; takes the focus when the page changes, so that a reader hears where it is. */
export function Title({ children }: { children: ComponentChildren }) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    ref.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={ref} tabIndex={-1}>
      {children}
    </h1>
  );
}

/** The head of a table: a name a column. */
export function Heads({ names }: { names: string[] }) {
  return (
    <thead>
      <tr>
        {names.map((name) => (
          <th key={name} scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

export function Told({ problem, retry }: { problem: Problem | null; retry?: () => void }) {
  const w = useWords();
  if (!problem) return null;
  const text = problem.unreachable ? w.problem.unreachable : problem.body.message || w.problem.broken;
  return (
    <div class="note problem" role="alert">
      <strong>{w.problem.title}</strong>
      <p>
        {sentence(text)} {problem.body.advice} {problem.body.log_id && fill(w.problem.number, { id: problem.body.log_id })}
      </p>
      {retry && <button onClick={retry}>{w.common.retry}</button>}
    </div>
  );
}

export function Wait() {
  const w = useWords();
  return (
    <p class="quiet" role="status">
      {w.common.loading}…
    </p>
  );
}

/** Eleven buttons, 0 to 10; a twelfth where it may be not known. */
export function Pain({
  label,
  value,
  onChange,
  ends = false,
  unknown,
}: {
  label: string;
  value: number | null;
  onChange: (value: number) => void;
  ends?: boolean;
  unknown?: { chosen: boolean; choose: () => void };
}) {
  const w = useWords();
  const chosen = unknown?.chosen ? 11 : (value ?? -1);
  return (
    <fieldset>
      <legend>{label}</legend>
      <div class={unknown ? "pain twelve" : "pain"} role="radiogroup" aria-label={label} onKeyDown={radioKeys}>
        {Array.from({ length: 11 }, (_, n) => (
          <button key={n} type="button" role="radio" tabIndex={tabStop(n, chosen)} aria-checked={value === n} onClick={() => onChange(n)}>
            {n}
          </button>
        ))}
        {unknown && (
          <button
            type="button"
            role="radio"
            tabIndex={tabStop(11, chosen)}
            aria-checked={unknown.chosen}
            aria-label={w.common.unknown}
            title={w.common.unknown}
            onClick={unknown.choose}
          >
            ?
          </button>
        )}
      </div>
      {ends && (
        <p class="pain-ends quiet small">
          {w.you.painEnds.split(", ").map((end) => (
            <span key={end}>{end}</span>
          ))}
        </p>
      )}
    </fieldset>
  );
}

export interface Option {
  id: string;
  name: string;
  /** What a mark such as ? means in words. */
  means?: string;
}

/** Letters of a choice that stands beside others. */
const shortWords = 24;

/** One of a few. */
export function Choice({
  label,
  options,
  value,
  onChange,
  hideLabel = false,
  row = false,
}: {
  label: string;
  options: Option[];
  value: string | null;
  onChange: (id: string) => void;
  hideLabel?: boolean;
  row?: boolean;
}) {
  // Many short words stand side by side; long ones are read more easily one under the other.
  const chosen = options.findIndex((option) => option.id === value);
  const listed = options.length > 4 && !row && options.some((option) => option.name.length > shortWords);
  return (
    <fieldset>
      <legend class={hideLabel ? "visually-hidden" : ""}>{label}</legend>
      <div class={listed ? "choices" : "row"} role="radiogroup" aria-label={label} onKeyDown={radioKeys}>
        {options.map((option, i) => (
          <button
            key={option.id}
            type="button"
            role="radio"
            tabIndex={tabStop(i, chosen)}
            aria-checked={value === option.id}
            aria-label={option.means}
            title={option.means}
            onClick={() => onChange(option.id)}
          >
            {option.name}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** Any of a few. */
export function Chips({
  label,
  options,
  value,
  onChange,
  hideLabel = false,
}: {
  label: string;
  options: Option[];
  value: string[];
  onChange: (ids: string[]) => void;
  hideLabel?: boolean;
}) {
  const toggle = (id: string) => onChange(value.includes(id) ? value.filter((v) => v !== id) : [...value, id]);
  return (
    <fieldset>
      <legend class={hideLabel ? "visually-hidden" : ""}>{label}</legend>
      <div class="row">
        {options.map((option) => (
          <button key={option.id} type="button" aria-pressed={value.includes(option.id)} onClick={() => toggle(option.id)}>
            {option.name}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ComponentChildren }) {
  const w = useWords();
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    ref.current?.showModal();
  }, []);
  return (
    <dialog ref={ref} onClose={onClose} aria-label={title}>
      <h2 style={{ marginTop: 0 }}>{title}</h2>
      {children}
      <div class="row end">
        <button class="main" onClick={() => ref.current?.close()}>
          {w.common.close}
        </button>
      </div>
    </dialog>
  );
}

/** State as mark, word and color. */
export function mark(state: string): string {
  return { met: "●", not_met: "▲", not_known: "○" }[state] ?? "○";
}

/** A message to a screen reader that changes now and then. */
export function useLive(): [string, (text: string) => void] {
  const [text, set] = useState("");
  return [text, set];
}

/** One step back in what is asked one screen at a time. */
export function Back({ back }: { back: () => void }) {
  const w = useWords();
  return (
    <p>
      <button class="plain" onClick={back}>
        ← {w.common.back}
      </button>
    </p>
  );
}
