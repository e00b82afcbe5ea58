// Pages live behind the hash, so that one file of the server carries the whole app.
import { useEffect, useState } from "preact/hooks";

export interface Place {
  path: string[];
  query: URLSearchParams;
}

/** A part of an address as it was meant; one that means nothing (`%`, half a letter) stays as it was typed. */
function meant(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function placeNow(): Place {
  const text = location.hash.replace(/^#\/?/, "");
  const [path, query] = text.split("?");
  return { path: (path ?? "").split("/").filter(Boolean).map(meant), query: new URLSearchParams(query ?? "") };
}

export function go(to: string): void {
  location.hash = `#/${to}`;
}

export function usePlace(): Place {
  const [place, setPlace] = useState(placeNow);
  useEffect(() => {
    const moved = () => {
      setPlace(placeNow());
      window.scrollTo(0, 0);
    };
    window.addEventListener("hashchange", moved);
    return () => window.removeEventListener("hashchange", moved);
  }, []);
  return place;
}
