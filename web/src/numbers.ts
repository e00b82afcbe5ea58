// Numbers as people type them: with a point or a comma, with or without groups of thousands.

/** The number in `text`; null where there is none or it could mean two things. Never guesses beyond this:
 *  one mark is the decimal mark; with both marks, the last one is. */
export function readNumber(text: string): number | null {
  const plain = text
    .trim()
    .replace(/[\s\u00a0\u202f'’]/g, "")
    .replace(/^[−–]/, "-");
  if (!/^[+-]?[\d.,]+$/.test(plain) || !/\d/.test(plain)) return null;
  const sign = plain.startsWith("-") ? -1 : 1;
  const digits = plain.replace(/^[+-]/, "");
  const point = digits.lastIndexOf(".");
  const comma = digits.lastIndexOf(",");
  let whole = digits;
  let part = "";
  if (point >= 0 || comma >= 0) {
    const mark = point > comma ? "." : ",";
    const other = mark === "." ? "," : ".";
    const groups = digits.split(mark);
    if (groups.length > 2) {
      // The same mark twice groups thousands: 1.234.567
      if (digits.includes(other) || !groups.slice(1).every((g) => /^\d{3}$/.test(g)) || !/^\d{1,3}$/.test(groups[0] ?? "")) return null;
      whole = groups.join("");
    } else {
      [whole, part] = [groups[0] ?? "", groups[1] ?? ""];
      if (whole.includes(other)) {
        const thousands = whole.split(other);
        if (!/^\d{1,3}$/.test(thousands[0] ?? "") || !thousands.slice(1).every((g) => /^\d{3}$/.test(g))) return null;
        whole = thousands.join("");
      }
      if (whole === "" && part === "") return null;
    }
  }
  const value = sign * Number(`${whole || "0"}.${part || "0"}`);
  return Number.isFinite(value) ? value : null;
}

const metersPerMile = 1609.344;
const kgPerPound = 0.45359237;
const inMeters: Record<"km" | "mi", number> = { km: 1000, mi: metersPerMile };
const inKg: Record<"kg" | "lb", number> = { kg: 1, lb: kgPerPound };

export const toMeters = (value: number, unit: "km" | "mi") => value * inMeters[unit];
export const fromMeters = (meters: number, unit: "km" | "mi") => meters / inMeters[unit];
export const toKg = (value: number, unit: "kg" | "lb") => value * inKg[unit];
export const fromKg = (kg: number, unit: "kg" | "lb") => kg / inKg[unit];

/** A unit as people write it behind a number. */
export const unitOf = (unit: string) => ({ deg: "°", percent: "%", count: "" })[unit] ?? unit;
