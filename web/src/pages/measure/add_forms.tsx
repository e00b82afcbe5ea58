// One small form a kind of entry; each gives the bodies to save.
import { useState } from "preact/hooks";
import type { Library, Today } from "../../api";
import { fill, useWords } from "../../i18n";
import { localDay } from "../../settings";
import { heldAnswers } from "../../stop";
import { Chips, Choice } from "../../ui/basics";
import { NumberField } from "../../ui/number_field";
import { Onward } from "../../ui/onward";

export type Body = Record<string, unknown>;
interface Given {
  save: (entries: Body[]) => void;
  busy: boolean;
}

function DayField({ id, label, value, onChange, min }: { id: string; label: string; value: string; onChange: (day: string) => void; min?: string }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} type="date" max={localDay()} {...(min ? { min } : {})} value={value} onInput={(e) => onChange(e.currentTarget.value)} />
    </div>
  );
}

/** `needs`: what must be told first, each with whether it was. */
function Save({ needs = [], busy, act }: { needs?: [string, boolean][]; busy: boolean; act: () => void }) {
  const w = useWords();
  return (
    <Onward missing={needs.filter(([, told]) => !told).map(([what]) => what)} busy={busy} act={act}>
      {w.common.save}
    </Onward>
  );
}

export function IllnessForm({ save, busy }: Given) {
  const w = useWords();
  const t = w.measure;
  const [from, setFrom] = useState(localDay());
  const [to, setTo] = useState("");
  const [fever, setFever] = useState<string | null>(null);
  const options = [
    { id: "yes", name: w.common.yes },
    { id: "no", name: w.common.no },
    { id: "unsure", name: w.common.unsure },
  ];
  return (
    <>
      <DayField id="ill-from" label={t.from} value={from} onChange={setFrom} />
      <DayField id="ill-to" label={t.to} value={to} min={from} onChange={setTo} />
      <Choice label={t.fever} options={options} value={fever} onChange={setFever} />
      {fever === "yes" && <p class="note">{t.feverDoctor}</p>}
      <Save
        needs={[
          [t.from, from !== ""],
          [t.fever, fever !== null],
        ]}
        busy={busy}
        act={() => save([{ type: "illness", from, fever, ...(to === "" ? {} : { to }) }])}
      />
    </>
  );
}

export function MilestoneForm({ save, busy }: Given) {
  const w = useWords();
  const t = w.measure;
  const [what, setWhat] = useState<string | null>(null);
  const [day, setDay] = useState(localDay());
  return (
    <>
      <p class="quiet">{t.returnedHelp}</p>
      <Choice label={t.milestone} options={Object.entries(t.milestones).map(([id, name]) => ({ id, name }))} value={what} onChange={setWhat} />
      <DayField id="milestone-day" label={t.injuryWhen} value={day} onChange={setDay} />
      <Save
        needs={[
          [t.milestone, what !== null],
          [t.injuryWhen, day !== ""],
        ]}
        busy={busy}
        act={() => save([{ type: "milestone", what, day }])}
      />
    </>
  );
}

/** What adds kilograms in steps of its own, and the bounds of the case file. */
const weightSteps = [
  { kit: "dumbbell", key: "dumbbell_step", least: 0.25, most: 25 },
  { kit: "barbell", key: "smallest_plate", least: 0.25, most: 25 },
  { kit: "curl_machine", key: "machine_step", least: 0.25, most: 25 },
] as const;

export function EquipmentForm({ library, save, busy }: Given & { library: Library }) {
  const w = useWords();
  const names = new Map([...library.exercises, ...library.tests].flatMap((item) => item.equipment).map((e) => [e.id, e.name]));
  const [chosen, setChosen] = useState<string[]>([]);
  const [steps, setSteps] = useState<Record<string, number | null>>({});
  const asked = weightSteps.filter(({ kit }) => chosen.includes(kit));
  const told = asked.flatMap(({ key }) => (steps[key] ? [{ type: "setting", key, value: steps[key] }] : []));
  return (
    <>
      <p class="quiet">{w.measure.kitHelp}</p>
      <Chips label={w.measure.kit} hideLabel options={[...names].map(([id, name]) => ({ id, name }))} value={chosen} onChange={setChosen} />
      {asked.map(({ key, least, most }) => (
        <NumberField
          key={key}
          label={w.measure.steps[key]}
          unit="kg"
          value={steps[key] ?? null}
          min={least}
          max={most}
          onChange={(value) => setSteps({ ...steps, [key]: value })}
        />
      ))}
      {asked.length > 0 && <p class="quiet small">{w.measure.stepsHelp}</p>}
      <Save busy={busy} act={() => save([{ type: "setting", key: "equipment", value: chosen }, ...told])} />
    </>
  );
}

interface Held {
  of: "flag" | "gate" | "rescreen";
  ref: string;
  name: string;
}

/** What a clinician could lift now: raised flags, gates that hold, answers of the short set, criteria left to them. */
function heldNow(today: Today): Held[] {
  return [
    ...today.flags.filter((f) => f.state === "raised" || f.state === "unsure").map((f): Held => ({ of: "flag", ref: f.id, name: f.name })),
    ...today.gates.filter((g) => !g.refuse && (g.state === "raised" || g.state === "holding")).map((g): Held => ({ of: "gate", ref: g.id, name: g.name })),
    ...heldAnswers(today).map((answer): Held => ({ of: "rescreen", ref: answer.id, name: answer.name })),
    ...today.criteria
      .filter((c) => c.made?.kind === "blank" || c.settled_by === "clinician")
      .map((c): Held => ({ of: "gate", ref: `${today.protocol}.${today.phase}.${c.id}`, name: c.text })),
  ];
}

/** `signs`: whose account is a clinician's says so themself; anybody else writes down a clinician's word, by name. */
export function ClearanceForm({ today, signs, save, busy }: Given & { today: Today; signs: boolean }) {
  const w = useWords();
  const t = w.measure;
  const held = heldNow(today);
  const [at, setAt] = useState<string | null>(null);
  const [mine, setMine] = useState(false);
  const [note, setNote] = useState("");
  const [who, setWho] = useState("");
  const [on, setOn] = useState(localDay());
  const named = signs || who.trim().length >= 2;
  const one = held.find((h) => h.ref === at);
  // It counts from when it is written down; the day of the examination stands beside it.
  const noted = [signs ? "" : fill(w.answer.seenNote, { day: on }), note.trim()].filter(Boolean).join(" ");
  // What somebody has to lead is no stop that is lifted: it waits for whoever leads it.
  if (held.length === 0) return <p>{today.advice ? t.clearanceLed : t.clearanceNone}</p>;
  return (
    <>
      <p class="quiet">{signs ? t.clearanceHelp : t.clearanceByOther}</p>
      <Choice label={t.clearanceOf} options={held.map((h) => ({ id: h.ref, name: h.name }))} value={at} onChange={setAt} />
      {!signs && (
        <div class="field">
          <label for="clearance-who">{t.clearanceWho}</label>
          <input id="clearance-who" maxLength={120} value={who} onInput={(e) => setWho(e.currentTarget.value)} />
        </div>
      )}
      {!signs && <DayField id="clearance-on" label={w.answer.seenOn} value={on} onChange={setOn} />}
      <div class="field">
        <label for="clearance-note">{t.note}</label>
        <input id="clearance-note" maxLength={500} value={note} onInput={(e) => setNote(e.currentTarget.value)} />
      </div>
      <label class="check">
        <input type="checkbox" checked={mine} onChange={(e) => setMine(e.currentTarget.checked)} />
        <span>{signs ? t.iAm : t.theyDid}</span>
      </label>
      <Save
        needs={[
          [t.clearanceOf, one !== undefined],
          [t.clearanceWho, named],
          [w.answer.seenOn, signs || on !== ""],
          [signs ? t.iAm : t.theyDid, mine],
        ]}
        busy={busy}
        act={() =>
          one &&
          save([
            {
              type: "clearance",
              of: one.of,
              ref: one.ref,
              by: "clinician",
              ...(signs ? {} : { clinician: who.trim() }),
              ...(noted === "" ? {} : { note: noted }),
            },
          ])
        }
      />
    </>
  );
}
