// How this device shows things; accounts; leaving.
import { useState } from "preact/hooks";
import { get, post, Problem, remove, type Account, type PersonRow, type Receipt } from "../api";
import { fill, useWords } from "../i18n";
import { refresh, useLoaded, useSession } from "../session";
import { change, useSettings } from "../settings";
import { Choice, Title, Told } from "../ui/basics";

export function SettingsPage() {
  const w = useWords();
  const s = useSettings();
  const { status } = useSession();
  const account = status?.account;
  return (
    <>
      <Title>{w.settings.title}</Title>
      <Choice label={w.settings.language} options={[{ id: "en", name: "English" }, { id: "de", name: "Deutsch" }]} value={s.language} onChange={(id) => change({ language: id as "en" | "de" })} />
      <Choice label={w.settings.theme} options={[{ id: "auto", name: w.settings.auto }, { id: "light", name: w.settings.light }, { id: "dark", name: w.settings.dark }]} value={s.theme} onChange={(id) => change({ theme: id as "auto" | "light" | "dark" })} />
      <Choice label={w.settings.distance} options={[{ id: "km", name: "km" }, { id: "mi", name: "mi" }]} value={s.distance} onChange={(id) => change({ distance: id as "km" | "mi" })} />
      <Choice label={w.settings.mass} options={[{ id: "kg", name: "kg" }, { id: "lb", name: "lb" }]} value={s.mass} onChange={(id) => change({ mass: id as "kg" | "lb" })} />
      {account?.role === "owner" && <Accounts />}
      {account?.role === "owner" && <Erase />}
      {account && (
        <p>
          <button
            onClick={() =>
              void post("/logout", {}).then(async () => {
                await refresh();
                location.hash = "#/";
              })
            }
          >
            {w.settings.logout} ({account.name})
          </button>
        </p>
      )}
    </>
  );
}

function Accounts() {
  const w = useWords();
  const roles = w.settings.roles as Record<string, string>;
  const list = useLoaded(() => get<Account[]>("/accounts"), "accounts");
  const people = useLoaded(() => get<PersonRow[]>("/people"), "people");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState("clinician");
  const [person, setPerson] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const failed = (error: unknown) => setProblem(error as Problem);
  const add = (event: Event) => {
    event.preventDefault();
    setProblem(null);
    post("/accounts", { name, password, role, ...(role === "athlete" ? { person } : {}) }).then(() => {
      setName("");
      setPassword("");
      list.reload();
    }, failed);
  };
  return (
    <section>
      <h2>{w.settings.accounts}</h2>
      <Told problem={problem} />
      <ul style={{ listStyle: "none", padding: 0 }}>
        {list.value?.map((account) => (
          <li key={account.id} class="row" style={{ minHeight: "48px" }}>
            <strong>{account.name}</strong> <span class="quiet">{roles[account.role]}</span>
            <button class="plain" onClick={() => void remove(`/accounts/${account.id}`).then(list.reload, failed)}>
              {w.settings.remove}
            </button>
          </li>
        ))}
      </ul>
      <details>
        <summary>{w.settings.addAccount}</summary>
        <form onSubmit={add} class="stack">
          <div>
            <label for="account-name">{w.login.name}</label>
            <input id="account-name" required autoComplete="off" value={name} onInput={(e) => setName(e.currentTarget.value)} />
          </div>
          <div>
            <label for="account-password">{w.login.password}</label>
            <input id="account-password" type="password" required minLength={10} autoComplete="new-password" value={password} onInput={(e) => setPassword(e.currentTarget.value)} />
          </div>
          <div>
            <label for="account-role">{w.settings.role}</label>
            <select id="account-role" value={role} onChange={(e) => setRole(e.currentTarget.value)}>
              {Object.entries(roles).map(([id, title]) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </select>
          </div>
          {role === "athlete" && (
            <div>
              <label for="account-person">{w.settings.person}</label>
              <select id="account-person" required value={person} onChange={(e) => setPerson(e.currentTarget.value)}>
                <option value="" />
                {people.value?.map((p) => (
                  <option key={p.id} value={p.id}>
                    {p.name}
                  </option>
                ))}
              </select>
            </div>
          )}
          <button>{w.settings.addAccount}</button>
        </form>
      </details>
    </section>
  );
}

function Erase() {
  const w = useWords();
  const people = useLoaded(() => get<PersonRow[]>("/people"), "erase");
  const [id, setId] = useState("");
  const [typed, setTyped] = useState("");
  const [told, setTold] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const name = people.value?.find((p) => p.id === id)?.name ?? "";
  const erase = () =>
    remove<Receipt>(`/people/${id}`).then(
      (receipt) => {
        setTold(fill(w.settings.erased, { id: receipt.receipt, n: receipt.entries }));
        setId("");
        setTyped("");
        people.reload();
      },
      (error: unknown) => setProblem(error as Problem),
    );
  return (
    <section>
      <details>
        <summary>{w.settings.erase}</summary>
        <p>{w.settings.eraseHelp}</p>
        <div class="stack">
          <div>
            <label for="erase-person">{w.settings.person}</label>
            <select id="erase-person" value={id} onChange={(e) => setId(e.currentTarget.value)}>
              <option value="" />
              {people.value?.map((p) => (
                <option key={p.id} value={p.id}>
                  {p.name}
                </option>
              ))}
            </select>
          </div>
          {id && (
            <div>
              <label for="erase-name">{w.settings.eraseType}</label>
              <input id="erase-name" autoComplete="off" value={typed} onInput={(e) => setTyped(e.currentTarget.value)} />
            </div>
          )}
          <button disabled={!id || typed !== name} onClick={() => void erase()}>
            {w.settings.erase}
          </button>
        </div>
      </details>
      <p role="status">{told}</p>
      <Told problem={problem} />
    </section>
  );
}

export function AboutPage() {
  const w = useWords();
  const { status } = useSession();
  return (
    <>
      <Title>{w.about.title}</Title>
      <p>{w.about.purpose}</p>
      <p>{w.about.limits}</p>
      <p>{w.about.data}</p>
      <p class="quiet small">{fill(w.about.versions, { program: status?.program ?? "", knowledge: status?.knowledge ?? "" })}</p>
    </>
  );
}
