// Everything that has no place in the bar: in groups, each with a line of what it is.
import { useWords } from "../../i18n";
import { Title } from "../../ui/basics";

type Link = [name: string, to: string];

const groups = [
  ["you", ["return", "trends", "print", "add", "entries"]],
  ["others", ["people", "squad", "weeks"]],
  ["learn", ["understand", "strengthen", "prevent"]],
  ["science", ["lab"]],
  ["app", ["settings", "about"]],
] as const;

export function MorePage({ links }: { links: Link[] }) {
  const w = useWords();
  const m = w.pages.more;
  const lines = m.lines as Record<string, string>;
  const placed: readonly string[] = groups.flatMap(([, names]) => [...names]);
  // What nobody put into a group is found all the same.
  const rest = links.filter(([name]) => !placed.includes(name));
  return (
    <>
      <Title>{w.nav.more}</Title>
      {groups.map(([group, names]) => {
        const own = [...names.flatMap((one) => links.filter(([name]) => name === one)), ...(group === "app" ? rest : [])];
        if (own.length === 0) return null;
        return (
          <section key={group} class="more-group" aria-labelledby={`more-${group}`}>
            <h2 id={`more-${group}`}>{m[group]}</h2>
            <ul>
              {own.map(([name, to]) => (
                <li key={name}>
                  <a href={`#/${to}`}>{w.nav[name as keyof typeof w.nav]}</a>
                  <p class="quiet">{lines[name]}</p>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}
