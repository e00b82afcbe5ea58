import { render } from "preact";
import { App } from "./app";
import { saveFilesOfLinks } from "./files";
import { fetchWords } from "./i18n";
import { lockWhenIdle } from "./idle";
import { settings } from "./settings";
import { Boundary } from "./ui/broken";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/frame.css";
import "./styles/story.css";
import "./styles/answer.css";
import "./styles/work.css";
import "./styles/pages.css";
import "./styles/people.css";
import "./styles/practice.css";
import "./styles/stage.css";
import "./styles/library.css";
import "./styles/lab.css";
import "./styles/leg.css";
import "./styles/course.css";
import "./styles/evidence.css";
import "./styles/demo.css";
import "./styles/session.css";
import "./styles/measure.css";
import "./styles/phone.css";
import "./styles/print.css";

const root = document.getElementById("app");
// A page that nobody has touched for hours is locked before it shows anything.
const ready = fetchWords().catch(() => fetchWords(settings().language === "de" ? "en" : "de"));
void Promise.allSettled([ready, lockWhenIdle()]).then(() => {
  if (!root) return;
  render(
    <Boundary>
      <App />
    </Boundary>,
    root,
  );
});

saveFilesOfLinks();

// The shell stays at hand without a signal; a browser that cannot do this works all the same.
if ("serviceWorker" in navigator && import.meta.env.PROD) void navigator.serviceWorker.register("/sw.js").catch(() => undefined);
