// What holds the plan, and what ends that: how one walks today, an illness that is over, an answer nobody was sure of.
import { useState } from "preact/hooks";
import type { Question, Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { Choice } from "../../ui/basics";

type Save = (entries: Record<string, unknown>[]) => Promise<boolean>;

/** One press: what somebody can do today is asked again wherever it holds the plan. What was answered today is seen, and
 *  can change in the day. */
function AskAgain({ question, save }: { question: Question; save: Save }) {
  const w = useWords();
  const [busy, setBusy] = useState(false);
  const told = question.options.find((option) => option.id === question.told_today);
  const answer = (value: string) => {
    setBusy(true);
    void save([{ type: "answer", question: question.id, value }]).then(() => setBusy(false));
  };
  return (
    <div class="field" role="group" aria-label={question.ask}>
      <p>
        <strong>{question.ask}</strong>
      </p>
      <div class="row">
        {question.options.map((option) => (
          <button key={option.id} type="button" disabled={busy} aria-pressed={option === told} onClick={() => answer(option.id)}>
            {option.name}
          </button>
        ))}
      </div>
      <p class="small" role="status">
        {told && fill(w.session.holding.toldToday, { answer: told.name })}
      </p>
    </div>
  );
}

/** 'Not sure' of a danger sign holds until this very question is answered. */
function Unsure({ question, save }: { question: Question; save: Save }) {
  const w = useWords();
  const [value, setValue] = useState<string | null>(null);
  const options = [
    { id: "yes", name: w.common.yes },
    { id: "no", name: w.common.no },
  ];
  return (
    <>
      <Choice label={question.ask} options={options} value={value} onChange={setValue} />
      {value !== null && (
        <button type="button" onClick={() => void save([{ type: "answer", question: question.id, value }])}>
          {w.common.save}
        </button>
      )}
    </>
  );
}

/** Signs that somebody was not sure of, each with what is advised; `save` where they can be answered here. */
export function NotSure({ today, save }: { today: Today; save?: Save }) {
  const w = useWords();
  const flags = today.flags.filter((flag) => flag.state === "unsure");
  if (flags.length === 0 && today.unsure.length === 0) return null;
  return (
    <section class="note" role="alert">
      <h2>{w.session.holding.unsure}</h2>
      {flags.map((flag) => (
        <p key={flag.id}>
          <strong>{flag.name}.</strong> {flag.todo}
        </p>
      ))}
      <p>{w.session.holding.unsureHelp}</p>
      {save && today.unsure.length > 0 && (
        <details class="no-print">
          <summary>{w.session.holding.nowSure}</summary>
          {today.unsure.map((question) => (
            <Unsure key={question.id} question={question} save={save} />
          ))}
        </details>
      )}
    </section>
  );
}

/** What holds today's plan and can be ended here; what cannot, with who can. */
export function Hold({ today, save }: { today: Today; save: Save }) {
  const w = useWords();
  const over = today.well_again;
  const stopped = ["suspended", "clinician_first"].includes(today.status);
  return (
    <div class="no-print">
      {today.ask_again.map((question) => (
        <AskAgain key={question.id} question={question} save={save} />
      ))}
      {over && over.from < today.today && (
        <p>
          <button type="button" class="wide" onClick={() => void save([{ type: "illness", ...over }])}>
            {w.session.holding.well}
          </button>
        </p>
      )}
      {stopped && today.who_clears && <p class="small">{today.who_clears}</p>}
    </div>
  );
}
