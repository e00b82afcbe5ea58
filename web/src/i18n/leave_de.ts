import type { LeaveWords } from "./leave_en";

export const leaveDe: LeaveWords = {
  title: "Bevor du dich abmeldest",
  waits: "{n|Eintrag ist|Einträge sind} noch nicht gesendet. Mit der Abmeldung verlässt alles von dir diesen Browser.",
  begun: "Du hast hier etwas begonnen, das nicht gespeichert ist: eine Geschichte oder eine Einheit. Mit der Abmeldung geht es verloren.",
  send: "Jetzt senden, dann abmelden",
  save: "Als Datei speichern",
  saved: "Als Datei gespeichert. Füge sie unter Einträge hinzu, wenn du wieder da bist.",
  drop: "Löschen und abmelden",
  refused: "Das Programm hat nicht alles angenommen. Schließ dies, um zu sehen, was übrig ist, oder speichere es als Datei.",
  others:
    "{n|Eintrag wartet|Einträge warten} auf diesem Gerät für jemanden, der nicht mehr angemeldet ist. Gesendet wird, sobald diese Person sich wieder anmeldet.",
  lost: {
    title: "Hier ist keine Seite",
    says: "Diese Adresse führt nirgendwohin: {address}",
    back: "Zurück zum Anfang",
  },
  broken: {
    title: "Diese Seite ist kaputt",
    says: "Etwas darin ließ sich nicht anzeigen ({what}). Das ist unser Fehler, nicht deiner.",
    safe: "Was du gespeichert hast, ist sicher: Es liegt im Programm, nicht in dieser Seite. Was auf das Senden wartet, bleibt auf diesem Gerät. Nur was du hier getippt und nicht gespeichert hast, kann weg sein.",
    doctor:
      "Wenn du hier bist, weil etwas schlimmer wurde, warte nicht auf diese Seite: Taubheit zwischen den Beinen, Probleme mit Blase oder Darm, eine geschwollene Wade, Fieber oder ein Bein, das nachgibt, brauchen heute ärztliche Hilfe.",
    again: "Noch einmal versuchen",
    back: "Zurück zum Anfang",
  },
};
