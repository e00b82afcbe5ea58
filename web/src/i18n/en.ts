// The app's own words. What the engine says (plans, reasons, tests) comes from the server in the same language.
import { courseEn } from "./course_en";

export const en = {
  course: courseEn,
  skip: "Skip to the content",
  nav: { return: "Return", label: "Main", today: "Today", run: "Run", progress: "Progress", more: "More", understand: "Understand", strengthen: "Strengthen", prevent: "Prevent", people: "People", lab: "Lab", settings: "Settings", about: "About" },
  start: {
    title: "What brings you here?",
    hurts: "It hurts",
    prevent: "I want it never to hurt again",
    others: "I look after others",
    lab: "I have a capture file",
    promise: "Stays on this computer.",
    leg: "The built-in run: three hamstring muscles, colored by stretch",
  },
  common: { next: "Continue", back: "Back", none: "None of these", yes: "Yes", no: "No", unsure: "Not sure", unknown: "I do not know", why: "Why?", close: "Close", save: "Save", cancel: "Cancel", today: "Today", yesterday: "Yesterday", other: "Other day", loading: "One moment", retry: "Try again", of: "of", print: "Print", open: "Open", done: "Done", undo: "Take back" },
  frame: { title: "Where and when?", side: "Which leg?", left: "Left", right: "Right", both: "Both", day: "Since when?", relapse: "Hurt there in the last year?" },
  you: { title: "About you", birth: "Year of birth", sex: "Sex", female: "Female", male: "Male", otherSex: "Other", sport: "Sport", equipment: "At hand", pain: "Pain now", painEnds: "0 none, 10 worst" },
  story: { title: "Your story", check: "Tap what is true.", progress: "Progress", goOn: "Go on answering", inFull: "Every question in full", first: "This comes first" },
  result: { title: "Your first plan", keep: "Keep this", how: "How did it happen?", long: "How long may it take?", next: "What to find out next", sharpen: "Answer more to sharpen this", for: "Speaks for it", against: "Speaks against it", missing: "Not known yet", leading: "fits best", start: "Begin" },
  keep: { title: "Keep this", name: "Your name", login: "Name to log in", password: "Password", passwordHelp: "Ten characters or more. Three plain words are good.", consent: "I agree that what I enter is kept in one file on this computer, to make my plan. I can take it with me or erase it at any time.", guardian: "I am a parent or guardian and agree for this person, who is under 16.", have: "This computer already has an owner. Log in to save." },
  login: { title: "Log in", name: "Name", password: "Password", button: "Log in", forgot: "Forgotten? On this computer run: hamstring password NAME" },
  today: {
    day: "Day {n}", phase: "Phase", start: "Start", before: "Pain before you start", worst: "Worst pain during it", after: "Pain right after", morning: "This morning, after your session: how much did it hurt?", news: "Is any of this new?", skip: "Skip", skipWhy: "Why skip it?", swap: "Swap", rest: "Rest", seconds: "{n} s", set: "Set {n} of {all}", doneSet: "Set done", finish: "Finish", saved: "Saved. Tomorrow: one question.", run: "Run", techniques: "For range and comfort", nothing: "Nothing to do but rest.", limit: "Pain up to {n} of 10 is allowed.", waits: "{n} entry waits to be sent.", send: "Send now", conflict: "Something was added on another device since you opened this page.", keepBoth: "Keep both", pain: "Log pain", painNow: "Pain now", doneToday: "Done for today.", steps: "Exercise {n} of {all}", alsoTest: "A test would help", when: "about {n} s", phone: "Print or save this page for the gym.",
    reasons: { pain: "It hurts", no_time: "No time", no_equipment: "No equipment", illness: "Ill", other: "Something else" },
  },
  progress: { title: "Progress", criteria: "Before the next phase", none: "No criteria in this phase.", phases: "Phases", history: "Entries", measured: "measured {day}", target: "target {value}", band: "{value} ± {half}", other: "other side {value}", never: "not measured yet", follow: "What measuring again has shown", added: "{n} entries", file: "Case file", calendar: "Calendar file" },
  understand: { title: "Three muscles at work", movement: "Movement", play: "Play", pause: "Pause", sliders: "Your own pose", thigh: "Thigh forward", knee: "Knee bent", tilt: "Pelvis tilted forward", length: "Leg length", stretch: "Stretch against upright, %", angles: "Joint angles, degrees", cycle: "% of cycle", hip: "Hip", kneeShort: "Knee", curve: "How far is each muscle stretched in a cycle?", table: "Numbers", keys: "Drag to turn. Space plays, arrow keys step.", reading: "{percent} % of cycle: {values}", back: "Back to the movement", csv: "CSV", made: "Computed here by the engine from {model}." },
  muscles: { BFlh: "outer hamstring (biceps femoris long head)", ST: "inner hamstring (semitendinosus)", SM: "inner hamstring (semimembranosus)", BFsh: "short head, knee only" },
  strengthen: { title: "Strengthen", filter: "Find an exercise", muscle: "Muscle", any: "any", equipment: "Needs", nothing: "nothing", easier: "Easier", harder: "Harder", length: "Length", lengths: { long: "long", short: "short", mid: "middle", mixed: "mixed" }, empty: "No exercise fits. Clear the filter." },
  prevent: { title: "Prevent", week: "Week", sessions: "Sessions a week", sets: "Sets × repetitions", calendar: "Put it into your calendar", upkeep: "Keep going" },
  run: { title: "Runs", distance: "Distance", minutes: "Minutes", worst: "Worst pain", add: "Add a run", empty: "No runs yet. Add the first one." , list: "Your runs" },
  people: { title: "People", why: "Why look", name: "Name", phase: "Phase", day: "Day", pain: "Pain, 4 weeks", criteria: "Criteria", last: "Last entry", add: "Add a person", empty: "Nobody here yet. Add the first person.", filter: "Filter", keys: "j and k move, Enter opens, / filters", invented: "invented", count: "{n} shown" },
  lab: { title: "Lab", drop: "Drop a motion (.mot, .sto) and its model (.osim)", choose: "Choose files", work: "Computing", motion: "Motion", model: "Model", builtin: "built-in model", analyze: "Analyze", report: "Report", answers: "Is this copy right?", run: "Run the known answers", what: "What", expected: "Expected", found: "Found", pass: "pass", fail: "FAIL" },
  settings: { title: "Settings", language: "Language", theme: "Appearance", auto: "As the system", light: "Light", dark: "Dark", distance: "Distance", mass: "Mass", week: "Week begins on", monday: "Monday", sunday: "Sunday", accounts: "Accounts", addAccount: "Add an account", role: "Role", roles: { owner: "owner", clinician: "clinician", coach: "coach", athlete: "athlete" }, remove: "Remove", logout: "Log out", erase: "Erase a person", eraseHelp: "Erases everything about this person from this computer. There is no way back.", eraseType: "Type the name to confirm", erased: "Erased. Receipt {id}: {n} entries.", person: "Person" },
  about: {
    title: "What this is, and what it is not",
    purpose: "Hamstring helps runners, physiotherapists and coaches to understand, rehabilitate and prevent hamstring injuries. It turns what you record into loads, criteria and a plan, each with its source.",
    limits: "It is not a medical device and does not diagnose. The decision stays with you and your clinician. Red flags always come first and always end in: see a doctor.",
    data: "Everything you enter is kept in one file on this computer. Nothing is sent anywhere else.",
    versions: "Program {program}, knowledge {knowledge}",
  },
  evidence: { how: "How it was made", trust: "How far to trust it", source: "Source", version: "Version", facts: "Looked at", rule: "Rule" },
  problem: { unreachable: "The program is not reachable. Nothing is lost; what you entered is still on this page.", broken: "Something went wrong here. Nothing was changed.", title: "That did not work" },
  dots: { sentence: "20 dots, each one in twenty", axis: "days since it began" },
  keys: { title: "Keys", help: "this help", move: "next and previous person", open: "open", filter: "filter", play: "play or pause the leg", step: "step through a curve" },
};
export type Words = typeof en;
