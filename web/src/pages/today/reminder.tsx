// What reminds of a session: one's own calendar, as a copy or read again by itself, and a notification of this page.
import { useState } from "preact/hooks";
import { fileOf, get, post, Problem, remove, type CalendarAddresses } from "../../api";
import { fill } from "../../i18n";
import { useRemindWords } from "../../i18n/remind";
import { chooseReminderAt, reminderAt, reminds, switchReminding } from "../../reminding";
import { askToNotify, canNotify, startRinging } from "../../ring";
import { useLoaded } from "../../session";
import { dayName, moment, settings } from "../../settings";
import { Told } from "../../ui/basics";

/** Shown once, to be copied: the program keeps no more than a hash of it. */
function NewAddress({ url }: { url: string }) {
  const w = useRemindWords();
  const [told, setTold] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      setTold(w.copied);
    } catch {
      document.querySelector<HTMLInputElement>("#calendar-address")?.select();
      setTold(w.select);
    }
  };
  return (
    <div class="note">
      <p>{w.made}</p>
      <div class="field">
        <label for="calendar-address">{w.address}</label>
        <input id="calendar-address" readOnly value={url} onFocus={(event) => event.currentTarget.select()} />
      </div>
      <button onClick={() => void copy()}>{w.copy}</button>
      <p role="status">{told}</p>
    </div>
  );
}

function Subscribed({ person, at, list }: { person: string; at: string; list: ReturnType<typeof useLoaded<CalendarAddresses>> }) {
  const w = useRemindWords();
  const [url, setUrl] = useState<string | null>(null);
  const [told, setTold] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const base = `/people/${person}/calendar/addresses`;
  const make = () => {
    setProblem(null);
    setTold("");
    post<{ id: number; path: string }>(`${base}?language=${settings().language}`, at ? { at } : {}).then(
      (made) => {
        setUrl(`${location.origin}${made.path}`);
        list.reload();
      },
      (error: unknown) => setProblem(error as Problem),
    );
  };
  const takeBack = (id: number) => {
    setProblem(null);
    setUrl(null);
    remove(`${base}/${id}`).then(
      () => {
        setTold(w.takenBack);
        list.reload();
      },
      (error: unknown) => setProblem(error as Problem),
    );
  };
  const addresses = list.value?.addresses ?? [];
  return (
    <>
      <h3>{w.subscribe}</h3>
      <Told problem={problem ?? list.problem} />
      {addresses.length > 0 && (
        <ul class="lines">
          {addresses.map((one) => {
            const line = fill(w.line, { by: one.by, day: dayName(one.made.slice(0, 10)) });
            return (
              <li key={one.id}>
                <span>
                  {line}
                  {one.at ? `, ${one.at}` : ""}; <span class="quiet">{one.read ? fill(w.read, { when: moment(one.read) }) : w.never}</span>
                </span>
                <button class="plain" aria-label={`${w.takeBack}: ${line}`} onClick={() => takeBack(one.id)}>
                  {w.takeBack}
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {url && <NewAddress url={url} />}
      <p role="status">{told}</p>
      {list.value?.lan && (
        <>
          <p class="quiet small">{w.subscribeHelp}</p>
          <button onClick={make}>{w.make}</button>
        </>
      )}
      {list.value?.lan === false && <p class="quiet small">{w.closed}</p>}
    </>
  );
}

function Notify({ at }: { at: string }) {
  const w = useRemindWords();
  const [on, setOn] = useState(() => reminds() && canNotify() && Notification.permission === "granted");
  const [told, setTold] = useState("");
  const press = async () => {
    const answer = await askToNotify();
    setTold(answer === "denied" ? w.refused : answer === "cannot" ? w.cannot : "");
    if (answer !== "granted") return;
    switchReminding(true);
    startRinging();
    setOn(true);
  };
  return (
    <>
      <h3>{w.notify}</h3>
      <p class="quiet small">{w.notifyHelp}</p>
      {on ? (
        <p class="row">
          <span>{fill(w.isOn, { at })}</span>
          <button
            class="plain"
            onClick={() => {
              switchReminding(false);
              setOn(false);
            }}
          >
            {w.notifyOff}
          </button>
        </p>
      ) : canNotify() ? (
        <button onClick={() => void press()}>{w.notifyOn}</button>
      ) : (
        <p>{w.cannot}</p>
      )}
      <p role="status">{told}</p>
    </>
  );
}

/** Which of the two somebody has, a copy or an address that a calendar reads by itself; and the address. */
function Which({ person, at }: { person: string; at: string }) {
  const w = useRemindWords();
  const list = useLoaded(() => get<CalendarAddresses>(`/people/${person}/calendar/addresses`), `addresses ${person}`);
  const subscribed = list.value?.addresses.some((one) => one.read !== undefined) ?? false;
  return (
    <>
      <p data-have={subscribed ? "subscription" : "copy"}>{subscribed ? w.haveSubscribed : w.haveCopy}</p>
      {/* A coach sees the file and no more. */}
      {list.problem?.status !== 403 && <Subscribed person={person} at={at} list={list} />}
      <Notify at={at} />
    </>
  );
}

/** `trains`: there is something to put into a calendar; an address can be taken back all the same. */
export function Reminder({ person, trains }: { person: string; trains: boolean }) {
  const w = useRemindWords();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(reminderAt);
  const choose = (time: string) => {
    setAt(time);
    chooseReminderAt(time);
  };
  return (
    <details class="no-print" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{w.open}</summary>
      <div class="field">
        <label for="reminder-at">{w.at}</label>
        <input id="reminder-at" type="time" value={at} onInput={(e) => choose(e.currentTarget.value)} />
      </div>
      <h3>{w.calendar}</h3>
      <p class="quiet small">{w.rings}</p>
      {trains && (
        <p>
          <a class="button" href={`${fileOf(`/people/${person}/calendar`)}${at ? `&at=${at}` : ""}`}>
            {w.get}
          </a>
        </p>
      )}
      {open && <Which person={person} at={at} />}
    </details>
  );
}
