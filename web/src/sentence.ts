/** What the program says went wrong, as a sentence: it writes its messages small and without an end, as parts of others. */
export function sentence(text: string): string {
  const said = text.trim();
  if (said === "") return "";
  const whole = said.charAt(0).toLocaleUpperCase() + said.slice(1);
  return /[.!?…:“”"]$/.test(whole) ? whole : `${whole}.`;
}
