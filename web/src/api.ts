// The one way to the server. Types come from api/openapi.json when the app is built.
import type { components } from "./generated/api";
import { settings } from "./settings";

type Schemas = components["schemas"];
export type Today = Schemas["Today"];
export type Line = Schemas["Line"];
export type Question = Schemas["Question"];
export type Screen = Schemas["Screen"];
export type Story = Schemas["Story"];
export type StoryReply = Schemas["StoryReply"];
export type Status = Schemas["Status"];
export type Account = Schemas["Account"];
export type Lan = Schemas["Lan"];
export type CalendarAddresses = Schemas["CalendarAddresses"];
export type SessionRow = Schemas["SessionRow"];
export type Evidence = Schemas["Evidence"];
export type Why = Schemas["Why"];
export type Flag = Schemas["Flag"];
export type Picture = Schemas["Picture"];
export type StoryResult = Schemas["Result"];
export type Prognosis = Schemas["Prognosis"];
export type Criterion = Schemas["Criterion"];
export type PersonRow = Schemas["PersonRow"];
export type DayHead = Schemas["DayHead"];
export type RunFit = Schemas["RunFit"];
export type RunLedger = Schemas["RunLedger"];
export type RunWeeks = Schemas["RunWeeks"];
export type LedgerRun = Schemas["LedgerRun"];
export type LedgerWeek = Schemas["LedgerWeek"];
export type RunAlong = Schemas["RunAlong"];
export type ReadRuns = Schemas["ReadRuns"];
export type RecordingsSeen = Schemas["RecordingsSeen"];
export type RecordingsKept = Schemas["RecordingsKept"];
export type Person = Schemas["Person"];
export type Batch = Schemas["Batch"];
export type Entries = Schemas["Entries"];
export type Saved = Schemas["Saved"];
export type Source = Schemas["Source"];
export type ExerciseStretches = Schemas["ExerciseStretches"];
export type Library = Schemas["Library"];
export type Exercise = Schemas["Exercise"];
export type Movement = Schemas["Movement"];
export type MovementRow = Schemas["MovementRow"];
export type Leg = Schemas["Leg"];
export type LegPose = Schemas["LegPose"];
export type Role = Schemas["Role"];
export type KnownAnswer = Schemas["KnownAnswer"];
export type JobBegun = Schemas["JobBegun"];
export type JobSeen = Schemas["JobSeen"];
export type LabBegun = Schemas["LabBegun"];
export type LabSeen = Schemas["LabSeen"];
export type LabReply = Schemas["LabReply"];
export type Receipt = Schemas["Receipt"];
export type Made = Schemas["Made"];
export type Merged = Schemas["Merged"];
export type Conflict = Schemas["Conflict"];
export type Audit = Schemas["Audit"];
export type Course = Schemas["Course"];
export type CourseDay = Schemas["CourseDay"];
export type CourseEvent = Schemas["CourseEvent"];
export type Return = Schemas["Return"];
export type ReturnFact = Schemas["ReturnFact"];
export type Rung = Schemas["Rung"];
export type SideBySide = Schemas["SideBySide"];
export type Difference = Schemas["Difference"];
export type Prevention = Schemas["Prevention"];
export type ProgramState = Schemas["ProgramState"];
export type Program = Schemas["Program"];
export type Runs = Schemas["Runs"];
export type RunRow = Schemas["RunRow"];
export type Prescription = Schemas["Prescription"];
export type PrescribedLine = Schemas["PrescribedLine"];
export type Prescribing = Schemas["Prescribing"];
export type Template = Schemas["Template"];
export type Squad = Schemas["Squad"];
export type SquadPerson = Schemas["SquadPerson"];
export type SquadTable = Schemas["SquadTable"];
export type Trends = Schemas["Trends"];
export type Measures = Schemas["Measures"];
export type OfferedTest = Schemas["OfferedTest"];
export type Questionnaire = Schemas["Questionnaire"];
export type AlignmentItem = Schemas["AlignmentItem"];
export type ProblemBody = Schemas["Problem"];

/** A request that the server refused, or that never reached it (`status` 0). */
export class Problem extends Error {
  readonly status: number;
  readonly body: ProblemBody;
  constructor(status: number, body: ProblemBody) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
  get unreachable(): boolean {
    return this.status === 0;
  }
}

let lost: () => void = () => undefined;
/** Called when the program no longer knows who this is: a login that has run out, or was ended elsewhere. */
export function whenLoggedOut(act: () => void): void {
  lost = act;
}

/** The half of the session that this page adds to every request. Cookies of this machine go to whatever listens on it, on
 * any port; this is kept for this address and port alone, and no other program here ever sees it. */
const half = "hamstring.page";
export function ownHalf(): Record<string, string> {
  try {
    const page = localStorage.getItem(half);
    return page === null ? {} : { "Hamstring-Page": page };
  } catch {
    return kept === null ? {} : { "Hamstring-Page": kept };
  }
}
/** For a browser that keeps nothing: until the page goes. */
let kept: string | null = null;
export function keepHalf(page: string | null): void {
  kept = page;
  try {
    if (page === null) localStorage.removeItem(half);
    else localStorage.setItem(half, page);
  } catch {
    // As above.
  }
}
/** These begin a session, or end it. */
const begins = ["/login", "/setup", "/password", "/join"];

async function send(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  // The reader's language, not the browser's: every sentence of the answer comes in it.
  const init: RequestInit = {
    method,
    credentials: "same-origin",
    headers: { ...ownHalf(), "Accept-Language": settings().language },
    ...(signal ? { signal } : {}),
  };
  if (body !== undefined) {
    init.headers = { ...init.headers, "Content-Type": "application/json" };
    init.body = typeof body === "string" ? body : JSON.stringify(body);
  }
  let reply: Response;
  try {
    reply = await fetch(`/api/v1${path}`, init);
  } catch {
    throw new Problem(0, { code: "unreachable", message: "" });
  }
  if (reply.ok) return reply;
  const problem = (await reply.json().catch(() => ({ code: "broken", message: "" }))) as ProblemBody;
  if (reply.status === 401) lost();
  throw new Problem(reply.status, problem);
}

/** The address of a file that a link saves: a link sends no language of its own. */
export function fileOf(path: string): string {
  return `/api/v1${path}?language=${settings().language}`;
}

export async function get<T>(path: string): Promise<T> {
  return (await send("GET", path)).json() as Promise<T>;
}
/** A file of the server. */
export async function fetchBlob(path: string): Promise<Blob> {
  return (await send("GET", path)).blob();
}
export async function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const reply = (await (await send("POST", path, body, signal)).json()) as T;
  if (begins.includes(path)) keepHalf((reply as unknown as { page: string }).page);
  if (path === "/logout") keepHalf(null);
  return reply;
}
/** Sends a file as it is. */
export async function postFile<T>(path: string, file: Blob, type: string, more: Record<string, string> = {}): Promise<T> {
  let reply: Response;
  try {
    reply = await fetch(`/api/v1${path}`, {
      method: "POST",
      credentials: "same-origin",
      headers: { ...ownHalf(), "Content-Type": type, "Accept-Language": settings().language, ...more },
      body: file,
    });
  } catch {
    throw new Problem(0, { code: "unreachable", message: "" });
  }
  if (reply.ok) return (await reply.json()) as T;
  if (reply.status === 401) lost();
  throw new Problem(reply.status, (await reply.json().catch(() => ({ code: "broken", message: "" }))) as ProblemBody);
}
export async function patch<T>(path: string, body: unknown): Promise<T> {
  return (await send("PATCH", path, body)).json() as Promise<T>;
}
export async function remove<T>(path: string): Promise<T> {
  return (await send("DELETE", path)).json() as Promise<T>;
}
