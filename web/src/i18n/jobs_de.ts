import type { JobsWords } from "./jobs_en";

export const jobsDe: JobsWords = {
  percent: "{n} %",
  exporting: "Alles wird in eine Datei geschrieben",
  backingUp: "Die Datenbank wird kopiert",
  importing: "Der Export wird gelesen und hereingeholt",
  saved: "Fertig. Die Datei liegt dort, wo dein Browser Dateien ablegt.",
  phrase: "Passphrase (nur wenn die Datei verschlüsselt sein soll)",
  phraseHelp: "Mindestens 10 Zeichen; vier oder fünf Wörter merkt man sich leicht. Ohne sie kann niemand die Datei öffnen, auch du nicht.",
  phraseOf: "Diese Datei ist verschlüsselt. Gib die Passphrase ein, mit der sie gemacht wurde.",
};
