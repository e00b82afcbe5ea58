/** What the program says went wrong, as a sentence: it writes its messages small and without an end, as parts of others.
 *  A name of a file, a column or a line that stands first is nobody's beginning of a sentence: `bad.mot:13` stays. */
export function sentence(text: string): string {
  const said = text.trim();
  if (said === "") return "";
  const isName = /^\S*[._/\\]\S|^\p{L}+\d/u.test(said);
  const whole = isName ? said : said.charAt(0).toLocaleUpperCase() + said.slice(1);
  return /[.!?…:“”"]$/.test(whole) ? whole : `${whole}.`;
}
