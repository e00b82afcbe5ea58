// Words for what stops a plan: where it is told on other pages than Today, and where an entry that holds it would go.
export const stopEn = {
  toToday: "What that means for today",
  holds: "This entry holds your plan:",
  ends: "If you take it out, this stop ends. Do so only where it was told by mistake. If it is true, leave it: otherwise only time, your next answer or a clinician who has examined you lifts it.",
  looking: "Looking at what depends on it",
  lookFailed: "What depends on it could not be looked up. It may be what holds your plan: take it out only where it was told by mistake.",
  left: {
    title: "A session that is not saved",
    says: "On {day} you began a session. What you did is still on this device: {n|exercise|exercises}.",
    saysRun: "On {day} you began a session. What you did is still on this device: the run, and {n|exercise|exercises}.",
    save: "Save what I did",
    saves: "What you did on {day}",
    drop: "Let it go",
  },
};
export type StopWords = typeof stopEn;
