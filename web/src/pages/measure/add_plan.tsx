// What a plan is made to fit: the days somebody trains on, how much pain they allow, who leads it.
import { useState } from "preact/hooks";
import { get, type Entries, type Library, type Today } from "../../api";
import type { CaseEntry } from "../../case_file";
import { useWords } from "../../i18n";
import { useLoaded, useSession } from "../../session";
import { distance, weekdays } from "../../settings";
import { Chips, Choice, Told, Wait } from "../../ui/basics";
import { UsualWeek } from "../story/story_frame";
import { WhatChanges } from "../today/prescribe_changes";
import type { Body } from "./add_forms";

/** The last value of every setting. */
function settingsIn(entries: CaseEntry[]): Record<string, unknown> {
  return Object.fromEntries(entries.filter((entry) => entry.type === "setting").map((entry) => [entry["key"] as string, entry["value"]]));
}

interface Given {
  person: string;
  today: Today;
  library: Library;
  clinical: boolean;
  save: (entries: Body[]) => void;
  busy: boolean;
}

function Form({ before, today, library, clinical, save, busy }: Given & { before: Record<string, unknown> }) {
  const w = useWords();
  const t = w.measure.plan;
  const account = useSession().status?.account?.name ?? "";
  const [days, setDays] = useState<string[]>((before["training_days"] as string[] | undefined) ?? []);
  const [limit, setLimit] = useState(String(before["pain_limit"] ?? today.pain_limit));
  const [led, setLed] = useState(before["supervised"] === true ? "yes" : "no");
  const [protocol, setProtocol] = useState((before["protocol"] as string | undefined) ?? "");
  const [goal, setGoal] = useState((before["goal"] as string | undefined) ?? null);
  const usual = library.questions.find((question) => question.unit === "m") ?? null;
  const far = usual ? (today.background as Record<string, string | number>)[usual.id] : undefined;
  const [week, setWeek] = useState<number | null>(typeof far === "number" ? far : null);
  const changes: Body[] = [];
  const change = (key: string, value: unknown, was: unknown) => {
    if (JSON.stringify(value) !== JSON.stringify(was)) changes.push({ type: "setting", key, value });
  };
  change(
    "training_days",
    weekdays()
      .map((day) => day.id)
      .filter((day) => days.includes(day)),
    before["training_days"] ?? [],
  );
  if (goal !== null) change("goal", goal, before["goal"]);
  change("pain_limit", Number(limit), before["pain_limit"] ?? today.pain_limit);
  if (clinical) {
    change("supervised", led === "yes", before["supervised"] === true);
    if (protocol !== "") change("protocol", protocol, before["protocol"]);
  }
  // Before and after in words, and who signs it.
  const weekdayNames = (ids: unknown) =>
    weekdays()
      .filter((day) => Array.isArray(ids) && ids.includes(day.id))
      .map((day) => day.name)
      .join(", ") || w.pages.change.anyDay;
  const protocolName = (id: unknown) => library.protocols.find((one) => one.id === id)?.name ?? t.byPicture;
  if (usual && week !== null && week !== far) changes.push({ type: "answer", question: usual.id, value: week });
  const inWords = (key: string, value: unknown) =>
    key === "training_days"
      ? weekdayNames(value)
      : key === "protocol"
        ? protocolName(value)
        : key === "goal"
          ? (library.goals.find((one) => one.id === value)?.name ?? w.common.none)
          : key === "supervised"
            ? value === true
              ? w.common.yes
              : w.common.no
            : String(value);
  const names: Record<string, string> = { training_days: t.days, goal: w.you.goal, pain_limit: t.limit, supervised: t.led, protocol: t.protocol };
  const told = changes.map((entry) => {
    if (entry.type === "answer") return { what: usual?.short ?? "", before: typeof far === "number" ? distance(far) : "–", after: distance(week ?? 0) };
    const key = String(entry["key"]);
    const was = key === "pain_limit" ? (before[key] ?? today.pain_limit) : before[key];
    return { what: names[key] ?? key, before: inWords(key, was), after: inWords(key, entry["value"]) };
  });
  return (
    <>
      <Chips label={t.days} options={weekdays()} value={days} onChange={setDays} />
      <p class="quiet small">{t.daysHelp}</p>
      {usual && <UsualWeek question={usual} value={week} onChange={setWeek} />}
      <Choice label={w.you.goal} row options={library.goals} value={goal} onChange={setGoal} />
      <Choice label={t.limit} row options={["0", "1", "2", "3", "4"].map((id) => ({ id, name: id }))} value={limit} onChange={setLimit} />
      <p class="quiet small">{t.limitHelp}</p>
      {clinical && (
        <>
          <Choice
            label={t.led}
            row
            options={[
              { id: "yes", name: w.common.yes },
              { id: "no", name: w.common.no },
            ]}
            value={led}
            onChange={setLed}
          />
          <p class="quiet small">{t.ledHelp}</p>
          <div class="field">
            <label for="plan-protocol">{t.protocol}</label>
            <select id="plan-protocol" value={protocol} onChange={(e) => setProtocol(e.currentTarget.value)}>
              {before["protocol"] === undefined && <option value="">{t.byPicture}</option>}
              {library.protocols.map((p) => (
                <option key={p.id} value={p.id}>
                  {p.name}
                </option>
              ))}
            </select>
          </div>
        </>
      )}
      {told.length > 0 && <WhatChanges changes={told} signs={account} />}
      <button class="main wide" disabled={changes.length === 0 || busy} onClick={() => save(changes)}>
        {w.common.save}
      </button>
    </>
  );
}

export function PlanForm(given: Given) {
  const entries = useLoaded(() => get<Entries>(`/people/${given.person}/entries`), given.person);
  if (!entries.value) return entries.problem ? <Told problem={entries.problem} retry={entries.reload} /> : <Wait />;
  return <Form {...given} before={settingsIn(entries.value.entries as unknown as CaseEntry[])} />;
}
