// How it happened: three ways, each as a drawn moment with the place where it is felt.
import type { Picture } from "../api";
import { useWords } from "../i18n";
import { WhyLine } from "./evidence";
import { Figure, type FigureData } from "./figure";

type Group = "trauma" | "repetitive" | "gradual" | "referred";
type Pose = FigureData["poses"][number];

const figure = (poses: Pose[], props: FigureData["props"] = []): FigureData => ({ leg: "near", arrow: "", poses, props });

// Moments drawn by hand, no measurement: a leg thrown far ahead; a stride like thousands of others; sitting on the place.
const drawn: Record<Group, { figure: FigureData; spot: number }> = {
  trauma: {
    figure: figure([{ hip: [0, 84], trunk: 66, head: 72, near: [-14, -30, 44], far: [-128, -152, -92], near_arm: [-150, -90], far_arm: [-30, 40] }]),
    spot: 0.5,
  },
  repetitive: {
    figure: figure([
      { hip: [-34, 86], trunk: 80, head: 84, near: [-48, -96, -12], far: [-112, -196, -110], near_arm: [-130, -40], far_arm: [-55, 30] },
      { hip: [22, 88], trunk: 80, head: 84, near: [-38, -62, 12], far: [-118, -184, -100], near_arm: [-135, -45], far_arm: [-50, 35] },
    ]),
    spot: 0.72,
  },
  gradual: {
    figure: figure(
      [{ hip: [0, 54], trunk: 96, head: 92, near: [0, -92, 0], far: [-3, -96, 0], near_arm: [-60, -8], far_arm: [-64, -10] }],
      [
        { kind: "pad", on: "", at: [6, 43], size: [48, 7], turn: 0 },
        { kind: "pole", on: "", at: [-12, 20], size: [5, 40], turn: 0 },
        { kind: "pole", on: "", at: [26, 20], size: [5, 40], turn: 0 },
      ],
    ),
    spot: 0.02,
  },
  referred: {
    figure: figure([{ hip: [0, 89], trunk: 84, head: 88, near: [-88, -94, 0], far: [-96, -98, 0], near_arm: [-120, 20], far_arm: [-92, -84] }]),
    spot: -0.35,
  },
};

/** A slow or forced stretch hurts in one moment too, but looks otherwise than a stride. */
const stretched = {
  figure: figure([{ hip: [0, 89], trunk: 66, head: 70, near: [22, 20, 100], far: [-92, -93, 0], near_arm: [-28, 6], far_arm: [-40, 0] }]),
  spot: 0.12,
};

function Drawn({ group, label, slow = false }: { group: Group; label: string; slow?: boolean }) {
  const it = slow ? stretched : drawn[group];
  return (
    <div class="drawn">
      <Figure figure={it.figure} label={label} muscles={["bflh", "st", "sm"]} spot={it.spot} />
    </div>
  );
}

/** The three ways without anybody's answers. */
export function Ways() {
  const w = useWords();
  return (
    <ul class="ways">
      {(["trauma", "repetitive", "gradual"] as const).map((group) => (
        <li key={group}>
          <Drawn group={group} label={w.pictures[group]} />
          <p>{w.pictures[group]}</p>
        </li>
      ))}
    </ul>
  );
}

function Clues({ title, sign, items }: { title: string; sign: string; items: { key: string; node: preact.ComponentChildren }[] }) {
  if (items.length === 0) return null;
  return (
    <>
      <h3>
        <span aria-hidden="true">{sign}</span> {title}
      </h3>
      <ul>
        {items.map((item) => (
          <li key={item.key}>{item.node}</li>
        ))}
      </ul>
    </>
  );
}

/** What probably happened, the likeliest first, with what speaks for and against each. */
export function Pictures({ pictures }: { pictures: Picture[] }) {
  const w = useWords();
  return (
    <div class="pictures">
      {pictures.map((picture) => (
        <article key={picture.id} class={picture.leading ? "picture leading" : "picture"}>
          <Drawn group={picture.group as Group} slow={picture.stretched} label={picture.name} />
          <div class="about">
            <h2>
              {picture.name} {picture.leading && <span class="fits">{w.pictures.fits}</span>}
            </h2>
            <Clues title={w.result.for} sign="+" items={picture.for.map((c) => ({ key: c.rule + c.text, node: <WhyLine why={c} /> }))} />
            <Clues title={w.result.against} sign="−" items={picture.against.map((c) => ({ key: c.rule + c.text, node: <WhyLine why={c} /> }))} />
            <Clues title={w.result.missing} sign="○" items={picture.missing.map((m) => ({ key: m.fact, node: m.text }))} />
          </div>
        </article>
      ))}
    </div>
  );
}
