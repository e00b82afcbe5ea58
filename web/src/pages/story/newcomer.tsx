// A person is added by somebody who looks after them: a name, who agreed, and a case file where there is one.
import { useState } from "preact/hooks";
import { post, Problem, type Made } from "../../api";
import { fill, useWords } from "../../i18n";
import { go } from "../../router";
import { refresh, useSession } from "../../session";
import { dayName, settings, zone } from "../../settings";
import { Choice, Title, Told } from "../../ui/basics";
import { BirthYear } from "../../ui/birth_year";
import { Onward } from "../../ui/onward";
import { readCase, type CaseFile } from "../../case_file";
import { FileDrop } from "../../ui/drop";

export function NewcomerPage() {
  const w = useWords();
  const { status } = useSession();
  const [name, setName] = useState("");
  const [born, setBorn] = useState("");
  const [language, setLanguage] = useState<string>(settings().language);
  const [by, setBy] = useState<string | null>(null);
  const [said, setSaid] = useState(false);
  const [from, setFrom] = useState("later");
  const [file, setFile] = useState<CaseFile | null>(null);
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const year = /^\d{4}$/.test(born) ? Number(born) : null;
  const young = year !== null && new Date().getFullYear() - year < 16;

  const take = async (files: File[]) => {
    const chosen = files[0];
    if (!chosen) return;
    const found = await readCase(chosen);
    setFile(found);
    setWrong(found ? "" : fill(w.newcomer.wrong, { file: chosen.name }));
  };
  const save = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const consent = { text_version: status?.consent_version ?? "1", given_by: by ?? "self", name };
    const story = { zone: zone(), language, answers: {}, ...(year ? { birth_year: year } : {}) };
    try {
      const body = from === "file" && file ? { name, consent, zone: zone(), language, case: file.text } : { name, consent, story };
      const made = await post<Made>("/people", body);
      await refresh();
      go(`people/${made.id}/today`);
    } catch (error) {
      setProblem(error as Problem);
    }
    setBusy(false);
  };
  const missing = [
    name.trim() === "" ? w.newcomer.name : "",
    by === null ? w.newcomer.consent : young && by === "self" ? w.newcomer.guardian : "",
    said ? "" : w.newcomer.agreement,
    from === "later" || file !== null ? "" : w.newcomer.choose,
  ].filter(Boolean);
  return (
    <>
      <Title>{w.newcomer.title}</Title>
      <Told problem={problem} />
      <form onSubmit={save}>
        <div class="field">
          <label for="newcomer-name">{w.newcomer.name}</label>
          <input id="newcomer-name" required maxLength={80} autoComplete="off" value={name} onInput={(e) => setName(e.currentTarget.value)} />
        </div>
        <BirthYear id="newcomer-born" value={born} onChange={setBorn} />
        <Choice
          label={w.newcomer.language}
          options={[
            { id: "en", name: "English" },
            { id: "de", name: "Deutsch" },
          ]}
          value={language}
          onChange={setLanguage}
        />
        <Choice
          label={w.newcomer.consent}
          options={[
            { id: "self", name: w.newcomer.self },
            { id: "guardian", name: w.newcomer.guardian },
          ]}
          value={by}
          onChange={setBy}
        />
        {young && <p class="note">{w.newcomer.young}</p>}
        <label class="check">
          <input type="checkbox" checked={said} onChange={(e) => setSaid(e.currentTarget.checked)} />
          <span>{w.newcomer.said}</span>
        </label>
        <details>
          <summary>{w.newcomer.text}</summary>
          <p>
            {by === "guardian" ? w.keep.guardian : ""} {w.keep.consent}
          </p>
        </details>
        <p />
        <Choice
          label={w.newcomer.history}
          options={[
            { id: "later", name: w.newcomer.later },
            { id: "file", name: w.newcomer.file },
          ]}
          value={from}
          onChange={setFrom}
        />
        {from === "file" && (
          <FileDrop label={w.newcomer.choose} hint={w.entries.drop} accept=".json,application/json" take={(files) => void take(files)}>
            <p role="status">
              {file ? fill(w.newcomer.holds, { file: file.name, n: file.entries.length, from: dayName(file.first), to: dayName(file.last) }) : wrong}
            </p>
          </FileDrop>
        )}
        <Onward missing={missing} said busy={busy}>
          {w.newcomer.add}
        </Onward>
      </form>
      <p />
      <p>
        <a href="#/story">{w.newcomer.storyNow}</a>
      </p>
    </>
  );
}
