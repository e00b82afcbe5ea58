// A place for the leg: fetches the three-dimensional part when it is seen, and falls back to lines.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Leg } from "../api";
import { FlatLeg } from "./flat";
import type { LegScene } from "./scene";

export function LegStage({ right, left, stretch, label, onKey }: { right: Leg; left: Leg | null; stretch: number[]; label: string; onKey?: (key: string) => boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scene = useRef<LegScene | null>(null);
  const [flat, setFlat] = useState(false);

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
          scene.current.show(right, left, stretch);
        })
        .catch(() => here && setFlat(true));
    });
    seen.observe(place);
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const recolor = () => scene.current?.recolor();
    dark.addEventListener("change", recolor);
    return () => {
      here = false;
      seen.disconnect();
      observer?.disconnect();
      dark.removeEventListener("change", recolor);
      scene.current?.dispose();
    };
  }, [flat]);
  useEffect(() => {
    scene.current?.show(right, left, stretch);
  }, [right, left, stretch]);

  const keys = (event: KeyboardEvent) => {
    if (onKey?.(event.key)) event.preventDefault();
    if (event.key === "a") scene.current?.turn(-0.15);
    if (event.key === "d") scene.current?.turn(0.15);
  };
  return (
    <div class="stage" tabIndex={0} role="img" aria-label={label} onKeyDown={keys}>
      {flat ? <FlatLeg leg={right} label={label} /> : <canvas ref={canvas} aria-hidden="true" />}
    </div>
  );
}
