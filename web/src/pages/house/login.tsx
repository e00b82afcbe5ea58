import { useEffect, useState } from "preact/hooks";
import { post, Problem, type Account } from "../../api";
import { lockedFor } from "../../device";
import { fill, useWords } from "../../i18n";
import { useLanWords } from "../../i18n/lan";
import { waitingOfOthers } from "../../queue";
import { go } from "../../router";
import { ownPerson, refresh, useSession } from "../../session";
import { Title, Told } from "../../ui/basics";

export function LoginForm() {
  const w = useWords();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async (event: Event) => {
    event.preventDefault();
    setProblem(null);
    try {
      await post<Account>("/login", { name, password });
      await refresh();
      // Whoever has one person to look after, mostly themself, goes on where that person's work is.
      const own = location.hash === "#/people" ? await ownPerson() : null;
      if (own) go(`people/${own}/today`);
    } catch (error) {
      setProblem(error as Problem);
    }
  };
  return (
    <form onSubmit={send}>
      <Told problem={problem} />
      <div class="field">
        <label for="login-name">{w.login.name}</label>
        <input id="login-name" autoComplete="username" required value={name} onInput={(e) => setName(e.currentTarget.value)} />
      </div>
      <div class="field">
        <label for="login-password">{w.login.password}</label>
        <input
          id="login-password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onInput={(e) => setPassword(e.currentTarget.value)}
        />
      </div>
      <button class="main">{w.login.button}</button>
      <p class="quiet small">{w.login.forgot}</p>
    </form>
  );
}

/** The first account of this instance, for somebody who looks after others. */
function FirstAccount() {
  const w = useWords();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async (event: Event) => {
    event.preventDefault();
    setProblem(null);
    try {
      await post<Account>("/setup", { name, password });
    } catch (error) {
      setProblem(error as Problem);
    }
    await refresh();
  };
  return (
    <form onSubmit={send}>
      <p>{w.login.firstHelp}</p>
      <Told problem={problem} />
      <div class="field">
        <label for="first-name">{w.login.name}</label>
        <input id="first-name" autoComplete="username" required maxLength={80} value={name} onInput={(e) => setName(e.currentTarget.value)} />
      </div>
      <div class="field">
        <label for="first-password">{w.login.password}</label>
        <input
          id="first-password"
          type="password"
          autoComplete="new-password"
          required
          minLength={10}
          aria-describedby="first-help"
          value={password}
          onInput={(e) => setPassword(e.currentTarget.value)}
        />
        <p id="first-help" class="quiet small">
          {w.keep.passwordHelp}
        </p>
      </div>
      <button class="main">{w.common.next}</button>
    </form>
  );
}

export function LoginPage({ first = false }: { first?: boolean }) {
  const w = useWords();
  const lan = useLanWords();
  const { status } = useSession();
  const [others, setOthers] = useState(0);
  // A login that ran out takes nothing away that is nowhere else; it is said, not shown.
  useEffect(() => void waitingOfOthers().then(setOthers), []);
  return (
    <>
      <Title>{first ? w.login.firstTitle : w.login.title}</Title>
      {lockedFor() !== null && <p class="note">{w.guard.locked}</p>}
      {others > 0 && <p class="note">{fill(w.leave.others, { n: others })}</p>}
      {first ? <FirstAccount /> : <LoginForm />}
      {!first && (
        <ul class="plain small">
          <li>
            <a href="#/join">{lan.join.title}</a>
          </li>
          {status?.own_certificate && (
            <li>
              <a href="#/trust">{lan.device}</a>
            </li>
          )}
        </ul>
      )}
    </>
  );
}
