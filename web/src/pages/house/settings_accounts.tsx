// Who may come in, and as what.
import { useState } from "preact/hooks";
import { get, post, Problem, remove, type Account, type PersonRow } from "../../api";
import { fill, useWords } from "../../i18n";
import { useLoaded } from "../../session";
import { Dialog, Told } from "../../ui/basics";

const roles = ["owner", "clinician", "coach", "athlete"] as const;
type Role = (typeof roles)[number];

export function Accounts({ own }: { own: number }) {
  const w = useWords();
  const list = useLoaded(() => get<Account[]>("/accounts"), "accounts");
  const people = useLoaded(() => get<PersonRow[]>("/people"), "people");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [asked, setAsked] = useState<Account | null>(null);
  const nameOf = (id: string | undefined) => people.value?.find((p) => p.id === id)?.name ?? "";
  return (
    <section>
      <h2>{w.settings.accounts}</h2>
      <Told problem={problem ?? list.problem} />
      <ul class="lines">
        {list.value?.map((account) => (
          <li key={account.id}>
            <span>
              <strong>{account.name}</strong>{" "}
              <span class="quiet">
                {w.settings.roles[account.role]}
                {account.person ? ` · ${nameOf(account.person)}` : ""}
              </span>
            </span>
            {account.id !== own && (
              <button class="plain" aria-label={`${w.settings.remove}: ${account.name}`} onClick={() => setAsked(account)}>
                {w.settings.remove}
              </button>
            )}
          </li>
        ))}
      </ul>
      {asked && (
        <Dialog title={fill(w.settings.removeSure, { name: asked.name })} onClose={() => setAsked(null)}>
          <p>{w.settings.removeHelp}</p>
          <button
            onClick={() => {
              const { id } = asked;
              setAsked(null);
              remove(`/accounts/${id}`).then(list.reload, (error: unknown) => setProblem(error as Problem));
            }}
          >
            {w.settings.remove}
          </button>
        </Dialog>
      )}
      <AddAccount people={people.value ?? []} added={list.reload} />
    </section>
  );
}

function AddAccount({ people, added }: { people: PersonRow[]; added: () => void }) {
  const w = useWords();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState<Role>("clinician");
  const [person, setPerson] = useState("");
  const [told, setTold] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const add = (event: Event) => {
    event.preventDefault();
    setProblem(null);
    setTold("");
    post("/accounts", { name, password, role, ...(role === "athlete" ? { person } : {}) }).then(
      () => {
        setTold(fill(w.settings.accountAdded, { name }));
        setName("");
        setPassword("");
        added();
      },
      (error: unknown) => setProblem(error as Problem),
    );
  };
  return (
    <details>
      <summary>{w.settings.addAccount}</summary>
      <form onSubmit={add} class="stack">
        <Told problem={problem} />
        <fieldset>
          <legend>{w.settings.role}</legend>
          {roles.map((id) => (
            <label key={id} class="check">
              <input type="radio" name="role" value={id} checked={role === id} onChange={() => setRole(id)} />
              <span>
                <strong>{w.settings.roles[id]}</strong>: {w.settings.roleHelp[id]}
              </span>
            </label>
          ))}
        </fieldset>
        <div>
          <label for="account-name">{w.login.name}</label>
          <input id="account-name" required maxLength={80} autoComplete="off" value={name} onInput={(e) => setName(e.currentTarget.value)} />
        </div>
        <div>
          <label for="account-password">{w.login.password}</label>
          <input
            id="account-password"
            type="password"
            required
            minLength={10}
            autoComplete="new-password"
            aria-describedby="account-password-help"
            value={password}
            onInput={(e) => setPassword(e.currentTarget.value)}
          />
          <p id="account-password-help" class="quiet small">
            {w.keep.passwordHelp}
          </p>
        </div>
        {role === "athlete" && (
          <div>
            <label for="account-person">{w.settings.person}</label>
            <select id="account-person" required value={person} onChange={(e) => setPerson(e.currentTarget.value)}>
              <option value="" />
              {people.map((p) => (
                <option key={p.id} value={p.id}>
                  {p.name}
                </option>
              ))}
            </select>
          </div>
        )}
        <button>{w.settings.addAccount}</button>
      </form>
      <p role="status">{told}</p>
    </details>
  );
}
