// How a device learns to trust the certificate that was made on the computer, and what works where it does not. Open without
// an account: whoever needs it has not got in yet.
import { useLanWords } from "../../i18n/lan";
import { useSession } from "../../session";
import { Title } from "../../ui/basics";
import { Works } from "../../ui/works";

function Steps({ title, steps }: { title: string; steps: string[] }) {
  return (
    <details>
      <summary>{title}</summary>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </details>
  );
}

export function TrustPage() {
  const { trust: w } = useLanWords();
  const own = useSession().status?.own_certificate ?? false;
  return (
    <>
      <Title>{w.title}</Title>
      {own ? (
        <>
          <p>{w.why}</p>
          <p>{w.limit}</p>
          <p>
            {/* A plain link: a browser that is told what the file is offers to install it. */}
            <a class="button main" href="/api/v1/lan/authority">
              {w.get}
            </a>
          </p>
          <h2>{w.compareTitle}</h2>
          <p>{w.compare}</p>
          <Steps title={w.iphoneTitle} steps={[w.iphone1, w.iphone2, w.iphone3]} />
          <Steps title={w.androidTitle} steps={[w.android1, w.android2, w.android3]} />
          <Steps title={w.otherTitle} steps={[w.other]} />
          <p class="trust-again">{w.again}</p>
        </>
      ) : (
        <p>{w.none}</p>
      )}
      <Works />
    </>
  );
}
