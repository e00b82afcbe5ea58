// The steps of the story in the history of the browser, so that its own way back (a button, or a swipe on a phone) goes
// one step and not out of the page.
import { useEffect, useRef, useState } from "preact/hooks";

/** `at`: the step that this place in the history shows; `from`: the first step that the history holds. After a draft came
 *  back in a new tab there is nothing before it to go back to. */
interface Mark {
  at: number;
  from: number;
}

function markNow(): Mark | null {
  const state = history.state as { story?: Mark } | null;
  return state?.story ?? null;
}
const mark = (at: number, from: number) => ({ ...(history.state as object | null), story: { at, from } });

export function useSteps<Step>(begin: () => Step[]) {
  const [steps, setSteps] = useState<Step[]>(begin);
  // What was gone back from: the way forward of the browser leads there again.
  const furthest = useRef(steps);
  useEffect(() => {
    const now = markNow();
    const at = steps.length - 1;
    if (now?.at !== at) history.replaceState(mark(at, at), "");
    const moved = () => {
      const to = markNow();
      if (to && to.at < furthest.current.length) setSteps(furthest.current.slice(0, to.at + 1));
    };
    window.addEventListener("popstate", moved);
    return () => window.removeEventListener("popstate", moved);
  }, []);
  const set = (next: Step[]) => {
    furthest.current = next;
    setSteps(next);
  };
  return {
    steps,
    /** Another one in place of the last. */
    replace: (step: Step) => set([...steps.slice(0, -1), step]),
    forward: (step: Step) => {
      history.pushState(mark(steps.length, markNow()?.from ?? 0), "");
      set([...steps, step]);
    },
    /** One step back; false where there is none. */
    back: (): boolean => {
      if (steps.length < 2) return false;
      const now = markNow();
      if (now && now.at === steps.length - 1 && now.at > now.from) {
        history.back();
      } else {
        const at = steps.length - 2;
        history.replaceState(mark(at, at), "");
        set(steps.slice(0, -1));
      }
      return true;
    },
  };
}
