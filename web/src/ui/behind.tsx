// What stands behind a press on the screen stands open on paper: nobody can press paper.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

export function Behind({
  title,
  says,
  open = false,
  paper = true,
  children,
}: {
  title: string;
  says?: string;
  open?: boolean;
  /** Whether it is on paper at all. */
  paper?: boolean;
  children: ComponentChildren;
}) {
  const ref = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (!paper) return;
    let opened = false;
    const lay = (onPaper: boolean) => {
      const details = ref.current;
      if (!details) return;
      if (onPaper && !details.open) {
        details.open = true;
        opened = true;
      } else if (!onPaper && opened) {
        details.open = false;
        opened = false;
      }
    };
    const media = window.matchMedia("print");
    const changed = () => lay(media.matches);
    const before = () => lay(true);
    const after = () => lay(false);
    changed();
    media.addEventListener("change", changed);
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      media.removeEventListener("change", changed);
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, [paper]);
  return (
    <details class={paper ? "behind" : "behind no-print"} ref={ref} open={open}>
      <summary>
        {title}
        {says && <span class="quiet"> · {says}</span>}
      </summary>
      {children}
    </details>
  );
}
