// A case file as somebody drops it: just enough is read to say what it holds; the server reads it strictly.
export interface CaseEntry {
  id: string;
  type: string;
  day: string;
  by?: string;
  /** For people; from the server only. */
  line?: string;
  [more: string]: unknown;
}
export interface CaseFile {
  name: string;
  text: string;
  entries: CaseEntry[];
  first: string;
  last: string;
}

/** Null where this is no case file. */
export async function readCase(file: File): Promise<CaseFile | null> {
  const text = await file.text();
  try {
    const read = JSON.parse(text) as { schema?: string; entries?: CaseEntry[] };
    if (read.schema !== "hamstring.case" || !Array.isArray(read.entries) || read.entries.length === 0) return null;
    const days = read.entries.map((entry) => entry.day).sort();
    return { name: file.name, text, entries: read.entries, first: days[0] ?? "", last: days[days.length - 1] ?? "" };
  } catch {
    return null;
  }
}
