// Which movement is shown: the chosen one, else the one that the library itself shows first.
import { get, type Movement, type MovementRow } from "../api";

export const shownFirst = (rows: MovementRow[]): MovementRow | undefined => rows.find((row) => row.demonstration);

/** The movement of that id; without one, the demonstration. */
export async function movementOf(id: string | null, language: string): Promise<Movement> {
  const chosen = id ?? shownFirst(await get<MovementRow[]>(`/movements?language=${language}`))?.id ?? "";
  return get<Movement>(`/movements/${chosen}?language=${language}`);
}
