// A clock that counts down, can be paused and says when it is over.
import { useEffect, useRef, useState } from "preact/hooks";

export interface Countdown {
  left: number;
  state: "off" | "runs" | "paused";
  start: (seconds: number) => void;
  pause: () => void;
  goOn: () => void;
  stop: () => void;
}

/** `over` is called once when it reaches zero by itself. Measured by the clock, so that a screen that slept is right. */
export function useCountdown(over: () => void): Countdown {
  const [until, setUntil] = useState<number | null>(null);
  const [left, setLeft] = useState(0);
  const [state, setState] = useState<Countdown["state"]>("off");
  const whenOver = useRef(over);
  whenOver.current = over;
  useEffect(() => {
    if (until === null) return undefined;
    const tick = () => {
      const rest = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      setLeft(rest);
      if (rest > 0) return;
      setUntil(null);
      setState("off");
      whenOver.current();
    };
    tick();
    const timer = setInterval(tick, 200);
    return () => clearInterval(timer);
  }, [until]);
  const run = (seconds: number) => {
    setLeft(seconds);
    setState("runs");
    setUntil(Date.now() + seconds * 1000);
  };
  const halt = (to: Countdown["state"]) => {
    setUntil(null);
    setState(to);
  };
  return { left, state, start: run, pause: () => halt("paused"), goOn: () => run(left), stop: () => halt("off") };
}
