// Somebody else of the household comes in from the login page: let in by the owner, once, with an account of their own.
import { useState } from "preact/hooks";
import { post, Problem, type Account } from "../../api";
import { useWords } from "../../i18n";
import { useLanWords } from "../../i18n/lan";
import { go } from "../../router";
import { refresh, useSession } from "../../session";
import { settings, zone } from "../../settings";
import { Title, Told } from "../../ui/basics";
import { BirthYear } from "../../ui/birth_year";
import { Onward } from "../../ui/onward";
import { NewPassword, passwordMin } from "../../ui/password_field";

export function JoinPage() {
  const w = useWords();
  const { join: t } = useLanWords();
  const { status } = useSession();
  const [by, setBy] = useState("");
  const [word, setWord] = useState("");
  const [name, setName] = useState("");
  const [born, setBorn] = useState("");
  const [password, setPassword] = useState("");
  const [agreed, setAgreed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const year = /^\d{4}$/.test(born) ? Number(born) : null;
  const young = year !== null && new Date().getFullYear() - year < 16;

  const send = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const made = await post<Account>("/join", {
        by: { name: by, password: word },
        name,
        password,
        story: { zone: zone(), language: settings().language, answers: {}, ...(year ? { birth_year: year } : {}) },
        consent: { text_version: status?.consent_version ?? "2", given_by: young ? "guardian" : "self", name },
      });
      await refresh();
      go(`people/${made.person ?? ""}/today`);
    } catch (error) {
      setProblem(error as Problem);
    }
    setBusy(false);
  };
  if (status?.first_use)
    return (
      <>
        <Title>{t.title}</Title>
        <p>{t.first}</p>
      </>
    );
  const missing = [
    by.trim() === "" ? t.byName : "",
    word === "" ? t.byPassword : "",
    name.trim() === "" ? w.keep.name : "",
    password.length < passwordMin ? w.keep.password : "",
    agreed ? "" : w.keep.agreement,
  ].filter(Boolean);
  return (
    <>
      <Title>{t.title}</Title>
      <p>{t.help}</p>
      <Told problem={problem} />
      <form class="keep" onSubmit={send}>
        <fieldset>
          <legend>{t.by}</legend>
          <div class="field">
            <label for="join-by">{t.byName}</label>
            <input id="join-by" autoComplete="off" required value={by} onInput={(e) => setBy(e.currentTarget.value)} />
          </div>
          <div class="field">
            <label for="join-word">{t.byPassword}</label>
            <input id="join-word" type="password" autoComplete="off" required value={word} onInput={(e) => setWord(e.currentTarget.value)} />
          </div>
        </fieldset>
        <fieldset>
          <legend>{t.you}</legend>
          <div class="field">
            <label for="join-name">{w.keep.name}</label>
            <input id="join-name" autoComplete="username" required maxLength={80} value={name} onInput={(e) => setName(e.currentTarget.value)} />
          </div>
          <BirthYear id="join-born" value={born} onChange={setBorn} />
          <NewPassword id="join-password" value={password} onChange={setPassword} />
          {young && <p class="note">{t.young}</p>}
          <label class="check">
            <input type="checkbox" checked={agreed} onChange={(e) => setAgreed(e.currentTarget.checked)} />
            <span>{young ? w.keep.guardian : w.keep.consent}</span>
          </label>
        </fieldset>
        <p />
        <Onward missing={missing} said busy={busy}>
          {t.go}
        </Onward>
      </form>
    </>
  );
}
