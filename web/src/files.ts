// Links to files of the server: a link sends no header, so the page fetches what it names and saves it.
import { ownHalf } from "./api";
import { words } from "./i18n";
import { settings } from "./settings";

/** The name the server gives it, else the end of its address. */
function nameOf(reply: Response, address: URL): string {
  const told = /filename="?([^";]+)"?/.exec(reply.headers.get("Content-Disposition") ?? "")?.[1];
  return told ?? address.pathname.split("/").pop() ?? "hamstring";
}

export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/** What went wrong stands beside the link until it works. */
function tell(link: HTMLAnchorElement, sentence: string): void {
  const beside = link.nextElementSibling;
  const note = beside instanceof HTMLElement && beside.dataset.file === "told" ? beside : document.createElement("span");
  note.dataset.file = "told";
  note.setAttribute("role", "alert");
  note.textContent = sentence;
  if (!sentence) note.remove();
  else if (note !== beside) link.after(note);
}

async function fetchFile(link: HTMLAnchorElement, address: URL): Promise<void> {
  try {
    const reply = await fetch(address, { credentials: "same-origin", headers: { ...ownHalf(), "Accept-Language": settings().language } });
    if (!reply.ok) {
      const problem = (await reply.json().catch(() => ({}))) as { message?: string; advice?: string };
      tell(link, [problem.message ?? words().problem.broken, problem.advice ?? ""].join(" ").trim());
      return;
    }
    saveBlob(await reply.blob(), nameOf(reply, address));
    tell(link, "");
  } catch {
    tell(link, words().problem.unreachable);
  }
}

/** What the browser itself knows what to do with: frames and reports of the lab, and a certificate that is to be trusted. */
const asItIs = (path: string) => path.startsWith("/api/v1/lab/") || path === "/api/v1/lan/authority";

/** Those open as they are; everything else below the server's address is a file to save. */
export function saveFilesOfLinks(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.defaultPrevented || event.button !== 0) return;
    const address = new URL(link.href, location.href);
    if (address.origin !== location.origin || !address.pathname.startsWith("/api/v1/") || asItIs(address.pathname)) return;
    event.preventDefault();
    void fetchFile(link, address);
  });
}
