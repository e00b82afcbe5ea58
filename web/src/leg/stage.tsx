// A place for the leg: fetches the three-dimensional part when it is seen, and falls back to lines.
import { useEffect, useRef, useState } from "preact/hooks";
import { useWords } from "../i18n";
import { FlatLeg } from "./flat";
import type { LegScene, View } from "./scene";
import type { Bounds, Shown } from "./shown";

const named = ["BFlh", "ST", "SM"] as const;

/** Keeps an element of the page for the scene, which moves it. */
const kept =
  <T,>(list: (T | null)[], i: number) =>
  (element: T | null) => {
    list[i] = element;
  };

export function LegStage({
  shown,
  bounds,
  stays,
  label,
  onKey,
  views = false,
  flat: asked = false,
  thigh,
}: {
  shown: Shown;
  bounds: Bounds;
  /** What is seen at first; the whole body is one press away. */
  thigh?: Bounds;
  stays: boolean;
  label: string;
  onKey?: (key: string) => boolean;
  views?: boolean;
  flat?: boolean;
}) {
  const w = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scene = useRef<LegScene | null>(null);
  const names = useRef<(HTMLElement | null)[]>([]);
  const lines = useRef<(SVGLineElement | null)[]>([]);
  const [whole, setWhole] = useState(false);
  const seen = whole || !thigh ? bounds : thigh;
  const latest = useRef({ shown, seen, stays });
  latest.current = { shown, seen, stays };
  const [fails, setFails] = useState(false);
  const [ready, setReady] = useState(false);
  const [view, setView] = useState<View | null>(null);
  const flat = asked || fails;

  useEffect(() => {
    let here = true;
    const place = canvas.current;
    if (!place) return undefined;
    let observer: ResizeObserver | null = null;
    const inSight = new IntersectionObserver((entries) => {
      if (!entries.some((e) => e.isIntersecting)) return;
      inSight.disconnect();
      import("./scene")
        .then(({ LegScene }) => {
          if (!here) return;
          const box = { names: names.current.filter((n) => n !== null), lines: lines.current.filter((l) => l !== null) };
          scene.current = new LegScene(
            place,
            box,
            () => setReady(true),
            () => setFails(true),
          );
          observer = new ResizeObserver(() => scene.current?.resize());
          observer.observe(place);
          scene.current.frame(latest.current.seen);
          scene.current.show(latest.current.shown, latest.current.stays);
        })
        .catch(() => here && setFails(true));
    });
    inSight.observe(place);
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const recolor = () => scene.current?.recolor();
    dark.addEventListener("change", recolor);
    const theme = new MutationObserver(recolor);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    return () => {
      here = false;
      inSight.disconnect();
      observer?.disconnect();
      theme.disconnect();
      dark.removeEventListener("change", recolor);
      scene.current?.dispose();
      scene.current = null;
    };
  }, [flat]);
  useEffect(() => {
    scene.current?.show(shown, stays);
  }, [shown, stays]);
  useEffect(() => {
    scene.current?.frame(seen);
  }, [seen]);

  const keys = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    if (onKey?.(event.key)) event.preventDefault();
    if (event.key === "a") scene.current?.turn(-0.15);
    if (event.key === "d") scene.current?.turn(0.15);
    if (event.key === "+") scene.current?.zoom(0.93);
    if (event.key === "-") scene.current?.zoom(1.08);
  };
  const look = (next: View) => {
    setView(next);
    scene.current?.view(next);
  };
  return (
    <div class="stage-frame">
      <div class="stage" tabIndex={onKey ? 0 : -1} role="img" aria-label={label} onKeyDown={keys} onPointerDown={() => setView(null)}>
        {flat ? (
          <FlatLeg shown={shown} bounds={seen} stays={stays} label={label} />
        ) : (
          <>
            {!ready && <FlatLeg shown={shown} bounds={seen} stays={stays} label={label} />}
            <canvas ref={canvas} class={ready ? "" : "unseen"} aria-hidden="true" />
            <svg class={ready ? "leg-lines" : "leg-lines unseen"} aria-hidden="true">
              {named.map((m, i) => (
                <line key={m} class={`m-${m}`} ref={kept(lines.current, i)} />
              ))}
            </svg>
            <div class={ready ? "leg-names" : "leg-names unseen"} aria-hidden="true">
              {named.map((m, i) => (
                <span key={m} class={`m-${m}`} ref={kept(names.current, i)}>
                  {w.leg.names[m]}
                </span>
              ))}
            </div>
          </>
        )}
      </div>
      {views && !flat && (
        <div class="views" role="group" aria-label={w.leg.views}>
          {(["side", "back", "front"] as const).map((v) => (
            <button key={v} type="button" aria-pressed={view === v} onClick={() => look(v)}>
              {w.leg[v]}
            </button>
          ))}
          {thigh && (
            <button type="button" aria-pressed={whole} onClick={() => setWhole(!whole)}>
              {w.leg.whole}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
