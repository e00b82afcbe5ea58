import { render } from "preact";
import { App } from "./app";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/demo.css";

const root = document.getElementById("app");
if (root) render(<App />, root);

// The shell stays at hand without a signal; a browser that cannot do this works all the same.
if ("serviceWorker" in navigator && import.meta.env.PROD) void navigator.serviceWorker.register("/sw.js").catch(() => undefined);
