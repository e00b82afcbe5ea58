// Return: where one is, the one next step, the ladder; what the decision rests on stands behind a press.
import { get, type Criterion, type Return, type ReturnFact, type Today } from "../../api";
import { useState } from "preact/hooks";
import { fill, useWords } from "../../i18n";
import { useLoaded } from "../../session";
import { number } from "../../settings";
import { mark, Title, Told, Wait } from "../../ui/basics";
import { Behind } from "../../ui/behind";
import { Opens, WhyLine } from "../../ui/evidence";
import { CriterionRow } from "../progress/progress_board";
import { NextStep, nextStep } from "../progress/progress_next";
import { Ladder } from "./return_ladder";
import { phasesOnce, type Phase } from "./return_once";
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

/** What was counted while a phase lasted is not counted anew behind it: it was enough. */
const asCounted = (phase: Phase, criterion: Criterion): Criterion =>
  phase.place === "behind" && criterion.state === "met" ? { ...criterion, have: criterion.need } : criterion;

/** One phase: how much of it is met; its conditions open at a press. */
function PhasePart({ phase, own, person, today }: { phase: Phase; own: Criterion[]; person: string; today: string }) {
  const w = useWords();
  const r = w.course.back;
  const [open, setOpen] = useState(false);
  const met = phase.criteria.filter((criterion) => criterion.state === "met").length;
  const place = { behind: w.pages.back.behind, present: r.here, ahead: w.pages.back.ahead }[phase.place];
  return (
    <section class={`phase-part ${phase.place}`} aria-current={phase.place === "present" ? "step" : undefined}>
      <h3>
        <button class="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span aria-hidden="true">{open ? "▾" : "▸"}</span> {phase.name}
        </button>
        <span class="quiet">
          {" "}
          · {place} · {fill(r.phaseMet, { met: number(met), all: number(phase.criteria.length) })}
        </span>
      </h3>
      <div class={open ? "" : "folded"}>
        <ul class="board">
          {own.map((criterion) => (
            <CriterionRow key={criterion.id} criterion={asCounted(phase, criterion)} person={person} today={today} />
          ))}
        </ul>
      </div>
    </section>
  );
}

/** Where one is on the way, and the one next step. */
function Here({ report, plan, person }: { report: Return; plan: Today; person: string }) {
  const w = useWords();
  const b = w.pages.back;
  const at = report.phases.findIndex((phase) => phase.place === "present");
  const phase = report.phases[at];
  const rung = report.ladder.find((one) => one.place === "present");
  return (
    <>
      <section class="here">
        <h2>{b.here}</h2>
        {phase && <p>{fill(b.phaseOf, { phase: phase.name, n: number(at + 1), all: number(report.phases.length) })}</p>}
        {report.ladder.length > 0 && (
          <p>{rung ? fill(b.rungOf, { rung: rung.name, n: number(report.ladder.indexOf(rung) + 1), all: number(report.ladder.length) }) : b.noRung}</p>
        )}
      </section>
      <NextStep step={nextStep(plan, plan.criteria, person, report.returned, w)} />
    </>
  );
}

function Decision({ report, person }: { report: Return; person: string }) {
  const w = useWords();
  const r = w.course.back;
  const b = w.pages.back;
  const lost = report.phases.filter((phase) => phase.place === "behind").flatMap((phase) => phase.criteria.filter((one) => one.state !== "met")).length;
  return (
    <>
      <h2>{r.decision}</h2>
      <p class="lead">{report.returned ? r.reached : fill(b.count, { met: number(report.met), all: number(report.met + report.open) })}</p>
      {lost > 0 && <p class="state-not_met">▲ {fill(b.lost, { n: number(lost) })}</p>}
      <p>{w.course.decisionStays}</p>
      <Behind title={b.whole}>
        <p class="quiet">{b.wholeHelp}</p>
        {phasesOnce(report.phases).map(({ phase, own }) => (
          <PhasePart key={phase.id} phase={phase} own={own} person={person} today={report.today} />
        ))}
      </Behind>
      <Behind title={b.evidence}>
        <h3>{r.experts}</h3>
        <Facts facts={report.facts} group="experts" person={person} />
        <h3>{r.noConsensus}</h3>
        <Facts facts={report.facts} group="no_consensus" person={person} />
        <h3>{r.again}</h3>
        <Facts facts={report.facts} group="reinjury" person={person} />
      </Behind>
    </>
  );
}

function StopRules({ report }: { report: Return }) {
  const r = useWords().course.back;
  const rules = fill(r.stopRules, { limit: number(report.pain_limit), before: number(report.run_before_max) });
  return (
    <div class="note">
      <strong>{r.stop}</strong>
      <p>
        {report.pain_evidence ? (
          <Opens title={r.stop} evidence={report.pain_evidence} rule={`protocol.${report.protocol}.pain`}>
            {rules}
          </Opens>
        ) : (
          rules
        )}
      </p>
    </div>
  );
}

export function ReturnPage({ person }: { person: string }) {
  const w = useWords();
  const r = w.course.back;
  const [protocol, setProtocol] = useState("");
  const report = useLoaded(() => get<Return>(`/people/${person}/return${protocol ? `?protocol=${protocol}` : ""}`), `${person} ${protocol}`);
  const today = useLoaded(() => get<Today>(`/people/${person}/today`), person);
  const [own, setOwn] = useState("");
  const value = report.value;
  const problem = report.problem ?? today.problem;
  if (!value || !today.value) return problem ? <Told problem={problem} retry={report.problem ? report.reload : today.reload} /> : <Wait />;
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
          {protocol ? <p class="note">{r.other}</p> : <Here report={value} plan={today.value} person={person} />}
          <h2>{r.ladder}</h2>
          {missing.length > 0 && <Speeds key={missing.join()} missing={missing} person={person} saved={report.reload} />}
          {value.ladder.length === 0 ? <p class="quiet">{r.noLadder}</p> : <Ladder report={value} />}
          <StopRules report={value} />
          <Decision report={value} person={person} />
          <Behind title={w.pages.back.others} open={protocol !== ""} paper={false}>
            <ProtocolChoice own={own || value.protocol} shown={value.protocol} choose={(id) => setProtocol(id === own ? "" : id)} />
            {own && <SideBySidePart person={person} own={own} />}
          </Behind>
          <p class="no-print">
            <button onClick={() => window.print()}>{w.common.print}</button>
          </p>
        </>
      )}
    </>
  );
}
