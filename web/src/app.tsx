// The frame around every page: where am I, where can I go, what keys are there.
import { useEffect, useState } from "preact/hooks";
import { useWords } from "./i18n";
import { go, usePlace } from "./router";
import { ownPerson, refresh, useSession } from "./session";
import { useSettings } from "./settings";
import { Dialog, Told, Wait } from "./ui/basics";
import { LabPage } from "./pages/lab";
import { PreventPage, StrengthenPage } from "./pages/library";
import { LoginPage } from "./pages/login";
import { PeoplePage } from "./pages/people";
import { ProgressPage } from "./pages/progress";
import { RunPage } from "./pages/run";
import { AboutPage, SettingsPage } from "./pages/settings";
import { StartPage } from "./pages/start";
import { StoryPage } from "./pages/story";
import { TodayPage } from "./pages/today";
import { UnderstandPage } from "./pages/understand";

function Page({ path, person }: { path: string[]; person: string | null }) {
  const { status } = useSession();
  const [page] = path;
  if (page === undefined) return <StartPage />;
  if (page === "story") return <StoryPage key={path[1] ?? "hurt"} hurt={path[1] !== "prevent"} />;
  if (page === "understand") return <UnderstandPage />;
  if (page === "strengthen") return <StrengthenPage />;
  if (page === "prevent") return <PreventPage person={person} />;
  if (page === "lab") return <LabPage />;
  if (page === "settings") return <SettingsPage />;
  if (page === "about") return <AboutPage />;
  if (page === "more") return <MorePage />;
  if (!status?.account) return status?.first_use ? <StartPage /> : <LoginPage />;
  if (page === "people" && path[1] === undefined) return <PeoplePage />;
  if (!person) return <PeoplePage />;
  const part = page === "people" ? path[2] : page;
  if (part === "progress") return <ProgressPage key={person} person={person} />;
  if (part === "run") return <RunPage key={person} person={person} />;
  return <TodayPage key={person} person={person} />;
}

function MorePage() {
  const w = useWords();
  return (
    <>
      <h1>{w.nav.more}</h1>
      <ul class="doors">
        {(["understand", "strengthen", "prevent", "people", "lab", "settings", "about"] as const).map((page) => (
          <li key={page}>
            <a href={`#/${page}`}>{w.nav[page]}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

const narrow = ["story", "today", "settings", "about", "more", "run"];

export function App() {
  const w = useWords();
  const settings = useSettings();
  const { status, problem } = useSession();
  const place = usePlace();
  const [own, setOwn] = useState<string | null>(null);
  const [help, setHelp] = useState(false);
  const account = status?.account;
  const named = place.path[0] === "people" ? (place.path[1] ?? null) : null;
  const person = named ?? own;

  useEffect(() => void refresh(), []);
  useEffect(() => {
    if (account) ownPerson().then(setOwn, () => undefined);
    else setOwn(null);
  }, [account?.id, place.path.join("/")]);
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (event.key === "?" && !(event.target instanceof HTMLInputElement)) setHelp(true);
    };
    window.addEventListener("keydown", keys);
    return () => window.removeEventListener("keydown", keys);
  }, []);
  // Whoever comes back goes on where the work is.
  useEffect(() => {
    if (account && place.path.length === 0) go(account.role === "athlete" ? "today" : own ? `people/${own}/today` : "people");
  }, [account?.id, own, place.path.length]);

  const at = named ? (place.path[2] ?? "today") : place.path[0];
  const mine = person ? `people/${person}` : "";
  const work: [string, string][] = person && account ? [["today", `${mine}/today`], ["run", `${mine}/run`], ["progress", `${mine}/progress`]] : [];
  const others: [string, string][] = [["understand", "understand"], ["strengthen", "strengthen"], ["prevent", "prevent"], ...(account && account.role !== "athlete" ? ([["people", "people"]] as [string, string][]) : []), ["lab", "lab"]];
  const link = ([name, to]: [string, string]) => (
    <li key={name}>
      <a href={`#/${to}`} aria-current={at === name ? "page" : undefined}>
        {w.nav[name as keyof typeof w.nav]}
      </a>
    </li>
  );
  const isNarrow = narrow.includes(at ?? "") || (!account && at !== undefined && ["today", "progress", "people"].includes(at));
  return (
    <div class="shell" lang={settings.language}>
      <a class="skip" href="#content" onClick={(e) => { e.preventDefault(); document.querySelector<HTMLElement>("h1")?.focus(); }}>
        {w.skip}
      </a>
      <header class="top">
        <a class="name" href="#/">
          <img src="/icon.svg" alt="" width="28" height="28" />
          Hamstring
        </a>
        <nav class="full" aria-label={w.nav.label}>
          <ul>{[...work, ...others].map(link)}</ul>
        </nav>
        <div class="side row">
          <a href="#/settings">{w.nav.settings}</a>
        </div>
      </header>
      {status?.demo && <p class="demo-banner" role="note">{w.demo}</p>}
      <main id="content" class={isNarrow ? "narrow" : ""}>
        <Told problem={problem} retry={() => void refresh()} />
        {status ? <Page path={place.path} person={person} /> : problem ? null : <Wait />}
      </main>
      {work.length > 0 && (
        <nav class="bar" aria-label={w.nav.more}>
          <ul>
            {work.map(link)}
            {link(["more", "more"])}
          </ul>
        </nav>
      )}
      {help && (
        <Dialog title={w.keys.title} onClose={() => setHelp(false)}>
          <table>
            <tbody>
              {[["?", w.keys.help], ["j k", w.keys.move], ["Enter", w.keys.open], ["/", w.keys.filter], ["Space", w.keys.play], ["← →", w.keys.step]].map(([key, what]) => (
                <tr key={key}>
                  <th scope="row">{key}</th>
                  <td>{what}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Dialog>
      )}
    </div>
  );
}
