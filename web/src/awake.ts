// The screen stays on while somebody trains, where the browser allows it: asked again whenever the page comes back, since
// a page that was hidden has lost it.
import { useEffect } from "preact/hooks";

export function useAwake(on: boolean): void {
  useEffect(() => {
    if (!on || !("wakeLock" in navigator)) return undefined;
    let lock: WakeLockSentinel | null = null;
    let here = true;
    const ask = () => {
      if (document.visibilityState !== "visible") return;
      navigator.wakeLock.request("screen").then(
        (got) => {
          if (here) lock = got;
          else void got.release();
        },
        () => undefined, // a low battery may refuse it: the clock is right all the same
      );
    };
    ask();
    document.addEventListener("visibilitychange", ask);
    return () => {
      here = false;
      document.removeEventListener("visibilitychange", ask);
      void lock?.release();
    };
  }, [on]);
}
