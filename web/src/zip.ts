// Files as one zip, packed as they are: what several dropped files are sent as.

const table = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; ++k) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

export function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (let i = 0; i < bytes.length; ++i) c = (table[(c ^ (bytes[i] ?? 0)) & 255] ?? 0) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

export interface ZipPart {
  name: string;
  content: Blob;
}

/** Names with their folders; one that comes twice gets a number, since a zip holds each once. */
export function namesOf(names: string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const clean = name
      .split(/[\\/]/)
      .filter((part) => part !== "" && part !== "." && part !== "..")
      .join("/");
    let free = clean || "file";
    for (let n = 2; taken.has(free.toLowerCase()); ++n) free = clean.replace(/(\.[^./]*)?$/, ` (${n})$1`);
    taken.add(free.toLowerCase());
    return free;
  });
}

const version = 20;
// Names are UTF-8; the first of January 1980 stands for no date.
const utf8 = 0x0800,
  noDate = 0x0021;

function header(signature: number, name: Uint8Array, crc: number, size: number, central: number | null): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array((central === null ? 30 : 46) + name.length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const put = (value: number, length: 2 | 4) => {
    if (length === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += length;
  };
  put(signature, 4);
  if (central !== null) put(version, 2);
  put(version, 2);
  put(utf8, 2);
  put(0, 2); // packed as it is
  put(0, 2);
  put(noDate, 2);
  put(crc, 4);
  put(size, 4);
  put(size, 4);
  put(name.length, 2);
  put(0, 2);
  if (central !== null) {
    put(0, 2);
    put(0, 2);
    put(0, 2);
    put(0, 4);
    put(central, 4);
  }
  bytes.set(name, at);
  return bytes;
}

/** One file after the other is read; together they stay below 4 GB. */
export async function zipOf(parts: ZipPart[]): Promise<Blob> {
  const names = namesOf(parts.map((part) => part.name));
  const pieces: BlobPart[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const [i, part] of parts.entries()) {
    const name = new TextEncoder().encode(names[i]);
    const crc = crc32(new Uint8Array(await part.content.arrayBuffer()));
    const local = header(0x04034b50, name, crc, part.content.size, null);
    directory.push(header(0x02014b50, name, crc, part.content.size, at));
    pieces.push(local, part.content);
    at += local.length + part.content.size;
  }
  const length = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, directory.length, true);
  end.setUint16(10, directory.length, true);
  end.setUint32(12, length, true);
  end.setUint32(16, at, true);
  return new Blob([...pieces, ...directory, end.buffer], { type: "application/zip" });
}
