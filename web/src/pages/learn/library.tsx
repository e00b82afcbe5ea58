// Exercises, each with its evidence.
import { useEffect, useState } from "preact/hooks";
import { get, type Exercise, type ExerciseStretches, type Library } from "../../api";
import { fill, useWords } from "../../i18n";
import { useLoaded } from "../../session";
import { number, useSettings } from "../../settings";
import { Chips, Title, Told, Wait } from "../../ui/basics";
import { Opens } from "../../ui/evidence";
import { placeNow } from "../../router";
import { Figure, worked } from "../../ui/figure";
import { longest, StretchBars, type MuscleCode, type Stretch } from "./library_stretch";
import { calm } from "./understand";

function useLibrary() {
  const { language } = useSettings();
  return useLoaded(() => get<Library>(`/library?language=${language}`), language);
}

// What an exercise is for, first of all: a group of the list each, the lightest first in it.
const groupIds = ["both", "knee_dominant", "hip_dominant", "gluteal", "trunk", "running", "range"] as const;

const muscleIds = ["bflh", "st", "sm", "bfsh", "gluteal", "trunk"];

function Links({ label, items }: { label: string; items: { id: string; name: string }[] }) {
  if (items.length === 0) return null;
  const jump = (event: Event, id: string) => {
    event.preventDefault();
    const card = document.getElementById(`exercise-${id}`);
    card?.scrollIntoView({ block: "start", behavior: "auto" });
    card?.focus();
  };
  return (
    <p class="steps small">
      <span class="quiet">{label}</span>
      {items.map((item) => (
        <a key={item.id} href={`#/strengthen?exercise=${item.id}`} onClick={(e) => jump(e, item.id)}>
          {item.name}
        </a>
      ))}
    </p>
  );
}

/** How long each exercise makes each muscle, by its id; the page is whole without it. */
function useStretch() {
  const { language } = useSettings();
  const { value } = useLoaded(() => get<ExerciseStretches>(`/exercise-stretch?language=${language}`), language);
  return { run: value?.run ?? null, of: new Map((value?.exercises ?? []).map((one) => [one.exercise, one])) };
}
type Stretched = ReturnType<typeof useStretch>;

function Card({ exercise, shown, stretch }: { exercise: Exercise; shown: Set<string>; stretch: Stretched }) {
  const w = useWords();
  const [moving, setMoving] = useState(false);
  const names = w.library.muscles as Record<string, string>;
  const lengths = w.library.lengths as Record<string, string>;
  const moves = (exercise.figure?.poses.length ?? 0) > 1 && !calm();
  return (
    <li id={`exercise-${exercise.id}`} tabIndex={-1}>
      {exercise.figure && (
        <div class="drawn">
          <Figure figure={exercise.figure} label={exercise.cue} muscles={worked(exercise)} moving={moving} />
          {moves && (
            <button
              class="plain small play"
              aria-pressed={moving}
              aria-label={`${moving ? w.library.still : w.library.move}: ${exercise.name}`}
              onClick={() => setMoving(!moving)}
            >
              {moving ? "❚❚" : "▶"}
            </button>
          )}
        </div>
      )}
      <div class="about">
        <h3>{exercise.name}</h3>
        <p>{exercise.cue}</p>
        <ul class="tags">
          {exercise.loads_most.map((load) => (
            <li key={load.muscle} class={`tag t-${load.muscle}`}>
              <Opens title={`${exercise.name}: ${names[load.muscle] ?? load.muscle}`} evidence={load.evidence}>
                {names[load.muscle] ?? load.muscle}
              </Opens>
            </li>
          ))}
          {exercise.length !== "not_applicable" && <li class="tag">{lengths[exercise.length] ?? exercise.length}</li>}
        </ul>
        {stretch.of.get(exercise.id) && <StretchBars stretch={stretch.of.get(exercise.id) as Stretch} run={stretch.run} />}
        <p class="small needs">
          <span class="quiet">{w.library.needs}:</span> {exercise.equipment.map((e) => e.name).join(", ") || w.library.nothing}
        </p>
        <Links label={w.library.easier} items={exercise.easier.filter((e) => shown.has(e.id))} />
        <Links label={w.library.harder} items={exercise.harder.filter((e) => shown.has(e.id))} />
        <p class={exercise.chip.ours ? "chip ours" : "chip"}>
          <Opens title={exercise.name} evidence={exercise.chip.evidence} rule={`exercise.${exercise.id}`}>
            {exercise.chip.text}
          </Opens>
        </p>
      </div>
    </li>
  );
}

/** Nothing where no exercise of it is shown. */
function Group({ name, exercises, shown, stretch }: { name: string; exercises: Exercise[]; shown: Set<string>; stretch: Stretched }) {
  if (exercises.length === 0) return null;
  return (
    <section>
      <h2>{name}</h2>
      <ul class="cards">
        {[...exercises]
          .sort((a, b) => a.demand - b.demand)
          .map((exercise) => (
            <Card key={exercise.id} exercise={exercise} shown={shown} stretch={stretch} />
          ))}
      </ul>
    </section>
  );
}

export function StrengthenPage() {
  const w = useWords();
  const library = useLibrary();
  const [text, setText] = useState("");
  const [muscle, setMuscle] = useState("");
  const [length, setLength] = useState("");
  const [have, setHave] = useState<string[] | null>(null);
  const [order, setOrder] = useState("");
  const stretch = useStretch();
  useEffect(() => {
    // A link to one exercise leads to its card.
    const wanted = placeNow().query.get("exercise");
    if (wanted && library.value) document.getElementById(`exercise-${wanted}`)?.scrollIntoView({ block: "start" });
  }, [library.value]);
  if (!library.value) return library.problem ? <Told problem={library.problem} retry={library.reload} /> : <Wait />;
  const all = library.value.exercises;
  const names = w.library.muscles as Record<string, string>;
  const lengths = w.library.lengths as Record<string, string>;
  const shown = all.filter(
    (e) =>
      `${e.name} ${e.cue}`.toLowerCase().includes(text.toLowerCase()) &&
      (!muscle || e.loads_most.some((l) => l.muscle === muscle)) &&
      (!length || e.length === length) &&
      (have === null || e.equipment.every((item) => have.includes(item.id))),
  );
  const equipment = [...new Map(all.flatMap((e) => e.equipment).map((e) => [e.id, e])).values()].sort((a, b) => a.name.localeCompare(b.name));
  const muscles = muscleIds.filter((m) => all.some((e) => e.loads_most.some((l) => l.muscle === m)));
  const choose = (label: string, value: string, ids: string[], words: Record<string, string>, onChange: (id: string) => void) => (
    <label class="choose">
      <span class="small quiet">{label}</span>
      <select value={value} onChange={(e) => onChange(e.currentTarget.value)}>
        <option value="">{w.library.any}</option>
        {ids.map((id) => (
          <option key={id} value={id}>
            {words[id] ?? id}
          </option>
        ))}
      </select>
    </label>
  );
  const filtered = text !== "" || muscle !== "" || length !== "" || have !== null;
  const clear = () => {
    setText("");
    setMuscle("");
    setLength("");
    setHave(null);
  };
  return (
    <>
      <Title>{w.strengthen.title}</Title>
      <div class="filters">
        <label class="choose">
          <span class="small quiet">{w.strengthen.filter}</span>
          <input type="search" value={text} onInput={(e) => setText(e.currentTarget.value)} />
        </label>
        {choose(w.library.byMuscle, muscle, muscles, names, setMuscle)}
        {choose(w.library.byLength, length, ["short", "middle", "long"], lengths, setLength)}
        <label class="choose">
          <span class="small quiet">{w.library.order}</span>
          <select value={order} onChange={(e) => setOrder(e.currentTarget.value)}>
            {["", "BFlh", "ST", "SM"].map((id) => (
              <option key={id} value={id}>
                {id === "" ? w.library.orderKind : fill(w.library.orderLongest, { muscle: names[id.toLowerCase()] ?? id })}
              </option>
            ))}
          </select>
        </label>
      </div>
      <details class="at-hand">
        <summary>
          {w.library.have}
          {have !== null && (
            <span class="quiet">
              :{" "}
              {have.length === 0
                ? w.library.nothing
                : equipment
                    .filter((e) => have.includes(e.id))
                    .map((e) => e.name)
                    .join(", ")}
            </span>
          )}
        </summary>
        <Chips label={w.library.haveHelp} options={equipment} value={have ?? []} onChange={setHave} />
      </details>
      <p class="row" role="status">
        <span class="quiet">{fill(w.library.shown, { n: shown.length })}</span>
        {filtered && (
          <button class="plain" onClick={clear}>
            {w.library.clear}
          </button>
        )}
      </p>
      {shown.length === 0 && <p class="quiet">{w.strengthen.empty}</p>}
      {stretch.of.size > 0 && <p class="quiet small">{fill(w.library.stretchNote, { speed: number((stretch.run?.speed_m_s ?? 0) * 3.6) })}</p>}
      {order === "" ? (
        groupIds.map((id) => (
          <Group
            key={id}
            name={w.library.groups[id]}
            exercises={shown.filter((e) => e.targets[0] === id)}
            shown={new Set(shown.map((e) => e.id))}
            stretch={stretch}
          />
        ))
      ) : (
        <ul class="cards">
          {[...shown]
            .sort((a, b) => longest(stretch.of.get(b.id), order as MuscleCode) - longest(stretch.of.get(a.id), order as MuscleCode))
            .map((exercise) => (
              <Card key={exercise.id} exercise={exercise} shown={new Set(shown.map((e) => e.id))} stretch={stretch} />
            ))}
        </ul>
      )}
      <p>
        {w.strengthen.onward} <a href="#/story">{w.strengthen.plan}</a>
      </p>
    </>
  );
}
