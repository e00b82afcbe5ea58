import type { GuardWords } from "./guard_en";

export const guardDe: GuardWords = {
  sessions: "Wo du angemeldet bist",
  session: "{device}, seit {since}, zuletzt gesehen {seen}",
  unknown: "Ein Browser, der nicht sagt, welcher",
  here: "hier",
  end: "Hier abmelden",
  ended: "Abgemeldet. Wer dort war, muss sich neu anmelden.",
  lock: "Sperren nach",
  lockHelp:
    "Rührt so lange niemand diese Seite an, fragt sie wieder nach dem Passwort. Was noch nicht gesendet ist, bleibt, und nur du siehst es, wenn du wieder da bist. Während du trainierst und ohne Verbindung sperrt sie nie.",
  lockAlone: "Solange es hier nur deinen Zugang gibt, sperrt sie nur, wenn du es so wählst.",
  lockShared: "Auch andere haben hier einen Zugang; deshalb sperrt sie von selbst, wenn du nichts anderes wählst.",
  minutes: "{n} Minuten",
  never: "nie",
  locked:
    "Eine Weile war niemand da, deshalb wurde diese Seite gesperrt. Was du noch nicht beendet oder gesendet hattest, ist noch hier; melde dich an, dann geht es weiter.",
  log: "Anmeldungen und andere Ereignisse",
  actions: {
    set_up: "hat das hier eingerichtet",
    logged_in: "hat sich angemeldet",
    logged_out: "hat sich abgemeldet",
    wrong_password: "hat ein falsches Passwort eingegeben",
    new_password: "hat ein neues Passwort gesetzt",
    account_added: "hat einen Zugang angelegt",
    account_removed: "hat einen Zugang entfernt",
    backed_up: "hat eine Sicherung gemacht",
    exported: "hat einen Export gemacht",
    imported: "hat einen Export hereingeholt",
    import_undone: "hat einen Import zurückgenommen",
    erased: "hat jemanden gelöscht",
  },
  damaged: "{n|Eintrag ist|Einträge sind} beschädigt",
  damagedHelp:
    "Auf der Festplatte steht nicht mehr, was eingetragen wurde; niemand kann sagen, was es war. Es kann etwas Wichtiges gewesen sein: Der Plan wartet. Wer einen Export, eine Sicherung oder eine Falldatei von vorher hat, kann sie hereinholen, dann ist der Eintrag wieder ganz. Sonst trag ihn noch einmal ein, so gut du es weißt, und nimm den beschädigten heraus.",
  damagedOne: "Eingetragen am {day}",
  takeOutDamaged: "Beschädigten herausnehmen",
  takeOutSure: "Den beschädigten Eintrag vom {day} für immer herausnehmen?",
  takenOutDamaged: "Herausgenommen. Der Plan geht mit dem weiter, was da ist.",
  askClinician: "Deine Fachperson oder wer das hier eingerichtet hat, kann ihn herausnehmen.",
};
