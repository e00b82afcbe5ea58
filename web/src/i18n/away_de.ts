import type { AwayWords } from "./away_en";

export const awayDe: AwayWords = {
  offline: "Keine Verbindung zum Programm. Das ist der Plan, Stand {when}, auf diesem Gerät aufgehoben.",
  planOf: "Plan vom {day}",
  tooOld:
    "Dieser Plan ist vom {day}. Trainiere nicht nach einem so alten Plan: Er weiß nicht, wie es dir jetzt geht. Trage hier Schmerz ein; ein neuer Plan kommt, sobald das Programm wieder da ist.",
  stopped: "Was du seither angegeben hast, ändert den Plan. Aus dieser Kopie keine Einheit: Ein neuer Plan kommt, sobald das Programm wieder da ist.",
  doctor: "Wann du ärztliche Hilfe brauchst",
  news: "Du hast etwas angekreuzt, das ärztlich angesehen werden muss. Hör hier auf und geh heute hin; sofort bei Taubheit zwischen den Beinen oder wenn Blase oder Darm nicht wie sonst gehen.",
  waits: "Noch nicht gesendet: {n}",
  waitsNone: "Alles ist gesendet.",
  what: "Was wartet",
  send: "Jetzt senden",
  still: "Noch keine Verbindung. Es bleibt hier.",
  login: "Melde dich wieder an, dann wird es gesendet.",
  conflictTitle: "Zwei Fassungen",
  conflictHelp: "Seit dies geschrieben wurde, kam anderes dazu. Nichts ist verloren; du entscheidest.",
  there: "Dort steht jetzt",
  mine: "Hier geschrieben",
  keepBoth: "Beides behalten",
  drop: "Hier Geschriebenes verwerfen",
  refused: "Das Programm hat dies nicht angenommen: {why}",
  stumbled: "Das Programm konnte dies gerade nicht behalten: {why} Es bleibt hier und wird wieder versucht; alles andere, was gewartet hat, wurde gesendet.",
  language: "Ohne Verbindung bleibt alles in der Sprache des Plans, den dieses Gerät aufgehoben hat.",
  logged: "Auf diesem Gerät aufgehoben.",
  pain: "Schmerz {n}",
  kinds: { pain: "Schmerz", session: "Einheit", morning: "Morgen danach", run: "Lauf", answer: "Antwort", visit: "Besuch", other: "Eintrag" },
};
