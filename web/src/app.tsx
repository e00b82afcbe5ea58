// The frame around every page: where am I, whom is this about, where can I go, what keys are there.
import { useEffect, useState } from "preact/hooks";
import { get, type Person, type Status } from "./api";
import { fill, useWords } from "./i18n";
import { fetchAhead, isPage, PageAt, personal } from "./pages";
import { reminds } from "./reminding";
import { go, placeNow, usePlace } from "./router";
import { ownPerson, refresh, useSession } from "./session";
import { dayName, localDay, useSettings } from "./settings";
import { AwayNote } from "./ui/away";
import { Dialog, Told, Wait } from "./ui/basics";
import { Boundary, LostPage } from "./ui/broken";
import { OrderNote, StopNote } from "./ui/stop";
import { PrintHead } from "./ui/print";
import { StartPage } from "./pages/story/start";

type Link = [name: string, to: string];

/** What goes on paper says whose it is. */
const printed = ["today", "progress", "return", "print"];
const open = ["understand", "strengthen", "lab", "settings", "about", "trust", "join"];
const pages: readonly string[] = [...open, ...personal, "story", "more", "people", "squad", "weeks", "newcomer"];
const narrow = ["story", "today", "settings", "about", "trust", "join", "more", "run", "add", "entries", "test", "newcomer"];

/** Pages that say what stops the plan themselves. */
const saysIt = ["today", "run", undefined];
/** Pages that offer something to do and load no day that would say what stops it; a test that is open says it with its result. */
const invites = (at: string | undefined, of: string | undefined) => at === "return" || at === "prevent" || (at === "test" && of === undefined);

function Page({ path, person, more }: { path: string[]; person: string | null; more: Link[] }) {
  const { status } = useSession();
  const [page] = path;
  if (page === undefined) return <StartPage />;
  // Ids are letters and digits: anything else never came from a link of ours.
  if (!pages.includes(page) || !path.every((part) => /^[\w.:-]{1,80}$/.test(part))) return <LostPage address={path.join("/")} />;
  if (page === "story") return <PageAt page="story" key={path[1] ?? "hurt"} hurt={path[1] !== "prevent"} />;
  if (page === "more") return <PageAt page="more" links={more} />;
  // The Lab makes the machine work: once it is somebody's, whoever uses it logs in.
  const closed = page === "lab" && status && !status.account && !status.first_use;
  if ((open.includes(page) && !closed) || (page === "prevent" && !status?.account)) return <PageAt page={page} person={person} />;
  if (!status?.account) return status?.first_use && page !== "people" ? <StartPage /> : <PageAt page="login" first={status?.first_use ?? false} />;
  if (page === "squad") return <PageAt page="squad" />;
  if (page === "weeks") return <PageAt page="weeks" />;
  if (page === "newcomer") return <PageAt page="newcomer" />;
  if ((page === "people" && path[1] === undefined) || !person) return <PageAt page="people" />;
  const part = page === "people" ? (path[2] ?? "today") : page;
  const at = (personal as readonly string[]).includes(part) && isPage(part) ? part : "today";
  const found = <PageAt page={at} key={`${person}/${at}`} person={person} path={path.slice(3)} />;
  if (!printed.includes(at)) return found;
  return (
    <>
      <PrintHead key={person} person={person} />
      {found}
    </>
  );
}

function Help({ close }: { close: () => void }) {
  const w = useWords();
  const keys = [
    ["?", w.keys.help],
    ["j k", w.keys.move],
    ["Enter", w.keys.open],
    ["/", w.keys.filter],
    ["Space", w.keys.play],
    ["← →", w.keys.step],
  ];
  return (
    <Dialog title={w.keys.title} onClose={close}>
      <table>
        <tbody>
          {keys.map(([key, what]) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key}</kbd>
              </th>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

/** The name of the person a page is about, and their pages. */
function PersonHead({ person, at, named, back }: { person: string; at: string | undefined; named: boolean; back: boolean }) {
  const w = useWords();
  const [who, setWho] = useState<Person | null>(null);
  useEffect(() => {
    setWho(null);
    get<Person>(`/people/${person}`).then(setWho, () => undefined);
  }, [person]);
  return (
    <nav class="person-head" aria-label={who ? `${w.people.pagesOf} ${who.name}` : w.people.pagesOf}>
      {named && (
        <p>
          {back && (
            <a href="#/people" class="back">
              ← {w.nav.people}
            </a>
          )}
          <strong class="whose">{who?.name ?? ""}</strong>
          {who?.invented && <span class="invented">{w.people.invented}</span>}
        </p>
      )}
      <ul>
        {personLinks(person).map(([name, to]) => (
          <NavLink key={name} name={name} to={to} at={at} />
        ))}
      </ul>
    </nav>
  );
}

function NavLink({ name, to, at }: { name: string; to: string; at: string | undefined }) {
  const w = useWords();
  return (
    <li>
      <a href={`#/${to}`} aria-current={at === name ? "page" : undefined}>
        {w.nav[name as keyof typeof w.nav]}
      </a>
    </li>
  );
}

function personLinks(person: string): Link[] {
  return (["today", "add", "run", "progress", "trends", "return", "prevent", "entries", "print"] as const)
    .filter(isPage)
    .map((page): Link => [page, `people/${person}/${page}`]);
}

/** Head, bar and the page behind "More": what this account has use for. */
function linksFor(status: Status | null, person: string | null, cares: boolean) {
  const account = status?.account;
  const about = account && person ? personLinks(person) : [];
  const pick = (names: string[]) => about.filter(([name]) => names.includes(name));
  const clinical = account?.role === "owner" || account?.role === "clinician";
  const people: Link[] =
    account && account.role !== "athlete" ? [["people", "people"], ...(clinical ? ([["squad", "squad"]] as Link[]) : []), ["weeks", "weeks"]] : [];
  const everybody: Link[] = [
    ["understand", "understand"],
    ["strengthen", "strengthen"],
    ...(about.length === 0 ? ([["prevent", "prevent"]] as Link[]) : []),
    ["lab", "lab"],
  ];
  const rest: Link[] = [
    ["settings", "settings"],
    ["about", "about"],
  ];
  const bar = pick(["today", "run", "progress"]);
  return {
    head: [...people, ...(cares ? [] : pick(["today", "run", "progress"])), ...everybody],
    bar: account ? (bar.length > 0 ? bar : people) : [],
    more: [...about.filter(([name]) => !["today", "run", "progress"].includes(name)), ...people, ...everybody, ...rest],
  };
}

/** A page that was left open over night shows the plan of another day; it says so rather than losing what is on it. */
function OldPage() {
  const w = useWords();
  const [opened] = useState(() => localDay());
  const [now, setNow] = useState(opened);
  useEffect(() => {
    const look = () => setNow(localDay());
    const timer = setInterval(look, 60000);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  if (now === opened) return null;
  return (
    <div class="note problem no-print" role="alert">
      <p>{fill(w.oldPage.says, { day: dayName(opened) })}</p>
      <button onClick={() => location.reload()}>{w.oldPage.reload}</button>
    </div>
  );
}

export function App() {
  const w = useWords();
  const settings = useSettings();
  const { status, problem, turn } = useSession();
  const place = usePlace();
  const [own, setOwn] = useState<string | null | undefined>(undefined);
  const [lately, setLately] = useState<string | null>(null);
  const [help, setHelp] = useState(false);
  const account = status?.account;
  const named = place.path[0] === "people" ? (place.path[1] ?? null) : null;
  const person = named ?? own ?? lately;
  const cares = account != null && account.role !== "athlete" && own === null;

  useEffect(() => void refresh(), []);
  useEffect(() => {
    if (account) ownPerson().then(setOwn, () => undefined);
    else setOwn(undefined);
  }, [account?.id, place.path.join("/")]);
  useEffect(() => {
    if (named) setLately(named);
  }, [named]);
  useEffect(() => setLately(null), [account?.id]);
  useEffect(() => {
    if (account) fetchAhead(["today", "add", "run", "entries"]);
    // Fetched only where reminders were switched on: the first page stays small.
    if (account && reminds()) void import("./ring").then((ring) => ring.startRinging());
  }, [account?.id]);
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (event.key === "?" && !typing) setHelp(true);
    };
    window.addEventListener("keydown", keys);
    return () => window.removeEventListener("keydown", keys);
  }, []);
  // Whoever comes back goes on where the work is.
  useEffect(() => {
    // The address may be another one by now.
    if (account && own !== undefined && place.path.length === 0 && placeNow().path.length === 0) go(own ? `people/${own}/today` : "people");
  }, [account?.id, own, place.path.length]);

  const at = named ? (place.path[2] ?? "today") : place.path[0];
  const links = linksFor(status, person, cares);
  const dense = account != null && at === "people";
  const isNarrow = narrow.includes(at ?? "") || (!account && at !== undefined && ["today", "progress", "people"].includes(at));
  return (
    <div class={dense ? "shell dense" : "shell"} lang={settings.language}>
      <a
        class="skip"
        href="#content"
        onClick={(e) => {
          e.preventDefault();
          document.querySelector<HTMLElement>("h1")?.focus();
        }}
      >
        {w.skip}
      </a>
      <header class="top">
        <a class="name" href="#/">
          <img src="/icon.svg" alt="" width="28" height="28" />
          Hamstring
        </a>
        <nav class="full" aria-label={w.nav.label}>
          <ul>
            {links.head.map(([name, to]) => (
              <NavLink key={name} name={name} to={to} at={at} />
            ))}
          </ul>
        </nav>
        <div class="side row">
          {status && !account && !status.first_use && (
            <a href="#/people" aria-current={at === "people" ? "page" : undefined}>
              {w.login.title}
            </a>
          )}
          <a href="#/settings" aria-current={at === "settings" ? "page" : undefined}>
            {w.nav.settings}
          </a>
        </div>
      </header>
      {status?.demo && (
        <p class="demo-banner" role="note">
          {w.demo}
        </p>
      )}
      {account && named && <PersonHead key={turn} person={named} at={at} named={account.role !== "athlete"} back={cares} />}
      <main id="content" class={isNarrow ? "narrow" : ""}>
        <OldPage />
        {account && <AwayNote here={at === "today"} />}
        {account && person && !saysIt.includes(at) && (named !== null || own === person) && (
          <StopNote key={`${turn} ${place.path.join("/")}`} person={person} only={named === null || !invites(at, place.path[3])} />
        )}
        {!account && <OrderNote />}
        <Told problem={problem} retry={() => void refresh()} />
        <Boundary place={`${turn} ${place.path.join("/")}`}>
          {status ? <Page key={turn} path={place.path} person={person} more={links.more} /> : problem ? null : <Wait />}
        </Boundary>
      </main>
      {links.bar.length > 0 && (
        <nav class="bar" aria-label={w.nav.bar}>
          <ul>
            {[...links.bar, ["more", "more"] as Link].map(([name, to]) => (
              <NavLink key={name} name={name} to={to} at={at} />
            ))}
          </ul>
        </nav>
      )}
      {help && <Help close={() => setHelp(false)} />}
    </div>
  );
}
