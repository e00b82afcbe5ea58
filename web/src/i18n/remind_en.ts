// Words of reminders: the calendar, as a copy or read again by itself, and notifications of this page.
export const remindEn = {
  open: "Reminders",
  at: "At what time?",
  calendar: "In your calendar",
  get: "Get the calendar file",
  haveCopy:
    "What you have is a copy, if you imported the file: it does not move with the plan. When the plan has moved, get it again and import it, and the new entries take the place of the old ones.",
  haveSubscribed:
    "Your calendar is subscribed: it reads the days again by itself, every few hours, while this computer is on and in the same network. When the plan moves, the entries move with it.",
  rings: "Sessions ring at your time; days of rest stay all-day and quiet.",
  subscribe: "An address that moves with the plan",
  subscribeHelp:
    "Make an address and enter it in the calendar of your phone, as a subscribed calendar. Whoever knows the address can read the days of this plan, so give it to nobody; you can take it back at any time. The phone has to trust this computer first (Settings, On your phone). A calendar that lives with a company, such as Google's, cannot reach your home.",
  make: "Make an address",
  made: "Copy it now: it is shown this once. If you lose it, take it back and make another one.",
  copy: "Copy the address",
  copied: "Copied.",
  select: "This browser does not copy by itself. The address is selected: copy it.",
  address: "Your calendar's address",
  line: "Made by {by} on {day}",
  read: "last read {when}",
  never: "no calendar has read it yet",
  takeBack: "Take back",
  takenBack: "Taken back. Remove the subscription in your calendar, too: what it last read may stay there.",
  closed: "There is an address that moves with the plan only where other devices reach this computer: Settings, On your phone, says how.",
  notify: "On this device, while the app is open",
  notifyHelp:
    "At your time this page shows a notification if a session is due. It can do so only while the app is open in this browser, if need be in the background, and not while it is locked. It names nobody and nothing about your leg.",
  notifyOn: "Switch notifications on",
  notifyOff: "Switch them off",
  isOn: "On: at {at} on a day with a session.",
  refused: "This browser has refused notifications for this page. Allow them in its settings for this page, then press again.",
  cannot:
    "This browser has no notifications for this page. That is so where it does not trust the certificate, and on an iPhone until the app is on the home screen. The calendar rings all the same.",
  title: "Your session today",
  first: "Reminders look like this one.",
  body: "Open the plan when it suits you: it says what there is to do.",
};

export type RemindWords = typeof remindEn;
