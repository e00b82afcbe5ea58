// The file for the phone: today's plan, its timers and its log in one page that asks nobody for anything.
import { render } from "preact";
import { Page } from "./page";
import type { PhonePlan } from "./log";
import { fetchWords } from "../i18n";
import { change, type Language } from "../settings";
import { Boundary } from "../ui/broken";
import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/story.css";
import "../styles/work.css";
import "../styles/leg.css";
import "../styles/library.css";
import "../styles/phone.css";

const plan = JSON.parse(document.getElementById("plan")?.textContent ?? "null") as PhonePlan;
change({ language: (plan.today.language === "de" ? "de" : "en") satisfies Language });
document.title = `Hamstring ${plan.today.today}`;
const root = document.getElementById("app");
void fetchWords().then(() => {
  if (!root) return;
  render(
    <Boundary>
      <Page plan={plan} />
    </Boundary>,
    root,
  );
});
