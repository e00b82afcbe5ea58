// Fetched with the pages that remind, so that the first page stays small.
import { settings, useSettings } from "../settings";
import { remindDe } from "./remind_de";
import { remindEn, type RemindWords } from "./remind_en";

export function remindWords(): RemindWords {
  return settings().language === "de" ? remindDe : remindEn;
}
export function useRemindWords(): RemindWords {
  return useSettings().language === "de" ? remindDe : remindEn;
}
