// The screens around the questions: where and when, and who.
import { useState } from "preact/hooks";
import type { Story, StoryReply } from "../../api";
import { useWords } from "../../i18n";
import { localDay } from "../../settings";
import { Chips, Choice, Pain } from "../../ui/basics";
import { Onward } from "../../ui/onward";

export function Frame({ story, onDone }: { story: Story; onDone: (part: Partial<Story>) => void }) {
  const w = useWords();
  const [side, setSide] = useState<string | null>(story.side ?? null);
  const [day, setDay] = useState<string | null>(story.onset_day ?? null);
  const [relapse, setRelapse] = useState<string | null>(story.relapse === undefined ? null : story.relapse ? "yes" : "no");
  const [other, setOther] = useState(story.onset_day !== undefined && story.onset_day < localDay(-1));
  const quick = day === localDay() ? "today" : day === localDay(-1) ? "yesterday" : other ? "other" : null;
  const choose = (id: string) => {
    setOther(id === "other");
    setDay(id === "today" ? localDay() : id === "yesterday" ? localDay(-1) : null);
  };
  const missing = [side ? "" : w.frame.side, day ? "" : w.frame.day, relapse ? "" : w.frame.relapse].filter(Boolean);
  return (
    <>
      <Choice
        label={w.frame.side}
        options={[
          { id: "left", name: w.frame.left },
          { id: "right", name: w.frame.right },
          { id: "both", name: w.frame.both },
        ]}
        value={side}
        onChange={setSide}
      />
      <Choice
        label={w.frame.day}
        options={[
          { id: "today", name: w.common.today },
          { id: "yesterday", name: w.common.yesterday },
          { id: "other", name: w.frame.earlier },
        ]}
        value={quick}
        onChange={choose}
      />
      {other && (
        <div class="field">
          <label for="onset">{w.frame.which}</label>
          <input id="onset" type="date" max={localDay()} value={day ?? ""} onInput={(e) => setDay(e.currentTarget.value || null)} />
        </div>
      )}
      <Choice
        label={w.frame.relapse}
        options={[
          { id: "yes", name: w.common.yes },
          { id: "no", name: w.common.no },
        ]}
        value={relapse}
        onChange={setRelapse}
      />
      <Onward missing={missing} act={() => onDone({ side: side as "left" | "right" | "both", onset_day: day as string, relapse: relapse === "yes" })}>
        {w.common.next}
      </Onward>
    </>
  );
}

export function You({ reply, before, hurt, onDone }: { reply: StoryReply; before: Partial<Story>; hurt: boolean; onDone: (part: Partial<Story>) => void }) {
  const w = useWords();
  const [year, setYear] = useState(before.birth_year === undefined ? "" : String(before.birth_year));
  const [sex, setSex] = useState<string | null>(before.sex ?? null);
  const [sports, setSports] = useState<string[]>(before.sports ?? []);
  const [equipment, setEquipment] = useState<string[]>(before.equipment ?? []);
  const [pain, setPain] = useState<number | null>(before.pain_now ?? null);
  const born = Number(year);
  const good = year === "" || (born >= 1900 && born <= new Date().getFullYear());
  const done = () => {
    const part: Partial<Story> = { sports, equipment };
    if (year !== "") part.birth_year = born;
    if (sex) part.sex = sex as "female" | "male" | "other";
    if (pain !== null) part.pain_now = pain;
    onDone(part);
  };
  return (
    <>
      <div class="field">
        <label for="born">{w.you.birth}</label>
        <input
          id="born"
          type="number"
          inputMode="numeric"
          min="1900"
          max={new Date().getFullYear()}
          style={{ width: "8rem" }}
          value={year}
          onInput={(e) => setYear(e.currentTarget.value)}
        />
      </div>
      <Choice
        label={w.you.sex}
        options={[
          { id: "female", name: w.you.female },
          { id: "male", name: w.you.male },
          { id: "other", name: w.you.otherSex },
        ]}
        value={sex}
        onChange={setSex}
      />
      <Chips label={w.you.sport} options={reply.sports} value={sports} onChange={setSports} />
      {hurt && <Pain label={w.you.pain} value={pain} onChange={setPain} />}
      <details>
        <summary>{w.you.equipment}</summary>
        <Chips label={w.you.equipment} hideLabel options={reply.equipment} value={equipment} onChange={setEquipment} />
      </details>
      <p />
      <Onward missing={[good && year !== "" ? "" : w.you.birth, hurt && pain === null ? w.you.pain : ""].filter(Boolean)} act={done}>
        {w.common.next}
      </Onward>
    </>
  );
}
