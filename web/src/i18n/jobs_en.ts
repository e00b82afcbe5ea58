// Long work of the program: exports, backups, imports.
export const jobsEn = {
  percent: "{n} %",
  exporting: "Everything is being written into one file",
  backingUp: "The database is being copied",
  importing: "The export is being read and brought in",
  saved: "Done. The file is where your browser saves files.",
  phrase: "Pass phrase (only if you want the file encrypted)",
  phraseHelp: "At least 10 characters; four or five words are easy to remember. Without it nobody can open the file, you neither.",
  phraseOf: "This file is encrypted. Type the pass phrase it was made with.",
};

export type JobsWords = typeof jobsEn;
