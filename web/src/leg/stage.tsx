// A place for the leg: fetches the three-dimensional part when it is seen, and falls back to lines.
import { useEffect, useRef, useState } from "preact/hooks";
import { useWords } from "../i18n";
import { FlatLeg } from "./flat";
import type { LegScene, View } from "./scene";
import type { Bounds, Shown } from "./shown";

export function LegStage({
  shown,
  bounds,
  stays,
  label,
  onKey,
  views = false,
  flat: asked = false,
}: {
  shown: Shown;
  bounds: Bounds;
  stays: boolean;
  label: string;
  onKey?: (key: string) => boolean;
  views?: boolean;
  flat?: boolean;
}) {
  const w = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scene = useRef<LegScene | null>(null);
  const latest = useRef({ shown, bounds, stays });
  latest.current = { shown, bounds, stays };
  const [fails, setFails] = useState(false);
  const [view, setView] = useState<View | null>(null);
  const flat = asked || fails;

  useEffect(() => {
    let here = true;
    const place = canvas.current;
    if (!place) return undefined;
    let observer: ResizeObserver | null = null;
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((e) => e.isIntersecting)) return;
      seen.disconnect();
      import("./scene")
        .then(({ LegScene }) => {
          if (!here) return;
          scene.current = new LegScene(place);
          observer = new ResizeObserver(() => scene.current?.resize());
          observer.observe(place);
          scene.current.frame(latest.current.bounds);
          scene.current.show(latest.current.shown, latest.current.stays);
        })
        .catch(() => here && setFails(true));
    });
    seen.observe(place);
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const recolor = () => scene.current?.recolor();
    dark.addEventListener("change", recolor);
    const theme = new MutationObserver(recolor);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    return () => {
      here = false;
      seen.disconnect();
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
    scene.current?.frame(bounds);
  }, [bounds]);

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
        {flat ? <FlatLeg shown={shown} bounds={bounds} stays={stays} label={label} /> : <canvas ref={canvas} aria-hidden="true" />}
      </div>
      {views && !flat && (
        <div class="views" role="group" aria-label={w.leg.views}>
          {(["side", "back", "front"] as const).map((v) => (
            <button key={v} type="button" aria-pressed={view === v} onClick={() => look(v)}>
              {w.leg[v]}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
