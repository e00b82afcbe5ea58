import { useState } from "preact/hooks";
import { post, Problem, type Account } from "../api";
import { useWords } from "../i18n";
import { refresh } from "../session";
import { Title, Told } from "../ui/basics";

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
        <input id="login-password" type="password" autoComplete="current-password" required value={password} onInput={(e) => setPassword(e.currentTarget.value)} />
      </div>
      <button class="main">{w.login.button}</button>
      <p class="quiet small">{w.login.forgot}</p>
    </form>
  );
}

export function LoginPage() {
  const w = useWords();
  return (
    <>
      <Title>{w.login.title}</Title>
      <LoginForm />
    </>
  );
}
