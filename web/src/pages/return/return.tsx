// Return: the running ladder, what stands before return, and what is known about being hurt again.
import { get, type Criterion, type Return, type ReturnFact } from "../../api";
import { useState } from "preact/hooks";
import { fill, useWords } from "../../i18n";
import { useLoaded } from "../../session";
import { number } from "../../settings";
import { mark, Title, Told, Wait } from "../../ui/basics";
import { Opens, WhyLine } from "../../ui/evidence";
import { CriterionRow } from "../progress/progress_board";
import { Ladder } from "./return_ladder";
import { ProtocolChoice } from "./return_protocol";
import { SideBySidePart } from "./return_sides";
import { missingSpeeds, Speeds } from "./return_speeds";

function Fact({ fact, person }: { fact: ReturnFact; person: string }) {
  const open = fact.state === "not_known" ? fact.settled_by[0] : undefined;
  return (
    <li class="fact">
      {fact.state && (
        <span class={`state state-${fact.state}`}>
          <span aria-hidden="true">{mark(fact.state)}</span> {fact.state_name}
        </span>
      )}
      <span>
        <WhyLine why={fact.why} />{" "}
        {open && (
          <a class="no-print" href={open.kind === "test" ? `#/people/${person}/test/${open.id}` : `#/people/${person}/today`}>
            {open.name}
          </a>
        )}
      </span>
    </li>
  );
}

function Facts({ facts, group, person }: { facts: ReturnFact[]; group: ReturnFact["group"]; person: string }) {
  return (
    <ul class="facts">
      {facts
        .filter((fact) => fact.group === group)
        .map((fact) => (
          <Fact key={fact.id} fact={fact} person={person} />
        ))}
    </ul>
  );
}

type Phase = Return["phases"][number];

/** What an earlier phase asks too stands there once; later phases only name it. */
function phasesOnce(phases: Phase[]): { phase: Phase; own: Criterion[]; again: string[] }[] {
  const seen = new Set<string>();
  return phases.map((phase) => {
    const own = phase.criteria.filter((criterion) => !seen.has(criterion.text));
    const again = phase.criteria.filter((criterion) => seen.has(criterion.text)).map((criterion) => criterion.text);
    for (const criterion of own) seen.add(criterion.text);
    return { phase, own, again };
  });
}

/** The present phase stands open; a later one says how much of it is met and opens to the rest. */
function PhasePart({ phase, own, again, person, today }: { phase: Phase; own: Criterion[]; again: string[]; person: string; today: string }) {
  const r = useWords().course.back;
  const [open, setOpen] = useState(phase.present);
  const met = phase.criteria.filter((criterion) => criterion.state === "met").length;
  return (
    <section class="phase-part">
      <h3>
        <button class="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span aria-hidden="true">{open ? "▾" : "▸"}</span> {phase.name}
        </button>
        <span class="quiet">
          {phase.present && ` · ${r.here}`} · {fill(r.phaseMet, { met: number(met), all: number(phase.criteria.length) })}
        </span>
      </h3>
      <div class={open ? "" : "folded"}>
        <ul class="board">
          {own.map((criterion) => (
            <CriterionRow key={criterion.id} criterion={criterion} person={person} today={today} />
          ))}
        </ul>
        {again.length > 0 && (
          <p class="quiet">
            {r.asAbove}: {again.join(" · ")}
          </p>
        )}
      </div>
    </section>
  );
}

function Decision({ report, person }: { report: Return; person: string }) {
  const w = useWords();
  const r = w.course.back;
  const all = report.phases.flatMap((phase) => phase.criteria);
  const open = all.filter((c) => c.state !== "met");
  return (
    <>
      <h2>{r.decision}</h2>
      <p class="lead">
        {report.returned ? r.reached : fill(r.sum, { met: number(report.met), all: number(all.length) })} {w.course.decisionStays}
      </p>
      {!report.returned && open.length > 0 && (
        <p>
          {r.open}: {[...new Set(open.map((c) => c.text))].join(" · ")}
        </p>
      )}
      {phasesOnce(report.phases).map(({ phase, own, again }) => (
        <PhasePart key={phase.id} phase={phase} own={own} again={again} person={person} today={report.today} />
      ))}
      <h3>{r.experts}</h3>
      <Facts facts={report.facts} group="experts" person={person} />
      <h3>{r.noConsensus}</h3>
      <Facts facts={report.facts} group="no_consensus" person={person} />
      <h2>{r.again}</h2>
      <Facts facts={report.facts} group="reinjury" person={person} />
    </>
  );
}

export function ReturnPage({ person }: { person: string }) {
  const w = useWords();
  const r = w.course.back;
  const [protocol, setProtocol] = useState("");
  const report = useLoaded(() => get<Return>(`/people/${person}/return${protocol ? `?protocol=${protocol}` : ""}`), `${person} ${protocol}`);
  const [own, setOwn] = useState("");
  const value = report.value;
  if (!value) return report.problem ? <Told problem={report.problem} retry={report.reload} /> : <Wait />;
  if (!protocol && value.protocol && own !== value.protocol) setOwn(value.protocol);
  const missing = missingSpeeds(value);
  return (
    <>
      <Title>{r.title}</Title>
      {!value.protocol ? (
        <p>
          {r.none} <a href={`#/people/${person}/today`}>{w.nav.today}</a>
        </p>
      ) : (
        <>
          <ProtocolChoice own={own || value.protocol} shown={value.protocol} choose={(id) => setProtocol(id === own ? "" : id)} />
          {protocol && <p class="note">{r.other}</p>}
          <h2>{r.ladder}</h2>
          {missing.length > 0 && <Speeds key={missing.join()} missing={missing} person={person} saved={report.reload} />}
          {value.ladder.length === 0 ? <p class="quiet">{r.noLadder}</p> : <Ladder report={value} />}
          <div class="note">
            <strong>{r.stop}</strong>
            <p>
              {value.pain_evidence ? (
                <Opens title={r.stop} evidence={value.pain_evidence} rule={`protocol.${value.protocol}.pain`}>
                  {fill(r.stopRules, { limit: number(value.pain_limit), before: number(value.run_before_max) })}
                </Opens>
              ) : (
                fill(r.stopRules, { limit: number(value.pain_limit), before: number(value.run_before_max) })
              )}
            </p>
          </div>
          <Decision report={value} person={person} />
          {own && <SideBySidePart person={person} own={own} />}
          <p class="no-print">
            <button onClick={() => window.print()}>{w.common.print}</button>
          </p>
        </>
      )}
    </>
  );
}
