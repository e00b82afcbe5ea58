// Everything that can be measured, what waits for it first; questionnaires; hip alignment, described and never blamed.
import type { AlignmentItem, Measures, OfferedTest } from "../../api";
import { fill, useWords } from "../../i18n";
import { dayName } from "../../settings";
import { Title } from "../../ui/basics";
import { Opens } from "../../ui/evidence";

/** A test that may not be done has no form to lead to: it says why, and how it is done for whoever wants to know. */
function Row({ person, test }: { person: string; test: OfferedTest }) {
  const w = useWords();
  const t = w.measure;
  const barred = test.allowed === "no";
  const facts = [
    barred ? t.testNotYet : "",
    test.last ? fill(t.testLast, { day: dayName(test.last) }) : "",
    test.again_on ? fill(t.testAgain, { day: dayName(test.again_on) }) : "",
    test.equipment.length > 0 ? `${t.needs}: ${test.equipment.map((e) => e.name).join(", ")}` : "",
    test.allowed === "not_known" ? fill(t.testAsk, { what: test.missing.map((m) => m.text).join(", ") }) : "",
    test.by.includes("self") ? "" : t.helper,
  ].filter(Boolean);
  if (barred) {
    return (
      <li class="barred">
        <details>
          <summary>{test.name}</summary>
          <p>{test.how}</p>
        </details>
        <p class="quiet small">{facts.join(" · ")}</p>
      </li>
    );
  }
  return (
    <li>
      <a href={`#/people/${person}/test/${test.id}`}>{test.name}</a>
      {facts.length > 0 && <p class="quiet small">{facts.join(" · ")}</p>}
    </li>
  );
}

function Rows({ person, title, tests }: { person: string; title: string; tests: OfferedTest[] }) {
  if (tests.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul class="test-rows">
        {tests.map((test) => (
          <Row key={test.id} person={person} test={test} />
        ))}
      </ul>
    </section>
  );
}

function Program({ item }: { item: AlignmentItem }) {
  const w = useWords();
  const t = w.measure;
  return (
    <details>
      <summary>{item.name}</summary>
      {item.content.length > 0 && (
        <ul>
          {item.content.map((line) => (
            <li key={line.id}>
              <strong>{line.name}</strong> {line.dose}, {fill(t.everyDays, { n: line.every_days })}
              <br />
              <span class="quiet">{line.cue}</span>
            </li>
          ))}
        </ul>
      )}
      {item.beside.length > 0 && <h3>{t.alignmentSaid}</h3>}
      {item.beside.map((said) => (
        <p key={said.text}>
          <Opens title={item.name} evidence={said.evidence}>
            {said.text}
          </Opens>
        </p>
      ))}
      {item.again_after_days > 0 && <p class="quiet small">{fill(t.alignmentAgain, { n: item.again_after_days })}</p>}
    </details>
  );
}

export function TestList({ person, measures }: { person: string; measures: Measures }) {
  const w = useWords();
  const t = w.measure;
  const plain = measures.tests.filter((test) => !test.described_only);
  const alignment = measures.tests.filter((test) => test.described_only);
  // A test that today asks not to be made is neither waited for nor at hand today; it stands with the others.
  const waiting = plain.filter((test) => test.settles.length > 0 && !test.waits);
  const rest = plain.filter((test) => test.settles.length === 0 || test.waits);
  return (
    <>
      <Title>{t.tests}</Title>
      <p>{t.testsIntro}</p>
      {measures.waits_text && (
        <p class="note" role="note">
          {measures.waits_text}
        </p>
      )}
      <Rows person={person} title={t.testsWaiting} tests={waiting} />
      <Rows person={person} title={t.testsNow} tests={rest.filter((test) => test.allowed === "yes" && !test.waits)} />
      <Rows person={person} title={t.testsLater} tests={rest.filter((test) => test.allowed !== "yes" || test.waits)} />
      <section>
        <h2>{t.questionnaire}</h2>
        <p class="quiet">{t.questionnaireHow}</p>
        <ul class="test-rows">
          {measures.questionnaires.map((questionnaire) => (
            <li key={questionnaire.id}>
              <a href={`#/people/${person}/test/${questionnaire.id}`}>{questionnaire.name}</a>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t.alignment}</h2>
        <p class="quiet">
          {measures.alignment_label} {measures.alignment_note}
        </p>
        <ul class="test-rows">
          {alignment.map((test) => (
            <Row key={test.id} person={person} test={test} />
          ))}
        </ul>
        <h3>{t.programs}</h3>
        {measures.alignment
          .filter((item) => item.program)
          .map((item) => (
            <Program key={item.id} item={item} />
          ))}
      </section>
    </>
  );
}
