// The short set that goes with every entry, as it is sent.
export type Rescreen = "none_of_these" | Record<string, string>;

/** Only what was ticked is named: 'nothing else is new' answers nothing that somebody was not sure of. */
export function rescreenOf(answers: Record<string, string | number>): Rescreen {
  const told = Object.entries(answers).filter(([, a]) => a !== "no");
  return told.length === 0 ? "none_of_these" : Object.fromEntries(told.map(([id, a]) => [id, String(a)]));
}
