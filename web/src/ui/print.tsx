// On paper: whose it is, of which day, made with which version.
import { useWords } from "../i18n";
import { dayName } from "../settings";

export function PrintHead({ name, day, program, knowledge }: { name: string | undefined; day: string; program: string; knowledge: string }) {
  const w = useWords();
  return (
    <div class="print-head">
      <strong>{name ?? ""}</strong>
      <span>{dayName(day)}</span>
      <span>
        Hamstring {program} · {knowledge}
      </span>
      <p>{w.course.decisionStays}</p>
    </div>
  );
}
