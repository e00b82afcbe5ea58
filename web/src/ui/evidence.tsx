// Everything that is said can be opened: how it was made, how far to trust it, the source, the version.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { get, type Evidence, type Source, type Why } from "../api";
import { useWords } from "../i18n";
import { settings } from "../settings";
import { useLoaded, useSession } from "../session";
import { Dialog } from "./basics";

function SourceLine({ id }: { id: string }) {
  const { value } = useLoaded(() => get<Source>(`/sources/${encodeURIComponent(id)}?language=${settings().language}`), id);
  if (!value) return <li>{id}</li>;
  const address = value.doi ? `https://doi.org/${value.doi}` : value.address;
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
      <br />
      <span class="quiet small">{value.words}</span>
    </li>
  );
}

export function EvidenceBody({ evidence, rule, facts }: { evidence: Evidence; rule?: string; facts?: string[] }) {
  const w = useWords();
  const { status } = useSession();
  return (
    <>
      {rule && (
        <>
          <h3>{w.evidence.how}</h3>
          <p>
            {w.evidence.rule}: <code>{rule}</code>
            {facts && facts.length > 0 && (
              <>
                <br />
                {w.evidence.facts}: {facts.join(", ")}
              </>
            )}
          </p>
        </>
      )}
      <h3>{w.evidence.trust}</h3>
      <p>
        {evidence.words}
        {evidence.fit_words && <br />}
        {evidence.fit_words}
      </p>
      {evidence.note && <p class="quiet">{evidence.note}</p>}
      <h3>{w.evidence.source}</h3>
      <ul>
        {evidence.sources.map((id) => (
          <SourceLine key={id} id={id} />
        ))}
      </ul>
      <h3>{w.evidence.version}</h3>
      <p class="quiet small">
        {status?.program} · {status?.knowledge}
      </p>
    </>
  );
}

/** Text with a dotted line under it that opens to its evidence. */
export function Opens({ children, title, evidence, rule, facts }: { children: ComponentChildren; title: string; evidence: Evidence; rule?: string; facts?: string[] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="open" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {children}
      </button>
      {open && (
        <Dialog title={title} onClose={() => setOpen(false)}>
          <EvidenceBody evidence={evidence} {...(rule ? { rule } : {})} {...(facts ? { facts } : {})} />
        </Dialog>
      )}
    </>
  );
}

export function WhyLine({ why }: { why: Why }) {
  return (
    <Opens title={why.text} evidence={why.evidence} rule={why.rule} facts={why.facts}>
      {why.text}
    </Opens>
  );
}
