// What is logged in the file for the phone: kept by its browser where that keeps anything, saved as a small file.
import type { Exercise, Today } from "../api";

export interface PhonePlan {
  format: "hamstring.phone";
  version: number;
  person: string;
  name: string;
  made: string;
  today: Today;
  exercises: Exercise[];
}
export type LogEntry = { id: string; type: string; day: string } & Record<string, unknown>;
export interface PhoneLog {
  format: "hamstring.phone-log";
  version: 1;
  person: string;
  /** How many entries the plan knew of. */
  seen: number;
  since: string;
  entries: LogEntry[];
}

const key = (plan: PhonePlan) => `hamstring.log.${plan.person}.${plan.made}`;

export function restore(plan: PhonePlan): LogEntry[] {
  try {
    return JSON.parse(localStorage.getItem(key(plan)) ?? "[]") as LogEntry[];
  } catch {
    return [];
  }
}

/** Whether the browser keeps it. */
export function store(plan: PhonePlan, entries: LogEntry[]): boolean {
  try {
    localStorage.setItem(key(plan), JSON.stringify(entries));
    return localStorage.getItem(key(plan)) !== null;
  } catch {
    return false;
  }
}

type Logged = Omit<PhoneLog, "format" | "version">;

function fileOf(logged: Logged, day: string): File {
  const log: PhoneLog = { format: "hamstring.phone-log", version: 1, ...logged };
  return new File([JSON.stringify(log, null, 1)], `hamstring-log-${day}.json`, { type: "application/json" });
}

function download(file: File): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** Saves what was logged as a file that the app reads in. */
export function saveLog(logged: Logged, day: string): void {
  download(fileOf(logged, day));
}

/** Shares the log where the phone shares files, else saves it. */
export async function hand(plan: PhonePlan, entries: LogEntry[], day: string): Promise<void> {
  const file = fileOf({ person: plan.person, seen: plan.today.count, since: plan.made, entries }, day);
  if (navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file] });
      return;
    } catch (error) {
      if ((error as Error).name === "AbortError") return;
    }
  }
  download(file);
}

/** Null where this is no log. */
export async function readLog(file: File): Promise<PhoneLog | null> {
  try {
    const read = JSON.parse(await file.text()) as PhoneLog;
    const good = read.format === "hamstring.phone-log" && read.version === 1 && typeof read.person === "string" && Array.isArray(read.entries);
    return good && read.entries.length > 0 && read.entries.every((e) => typeof e?.id === "string" && typeof e.type === "string" && typeof e.day === "string")
      ? read
      : null;
  } catch {
    return null;
  }
}
