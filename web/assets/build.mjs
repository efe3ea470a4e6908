// Builds the front end into dist/: content-hashed names, gzip beside each text file,
// and manifest.json, which maps a plain name ("app.css") to the hashed one.
// Run from anywhere: node web/assets/build.mjs
import { build } from "esbuild";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");

async function clean() {
  for (const name of await readdir(dist)) {
    if (name !== ".keep") await rm(join(dist, name), { recursive: true });
  }
}

async function bundle() {
  const result = await build({
    absWorkingDir: here,
    entryPoints: { app: "css/app.css", "pregonero": "js/app.js", vendor: "js/vendor.js" },
    outdir: dist,
    bundle: true,
    minify: true,
    format: "esm",
    target: ["chrome125", "firefox128", "safari17.5"],
    loader: { ".woff2": "file" },
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    metafile: true,
    legalComments: "none",
    logLevel: "warning",
  });
  return Object.keys(result.metafile.outputs).map((path) => basename(path));
}

async function copyHashed(name) {
  const content = await readFile(join(here, name));
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
  const hashed = name.replace(/(\.[a-z]+)$/, `-${hash}$1`);
  await writeFile(join(dist, hashed), content);
  return hashed;
}

const plainName = (hashed) => hashed.replace(/-[A-Z0-9]{8}(\.[a-z0-9]+)$/, "$1");

async function compress(names) {
  const sizes = [];
  for (const name of names) {
    const content = await readFile(join(dist, name));
    if (name.endsWith(".woff2")) { sizes.push([name, content.length]); continue; }
    const zipped = gzipSync(content, { level: 9 });
    await writeFile(join(dist, `${name}.gz`), zipped);
    sizes.push([name, zipped.length]);
  }
  return sizes;
}

await clean();
const names = [...await bundle(), await copyHashed("icon.svg")];
const manifest = Object.fromEntries(names.map((name) => [plainName(name), name]).sort());
await writeFile(join(dist, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
for (const [name, size] of await compress(names)) {
  console.log(`${String(size).padStart(6)} B  ${name}`);
}
