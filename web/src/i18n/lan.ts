// Fetched with the pages that speak of the phone, so that the first page stays small.
import { useSettings } from "../settings";
import { lanDe } from "./lan_de";
import { lanEn, type LanWords } from "./lan_en";

export function useLanWords(): LanWords {
  return useSettings().language === "de" ? lanDe : lanEn;
}
