// The first save: a name, an account where there is none yet, consent.
import { useState } from "preact/hooks";
import { post, Problem, type Account, type Story } from "../../api";
import { useWords } from "../../i18n";
import { go } from "../../router";
import { refresh, useSession } from "../../session";
import { Back, Title, Told } from "../../ui/basics";
import { Onward } from "../../ui/onward";
import { NewPassword, passwordMin } from "../../ui/password_field";
import { sendOrKeep } from "../../queue";
import { LoginForm } from "../house/login";

/** `then`: the page of the person that it leads to. */
export function Keep({ story, then, back, done }: { story: Story; then: string; back: () => void; done: () => void }) {
  const w = useWords();
  const { status } = useSession();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [agreed, setAgreed] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const young = story.birth_year !== undefined && new Date().getFullYear() - story.birth_year < 16;
  const first = status?.first_use ?? true;

  const save = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      if (!status?.account) await post<Account>("/setup", { name, password });
      const made = await post<{ id: string }>("/people", {
        name,
        story,
        consent: { text_version: status?.consent_version ?? "2", given_by: young ? "guardian" : "self", name },
      });
      done();
      await refresh();
      go(`people/${made.id}/${then}`);
    } catch (error) {
      setProblem(error as Problem);
      await refresh();
    }
    setBusy(false);
  };

  if (!first && !status?.account) {
    return (
      <>
        <Title>{w.keep.title}</Title>
        <p>{w.keep.have}</p>
        <LoginForm />
      </>
    );
  }
  const missing = [
    name.trim() === "" ? w.keep.name : "",
    !status?.account && password.length < passwordMin ? w.keep.password : "",
    agreed ? "" : w.keep.agreement,
  ].filter(Boolean);
  return (
    <>
      <Title>{w.keep.title}</Title>
      <Told problem={problem} />
      <form class="keep" onSubmit={save}>
        <div class="field">
          <label for="name">{w.keep.name}</label>
          <input id="name" autoComplete="name" required maxLength={80} value={name} onInput={(e) => setName(e.currentTarget.value)} />
        </div>
        {!status?.account && <NewPassword id="password" value={password} onChange={setPassword} />}
        <label class="check">
          <input type="checkbox" checked={agreed} onChange={(e) => setAgreed(e.currentTarget.checked)} />
          <span>{young ? w.keep.guardian : w.keep.consent}</span>
        </label>
        <p />
        <Onward missing={missing} said busy={busy}>
          {w.common.save}
        </Onward>
      </form>
      <Back back={back} />
    </>
  );
}

/** What a story says of somebody who is here already: their own words, whoever writes them down with them. Pain goes first, so that the answers count as asked after it. */
function entriesOf(story: Story): Record<string, unknown>[] {
  const entries: Record<string, unknown>[] = [];
  if (story.onset_day)
    entries.push({
      type: "injury",
      day: story.onset_day,
      side: story.side ?? "not_known",
      relapse: story.relapse ?? false,
      ...(story.onset_known ? { onset_known: story.onset_known } : {}),
    });
  if (story.pain_now !== undefined) entries.push({ type: "pain", when: "now", value: story.pain_now });
  if (story.training_days && story.training_days.length > 0) entries.push({ type: "setting", key: "training_days", value: story.training_days });
  if (story.goal) entries.push({ type: "setting", key: "goal", value: story.goal });
  for (const [question, value] of Object.entries(story.answers)) entries.push({ type: "answer", question, value });
  return entries.map((entry) => ({ ...entry, by: "self" }));
}

export function KeepFor({ person, story, back, done }: { person: string; story: Story; back: () => void; done: () => void }) {
  const w = useWords();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await sendOrKeep(person, entriesOf(story));
      done();
      go(`people/${person}/today`);
    } catch (error) {
      setProblem(error as Problem);
    }
    setBusy(false);
  };
  return (
    <>
      <Title>{w.keep.title}</Title>
      <Told problem={problem} />
      <button class="main wide" disabled={busy} onClick={() => void save()}>
        {w.common.save}
      </button>
      <Back back={back} />
    </>
  );
}
