// Intended purpose and limits, privacy in plain words, licenses.
import { fill, useWords } from "../../i18n";
import { useSession } from "../../session";
import { Title } from "../../ui/basics";

export function AboutPage() {
  const w = useWords();
  const { status } = useSession();
  const a = w.about;
  return (
    <>
      <Title>{a.title}</Title>
      <h2>{a.purposeTitle}</h2>
      <p>{a.purpose}</p>
      <h2>{a.limitsTitle}</h2>
      <p>
        <strong>{a.limits}</strong>
      </p>
      <p>{a.limitFlags}</p>
      <p>{a.limitWhom}</p>
      <p>{a.limitDates}</p>
      <h2>{a.privacyTitle}</h2>
      <p>{a.privacy}</p>
      <p>{a.privacyWho}</p>
      <p>{a.privacyOut}</p>
      <p>{a.privacyOffline}</p>
      <h2>{a.licensesTitle}</h2>
      <p>{a.licenses}</p>
      <p>
        <a href="/licenses.txt">{a.licensesFull}</a>
      </p>
      <p class="quiet small">{fill(a.versions, { program: status?.program ?? "", knowledge: status?.knowledge ?? "" })}</p>
    </>
  );
}
