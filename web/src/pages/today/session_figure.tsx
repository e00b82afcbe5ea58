// The drawn figure of an exercise, from the library; nothing where it is not at hand.
import { get, type Exercise, type Library } from "../../api";
import { useLoaded } from "../../session";
import { useSettings } from "../../settings";
import { Figure, worked } from "../../ui/figure";

const fetched = new Map<string, Promise<Library>>();

function library(language: string): Promise<Library> {
  const known = fetched.get(language);
  if (known !== undefined) return known;
  const asked = get<Library>(`/library?language=${language}`);
  asked.catch(() => fetched.delete(language));
  fetched.set(language, asked);
  return asked;
}

export function useLibrary(): Library | null {
  const { language } = useSettings();
  return useLoaded(() => library(language), language).value;
}

export function Drawn({ id, label, moving = false }: { id: string; label: string; moving?: boolean }) {
  const exercise: Exercise | undefined = useLibrary()?.exercises.find((e) => e.id === id);
  if (!exercise?.figure) return null;
  return <Figure figure={exercise.figure} label={label} muscles={worked(exercise)} moving={moving} />;
}
