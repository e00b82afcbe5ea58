// A technique for range and comfort: measured before, done by the clock, measured after. The change is shown with
// its error once some days of it are there.
import { useState } from "preact/hooks";
import type { Library, Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { number } from "../../settings";
import { Choice, Title } from "../../ui/basics";
import { Opens } from "../../ui/evidence";
import { NumberField } from "../../ui/number_field";
import { useLibrary } from "./session_figure";
import { useCountdown } from "./session_timer";

type Technique = Today["techniques"][number];
type Test = Library["tests"][number];

/** The techniques of today, each with what measuring has shown so far. */
export function Techniques({ today, begin }: { today: Today; begin: (technique: Technique) => void }) {
  const w = useWords();
  if (today.techniques.length === 0) return null;
  return (
    <details>
      <summary>{w.today.techniques}</summary>
      {today.techniques.map((technique) => {
        const shown = today.follow_up.techniques.find((row) => row.id === technique.id);
        return (
          <div class="technique" key={technique.id}>
            <div>
              <h2>{technique.name}</h2>
              <p class="quiet">{technique.dose}</p>
              {shown && <Change text={shown.text} name={shown.name} evidence={shown.evidence} />}
            </div>
            {technique.measure_with.length > 0 && (
              <button aria-label={`${w.today.start}: ${technique.name}`} onClick={() => begin(technique)}>
                {w.today.start}
              </button>
            )}
          </div>
        );
      })}
      <p class="quiet small">{today.techniques[0]?.label}</p>
    </details>
  );
}

function Change({ text, name, evidence }: { text: string; name: string; evidence: Today["follow_up"]["techniques"][number]["evidence"] }) {
  const w = useWords();
  const words = fill(w.session.technique.measured, { text });
  return (
    <p class="small">
      {evidence ? (
        <Opens title={name} evidence={evidence}>
          {words}
        </Opens>
      ) : (
        words
      )}
    </p>
  );
}

function Measure({ test, label, done }: { test: Test; label: string; done: (values: number[]) => void }) {
  const w = useWords();
  const count = Math.max(1, test.repeats);
  const [values, setValues] = useState<(number | null)[]>(Array.from({ length: count }, () => null));
  const read = values.filter((v): v is number => v !== null);
  return (
    <>
      <h2>{label}</h2>
      <p>{test.how}</p>
      <div class="measures">
        {values.map((value, i) => (
          <NumberField
            key={i}
            label={fill(w.session.technique.value, { n: i + 1 })}
            unit={test.unit}
            value={value}
            {...(test.min === undefined ? {} : { min: test.min })}
            {...(test.max === undefined ? {} : { max: test.max })}
            onChange={(v) => setValues(values.map((old, at) => (at === i ? v : old)))}
          />
        ))}
      </div>
      <button class="main wide" disabled={read.length === 0} onClick={() => done(read)}>
        {w.common.next}
      </button>
    </>
  );
}

function Rounds({ technique, done }: { technique: Technique; done: () => void }) {
  const w = useWords();
  const [round, setRound] = useState(0);
  const all = Math.max(1, technique.sets.max);
  const seconds = technique.seconds.max;
  const clock = useCountdown(() => setRound((n) => n + 1));
  const over = round >= all;
  return (
    <>
      <h2>{w.session.technique.doIt}</h2>
      <p>{technique.how}</p>
      <p class="quiet">{technique.dose}</p>
      {seconds > 0 && !over && (
        <div class="now">
          <p class="dose" role={clock.state === "runs" ? "timer" : undefined}>
            {clock.state === "off" ? seconds : clock.left} <span class="unit">s</span>
          </p>
          <p class="quiet" role="status">
            {fill(w.session.technique.round, { n: round + 1, all })}
          </p>
          <button class="main wide" onClick={() => (clock.state === "runs" ? clock.pause() : clock.state === "paused" ? clock.goOn() : clock.start(seconds))}>
            {clock.state === "runs"
              ? w.session.pause
              : clock.state === "paused"
                ? fill(w.session.holdGo, { time: `${clock.left} s` })
                : fill(w.session.holdStart, { time: `${seconds} s` })}
          </button>
        </div>
      )}
      <button class={over || seconds === 0 ? "main wide" : "plain"} onClick={done}>
        {w.session.technique.skip}
      </button>
    </>
  );
}

const mean = (values: number[], digits = 1) => number(values.reduce((a, b) => a + b, 0) / values.length, digits);

export function TechniqueFlow({
  technique,
  today,
  save,
  stop,
}: {
  technique: Technique;
  today: Today;
  save: (entries: Record<string, unknown>[]) => Promise<boolean>;
  stop: () => void;
}) {
  const w = useWords();
  const t = w.session.technique;
  const library = useLibrary();
  const [with_, setWith] = useState<string | null>(technique.measure_with.length === 1 ? (technique.measure_with[0]?.id ?? null) : null);
  const [before, setBefore] = useState<number[] | null>(null);
  const [done, setDone] = useState(false);
  const [after, setAfter] = useState<number[] | null>(null);
  const test = library?.tests.find((one) => one.id === with_);
  const measured = (values: number[]) => {
    void save([{ type: "technique", technique: technique.id, test: with_, before, after: values }]).then((good) => good && setAfter(values));
  };
  const change = today.follow_up.techniques.find((row) => row.id === technique.id);
  return (
    <div class="session">
      <div class="session-top">
        <div class="far" />
        <button class="x" aria-label={w.common.close} onClick={stop}>
          ✕
        </button>
      </div>
      <Title>{technique.name}</Title>
      {!before && technique.measure_with.length > 1 && <Choice label={t.with} options={technique.measure_with} value={with_} onChange={setWith} />}
      {test && !before && <Measure key={`before ${test.id}`} test={test} label={t.before} done={setBefore} />}
      {test && before && !done && <Rounds technique={technique} done={() => setDone(true)} />}
      {test && before && done && !after && <Measure key="after" test={test} label={t.after} done={measured} />}
      {test && before && after && (
        <>
          <p class="dose">{fill(t.result, { before: mean(before), after: mean(after), unit: test.unit })}</p>
          {change && <Change text={change.text} name={change.name} evidence={change.evidence} />}
          <p class="quiet">{t.noise}</p>
          <button class="main wide" onClick={stop}>
            {w.common.done}
          </button>
        </>
      )}
    </div>
  );
}
