// All nets of one body, made away from the page: sculpting takes about a second, and a page must answer meanwhile.
import { neighbors, skin, type Cloth, type Standing } from "./body";
import * as bones from "./bones";
import type { Net, Place } from "./sculpt";

export interface Body {
  pelvis: Net;
  spine: Net;
  femur: Net;
  shank: Net;
  foot: Net;
  patella: Net;
  skin: Cloth;
  neighbors: Cloth;
}

/** Sculpts the body that stands so; `seat` is where the hamstrings begin, in the frame of the pelvis. */
export function sculpted(standing: Standing, seat: Place): Body {
  return {
    pelvis: bones.pelvis(standing.hip, seat),
    spine: bones.spine(),
    femur: bones.femur(standing.thigh),
    shank: bones.shank(standing.shank),
    foot: bones.foot(standing.heel, standing.ball),
    patella: bones.patella(),
    skin: skin(standing),
    neighbors: neighbors(standing),
  };
}

const grown = new Map<string, Promise<Body>>();

function inWorker(standing: Standing, seat: Place): Promise<Body> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./growth.worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = (message: MessageEvent<Body>) => {
      worker.terminate();
      resolve(message.data);
    };
    worker.onerror = (event) => {
      worker.terminate();
      reject(new Error(event.message));
    };
    worker.postMessage({ standing, seat });
  });
}

/** The body, sculpted once as long as the page lives. */
export function grow(standing: Standing, seat: Place): Promise<Body> {
  const key = JSON.stringify([standing, seat]);
  let body = grown.get(key);
  if (!body) {
    body = inWorker(standing, seat).catch(() => sculpted(standing, seat));
    grown.set(key, body);
  }
  return body;
}
