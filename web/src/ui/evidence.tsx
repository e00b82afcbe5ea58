// Everything that is said can be opened, in this order: the number, how it was made, how far to trust it, the
// source, the version. Ids stand last and small: they are for those who look into the data.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { get, type Evidence, type Source, type Why } from "../api";
import { fill, useWords } from "../i18n";
import { settings } from "../settings";
import { useLoaded, useSession } from "../session";
import { Dialog } from "./basics";

/** How strong a source is stays out of what an instruction to seek care rests on: nobody weighs whether to go. */
function SourceLine({ id, evidence }: { id: string; evidence: Evidence }) {
  const w = useWords();
  const { value } = useLoaded(() => get<Source>(`/sources/${encodeURIComponent(id)}?language=${settings().language}`), id);
  if (!value) return <li>{id}</li>;
  const address = value.doi ? `https://doi.org/${value.doi}` : value.address;
  const read = evidence.strength ? value.words : value.read;
  return (
    <li>
      {[value.authors, value.year > 0 ? value.year : "", value.title, value.venue].filter(Boolean).join(", ") || id}
      {address && (
        <>
          {" "}
          <a href={address} rel="noreferrer noopener" target="_blank">
            {value.doi || address.replace(/^https?:\/\//, "").split("/")[0]}
          </a>
        </>
      )}
      {/* Notes name sources by their id. */}
      <span class="quiet small"> {id}</span>
      {value.retracted && (
        <>
          <br />
          <strong>{fill(w.evidence.retracted, { notice: value.retracted.notice, year: value.retracted.year })}</strong>
        </>
      )}
      {read !== evidence.words && (
        <>
          <br />
          <span class="quiet small">{read}</span>
        </>
      )}
    </li>
  );
}

/** What kind of rule an id names: its first part, and within a protocol what it is a part of. */
function kindOf(rule: string): string {
  const parts = rule.split(".");
  if (parts[0] !== "protocol") return parts[0] ?? "";
  return (parts.length > 4 ? parts[3] : parts[2]) ?? "protocol";
}

const strengths = ["D", "C", "B", "A"];

/** How strong it is, as words with one to four bars before them; only the words where nothing is graded. */
function Chip({ evidence }: { evidence: Evidence }) {
  if (!evidence.strength) return <p class="evidence-chip">{evidence.words}</p>;
  const full = strengths.indexOf(evidence.strength) + 1;
  return (
    <p class="evidence-chip">
      <span class="bars" aria-hidden="true">
        {strengths.map((strength, i) => (
          <i key={strength} class={i < full ? "full" : ""} />
        ))}
      </span>
      {evidence.words}
    </p>
  );
}

function HowMade({ rule, facts, made }: { rule: string; facts: string[]; made: string }) {
  const w = useWords();
  const e = w.evidence;
  const words = made || ((e.rules as Record<string, string>)[kindOf(rule)] ?? "");
  const looked = [...new Set(facts.map((fact) => (e.kinds as Record<string, string>)[fact.split(".")[0] ?? ""] ?? ""))].filter(Boolean);
  if (!words && looked.length === 0) return null;
  return (
    <>
      <h3>{e.how}</h3>
      <p>
        {words} {looked.length > 0 && fill(e.facts, { facts: looked.join(", ") })}
      </p>
    </>
  );
}

interface Made {
  evidence: Evidence;
  rule?: string;
  facts?: string[];
  /** How it was made, where the caller knows it better than the rule's kind does. */
  made?: string;
}

export function EvidenceBody({ evidence, rule = "", facts = [], made = "" }: Made) {
  const w = useWords();
  const { status } = useSession();
  return (
    <>
      <HowMade rule={rule} facts={facts} made={made} />
      <h3>{w.evidence.trust}</h3>
      <Chip evidence={evidence} />
      {evidence.fit_words && <p>{evidence.fit_words}</p>}
      {evidence.note && settings().language === "en" && <p class="quiet">{evidence.note}</p>}
      {/* The notes of the project are written in English alone: who reads another language is told so first. */}
      {evidence.note && settings().language !== "en" && (
        <details>
          <summary>{w.evidence.noteEnglish}</summary>
          <p class="quiet" lang="en">
            {evidence.note}
          </p>
        </details>
      )}
      <h3>{w.evidence.source}</h3>
      <ul>
        {evidence.sources.map((id) => (
          <SourceLine key={id} id={id} evidence={evidence} />
        ))}
      </ul>
      <h3>{w.evidence.version}</h3>
      <p class="quiet small ids">
        {fill(w.about.versions, { program: status?.program ?? "", knowledge: status?.knowledge ?? "" })}
        {rule && (
          <>
            <br />
            {w.evidence.rule} {rule}
            {facts.length > 0 && `, ${w.evidence.factIds} ${facts.join(", ")}`}
          </>
        )}
      </p>
    </>
  );
}

/** Text with a dotted line under it that opens to its evidence. `number`: the number or the dose it stands for;
 *  without one, what was said where it is more than the title. */
export function Opens({ children, title, number, ...how }: Made & { children: ComponentChildren; title: string; number?: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  const first = number ?? (children === title ? null : children);
  return (
    <>
      <button type="button" class="open" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {children}
      </button>
      {open && (
        <Dialog title={title} onClose={() => setOpen(false)}>
          {/* A sentence is no number: it stands in plain type. */}
          {first && <p class={typeof first === "string" && first.length > 60 ? "" : "opened-number"}>{first}</p>}
          <EvidenceBody {...how} />
        </Dialog>
      )}
    </>
  );
}

export function WhyLine({ why, ...more }: { why: Why; number?: ComponentChildren; made?: string }) {
  return (
    <Opens title={why.text} evidence={why.evidence} rule={why.rule} facts={why.facts} {...more}>
      {why.text}
    </Opens>
  );
}
