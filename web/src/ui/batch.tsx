// What was saved together, in words: the first entries by day and line, and how many more there are.
import type { Batch, Entries } from "../api";
import { fill, useWords } from "../i18n";
import { shortDay } from "../settings";

/** One line for a name that is read aloud or a row of the log. */
export const saysOf = (batch: Batch, more: string) =>
  [
    ...batch.says.map((one) => `${shortDay(one.day)}: ${one.line}`),
    ...(batch.entries > batch.says.length ? [fill(more, { n: batch.entries - batch.says.length })] : []),
  ].join("; ");

/** The entries that came with it. */
export const idsOf = (entries: Entries, batch: number) =>
  (entries.entries as { id?: unknown; batch?: unknown }[]).filter((entry) => entry.batch === batch).map((entry) => String(entry.id));

export function BatchSays({ batch }: { batch: Batch }) {
  const w = useWords();
  const more = batch.entries - batch.says.length;
  return (
    <>
      {batch.says.map((one, i) => (
        <span class="says" key={i}>
          {shortDay(one.day)}: {one.line}
        </span>
      ))}
      {more > 0 && <span class="says quiet">{fill(w.entries.more, { n: more })}</span>}
    </>
  );
}
