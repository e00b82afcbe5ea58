// Words for a day without a connection: the kept plan, what waits, two versions.
export const awayEn = {
  offline: "No connection to the program. This is the plan as of {when}, kept on this device.",
  planOf: "Plan of {day}",
  tooOld:
    "This plan is from {day}. Do not train from a plan of that age: it does not know how you are now. Log pain here; a new plan comes when the program is back.",
  stopped: "What you told since then changes the plan. No session from this copy: a new plan comes when the program is back.",
  doctor: "When to see a doctor",
  news: "You ticked something that a doctor has to look at. Stop here and see one today; at once with numbness between the legs, or with bladder or bowel trouble.",
  waits: "Waiting to be sent: {n}",
  waitsNone: "Everything is sent.",
  what: "What waits",
  send: "Send now",
  still: "Still no connection. It stays here.",
  login: "Log in again, then it is sent.",
  conflictTitle: "Two versions",
  conflictHelp: "Something else was entered since this was written. Nothing is lost; you decide.",
  there: "There now",
  mine: "Written here",
  keepBoth: "Keep both",
  drop: "Drop what was written here",
  refused: "The program did not take this: {why}",
  stumbled: "The program could not keep this just now: {why} It stays here and is tried again; everything else that waited was sent.",
  language: "Without a connection everything stays in the language of the plan that this device kept.",
  logged: "Kept on this device.",
  pain: "pain {n}",
  kinds: { pain: "Pain", session: "Session", morning: "Morning after", run: "Run", answer: "Answer", visit: "Visit", other: "Entry" },
};
export type AwayWords = typeof awayEn;
