// What this browser gives this page, tried and not guessed from its name.

/** The worker that keeps the pages: refused where the certificate is not trusted. */
export async function keepsPages(): Promise<boolean> {
  if (!("serviceWorker" in navigator)) return false;
  try {
    const known = await navigator.serviceWorker.getRegistration();
    if (known?.active) return true;
    await navigator.serviceWorker.register("/sw.js");
    return true;
  } catch {
    return false;
  }
}

export async function staysAwake(): Promise<boolean> {
  if (!("wakeLock" in navigator)) return false;
  try {
    await (await navigator.wakeLock.request("screen")).release();
    return true;
  } catch {
    return false;
  }
}

/** A phone's browser shows notifications through the worker alone, and says so by throwing. Without the permission nothing is shown. */
function showsByItself(): boolean {
  try {
    new Notification("").close();
    return true;
  } catch {
    return false;
  }
}

/** `worker`: whether the page has its worker. */
export function notifies(worker: boolean): "yes" | "asks" | "no" {
  if (!("Notification" in window) || !window.isSecureContext || Notification.permission === "denied") return "no";
  if (Notification.permission === "granted") return "yes";
  return worker || showsByItself() ? "asks" : "no";
}
