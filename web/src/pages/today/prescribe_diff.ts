// Rows of a plan before and after, in words that the caller gives.
export interface Change {
  what: string;
  before: string;
  after: string;
}
interface Given {
  key: string;
  exercise: string;
  out: boolean;
}
interface Words<R> {
  /** The dose, or that it is taken out, or was not there. */
  said: (row: R | undefined) => string;
  /** The same with the name of the exercise. */
  named: (row: R | undefined) => string;
  name: (exercise: string) => string;
  gone: string;
}

/** What is another thing than before: nothing of what was taken out, put in its place or added goes unsaid. */
export function changedRows<R extends Given>(before: R[], now: R[], words: Words<R>): Change[] {
  const changes: Change[] = [];
  const told = (exercise: string, was: string, is: string) => {
    if (was !== is) changes.push({ what: words.name(exercise), before: was, after: is });
  };
  for (const row of now) {
    const was = before.find((one) => one.key === row.key);
    if (was && was.exercise !== row.exercise && !row.out) told(was.exercise, words.named(was), words.named(row));
    else told(row.exercise, words.said(was), words.said(row));
  }
  for (const was of before) if (!now.some((row) => row.key === was.key)) told(was.exercise, words.said(was), words.gone);
  return changes;
}
