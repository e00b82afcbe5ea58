// Who is logged in where, when the page locks, and what is damaged.
export const guardEn = {
  sessions: "Where you are logged in",
  session: "{device}, since {since}, last seen {seen}",
  unknown: "A browser that does not say which",
  here: "this one",
  end: "End this one",
  ended: "Ended. Whoever was there has to log in again.",
  lock: "Lock after",
  lockHelp:
    "When nobody touches this page for that long, it asks for the password again. What is not sent yet stays, and only you see it when you are back. It never locks while you train, nor without a connection.",
  lockAlone: "As long as yours is the only account here, it does not lock unless you choose so.",
  lockShared: "Others have accounts here, too; so it locks by itself unless you choose otherwise.",
  minutes: "{n} minutes",
  never: "never",
  locked: "Nobody was here for a while, so this page was locked. What you had not finished or sent is still here; log in to go on.",
  log: "Logins and other events",
  actions: {
    set_up: "set this up",
    logged_in: "logged in",
    logged_out: "logged out",
    wrong_password: "typed a wrong password",
    new_password: "got a new password",
    account_added: "added an account",
    account_removed: "removed an account",
    backed_up: "took a backup",
    exported: "took an export",
    imported: "brought an export in",
    import_undone: "took an import back",
    erased: "erased somebody",
  },
  damaged: "{n|entry is|entries are} damaged",
  damagedHelp:
    "The disk no longer holds what was told, so nobody can say what it was. It may have been something that matters: the plan waits. Somebody who has an export, a backup or a case file from before can bring it in, and the entry is whole again. Otherwise tell it again, as well as you know it, and take the damaged one out.",
  damagedOne: "Told on {day}",
  takeOutDamaged: "Take the damaged one out",
  takeOutSure: "Take the damaged entry of {day} out for good?",
  takenOutDamaged: "Taken out. The plan goes on from what is left.",
  askClinician: "Your clinician, or whoever set this up, can take it out.",
};

export type GuardWords = typeof guardEn;
