// New entries as they are written on a device: each with an id of its own, its day and its time.
export type NewEntry = Record<string, unknown>;

/** An id of its own, so that sending twice does not make it two. */
export function entryId(): string {
  return `w${Array.from(crypto.getRandomValues(new Uint8Array(8)), (b) => b.toString(16).padStart(2, "0")).join("")}`;
}

/** This instant, some seconds on, as RFC 3339 with the offset of this device. */
export function stamp(later = 0): string {
  const now = new Date(Date.now() + later * 1000);
  const offset = -now.getTimezoneOffset();
  const two = (n: number) => String(Math.floor(Math.abs(n))).padStart(2, "0");
  const local = new Date(now.getTime() + offset * 60000).toISOString().slice(0, 19);
  return `${local}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
}

/** With id, day and time, so that the same one is known again however often it arrives. */
export function named(entries: NewEntry[]): (NewEntry & { id: string; day: string })[] {
  const day = stamp().slice(0, 10);
  return entries.map((entry, i) => ({ id: entryId(), day, recorded_at: stamp(i), ...entry }));
}

/** Something was told with it that a doctor has to look at. */
export function alarming(entry: NewEntry): boolean {
  const answers = entry.rescreen;
  return typeof answers === "object" && answers !== null && Object.values(answers).some((answer) => answer !== "no");
}

/** Pain beyond what the plan allows. */
export function above(entry: NewEntry, limit: number): boolean {
  return [entry.type === "pain" || entry.type === "morning" ? entry.value : 0, entry.worst, entry.after].some(
    (pain) => typeof pain === "number" && pain > limit,
  );
}

type LineWords = { kinds: Record<"pain" | "session" | "morning" | "run" | "answer" | "visit" | "other", string>; pain: string };

/** One entry in a few words: "Session, pain 3". */
export function lineOf(words: LineWords, entry: NewEntry): string {
  const kind = words.kinds[entry.type as keyof LineWords["kinds"]] ?? words.kinds.other;
  const pain = entry.type === "session" ? entry.worst : entry.type === "pain" || entry.type === "morning" ? entry.value : undefined;
  if (typeof pain !== "number") return kind;
  return entry.type === "pain" ? `${kind} ${pain}` : `${kind}, ${words.pain.replace("{n}", String(pain))}`;
}
