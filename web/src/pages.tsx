// Which page stands at which address. Every page is fetched when it is first opened, so that the first one is
// small; `pages/ROOM/NAME.tsx` holds `NamePage`, and a few files hold more than one.
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Problem } from "./api";
import { Told, Wait } from "./ui/basics";

type Pages = Record<string, ComponentType<Record<string, unknown>>>;
const files = new Map(
  Object.entries(import.meta.glob<Pages>(["./pages/*/*.tsx", "!./pages/*/*_*.tsx"])).map(([path, fetch]) => [path.replace(/^.*\/(.*)\.tsx$/, "$1"), fetch]),
);

const within: Record<string, string> = { strengthen: "library" };

/** Pages about one person: `people/{id}/{page}`. */
export const personal = ["today", "progress", "return", "run", "prevent", "test", "add", "entries", "prescribe", "trends", "print"] as const;

const nameOf = (page: string) => `${page.charAt(0).toUpperCase()}${page.slice(1)}Page`;

function fileOf(page: string): (() => Promise<Pages>) | undefined {
  return files.get(page) ?? files.get(within[page] ?? "");
}

export function isPage(page: string): boolean {
  return fileOf(page) !== undefined;
}

const fetched = new Map<string, ComponentType<Record<string, unknown>>>();

async function fetchPage(page: string): Promise<ComponentType<Record<string, unknown>>> {
  const known = fetched.get(page);
  if (known) return known;
  const found = (await fileOf(page)?.())?.[nameOf(page)];
  if (!found) throw new Problem(404, { code: "not_found", message: "" });
  fetched.set(page, found);
  return found;
}

/** What a phone needs where there is no signal is fetched while there is one. */
export function fetchAhead(pages: readonly string[]): void {
  for (const page of pages) if (isPage(page)) void fetchPage(page).catch(() => undefined);
}

export function PageAt({ page, ...rest }: { page: string } & Record<string, unknown>) {
  const [Found, setFound] = useState<{ page: string; made: ComponentType<Record<string, unknown>> } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const load = () => {
    setProblem(null);
    fetchPage(page).then(
      (made) => setFound({ page, made }),
      (error: unknown) => setProblem(error instanceof Problem ? error : new Problem(0, { code: "unreachable", message: "" })),
    );
  };
  useEffect(load, [page]);
  const Ready = Found?.page === page ? Found.made : fetched.get(page);
  if (problem) return <Told problem={problem} retry={load} />;
  return Ready ? <Ready {...rest} /> : <Wait />;
}
