// Runs: today's rung on top, recordings of a watch and what they asked of each hamstring, weeks, the list, and a form to add or mend one.
import { useState } from "preact/hooks";
import { get, Problem, type Entries, type LedgerRun, type RunLedger, type RunRow, type Runs, type Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { sendOrKeep } from "../../queue";
import { usePlace } from "../../router";
import { useLoaded } from "../../session";
import { dayName, distance, number, useSettings } from "../../settings";
import { Title, Told, Wait } from "../../ui/basics";
import { WhyLine } from "../../ui/evidence";
import { speedText } from "../return/return_ladder";
import { AskTakeOut } from "../measure/take_out";
import { StandsIfStopped } from "../today/stands";
import { StopOf } from "../../ui/stop";
import { Along } from "./run_along";
import { RunForm, type Told as ToldRun } from "./run_form";
import { BringRuns } from "./run_import";
import { Ledger } from "./run_ledger";
import { Weeks } from "./run_weeks";
import { paceOf, speedOf } from "./run_words";

function RungOfToday({ today, person }: { today: Today; person: string }) {
  const w = useWords();
  const { distance: unit } = useSettings();
  const run = today.run;
  const why = run?.why[0];
  const speed = run?.speed_m_s ? speedText(run.speed_m_s, run.form, unit) : (run?.speed_words ?? "");
  return (
    <section class="note">
      <strong>{w.course.run.rungToday}</strong>
      {run ? (
        <p>
          {why ? <WhyLine why={{ ...why, text: run.name }} number={speed} /> : run.name}
          <br />
          {speed} · {fill(w.today.limit, { n: number(run.stop_above_pain) })}
        </p>
      ) : (
        <p>{w.course.run.noRungToday}</p>
      )}
      <a href={`#/people/${person}/return`}>{w.course.run.wholeLadder}</a>
    </section>
  );
}

interface Listed {
  runs: RunRow[];
  person: string;
  /** What a watch recorded of a run, by the id it has in the list. */
  recorded: Map<string, LedgerRun>;
  edit: (run: RunRow) => void;
  take: (run: RunRow) => void;
}

/** What was walked stands for itself: it is no run, and nothing is missing from it. */
function RunsAndWalks({ runs, ...acts }: Listed) {
  const w = useWords();
  const walks = runs.filter((run) => run.walked);
  return (
    <>
      <h2>{w.run.list}</h2>
      {walks.length === runs.length ? <p class="quiet">{w.run.empty}</p> : <RunList runs={runs.filter((run) => !run.walked)} {...acts} />}
      {walks.length > 0 && (
        <>
          <h2>{w.course.run.walks}</h2>
          <RunList runs={walks} {...acts} />
        </>
      )}
    </>
  );
}

/** The day; the run along its track where a watch recorded it. */
function DayOf({ run, person, recording }: { run: RunRow; person: string; recording: LedgerRun | undefined }) {
  const t = useWords().watch;
  const day = <strong>{dayName(run.day)}</strong>;
  if (!recording) return day;
  return (
    <a href={`#/people/${person}/run?recording=${encodeURIComponent(recording.id)}`} aria-label={`${t.show}: ${dayName(run.day)}`}>
      {day}
    </a>
  );
}

function RunList({ runs, person, recorded, edit, take }: Listed) {
  const w = useWords();
  const t = w.course.run;
  useSettings(); // the unit of a pace and of a speed
  return (
    <ul class="run-list">
      {runs.map((run) => (
        <li key={run.id}>
          <div>
            <DayOf run={run} person={person} recording={recorded.get(run.id)} />{" "}
            {[
              run.distance_m !== undefined && distance(run.distance_m),
              run.duration_s !== undefined && `${number(run.duration_s / 60)} min`,
              run.speed_m_s ? paceOf(run.speed_m_s) : "",
              run.top_speed_m_s !== undefined && fill(t.topWas, { speed: speedOf(run.top_speed_m_s) }),
            ]
              .filter(Boolean)
              .join(" · ")}
            <div class="quiet small">
              {[
                run.worst !== undefined || !recorded.has(run.id) ? `${w.run.worst} ${run.worst !== undefined ? number(run.worst) : "–"}` : w.watch.feltNot,
                recorded.has(run.id) && w.watch.byWatch,
                run.effort !== undefined && `${t.effort} ${number(run.effort)}`,
                run.rung_name,
                run.conflict && t.conflict,
              ]
                .filter(Boolean)
                .join(" · ")}
            </div>
          </div>
          <div class="row">
            <EditButton name={recorded.get(run.id)?.felt === false ? w.watch.tell : t.edit} run={run} edit={edit} />
            <button class="plain" aria-label={`${t.remove}: ${dayName(run.day)}`} onClick={() => take(run)}>
              {t.remove}
            </button>
          </div>
        </li>
      ))}
    </ul>
  );
}

function EditButton({ name, run, edit }: { name: string; run: RunRow; edit: (run: RunRow) => void }) {
  return (
    <button class="plain" aria-label={`${name}: ${dayName(run.day)}`} onClick={() => edit(run)}>
      {name}
    </button>
  );
}

/** The entry as it stands, without what a new version gets anew. */
async function bodyOf(person: string, id: string): Promise<Record<string, unknown>> {
  const all = await get<Entries>(`/people/${person}/entries`);
  const found = (all.entries as Record<string, unknown>[]).filter((entry) => entry["id"] === id).pop() ?? {};
  const { id: _id, recorded_at: _at, by: _by, replaces: _replaces, line: _line, batch: _batch, may_take_out: _may, ...body } = found;
  return body;
}

/** The entry and all it was a correction of: taken back together, so that no older version comes back. */
async function versionsOf(person: string, id: string): Promise<string[]> {
  const all = (await get<Entries>(`/people/${person}/entries`)).entries as Record<string, unknown>[];
  const ids: string[] = [];
  for (let at: unknown = id; typeof at === "string" && !ids.includes(at); at = all.find((entry) => entry["id"] === at)?.["replaces"]) ids.push(at);
  return ids;
}

export function RunPage({ person }: { person: string }) {
  const w = useWords();
  const t = w.course.run;
  const { weekStart } = useSettings();
  const runs = useLoaded(() => get<Runs>(`/people/${person}/runs?week_start=${weekStart}`), `${person} ${weekStart}`);
  const today = useLoaded(() => get<Today>(`/people/${person}/today`), person);
  const ledger = useLoaded(() => get<RunLedger>(`/people/${person}/run-ledger?week_start=${weekStart}`), `${person} ${weekStart}`);
  const recording = usePlace().query.get("recording");
  const [edited, setEdited] = useState<RunRow | null>(null);
  const [given, setGiven] = useState<Pick<RunRow, "day" | "distance_m" | "duration_s"> | null>(null);
  const [adding, setAdding] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [told, setTold] = useState("");
  const [taking, setTaking] = useState<{ run: RunRow; ids: string[] } | null>(null);
  if (!runs.value || !today.value) {
    const failed = runs.problem ?? today.problem;
    return failed ? <Told problem={failed} retry={runs.problem ? runs.reload : today.reload} /> : <Wait />;
  }
  const send = async (make: () => Promise<Record<string, unknown>[]>, word: string) => {
    setProblem(null);
    try {
      const saved = await sendOrKeep(person, await make());
      if (saved) today.set(saved.today);
      setTold(word);
      setEdited(null);
      setGiven(null);
      setAdding(false);
      runs.reload();
      ledger.reload();
    } catch (error) {
      setProblem(error as Problem);
    }
  };
  const save = (told_: ToldRun) => {
    const of = edited;
    // A run is not the exercises that are still open.
    const open = (today.value?.lines.length ?? 0) > 0;
    void send(
      async () => {
        const body = of ? await bodyOf(person, of.id) : { type: "session", done: open ? "part" : "all" };
        const { before, ...rest } = told_;
        return [{ ...body, ...rest, ...(before === null ? {} : { before }), ...(of ? { replaces: of.id } : {}) }];
      },
      of ? t.changed : t.saved,
    );
  };
  const take = (run: RunRow) => {
    setProblem(null);
    const recording = recorded.get(run.id);
    versionsOf(person, run.id).then(
      (ids) => setTaking({ run, ids: recording ? [...ids, recording.id] : ids }),
      (error: unknown) => setProblem(error as Problem),
    );
  };
  const recorded = new Map((ledger.value?.runs ?? []).flatMap((run) => (run.told === null ? [] : [[run.told, run] as const])));
  const shown = ledger.value?.runs.find((run) => run.id === recording);
  if (recording !== null && ledger.value)
    return (
      <>
        <Title>{w.run.title}</Title>
        {shown ? (
          <Along person={person} run={shown} />
        ) : (
          <p>
            {w.watch.gone} <a href={`#/people/${person}/run`}>{w.watch.back}</a>
          </p>
        )}
      </>
    );
  const tell = (run: LedgerRun) => {
    setTold("");
    setGiven({
      day: run.day,
      ...(run.distance_m === null ? {} : { distance_m: run.distance_m }),
      ...(run.moving_s === null ? {} : { duration_s: run.moving_s }),
    });
    setAdding(true);
    window.scrollTo(0, 0);
  };
  return (
    <>
      <Title>{w.run.title}</Title>
      <Told problem={problem} />
      <p role="status" class="state-met">
        {told}
      </p>
      {told ? <StandsIfStopped person={person} today={today.value} /> : <StopOf person={person} today={today.value} />}
      <RungOfToday today={today.value} person={person} />
      {adding || edited ? (
        <section>
          <h2>{edited ? t.editTitle : w.run.add}</h2>
          <RunForm
            key={edited?.id ?? given?.day ?? "new"}
            person={person}
            today={today.value}
            edited={edited}
            given={given}
            onSave={save}
            onCancel={() => {
              setAdding(false);
              setGiven(null);
              setEdited(null);
            }}
          />
        </section>
      ) : (
        <p>
          <button
            class="main"
            onClick={() => {
              setTold("");
              setAdding(true);
            }}
          >
            {w.run.add}
          </button>
        </p>
      )}
      <h2>{w.watch.bring}</h2>
      <BringRuns
        person={person}
        changed={() => {
          ledger.reload();
          runs.reload();
          today.reload();
        }}
      />
      {ledger.problem && <Told problem={ledger.problem} retry={ledger.reload} />}
      {ledger.value && (
        <>
          <h2>{w.watch.ledger}</h2>
          <Ledger ledger={ledger.value} person={person} tell={tell} />
        </>
      )}
      <h2>{t.weeks}</h2>
      <Weeks runs={runs.value} />
      <RunsAndWalks
        runs={runs.value.runs}
        person={person}
        recorded={recorded}
        edit={(run) => {
          setTold("");
          setEdited(run);
          window.scrollTo(0, 0);
        }}
        take={take}
      />
      {taking && (
        <AskTakeOut
          person={person}
          ids={taking.ids}
          title={taking.run.with_exercises ? t.removeAll : t.removeAsk}
          word={t.remove}
          act={() => {
            setTaking(null);
            void send(() => Promise.resolve(taking.ids.map((of) => ({ type: "retract", of }))), t.removed);
          }}
          stay={() => setTaking(null)}
        />
      )}
    </>
  );
}
