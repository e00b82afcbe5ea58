// The plan of today from the program; where it cannot be reached, the last one that this device kept, which says
// how old it is and gives no session once it is older than a day.
import { useEffect, useRef, useState } from "preact/hooks";
import { get, Problem, type Today } from "./api";
import { alsoForget, copy, keepMore } from "./device";
import { fill, words } from "./i18n";
import { useWaiting, waiting } from "./queue";
import { ownPerson, useLoaded } from "./session";
import { dayName, type Language, localDay, settings, speak, useSettings } from "./settings";
import { standing } from "./standing";

/** What is shown while there is no connection. */
export interface Away {
  person: string;
  at: string;
  day: string;
  today: Today;
  /** No session comes from this plan: it is too old, or what waits speaks against it. */
  noSession: boolean;
}

let away: Away | null = null;
const listeners = new Set<() => void>();

function setAway(next: Away | null): void {
  away = next;
  speak(next ? (next.today.language as Language) : null);
  for (const listener of listeners) listener();
}

alsoForget(() => setAway(null));

export function useAway(): Away | null {
  const [, again] = useState(0);
  useEffect(() => {
    const listener = () => again((n) => n + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return away;
}

/** The service worker keeps what passes through it: the first visit waits until it is there. */
async function drawingsAtHand(): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!workers) return;
  await workers.ready;
  if (!workers.controller) await new Promise((resolve) => workers.addEventListener("controllerchange", resolve, { once: true }));
  await get(`/library?language=${settings().language}`);
}

/** Keeps the plan of one's own person, and has the drawings at hand. */
export async function keepPlan(person: string, today: Today): Promise<void> {
  if ((await ownPerson()) !== person) return;
  keepMore({ own: person, plan: { person, at: new Date().toISOString(), today } });
  await drawingsAtHand();
}

export function tooOld(day: string): boolean {
  return day < localDay(-1);
}

/** The copy with what waits beside it. */
async function fromCopy(person: string): Promise<Today | null> {
  const plan = copy()?.plan;
  if (plan?.person !== person) return null;
  const entries = (await waiting()).filter((item) => item.person === person).flatMap((item) => item.entries);
  const day = plan.today.today;
  const { today, stopped } = standing(plan.today, entries, localDay());
  const shown = day === localDay() ? today : { ...today, story: null, headline: `${fill(words().away.planOf, { day: dayName(day) })}: ${today.headline}` };
  setAway({ person, at: plan.at, day, today: shown, noSession: tooOld(day) || stopped });
  return shown;
}

async function planOf(person: string): Promise<Today> {
  try {
    const today = await get<Today>(`/people/${person}/today`);
    setAway(null);
    void keepPlan(person, today).catch(() => undefined);
    return today;
  } catch (error) {
    const kept = error instanceof Problem && error.unreachable ? await fromCopy(person) : null;
    if (kept) return kept;
    throw error;
  }
}

/** The plan of a person, asked for again when something was sent and when the program may be back. */
export function usePlan(person: string): ReturnType<typeof useLoaded<Today>> {
  const waits = useWaiting();
  const { language } = useSettings();
  const gone = useAway() !== null;
  const loaded = useLoaded(() => planOf(person), `${person} ${waits} ${language}`);
  const reload = useRef(loaded.reload);
  reload.current = loaded.reload;
  useEffect(() => {
    if (!gone) return undefined;
    const again = () => reload.current();
    const timer = setInterval(again, 30000);
    window.addEventListener("online", again);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", again);
    };
  }, [gone]);
  return loaded;
}
