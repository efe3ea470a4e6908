// Makes given.txt and surnames.txt, the lists by which a name of a person is recognised,
// from @faker-js/faker's Mexican Spanish (MIT) and our own lists:
//
//   npm install --no-save --prefix /tmp/faker @faker-js/faker@9.9.0
//   node check/identifier/names/make.mjs /tmp/faker/node_modules/@faker-js/faker
import {readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const {fakerES_MX} = await import(pathToFileURL(join(process.argv[2], 'dist/index.js')));
const person = fakerES_MX.rawDefinitions.person;

// What faker lists as a surname and nobody in Mexico bears, or is first of all another word.
const strange = new Set(`gollum kadar kamal kamat kanaria kanea kanimal kano kanzaki kaplan kara karam karan kardache karem khalid kindelan koenig korta
kortajarena kranz krasnova krauel kuzmina kyra xacon xairo xana xiana yami agosto blanco bueno canales corona nino padron segura paz quinta rico leal mesa`.split(/\s+/));
const particles = new Set(['de', 'del', 'la', 'los', 'las', 'y']);

const plain = (name) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const all = (list) => (Array.isArray(list) ? list : [...(list.generic ?? []), ...(list.female ?? []), ...(list.male ?? [])]);
const own = (file) => readFileSync(join(here, file), 'utf8').replace(/^#.*$/gm, '').split(/\s+/);

function write(file, names) {
  const kept = [...new Set(names)].filter((n) => n.length > 1 && !particles.has(n) && !strange.has(n)).sort();
  writeFileSync(join(here, file), kept.join('\n') + '\n');
  console.log(`${file}: ${kept.length}`);
}

const words = (list) => all(list).flatMap((n) => plain(n).split(/\s+/));
write('given.txt', [...words(person.first_name), ...own('own_given.txt')]);
write('surnames.txt', [...words(person.last_name), ...own('own_surnames.txt')]);
