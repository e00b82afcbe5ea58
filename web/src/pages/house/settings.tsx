// How this device shows things, who may come in, and all data out, in and away.
import { useState } from "preact/hooks";
import { post, Problem } from "../../api";
import { sessionsBegun } from "../../begun";
import { draftsHere } from "../../device";
import { minutesToLock } from "../../idle";
import { fill, useWords } from "../../i18n";
import { dropAll, saveWaiting, sendAll, useWaiting, waiting } from "../../queue";
import { refresh, useSession } from "../../session";
import { change, languageHeld, useSettings } from "../../settings";
import { Choice, Dialog, Title, Told } from "../../ui/basics";
import { EmergencyField } from "../../ui/emergency";
import { Accounts } from "./settings_accounts";
import { OnThePhone } from "./settings_phone";
import { Events, Sessions } from "./settings_sessions";
import { Data, Erase } from "./settings_data";

function Display() {
  const w = useWords();
  const s = useSettings();
  const shared = useSession().status?.shared ?? false;
  return (
    <>
      <Choice
        label={w.settings.language}
        options={[
          { id: "en", name: "English" },
          { id: "de", name: "Deutsch" },
        ]}
        value={s.language}
        onChange={(id) => change({ language: id as "en" | "de" })}
      />
      {languageHeld() && (
        <p class="note" role="status">
          {w.away.language}
        </p>
      )}
      <Choice
        label={w.settings.theme}
        options={[
          { id: "auto", name: w.settings.auto },
          { id: "light", name: w.settings.light },
          { id: "dark", name: w.settings.dark },
        ]}
        value={s.theme}
        onChange={(id) => change({ theme: id as "auto" | "light" | "dark" })}
      />
      <Choice
        label={w.settings.distance}
        options={[
          { id: "km", name: w.settings.km },
          { id: "mi", name: w.settings.mi },
        ]}
        value={s.distance}
        onChange={(id) => change({ distance: id as "km" | "mi" })}
      />
      <Choice
        label={w.settings.mass}
        options={[
          { id: "kg", name: w.settings.kg },
          { id: "lb", name: w.settings.lb },
        ]}
        value={s.mass}
        onChange={(id) => change({ mass: id as "kg" | "lb" })}
      />
      <Choice
        label={w.settings.week}
        options={[
          { id: "monday", name: w.settings.monday },
          { id: "sunday", name: w.settings.sunday },
        ]}
        value={s.weekStart}
        onChange={(id) => change({ weekStart: id as "monday" | "sunday" })}
      />
      <EmergencyField />
      <Choice
        label={w.guard.lock}
        options={[15, 30, 60, 0].map((n) => ({ id: String(n), name: n === 0 ? w.guard.never : fill(w.guard.minutes, { n }) }))}
        value={String(minutesToLock(s.lockAfter, shared))}
        onChange={(id) => change({ lockAfter: Number(id) as 0 | 15 | 30 | 60 })}
      />
      <p class="quiet small">
        {w.guard.lockHelp} {s.lockAfter === null && (shared ? w.guard.lockShared : w.guard.lockAlone)}
      </p>
      <p class="quiet small">{w.settings.device}</p>
    </>
  );
}

function Password() {
  const w = useWords();
  const [old, setOld] = useState("");
  const [next, setNext] = useState("");
  const [told, setTold] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = (event: Event) => {
    event.preventDefault();
    setProblem(null);
    setTold("");
    post("/password", { old, new: next }).then(
      () => {
        setTold(w.settings.passwordDone);
        setOld("");
        setNext("");
      },
      (error: unknown) => setProblem(error as Problem),
    );
  };
  return (
    <details>
      <summary>{w.settings.password}</summary>
      <form onSubmit={send}>
        <Told problem={problem} />
        <div class="field">
          <label for="password-old">{w.settings.passwordOld}</label>
          <input id="password-old" type="password" required autoComplete="current-password" value={old} onInput={(e) => setOld(e.currentTarget.value)} />
        </div>
        <div class="field">
          <label for="password-new">{w.settings.passwordNew}</label>
          <input
            id="password-new"
            type="password"
            required
            minLength={10}
            autoComplete="new-password"
            aria-describedby="password-new-help"
            value={next}
            onInput={(e) => setNext(e.currentTarget.value)}
          />
          <p id="password-new-help" class="quiet small">
            {w.keep.passwordHelp}
          </p>
        </div>
        <button>{w.common.save}</button>
        <p role="status">{told}</p>
      </form>
    </details>
  );
}

const anythingBegun = () => draftsHere().length > 0 || sessionsBegun().length > 0;

/** Asked before a logout that would take something away that is nowhere else. */
function BeforeLeaving({ leave, stay }: { leave: () => void; stay: () => void }) {
  const w = useWords();
  const waits = useWaiting();
  const [told, setTold] = useState("");
  const [saved, setSaved] = useState(false);
  const begun = anythingBegun();
  const send = () =>
    void sendAll().then(
      // What the program refused, or what contradicts something newer, is still there and is shown above.
      async () => ((await waiting()).length === 0 ? leave() : setTold(w.leave.refused)),
      (problem: Problem) => setTold(problem.status === 401 ? w.away.login : w.away.still),
    );
  const save = () => void saveWaiting().then(() => setSaved(true));
  return (
    <Dialog title={w.leave.title} onClose={stay}>
      {waits > 0 && <p>{fill(w.leave.waits, { n: waits })}</p>}
      {begun && <p>{w.leave.begun}</p>}
      <p role="status">{saved ? w.leave.saved : told}</p>
      <div class="row">
        {waits > 0 && (
          <>
            <button onClick={send}>{w.leave.send}</button>
            <button onClick={save}>{w.leave.save}</button>
          </>
        )}
        <button onClick={leave}>{saved || waits === 0 ? w.settings.logout : w.leave.drop}</button>
      </div>
    </Dialog>
  );
}

function LogOut() {
  const w = useWords();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [asked, setAsked] = useState<boolean | null>(null);
  const leave = (everywhere: boolean) => {
    setAsked(null);
    setProblem(null);
    post("/logout", everywhere ? { everywhere } : {}).then(
      async () => {
        // Only now: a logout that failed takes nothing away.
        await dropAll();
        // First who is here, then where to: the first page leads whoever is logged in back to their own.
        await refresh();
        location.hash = "#/";
      },
      (error: unknown) => setProblem(error as Problem),
    );
  };
  const ask = async (everywhere: boolean) => {
    if ((await waiting()).length > 0 || anythingBegun()) setAsked(everywhere);
    else leave(everywhere);
  };
  return (
    <>
      <Told problem={problem} />
      <p class="row">
        <button onClick={() => void ask(false)}>{w.settings.logout}</button>
        <button onClick={() => void ask(true)}>{w.settings.logoutEverywhere}</button>
      </p>
      {asked !== null && <BeforeLeaving leave={() => leave(asked)} stay={() => setAsked(null)} />}
    </>
  );
}

export function SettingsPage() {
  const w = useWords();
  const account = useSession().status?.account;
  return (
    <>
      <Title>{w.settings.title}</Title>
      <Display />
      {account && (
        <section>
          <h2>{w.settings.own}</h2>
          <p>
            <strong>{account.name}</strong> <span class="quiet">{w.settings.roles[account.role]}</span>
            <br />
            <span class="small">{w.settings.roleHelp[account.role]}</span>
          </p>
          <LogOut />
          <Password />
          <Sessions />
        </section>
      )}
      {account && <OnThePhone />}
      {account?.role === "owner" && <Accounts own={account.id} />}
      {account?.role === "owner" && <Events />}
      {account?.role === "owner" && <Data />}
      {account?.role === "owner" && <Erase />}
      <p>
        <a href="#/about">{w.nav.about}</a>
      </p>
    </>
  );
}
