// Everything that can be told beside the day's session: pain, a test, an illness, a new injury, a step, a clearance.
import { useState } from "preact/hooks";
import { get, type Library, type Problem, type Today } from "../../api";
import { useWords } from "../../i18n";
import { sendOrKeep } from "../../queue";
import { go, usePlace } from "../../router";
import { useLoaded, useSession } from "../../session";
import { settings } from "../../settings";
import { Title, Told, Wait } from "../../ui/basics";
import { ClearanceForm, EquipmentForm, IllnessForm, MilestoneForm, type Body } from "./add_forms";
import { BackgroundForm } from "./add_background";
import { PlanForm } from "./add_plan";
import { VisitForm } from "./add_visit";
import { BringRuns } from "../run/run_import";
import { LogPain } from "../today/session_ask";
import { StandsIfStopped } from "../today/stands";

export function AddPage({ person }: { person: string }) {
  const w = useWords();
  const t = w.measure;
  const { status } = useSession();
  const [open, setOpen] = useState<string | null>(usePlace().query.get("open"));
  const today = useLoaded(() => get<Today>(`/people/${person}/today`), person);
  const library = useLoaded(() => get<Library>(`/library?language=${settings().language}`), "library");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [told, setTold] = useState("");
  const [busy, setBusy] = useState(false);
  if (!today.value) return today.problem ? <Told problem={today.problem} retry={today.reload} /> : <Wait />;
  const plan = today.value;
  const save = async (entries: Body[]): Promise<boolean> => {
    setBusy(true);
    setProblem(null);
    setTold("");
    let good = false;
    try {
      const saved = await sendOrKeep(person, entries, plan.count);
      if (saved) today.set(saved.today);
      setTold(saved ? t.saved : t.savedLater);
      setOpen(null);
      good = true;
      // After an illness or a clearance the day looks another way: that is seen at once.
      if (saved && entries.some((e) => ["illness", "clearance", "milestone", "setting", "answer"].includes(String(e.type)))) go(`people/${person}/today`);
    } catch (error) {
      setProblem(error as Problem);
      if ((error as Problem).status === 409) today.reload();
    }
    setBusy(false);
    return good;
  };
  const clinical = status?.account?.role === "owner" || status?.account?.role === "clinician";
  const given = { save: (entries: Body[]) => void save(entries), busy };
  const parts: [string, string, () => preact.JSX.Element | null][] = [
    ["illness", t.illness, () => <IllnessForm {...given} />],
    ["health", t.health, () => library.value && <BackgroundForm library={library.value} today={plan} image={false} {...given} />],
    ["image", t.image, () => library.value && <BackgroundForm library={library.value} today={plan} image {...given} />],
    ["visit", t.visits.title, () => <VisitForm person={person} {...given} />],
    ["watch", w.watch.bring, () => <BringRuns person={person} changed={() => undefined} />],
    ["milestone", t.returned, () => <MilestoneForm {...given} />],
    ["equipment", t.kit, () => library.value && <EquipmentForm library={library.value} {...given} />],
    ["plan", t.plan.title, () => library.value && <PlanForm person={person} today={plan} library={library.value} clinical={clinical} {...given} />],
    ...(clinical
      ? ([["clearance", t.clearance, () => <ClearanceForm today={plan} signs={status?.account?.role === "clinician"} {...given} />]] as [
          string,
          string,
          () => preact.JSX.Element,
        ][])
      : []),
  ];
  return (
    <>
      <Title>{t.addTitle}</Title>
      <p role="status" class="state-met">
        {told}
      </p>
      <Told problem={problem} />
      {told && <StandsIfStopped person={person} today={plan} />}
      <p>
        <a class="button" href={`#/people/${person}/test`}>
          {t.tests}
        </a>
      </p>
      <p>
        <a class="button" href={`#/story?for=${person}`}>
          {t.injury}
        </a>
      </p>
      <LogPain person={person} today={plan} save={save} />
      {parts.map(([id, title, form]) => (
        <details key={id} open={open === id} onToggle={(e) => (e.currentTarget.open ? setOpen(id) : open === id && setOpen(null))}>
          <summary>{title}</summary>
          {open === id && form()}
        </details>
      ))}
    </>
  );
}
