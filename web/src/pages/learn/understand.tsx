// Three muscles at work: a movement, its curves, and a pose of one's own.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { get, post, Problem, type LegPose, type Movement, type MovementRow, type Role } from "../../api";
import { fill, useWords } from "../../i18n";
import { movementOf, shownFirst } from "../../leg/movement";
import { boundsOf, frameShown, poseShown, thighBoundsOf } from "../../leg/shown";
import { LegStage } from "../../leg/stage";
import { useLoaded } from "../../session";
import { number, useSettings } from "../../settings";
import { Choice, Title, Told, Wait } from "../../ui/basics";
import { Curves, type Curve } from "../../ui/curves";
import { Opens } from "../../ui/evidence";
import { Ways } from "../../ui/pictures";

export const muscleIds = ["BFlh", "ST", "SM", "BFsh"] as const;
const colors = ["var(--bflh)", "var(--st)", "var(--sm)", "var(--bfsh)"];
const dashes = ["", "6 4", "2 3", ""];

/** Plays through the frames of a movement in its own time. */
export function usePlayback(movement: Movement | null, running: boolean): [number, (frame: number) => void] {
  const [frame, setFrame] = useState(0);
  const start = useRef({ at: 0, frame: 0 });
  const count = movement?.frames.length ?? 0;
  useEffect(() => {
    if (!running || !movement || count === 0) return undefined;
    let request = 0;
    start.current = { at: performance.now(), frame };
    const slow = Math.max(1, 2.4 / movement.cycle_s); // no faster than the eye follows
    const step = (now: number) => {
      const passed = (now - start.current.at) / 1000 / (movement.cycle_s * slow);
      setFrame(Math.floor(start.current.frame + passed * count) % count);
      request = requestAnimationFrame(step);
    };
    request = requestAnimationFrame(step);
    return () => cancelAnimationFrame(request);
  }, [running, movement, count]);
  return [count > 0 ? frame % count : 0, setFrame];
}

export const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

export function UnderstandPage() {
  const w = useWords();
  const { language } = useSettings();
  const list = useLoaded(() => get<MovementRow[]>(`/movements?language=${language}`), language);
  const [id, setId] = useState<string | null>(null);
  const movement = useLoaded(() => movementOf(id, language), `${id} ${language}`);
  const [running, setRunning] = useState(!calm());
  const [frame, setFrame] = usePlayback(movement.value, running);
  const [pose, setPose] = useState<LegPose | null>(null);
  const m = movement.value;
  const bounds = useMemo(() => (m ? boundsOf(m) : null), [m]);
  const thigh = useMemo(() => (m ? thighBoundsOf(m) : undefined), [m]);
  const shown = useMemo(() => (pose ? poseShown(pose) : m ? frameShown(m, frame) : null), [m, frame, pose]);
  const point = (next: number) => {
    setRunning(false);
    setPose(null);
    setFrame(next);
  };
  const play = () => {
    setRunning(!running || pose !== null);
    setPose(null);
  };
  const keys = (key: string): boolean => {
    if (key === " ") play();
    else if (key === "ArrowRight" && m) point((frame + 1) % m.frames.length);
    else if (key === "ArrowLeft" && m) point((frame + m.frames.length - 1) % m.frames.length);
    else return false;
    return true;
  };
  const curves: Curve[] = (m?.stretch_percent ?? []).map((values, i) => ({
    id: muscleIds[i] ?? "",
    name: muscleIds[i] ?? "",
    values,
    color: colors[i] ?? "",
    dash: dashes[i] ?? "",
    thin: i === 3,
  }));
  const angles: Curve[] = m
    ? [
        { id: "hip", name: w.understand.hip, values: m.hip_deg, color: "var(--text)" },
        { id: "knee", name: w.understand.kneeShort, values: m.knee_deg, color: "var(--quiet)", dash: "5 4" },
      ]
    : [];
  const mark: { mark?: { percent: number; text: string } } = m && m.toe_off_percent > 0 ? { mark: { percent: m.toe_off_percent, text: w.leg.toeOff } } : {};
  return (
    <>
      <Title>{w.understand.title}</Title>
      {list.value && list.value.length > 1 && (
        <Choice
          label={w.understand.movement}
          hideLabel
          row
          options={list.value}
          value={id ?? shownFirst(list.value)?.id ?? null}
          onChange={(next) => {
            setId(next);
            setPose(null);
            setFrame(0);
          }}
        />
      )}
      <Told problem={movement.problem} retry={movement.reload} />
      {!m || !shown || !bounds ? (
        <Wait />
      ) : (
        <div class="leg-page">
          <div class="leg-side">
            <LegStage
              shown={shown}
              bounds={bounds}
              {...(thigh ? { thigh } : {})}
              stays={pose !== null || m.speed_m_s === 0}
              label={`${m.name}. ${w.leg.rightLeg} ${w.leg.space}`}
              onKey={keys}
              views
            />
            <div class="row under-leg">
              <button class="play-button" onClick={play}>
                <span aria-hidden="true">{running && !pose ? "❚❚" : "▶"}</span> {running && !pose ? w.understand.pause : w.understand.play}
              </button>
              <span class="quiet small">{w.leg.space}</span>
            </div>
            <Key stretch={shown.stretch} />
            <Sliders pose={pose} onPose={setPose} stop={() => setRunning(false)} />
          </div>
          <div class="curve-side">
            <Curves title={w.understand.curve} unit="%" curves={curves} cursor={frame} onCursor={point} {...mark} />
            <Curves
              title={w.understand.angles}
              unit="°"
              curves={angles}
              cursor={frame}
              onCursor={point}
              {...(mark.mark ? { mark: { percent: mark.mark.percent, text: "" } } : {})}
            />
            <div class="leg-words">
              <p class="sentence">{m.sentence}</p>
              <p class="quiet small">
                {fill(w.understand.made, { model: m.model })}{" "}
                <Opens title={m.name} evidence={m.evidence} rule={`movement.${m.id}`}>
                  {w.leg.angleSource}
                </Opens>
              </p>
            </div>
          </div>
        </div>
      )}
      <Roles />
      <section aria-labelledby="how-title">
        <h2 id="how-title">{w.leg.how}</h2>
        <p>{w.leg.howLead}</p>
        <Ways />
        <p>
          <a class="button main" href="#/story">
            {w.leg.howStart}
          </a>
        </p>
      </section>
    </>
  );
}

function Key({ stretch }: { stretch: number[] }) {
  const w = useWords();
  return (
    <>
      <ul class="key">
        {muscleIds.map((muscle, i) => (
          <li key={muscle}>
            <svg class={`m-${muscle}`} viewBox="0 0 28 8" aria-hidden="true">
              <line x1="1" x2="27" y1="4" y2="4" stroke="currentColor" stroke-width={i === 3 ? 1.5 : 3} stroke-dasharray={dashes[i]} />
            </svg>
            <span class="value">
              {muscle} {number((stretch[i] ?? 0) * 100, 1)} %
            </span>
            <span class="quiet">{w.muscles[muscle]}</span>
          </li>
        ))}
      </ul>
      <p class="quiet small">{w.leg.key}</p>
    </>
  );
}

function Roles() {
  const w = useWords();
  const { language } = useSettings();
  const roles = useLoaded(() => get<Role[]>(`/roles?language=${language}`), language);
  if (!roles.value) return null;
  return (
    <section aria-labelledby="roles-title">
      <h2 id="roles-title">{w.leg.roles}</h2>
      <div class="roles">
        {roles.value.map((role) => (
          <article key={role.id}>
            <h3>{role.name}</h3>
            <p>{role.text}</p>
            <ul>
              {role.muscles.map((muscle) => (
                <li key={muscle.id}>
                  <strong>
                    <i class={`m-${muscle.id}`} aria-hidden="true" />
                    {muscle.id}
                  </strong>
                  <span>{muscle.text}</span>
                </li>
              ))}
            </ul>
            <p class="small quiet">
              <Opens title={role.name} evidence={role.evidence} rule={`role.${role.id}`}>
                {role.evidence.words}
              </Opens>
            </p>
          </article>
        ))}
      </div>
    </section>
  );
}

const upright = { hip_flexion_deg: 0, knee_flexion_deg: 0, pelvic_tilt_deg: 0, leg_length_m: 0.85 };

/** Answers while dragging: one request at a time, always with the latest values. */
function Sliders({ pose, onPose, stop }: { pose: LegPose | null; onPose: (pose: LegPose | null) => void; stop: () => void }) {
  const w = useWords();
  const { language } = useSettings();
  const [values, setValues] = useState({ ...upright, hip_flexion_deg: 30, knee_flexion_deg: 20 });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [open, setOpen] = useState(false);
  const busy = useRef(false);
  const wanted = useRef<typeof values | null>(null);
  const ask = async () => {
    if (busy.current) return;
    busy.current = true;
    while (wanted.current) {
      const next = wanted.current;
      wanted.current = null;
      try {
        onPose(await post<LegPose>(`/leg?language=${language}`, next));
        setProblem(null);
      } catch (error) {
        setProblem(error as Problem);
      }
    }
    busy.current = false;
  };
  const slide = (name: keyof typeof values, value: number) => {
    const next = { ...values, [name]: value };
    setValues(next);
    wanted.current = next;
    stop();
    void ask();
  };
  const slider = (name: keyof typeof values, label: string, min: number, max: number, step: number, shown: string) => (
    <div class="field" key={name}>
      <label for={name}>
        {label} <output>{shown}</output>
      </label>
      <input
        id={name}
        type="range"
        min={min}
        max={max}
        step={step}
        value={values[name]}
        aria-valuetext={shown}
        onInput={(e) => slide(name, Number(e.currentTarget.value))}
      />
    </div>
  );
  const close = () => {
    setOpen(false);
    onPose(null);
  };
  /** On a phone the sheet covers the lower half: the leg goes to the upper one. */
  const show = () => {
    setOpen(true);
    document.querySelector(".stage-frame")?.scrollIntoView({ block: "start" });
  };
  return (
    <section class={open ? "own-pose open" : "own-pose"} aria-label={w.leg.pose}>
      <button class="sheet-button" aria-expanded={open} onClick={() => (open ? close() : show())}>
        {open ? w.leg.poseClose : w.leg.poseOpen}
      </button>
      <div class="sheet">
        <p class="pose-sentence" aria-live="polite">
          {pose ? pose.sentence : w.leg.pose}
        </p>
        <div class="sliders">
          {slider("hip_flexion_deg", w.understand.thigh, -20, 100, 1, `${values.hip_flexion_deg}°`)}
          {slider("knee_flexion_deg", w.understand.knee, 0, 120, 1, `${values.knee_flexion_deg}°`)}
          {slider("pelvic_tilt_deg", w.understand.tilt, -15, 20, 1, `${values.pelvic_tilt_deg}°`)}
          {slider("leg_length_m", w.understand.length, 0.6, 1.1, 0.01, `${number(values.leg_length_m * 100)} cm`)}
        </div>
        <Told problem={problem} />
        <button disabled={pose === null} onClick={close}>
          {w.leg.reset}
        </button>
      </div>
    </section>
  );
}
