// The clock that runs a script: what is on now, how long, with its sounds; it can be paused, and outlives a page that slept.
import { useEffect, useRef, useState } from "preact/hooks";
import { fill, useWords } from "../../i18n";
import { placeAt, type Beat, type Place } from "../../script";
import { begins, over as soundsOver, say, tick, wakeSound } from "../../sound";

/** When it began, and how far it had come where it is paused [ms]. */
export interface Began {
  at: number;
  paused: number | null;
}

export interface ScriptClock {
  state: "off" | "runs" | "paused";
  beat: Beat | null;
  place: Place | null;
  start: () => void;
  pause: () => void;
  goOn: () => void;
  stop: () => void;
}

/** What a stretch is called, on the screen and aloud. */
export function useBeatWords(): (beat: Beat) => string {
  const w = useWords();
  const t = w.day;
  const names: Record<Beat["kind"], string> = {
    ready: t.ready,
    work: t.go,
    rest: w.today.rest,
    lower: t.lower,
    hold: t.hold,
    lift: t.lift,
    walk: t.run.walk,
    jog: t.run.jog,
    run: t.run.run,
  };
  return (beat) => names[beat.kind];
}

const jumped_ms = 2500;

/** `over` is called once, when the last stretch ends by itself; `kept` is where it stood when the page was left, `keep`
 *  notes it. Sounds belong to the moment: what was slept through is not made up for. */
export function useScript(beats: Beat[], over: () => void, kept: Began | null = null, keep?: (began: Began | null) => void): ScriptClock {
  const [began, setBegan] = useState<Began | null>(kept);
  const [now, setNow] = useState(() => Date.now());
  const words = useBeatWords();
  const t = useWords().day;
  const last = useRef({ at: Date.now(), beat: -1, left: -1 });
  const aloud = (on: Beat): string => {
    if (on.kind === "rest" && on.n === undefined) return fill(t.restFor, { n: on.seconds });
    const counts = on.n !== undefined && on.kind !== "hold" && on.kind !== "lift";
    return counts ? `${words(on)}. ${fill(t.repetition, { n: on.n ?? 0, all: on.all ?? 0 })}` : words(on);
  };
  const whenOver = useRef(over);
  whenOver.current = over;
  const set = (next: Began | null) => {
    setBegan(next);
    setNow(Date.now());
    keep?.(next);
  };
  const elapsed = began === null ? 0 : (began.paused ?? now - began.at);
  const place = began === null ? null : placeAt(beats, elapsed / 1000);
  const beat = place === null ? null : (beats[place.beat] ?? null);
  const runs = began !== null && began.paused === null;
  const sounds = (at: number, here: Place | null) => {
    const slept = at - last.current.at > jumped_ms;
    const changed = here !== null && here.beat !== last.current.beat;
    if (!slept && here !== null) {
      const on = beats[here.beat];
      if (changed && on) {
        if (on.kind !== "ready" && on.kind !== "rest") begins();
        if (on.kind !== "ready") say(aloud(on));
      } else if (here.left <= 3 && here.left !== last.current.left && (on?.seconds ?? 0) > 3) tick();
      else if (on?.kind === "ready" && here.left !== last.current.left) tick();
    }
    last.current = { at, beat: here?.beat ?? -1, left: here?.left ?? -1 };
  };
  useEffect(() => {
    if (!runs || began === null) return undefined;
    last.current = { at: Date.now(), beat: last.current.beat, left: -1 };
    const look = () => {
      const at = Date.now();
      const here = placeAt(beats, (at - began.at) / 1000);
      sounds(at, here);
      setNow(at);
      if (here !== null) return;
      set(null);
      soundsOver();
      whenOver.current();
    };
    look();
    const timer = setInterval(look, 200);
    return () => clearInterval(timer);
  }, [runs, began]);
  return {
    state: began === null ? "off" : runs ? "runs" : "paused",
    beat,
    place,
    start: () => {
      wakeSound();
      last.current = { at: Date.now(), beat: -1, left: -1 };
      set({ at: Date.now(), paused: null });
    },
    pause: () => began !== null && set({ ...began, paused: Date.now() - began.at }),
    goOn: () => {
      wakeSound();
      if (began !== null) set({ at: Date.now() - (began.paused ?? 0), paused: null });
    },
    stop: () => set(null),
  };
}
