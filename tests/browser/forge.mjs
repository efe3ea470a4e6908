// A forger's hand on an export of the ledger: one entry says something else, and the zip is put
// together again so well that only the proof can tell.
import { deflateRawSync, inflateRawSync } from "node:zlib";

/** Returns the zip with one entry of its ledger changed, and the position of that entry. */
export function forge(zip) {
  const files = read(zip);
  const chunk = files.find((file) => file.name.startsWith("entries/") && file.data.length > 0);
  const lines = chunk.data.toString().split("\n");
  const at = lines.findIndex((line) => line.includes("\\\"outcome\\\":\\\"done\\\""));
  if (at < 0) throw new Error(`no entry to forge: ${lines[0].slice(0, 300)}`);
  lines[at] = lines[at].replace("\\\"outcome\\\":\\\"done\\\"", "\\\"outcome\\\":\\\"gone\\\"");
  chunk.data = Buffer.from(lines.join("\n"));
  return { zip: write(files), position: JSON.parse(lines[at]).n };
}

/** Reads the files of a zip by its central directory. */
function read(zip) {
  const end = zip.lastIndexOf("PK\x05\x06", undefined, "latin1");
  const files = [];
  for (let i = 0, at = zip.readUInt32LE(end + 16); i < zip.readUInt16LE(end + 10); i++) {
    const [size, nameLength, extra, comment, local] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)];
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + size);
    files.push({ name: zip.toString("utf8", at + 46, at + 46 + nameLength), data: zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed });
    at += 46 + nameLength + extra + comment;
  }
  return files;
}

function write(files) {
  const bodies = [], directory = [];
  let offset = 0;
  for (const { name, data } of files) {
    const packed = deflateRawSync(data);
    const head = Buffer.alloc(26); // what the local and the central header share
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(data), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const body = [Buffer.from("PK\x03\x04", "latin1"), head, Buffer.from(name), packed];
    directory.push(Buffer.from("PK\x01\x02", "latin1"), Buffer.from([20, 0]), head, place, Buffer.from(name));
    bodies.push(...body);
    offset += body.reduce((sum, part) => sum + part.length, 0);
  }
  const index = Buffer.concat(directory), end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, index, end]);
}

/** CRC-32 as zip wants it (ISO 3309); Node 20 has none of its own. */
function crc32(data) {
  let crc = ~0;
  for (const byte of data) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
