// Return: the running ladder, what stands before return, and what is known about being hurt again.
import { get, type Library, type Return, type ReturnFact } from "../api";
import { useState } from "preact/hooks";
import { fill, useWords } from "../i18n";
import { useLoaded } from "../session";
import { number, useSettings } from "../settings";
import { mark, Title, Told, Wait } from "../ui/basics";
import { Opens, WhyLine } from "../ui/evidence";
import { CriterionRow } from "./progress_board";
import { Ladder } from "./return_ladder";
import { SideBySidePart } from "./return_sides";

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
          {r.open}: {open.map((c) => c.text).join(" · ")}
        </p>
      )}
      {report.phases.map((phase) => (
        <section key={phase.id}>
          <h3>
            {phase.name}
            {phase.present && <span class="quiet"> · {r.here}</span>}
          </h3>
          <ul class="board">
            {phase.criteria.map((criterion) => (
              <CriterionRow key={criterion.id} criterion={criterion} person={person} />
            ))}
          </ul>
        </section>
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

function ProtocolChoice({ shown, choose }: { shown: string; choose: (id: string) => void }) {
  const w = useWords();
  const { language } = useSettings();
  const library = useLoaded(() => get<Library>(`/library?language=${language}`), language);
  if (!library.value) return null;
  return (
    <p class="no-print">
      <label for="protocol">{w.course.back.protocol}</label>
      <select id="protocol" value={shown} onChange={(e) => choose(e.currentTarget.value)}>
        {library.value.protocols.map((p) => (
          <option key={p.id} value={p.id}>
            {p.name}
          </option>
        ))}
      </select>
    </p>
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
  return (
    <>
      <Title>{r.title}</Title>
      {!value.protocol ? (
        <p>
          {r.none} <a href={`#/people/${person}/today`}>{w.nav.today}</a>
        </p>
      ) : (
        <>
          <ProtocolChoice shown={value.protocol} choose={(id) => setProtocol(id === own ? "" : id)} />
          {protocol && <p class="note">{r.other}</p>}
          <h2>{r.ladder}</h2>
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
