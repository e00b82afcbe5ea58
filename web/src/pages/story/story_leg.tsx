// Both legs from behind, to tap where it hurts. Whoever does not see it or has no pointer chooses the same from the two
// groups below it; the zones themselves are data, as ellipses on the right leg in percent of the drawing.
import type { Question } from "../../api";

type Zone = Question["zones"][number];

const tall = 1.3; // height of the drawing to its width

// Half of the body, from the middle outwards, down to the heel and up along the inside [percent of the width].
const outline =
  "M50 0 L50 27 Q52 31 52.5 40 Q53.5 56 55 70 Q55.5 79 54.5 87 Q52.5 98 55.5 111 Q57 119 57 126 L57 134 L67 134 L67 126 Q67.5 118 70.5 110 Q75 99 73 88 Q71 79 72 70 Q77.5 56 79 41 Q81 26 76.5 13 Q74 5 73 0 Z";
const seat = "M51 27 Q56 34 65 33.5 Q73 32.5 78 26";
const crease = "M57 83 Q63.5 86 70.5 83";

// The three muscles as they lie from behind, each a belly between its tendons.
const muscles = [
  { name: "sm", d: "M59 28 Q55 44 56 62 Q57 74 58 82 Q62 72 62 58 Q62 40 60 28 Z" },
  { name: "st", d: "M60 28 Q58 42 60 56 Q59 72 56 85 Q63 74 64 56 Q64 40 61 28 Z" },
  { name: "bflh", d: "M61 28 Q64 40 65 54 Q67 70 71 85 Q74 70 72 54 Q69 38 62 28 Z" },
];

function Half({ mirrored }: { mirrored: boolean }) {
  return (
    <g transform={mirrored ? "translate(100 0) scale(-1 1)" : undefined}>
      <path class="skin" d={outline} />
      {muscles.map((muscle) => (
        <path key={muscle.name} class="belly" d={muscle.d} style={{ fill: `var(--${muscle.name})` }} />
      ))}
      <path class="line" d={seat} />
      <path class="line" d={crease} />
    </g>
  );
}

export type Side = "left" | "right";

export function LegToTap({
  place,
  side,
  value,
  onTap,
}: {
  place: Question;
  side: string | null;
  value: string | null;
  onTap: (side: Side, option: string) => void;
}) {
  const spot = (zone: Zone, on: Side) => {
    const [x = 0, y = 0] = zone.at,
      [rx = 0, ry = 0] = zone.size;
    const chosen = value === zone.option && (side === on || side === "both");
    return (
      <ellipse
        key={`${on}-${zone.option}`}
        class={chosen ? "zone chosen" : "zone"}
        cx={on === "right" ? x : 100 - x}
        cy={y * tall}
        rx={rx}
        ry={ry * tall}
        onClick={() => onTap(on, zone.option)}
      >
        <title>{place.options.find((option) => option.id === zone.option)?.name}</title>
      </ellipse>
    );
  };
  return (
    <div class="leg-tap">
      {/* The same is chosen below with keys and by ear: here it would be said twice. */}
      <svg viewBox={`10 6 80 ${tall * 92}`} aria-hidden="true">
        <Half mirrored />
        <Half mirrored={false} />
        {place.zones.flatMap((zone) => [spot(zone, "left"), spot(zone, "right")])}
      </svg>
    </div>
  );
}
