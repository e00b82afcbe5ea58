// What probably happened, beside a plan or until somebody leads it: what makes it worse, what one may do, whom to see.
import type { Today } from "../api";
import { WhyLine } from "./evidence";

export function Meanwhile({ advice }: { advice: Today["advice"] }) {
  if (!advice) return null;
  return (
    <>
      {[advice.worse, advice.meanwhile, advice.see].map((part) => (
        <section key={part.title}>
          <h2>{part.title}</h2>
          <ul>
            {part.items.map((item) => (
              <li key={item.rule}>
                <WhyLine why={item} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
