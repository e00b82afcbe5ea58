// What a runner would call broken in a text, whatever it is about.
const broken = {
  en: [
    [/\b1 (?:days|weeks|sessions|repetitions|sets|runs|tests|mornings|minutes|seconds|meters|exercises|entries|times|points)\b/, "one of many"],
    [/\b(?:0|[2-9]|\d{2,}) (?:day|week|session|repetition|run|test|morning|exercise|entry)\b(?!s)(?! test| of 10)/, "many of one"],
    [/\b(?:the|this) (?:person|athlete|patient)\b|\b(?:he|she) (?:is|has|was|may)\b/i, "somebody else is spoken of"],
  ],
  de: [
    [/\b1 (?:Tage|Tagen|Wochen|Einheiten|Wiederholungen|Sätze|Läufe|Tests|Minuten|Sekunden|Übungen|Einträge|Punkte)\b/, "one of many"],
    [/\b(?:0|[2-9]|\d{2,}) (?:Tag|Woche|Einheit|Wiederholung|Satz|Lauf|Minute|Sekunde|Übung|Eintrag)\b/, "many of one"],
    [/\b(?:die|der) (?:Person|Sportler(?:in)?|Patient(?:in)?)\b|\bIhnen\b|\bSie (?:haben|sind|können)\b/, "somebody else is spoken of"],
  ],
};
const anywhere = [
  [/\b\d{4}-\d{2}-\d{2}\b/, "a date for machines"],
  [/\{[^}]*\}/, "a place that nothing filled"],
  [/\b(?:undefined|null|NaN|\[object)\b/, "a word of the program"],
  [/\b(?!(?:https?:))[a-z]+_[a-z_0-9]+\b/, "a name for machines"],
];

/** Each as "what: where". */
export function faultsOf(text, language) {
  const faults = [];
  for (const [pattern, what] of [...anywhere, ...broken[language]]) {
    const found = text.match(pattern);
    if (found) faults.push(`${what}: "${text.slice(Math.max(0, found.index - 40), found.index + found[0].length + 40).replace(/\s+/g, " ")}"`);
  }
  return faults;
}
