// Words for leaving (what is not sent yet), for an address that leads nowhere and for a page that broke.
export const leaveEn = {
  title: "Before you log out",
  waits: "{n|entry is|entries are} not sent yet. With the logout everything of yours leaves this browser.",
  begun: "You began something here that is not saved: a story or a session. It goes with the logout.",
  send: "Send now, then log out",
  save: "Save as a file",
  saved: "Saved as a file. Add it under Entries when you are back.",
  drop: "Delete and log out",
  refused: "The program did not take everything. Close this to look at what is left, or save it as a file.",
  others: "{n|entry waits|entries wait} on this device for somebody who is no longer logged in. It is sent when that person logs in again.",
  lost: {
    title: "There is no page here",
    says: "This address leads nowhere: {address}",
    back: "Back to the start",
  },
  broken: {
    title: "This page broke",
    says: "Something in it could not be shown ({what}). That is our fault, not yours.",
    safe: "What you saved is safe: it lies in the program, not in this page. What waits to be sent stays on this device. Only what you typed here and did not save may be gone.",
    doctor:
      "If you came because something got worse, do not wait for this page: numbness between the legs, trouble with bladder or bowel, a swollen calf, fever or a leg that gives way need a doctor today.",
    again: "Try again",
    back: "Back to the start",
  },
};
export type LeaveWords = typeof leaveEn;
