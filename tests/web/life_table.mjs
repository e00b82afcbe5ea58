// What must be at the end of each of fourteen days of a strained runner. Written from docs/rehab.md (4 to 8, 19) and
// data/protocols/default_runner.toml before the days were lived; where the app then said something else, one of the two
// was wrong, and the comment says which.
//
// She strained it on Sunday while sprinting, walks as usual, and tells it on Monday, day 1. One test a week: the walking
// test in the first, the squat on one leg in the second. What follows from what:
//
// Day 1   first_two_days rests the sudden injury; `settle` is the first phase, nothing was tested.
// Day 2   Five minutes of walking. The walking test at 1 of 10 meets `walks_normally` and `walking_pain`, day two is here:
//         `load_early`. Not further: `start_when` of `walk_jog` needs the squat, which nobody did. Day 2 counts for nothing
//         in the new phase. (First "some of today is left" stood here, since the lines of the new phase are not done. The
//         app said "done", and was right: she was told one session, and did it; the next phase begins tomorrow.)
// Day 3   First rung `walk_15`, four lines. All is done in one session, and each is daily: done.
// Day 4   The morning (1, as before it) makes day 3 tolerated: one is enough, up to `walk_30`.
// Day 5   The morning makes day 4 tolerated: the half hour was borne once (`brisk_walk`), the squat is open. Then the bad
//         day: 6 is above the limit of 4. Not tolerated at once; down one rung; no session tomorrow.
//         Nobody is asked for a test on a day that spares the leg (on this evening, day 6, and ill on days 8 and 9; the
//         squat was asked for all the same until a runner was invited to it while everything hurt: plan/day_plan.cpp).
// Day 6   Rest. The morning of 3 belongs to the same setback, not to a second one.
// Day 7   A light day, on `walk_15`: below the rung that was too much. Nobody asks for the morning of a day of rest.
// Day 8   The morning makes day 7 tolerated: `walk_30` again. A cold: who is ill rests, whatever was planned.
// Day 9   Ill.
// Day 10  One press ends it. Three days without a session are no gap (from 4). The half hour is done.
// Day 11  The morning makes day 10 tolerated: the half hour was borne twice. After the session, the squat at 1 of 10:
//         both exits of `load_early` are met, `walk_jog` opens (not by `start_when`: after a setback phases are gone up
//         one by one). The day is done, as on day 2. (The app offered four new exercises on top of a session without a
//         morning, because both phases have the bridge on two legs: mended in rehab/standing/done_today.cpp.)
// Day 12  The rung that the phase opens was gone up too: a minute of jogging, two of walking, and five lines. The extender
//         is asked twice a day, so after one session one round of it is left.
// Day 13  The morning makes day 12 tolerated: `jog_20`. The lines of every other day rest; the extender stays.
// Day 14  The morning makes day 13 tolerated: twenty minutes were borne (`jog_twenty`). `steady_run` waits for the bridge
//         on one leg, which nobody did. Nothing is done on this day.

/** Day of the injury, what the runner does, and what must stand: the heading of Today in the morning (after the question)
 *  and in the evening, the rung of the morning, and at the end of the day the phase, how often the longest walk or run of
 *  that phase was borne, and the test that is asked for first. `silent`: the phase, had no morning been told. */
export const table = [
  { day: 1, does: "tells the story", morning: null, begins: "Rest today", ends: "Rest today", run: null, phase: "settle", borne: null, next: "walk_test" },
  {
    day: 2,
    does: "session",
    worst: 1,
    test: "walk_test",
    morning: null,
    begins: "Your session today",
    ends: "Done for today",
    run: null,
    phase: "load_early",
    borne: 0,
    next: "single_leg_squat",
  },
  { day: 3, does: "session", worst: 2, morning: 1, begins: "Your session today", ends: "Done for today", run: "walk_15", phase: "load_early", borne: 0 },
  { day: 4, does: "session", worst: 2, morning: 1, begins: "Your session today", ends: "Done for today", run: "walk_30", phase: "load_early", borne: 0 },
  {
    day: 5,
    does: "session",
    worst: 6,
    morning: 1,
    begins: "Your session today",
    ends: "Done for today",
    run: "walk_30",
    phase: "load_early",
    borne: 1,
    next: null,
  },
  { day: 6, does: "nothing", morning: 3, begins: "Rest today", ends: "Rest today", run: null, phase: "load_early", borne: 1, next: null },
  {
    day: 7,
    does: "session",
    worst: 2,
    morning: null,
    begins: "Your session today",
    ends: "Done for today",
    run: "walk_15",
    phase: "load_early",
    borne: 1,
    next: "single_leg_squat",
  },
  { day: 8, does: "falls ill", morning: 1, begins: "Your session today", ends: "Rest today", run: "walk_30", phase: "load_early", borne: 1, next: null },
  { day: 9, does: "nothing", morning: null, begins: "Rest today", ends: "Rest today", run: null, phase: "load_early", borne: 1, next: null },
  {
    day: 10,
    does: "is well again",
    worst: 1,
    morning: null,
    begins: "Rest today",
    ends: "Done for today",
    run: null,
    phase: "load_early",
    borne: 1,
    next: "single_leg_squat",
  },
  {
    day: 11,
    does: "session",
    worst: 1,
    test: "single_leg_squat",
    morning: 1,
    begins: "Your session today",
    ends: "Done for today",
    run: "walk_30",
    phase: "walk_jog",
    borne: 0,
    next: "single_leg_bridge",
  },
  { day: 12, does: "session", worst: 1, morning: 1, begins: "Your session today", ends: "Some of today is left", run: "wj_1_2", phase: "walk_jog", borne: 0 },
  { day: 13, does: "session", worst: 1, morning: 1, begins: "Your session today", ends: "Some of today is left", run: "jog_20", phase: "walk_jog", borne: 0 },
  { day: 14, does: "nothing", morning: 1, begins: "Your session today", ends: "Your session today", run: "jog_20", phase: "walk_jog", borne: 1 },
];
for (let i = 1; i < table.length; ++i) if (table[i].next === undefined) table[i].next = table[i - 1].next;

/** Had no morning been told: no session is a tolerated one, so nobody goes beyond the phase that the walking test opened. */
export const silentPhase = (row) => (row.day === 1 ? "settle" : "load_early");

/** What leads the day, in the morning (after the question) and in the evening; `told`: the pain that it may name. Written
 *  from the table above before the days were lived with it. */
export const leads = new Map([
  [1, { begins: /^Day 1 after the injury\. Walk short/, ends: /^Day 1 after the injury\./ }],
  [2, { begins: /^Your first session, on day 2 after the injury\./, ends: /^Done today: 1 exercise\. It hurt 1 of 10 at worst\./, told: [1] }],
  [
    3,
    {
      begins: /^A new part begins today: Gentle loading and walking\. What opened it: .*walk.*\. New today: “15 minutes/i,
      ends: /^Done today: 4 exercises and “15 minutes .* 2 of 10/,
      told: [2],
    },
  ],
  [
    4,
    {
      begins: /^You bore yesterday's session: 2 of 10 at worst, 1 the morning after\. Today is one step up: “30 minutes/,
      ends: /^Done today: .*30 minutes/,
      told: [2],
    },
  ],
  [
    5,
    { begins: /^You bore yesterday's session: 2 of 10.* Today the same way again: “30 minutes/, ends: /It hurt 6 of 10, and up to 4 is allowed/, told: [2, 6] },
  ],
  [6, { begins: /^Pain reached 6 of 10 on .* and was 3 the next morning; .* So today is rest\.$/, ends: /So today is rest\.$/, told: [6] }],
  [7, { begins: /^Pain reached 6 of 10 .*So today is light: \d exercises?/, ends: /^Done today: .*2 of 10/, told: [6, 2] }],
  [8, { begins: /^You bore yesterday's session: 2 of 10.*one step up: “30 minutes/, ends: /^Day 1 of your illness/, told: [2] }],
  [9, { begins: /^Day 2 of your illness/, ends: /^Day 2 of your illness/ }],
  [10, { begins: /^Day 3 of your illness/, ends: /^Done today: .*15 minutes.*1 of 10/, told: [1] }],
  [11, { begins: /^You bore yesterday's session: 1 of 10.*one step up: “30 minutes/, ends: /^Done today: /, told: [1] }],
  [12, { begins: /^A new part begins today: Walk and jog\. What opened it: .*squat.*one step up: “1 minute jog/i, ends: /1 exercise is left\.$/, told: [1] }],
  [13, { begins: /^You bore yesterday's session: 1 of 10.*one step up: “20 minutes/, ends: /left\.$/, told: [1] }],
  [14, { begins: /^You bore yesterday's session: 1 of 10.*the same way again: “20 minutes/, ends: /^You bore yesterday's session/, told: [1] }],
]);
