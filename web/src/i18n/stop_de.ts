// Worte für das, was einen Plan anhält: auf anderen Seiten als Heute, und wo ein Eintrag gehen soll, der ihn hält.
import type { StopWords } from "./stop_en";

export const stopDe: StopWords = {
  toToday: "Was das für heute heißt",
  holds: "Dieser Eintrag hält deinen Plan an:",
  ends: "Nimmst du ihn heraus, endet das. Tu es nur, wenn er ein Versehen war. Stimmt er, dann lass ihn stehen: sonst heben das nur die Zeit, deine nächste Antwort oder eine Fachperson auf, die dich untersucht hat.",
  looking: "Ich sehe nach, was daran hängt",
  lookFailed: "Was daran hängt, ließ sich nicht nachsehen. Vielleicht hält genau dieser Eintrag deinen Plan an: nimm ihn nur heraus, wenn er ein Versehen war.",
  left: {
    title: "Eine Einheit, die nicht gespeichert ist",
    says: "Am {day} hast du eine Einheit begonnen. Was du gemacht hast, liegt noch auf diesem Gerät: {n|Übung|Übungen}.",
    saysRun: "Am {day} hast du eine Einheit begonnen. Was du gemacht hast, liegt noch auf diesem Gerät: der Lauf und {n|Übung|Übungen}.",
    save: "Speichern, was ich gemacht habe",
    saves: "Was du am {day} gemacht hast",
    drop: "Verwerfen",
  },
};
