import type { RemindWords } from "./remind_en";

export const remindDe: RemindWords = {
  open: "Erinnerungen",
  at: "Um welche Uhrzeit?",
  calendar: "In deinem Kalender",
  get: "Kalenderdatei holen",
  haveCopy:
    "Wenn du die Datei importiert hast, hast du eine Kopie: Sie wandert nicht mit dem Plan. Hat sich der Plan verschoben, hol sie neu und importiere sie, dann treten die neuen Einträge an die Stelle der alten.",
  haveSubscribed:
    "Dein Kalender ist abonniert: Er liest die Tage alle paar Stunden von selbst neu, solange dieser Computer an und im selben Netz ist. Verschiebt sich der Plan, wandern die Einträge mit.",
  rings: "Einheiten melden sich zu deiner Uhrzeit; Ruhetage sind ganztägig und still.",
  subscribe: "Eine Adresse, die mit dem Plan wandert",
  subscribeHelp:
    "Mach eine Adresse und trag sie im Kalender deines Telefons als Kalenderabo ein. Wer die Adresse kennt, liest die Tage dieses Plans; gib sie also niemandem. Du kannst sie jederzeit zurücknehmen. Das Telefon muss diesem Computer zuerst vertrauen (Einstellungen, Auf dem Telefon). Ein Kalender, der bei einer Firma liegt, etwa der von Google, kommt nicht zu dir nach Hause.",
  make: "Adresse machen",
  made: "Kopiere sie jetzt: Sie wird nur dieses eine Mal gezeigt. Geht sie verloren, nimm sie zurück und mach eine neue.",
  copy: "Adresse kopieren",
  copied: "Kopiert.",
  select: "Dieser Browser kopiert nicht von selbst. Die Adresse ist ausgewählt: Kopiere sie.",
  address: "Adresse deines Kalenders",
  line: "Gemacht von {by} am {day}",
  read: "zuletzt gelesen {when}",
  never: "noch von keinem Kalender gelesen",
  takeBack: "Zurücknehmen",
  takenBack: "Zurückgenommen. Entferne das Abo auch in deinem Kalender: Was er zuletzt gelesen hat, kann dort stehen bleiben.",
  closed:
    "Eine Adresse, die mit dem Plan wandert, gibt es nur, wo andere Geräte diesen Computer erreichen: Wie das geht, steht in den Einstellungen, Auf dem Telefon.",
  notify: "Auf diesem Gerät, solange die App offen ist",
  notifyHelp:
    "Zu deiner Uhrzeit zeigt diese Seite eine Mitteilung, wenn eine Einheit ansteht. Das kann sie nur, solange die App in diesem Browser offen ist, auch im Hintergrund, und nicht, während sie gesperrt ist. Die Mitteilung nennt niemanden und sagt nichts über dein Bein.",
  notifyOn: "Mitteilungen einschalten",
  notifyOff: "Ausschalten",
  isOn: "Eingeschaltet: um {at} an Tagen mit einer Einheit.",
  refused: "Dieser Browser hat Mitteilungen für diese Seite abgelehnt. Erlaube sie in seinen Einstellungen für diese Seite und drück dann noch einmal.",
  cannot:
    "Dieser Browser hat keine Mitteilungen für diese Seite. Das ist so, wo er dem Zertifikat nicht vertraut, und auf dem iPhone, bis die App auf dem Home-Bildschirm liegt. Der Kalender meldet sich trotzdem.",
  title: "Deine Einheit heute",
  first: "So sehen Erinnerungen aus.",
  body: "Öffne den Plan, wann es dir passt: Er sagt, was zu tun ist.",
};
