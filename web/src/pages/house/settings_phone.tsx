// Today as one file, which is what most need; and the whole app on the phone, where this computer lets other devices in.
import { Fragment } from "preact";
import { useEffect, useState } from "preact/hooks";
import { fileOf, get, type Lan } from "../../api";
import { fill } from "../../i18n";
import { useLanWords } from "../../i18n/lan";
import { ownPerson, useLoaded } from "../../session";
import { dayName } from "../../settings";
import { Told } from "../../ui/basics";

/** Dark on light in both appearances, with the margin of four that the standard asks for (ISO/IEC 18004, 6.3.8). */
function Code({ url, label }: { url: string; label: string }) {
  const [drawn, setDrawn] = useState<{ size: number; path: string } | null>(null);
  useEffect(() => {
    let here = true;
    void import("qrcode-generator").then(({ default: qrcode }) => {
      const code = qrcode(0, "M");
      code.addData(url);
      code.make();
      const size = code.getModuleCount();
      const cells: string[] = [];
      for (let row = 0; row < size; ++row) for (let at = 0; at < size; ++at) if (code.isDark(row, at)) cells.push(`M${at} ${row}h1v1h-1z`);
      if (here) setDrawn({ size, path: cells.join("") });
    });
    return () => {
      here = false;
    };
  }, [url]);
  const margin = 4;
  const all = (drawn?.size ?? 25) + 2 * margin;
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`${-margin} ${-margin} ${all} ${all}`} shapeRendering="crispEdges">
      <rect x={-margin} y={-margin} width={all} height={all} fill="#ffffff" />
      {drawn && <path d={drawn.path} fill="#000000" />}
    </svg>
  );
}

function Fingerprint({ value }: { value: string }) {
  // Two lines of sixteen pairs, each pair whole: that is how it is compared.
  const pairs = value.split(":");
  return (
    <p class="fingerprint">
      {[0, 8, 16, 24].map((from) => (
        <Fragment key={from}>
          <span>{pairs.slice(from, from + 8).join(" ")}</span>{" "}
        </Fragment>
      ))}
    </p>
  );
}

function Open({ lan }: { lan: Lan }) {
  const w = useLanWords();
  // Where the page itself came in by such an address, that one works.
  const hosts = lan.hosts.includes(location.hostname) ? [location.hostname, ...lan.hosts.filter((host) => host !== location.hostname)] : lan.hosts;
  const [host, setHost] = useState(hosts[0] ?? "");
  if (hosts.length === 0) return <p>{w.nowhere}</p>;
  const urlOf = (name: string) => `https://${name}${location.port ? `:${location.port}` : ""}/`;
  return (
    <>
      <p>{fill(w.scan, { url: urlOf(host) })}</p>
      <Code url={urlOf(host)} label={fill(w.code, { url: urlOf(host) })} />
      {hosts.length > 1 && (
        <div class="field">
          <label for="lan-host">{w.another}</label>
          <select id="lan-host" value={host} onChange={(event) => setHost(event.currentTarget.value)}>
            {hosts.map((name) => (
              <option key={name} value={name}>
                {urlOf(name)}
              </option>
            ))}
          </select>
        </div>
      )}
      {lan.own && lan.fingerprint ? (
        <>
          <p>{w.warns}</p>
          <p>
            <a href="#/trust">{w.how}</a>
          </p>
          <p>{w.fingerprint}</p>
          <Fingerprint value={lan.fingerprint} />
          {lan.until && <p class="quiet small">{fill(w.until, { day: dayName(lan.until.slice(0, 10)) })}</p>}
        </>
      ) : (
        <p class="quiet small">{w.brought}</p>
      )}
    </>
  );
}

export function OnThePhone() {
  const w = useLanWords();
  const lan = useLoaded(() => get<Lan>("/lan"), "lan");
  const own = useLoaded(ownPerson, "own");
  return (
    <section id="phone">
      <h2>{w.title}</h2>
      <h3>{w.oneFile}</h3>
      <p>{w.oneFileHelp}</p>
      <p>
        {own.value ? (
          <a class="button" href={fileOf(`/people/${own.value}/phone`)} download>
            {w.oneFileGet}
          </a>
        ) : (
          w.oneFileWhose
        )}
      </p>
      <h3>{w.wholeApp}</h3>
      <Told problem={lan.problem} retry={lan.reload} />
      {lan.value?.open === false && (
        <>
          <p>{w.closed}</p>
          <pre>
            <code>./run serve --lan</code>
          </pre>
        </>
      )}
      {lan.value?.open && <Open lan={lan.value} />}
    </section>
  );
}
