// A table from a spreadsheet or a device: pasted anywhere on the page, or a file. What was not taken is named beside its row.
import { useEffect, useState } from "preact/hooks";
import { post, type Problem, type SquadTable } from "../../api";
import { fill, useWords } from "../../i18n";
import { Told } from "../../ui/basics";

export function TableDrop({ test, group, read, take }: { test: string; group: string; read: SquadTable | null; take: (table: SquadTable) => void }) {
  const w = useWords();
  const t = w.practice;
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [columns, setColumns] = useState({ name: "", left: "", right: "" });
  const send = (table: string, mapped = false) => {
    setText(table);
    setProblem(null);
    post<SquadTable>("/squad/table", { text: table, test, group, ...(mapped ? { columns } : {}) }).then(take, (error: Problem) => setProblem(error));
  };
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const pasted = event.clipboardData?.getData("text/plain") ?? "";
      // One number is typed as it stands; a table has more than one cell.
      if (!/[\t\n;]/.test(pasted.trim())) return;
      event.preventDefault();
      send(pasted);
    };
    window.addEventListener("paste", paste);
    return () => window.removeEventListener("paste", paste);
  }, [test, group]);
  const refused = (read?.rows ?? []).filter((row) => row.faults.length > 0);
  return (
    <div class="squad-file">
      <label>
        {t.file}{" "}
        <input
          type="file"
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          onChange={(e) => {
            const file = e.currentTarget.files?.[0];
            if (file) void file.text().then((all) => send(all));
          }}
        />
      </label>
      <Told problem={problem} />
      {problem && (
        <fieldset>
          <legend>{t.columns}</legend>
          {(["name", "left", "right"] as const).map((which) => (
            <label key={which}>
              {{ name: t.columnName, left: t.columnLeft, right: t.columnRight }[which]}{" "}
              <input value={columns[which]} onInput={(e) => setColumns({ ...columns, [which]: e.currentTarget.value })} />
            </label>
          ))}
          <button type="button" onClick={() => send(text, true)}>
            {t.readAgain}
          </button>
        </fieldset>
      )}
      {read && (
        <p role="status">
          {fill(t.read, { n: read.rows.length - read.with_faults, all: read.rows.length })} {read.comma_for_point && t.comma} {read.units.join(" ")}
        </p>
      )}
      {refused.length > 0 && (
        <>
          <h2>{t.refused}</h2>
          <ul class="refused">
            {refused.map((row) => (
              <li key={row.line}>
                {fill(t.line, { n: row.line })}: <strong>{row.name}</strong> <span class="state-not_met">{row.faults.join(" ")}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
