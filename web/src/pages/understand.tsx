// Three muscles at work: a movement, its curves, and a pose of one's own.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { get, post, Problem, type LegPose, type Movement, type MovementRow } from "../api";
import { fill, useWords } from "../i18n";
import { LegStage } from "../leg/stage";
import { useLoaded } from "../session";
import { number, useSettings } from "../settings";
import { Choice, Title, Told, Wait } from "../ui/basics";
import { Curves, type Curve } from "../ui/curves";

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
    const slow = Math.max(1, 2.4 / movement.cycle_s);  // no faster than the eye follows
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
  const [id, setId] = useState("run");
  const movement = useLoaded(() => get<Movement>(`/movements/${id}?language=${language}`), id + language);
  const [running, setRunning] = useState(!calm());
  const [frame, setFrame] = usePlayback(movement.value, running);
  const [pose, setPose] = useState<LegPose | null>(null);
  const m = movement.value;
  const stretch = useMemo(() => (pose ? pose.muscles.map((x) => x.stretch_percent / 100) : (m?.stretch_percent ?? []).map((s) => (s[frame] ?? 0) / 100)), [m, frame, pose]);
  const now = m?.frames[frame];
  const point = (next: number) => {
    setRunning(false);
    setPose(null);
    setFrame(next);
  };
  const keys = (key: string): boolean => {
    if (key === " ") setRunning(!running);
    else if (key === "ArrowRight" && m) point((frame + 1) % m.frames.length);
    else if (key === "ArrowLeft" && m) point((frame + m.frames.length - 1) % m.frames.length);
    else return false;
    return true;
  };
  const curves: Curve[] = (m?.stretch_percent ?? []).map((values, i) => ({ id: muscleIds[i] ?? "", name: muscleIds[i] ?? "", values, color: colors[i] ?? "", dash: dashes[i] ?? "", thin: i === 3 }));
  const angles: Curve[] = m ? [{ id: "hip", name: w.understand.hip, values: m.hip_deg, color: "var(--text)" }, { id: "knee", name: w.understand.kneeShort, values: m.knee_deg, color: "var(--quiet)", dash: "5 4" }] : [];
  return (
    <>
      <Title>{w.understand.title}</Title>
      {list.value && list.value.length > 1 && (
        <Choice label={w.understand.movement} hideLabel options={list.value} value={id} onChange={(next) => { setId(next); setPose(null); }} />
      )}
      <Told problem={movement.problem} retry={movement.reload} />
      {!m || !now ? (
        <Wait />
      ) : (
        <div class="leg-page">
          <div>
            <LegStage right={pose ? pose.leg : now.right} left={pose ? null : now.left} stretch={stretch} label={`${m.name}. ${w.understand.keys}`} onKey={keys} />
            <div class="row" style={{ marginTop: "8px" }}>
              <button onClick={() => { setPose(null); setRunning(!running); }}>{running && !pose ? w.understand.pause : w.understand.play}</button>
              <span class="quiet small">{w.understand.keys}</span>
            </div>
            <ul class="key">
              {muscleIds.map((muscle, i) => (
                <li key={muscle}>
                  <i class={`m-${muscle}`} aria-hidden="true" />
                  {muscle} {number((stretch[i] ?? 0) * 100, 1)} % <span class="quiet">{w.muscles[muscle]}</span>
                </li>
              ))}
            </ul>
            <p>{m.sentence}</p>
            <Sliders onPose={setPose} stop={() => setRunning(false)} />
          </div>
          <div>
            <Curves title={w.understand.curve} unit="%" curves={curves} cursor={frame} onCursor={point} />
            <Curves title={w.understand.angles} unit="°" curves={angles} cursor={frame} onCursor={point} />
            <p class="quiet small">{fill(w.understand.made, { model: m.model })}</p>
          </div>
        </div>
      )}
    </>
  );
}

/** Answers while dragging: one request at a time, always with the latest values. */
function Sliders({ onPose, stop }: { onPose: (pose: LegPose) => void; stop: () => void }) {
  const w = useWords();
  const [values, setValues] = useState({ hip_flexion_deg: 30, knee_flexion_deg: 20, pelvic_tilt_deg: 0, leg_length_m: 0.85 });
  const [problem, setProblem] = useState<Problem | null>(null);
  const busy = useRef(false);
  const wanted = useRef<typeof values | null>(null);
  const ask = async () => {
    if (busy.current) return;
    busy.current = true;
    while (wanted.current) {
      const next = wanted.current;
      wanted.current = null;
      try {
        onPose(await post<LegPose>("/leg", next));
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
        {label}: {shown}
      </label>
      <input id={name} type="range" min={min} max={max} step={step} value={values[name]} aria-valuetext={shown} onInput={(e) => slide(name, Number(e.currentTarget.value))} />
    </div>
  );
  return (
    <details>
      <summary>{w.understand.sliders}</summary>
      {slider("hip_flexion_deg", w.understand.thigh, -20, 100, 1, `${values.hip_flexion_deg}°`)}
      {slider("knee_flexion_deg", w.understand.knee, 0, 120, 1, `${values.knee_flexion_deg}°`)}
      {slider("pelvic_tilt_deg", w.understand.tilt, -15, 20, 1, `${values.pelvic_tilt_deg}°`)}
      {slider("leg_length_m", w.understand.length, 0.6, 1.1, 0.01, `${number(values.leg_length_m * 100)} cm`)}
      <Told problem={problem} />
    </details>
  );
}
