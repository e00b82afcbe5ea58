import type { Standing } from "./body";
import { sculpted } from "./growth";
import type { Place } from "./sculpt";

self.onmessage = (asked: MessageEvent<{ standing: Standing; seat: Place }>) => {
  self.postMessage(sculpted(asked.data.standing, asked.data.seat));
};
