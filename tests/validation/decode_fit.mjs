// The records of a FIT file as an independent decoder reads them (fit-file-parser, a package of the tests only), one a line:
// time [s since 1970], latitude, longitude [degrees], distance [m], speed [m/s], heart rate, cadence [1/min]; '-' where there
// is none. Files that are chained are given to it one by one, cut where their headers say. A last line with '#' a file: records.
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';

const [file, module] = process.argv.slice(2);
const { default: FitParser } = await import(pathToFileURL(module));

function chained(bytes) {
  const parts = [];
  for (let at = 0; at + 12 <= bytes.length;) {
    const length = bytes[at] + bytes.readUInt32LE(at + 4) + 2;
    parts.push(bytes.subarray(at, at + length));
    if (length <= 14 || bytes.toString('latin1', at + length + 8, at + length + 12) !== '.FIT') break;
    at += length;
  }
  return parts;
}

const parse = (bytes) => new Promise((resolve) => {
  const parser = new FitParser({ force: true, speedUnit: 'm/s', lengthUnit: 'm', mode: 'list' });
  parser.parse(bytes, (error, data) => resolve(error ? { error } : data));
});

const shown = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : '-');
for (const part of chained(fs.readFileSync(file))) {
  const data = await parse(Buffer.from(part));
  if (data.error) {
    console.log(`! ${data.error}`);
    continue;
  }
  for (const r of data.records ?? []) {
    const line = [r.timestamp ? r.timestamp.getTime() / 1000 : '-', r.position_lat, r.position_long, r.distance,
      r.enhanced_speed ?? r.speed, r.heart_rate, r.cadence];
    console.log(line.map((v, i) => (i === 0 ? v : shown(v))).join(' '));
  }
  console.log(`# ${(data.records ?? []).length}`);
}
