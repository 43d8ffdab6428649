// The task over lines of JSON in plain JavaScript: `node task_node.mjs FEED.ndjson OUT.ndjson`.
import fs from "node:fs";
import readline from "node:readline";

const TABLES = new URL("../pack/tourinsoft/tables/", import.meta.url);

/** The rows of a table that give a code; those that say nothing are no rows here. */
function loadTable(name) {
  const lines = fs.readFileSync(new URL(`${name}.yaml`, TABLES), "utf8").split("\n");
  return new Map(lines.map((line) => /^  "(.+)": (\w+)$/.exec(line)).filter(Boolean).map((row) => [row[1], row[2]]));
}

const KINDS = loadTable("kinds");
const EQUIPMENT = loadTable("equipment");
const SERVICES = loadTable("services");
const LANGUAGES = loadTable("languages");
const PAYMENTS = loadTable("payments");
const STARS = loadTable("stars");
const SMALL = new Set("DE DU DES LA LE LES SUR SOUS EN ET À AU AUX LÈS LEZ ÈS PRÈS".split(" "));

// A value that is left out is `undefined`: JSON.stringify writes no member for it.

function mapRecord(fields) {
  const text = (name) => {
    const value = fields[name];
    return value === null || value === undefined ? undefined : String(value).trim() || undefined;
  };
  const kind = text("TYPEOFFRE");
  if (kind === "ORG" || kind === "FMA") return undefined;
  const name = text("NOMOFFRE") ?? text("SyndicObjectName");
  if (name === undefined) return undefined;
  const published = day(text("Published"));
  if (published !== undefined && published < "2015-01-01") return undefined;

  return {
    id: text("SyndicObjectID"),
    name: squish(name),
    kind: KINDS.get(kind) ?? "other",
    address: ["ADRESSE1", "ADRESSE2", "ADRESSE3"].map(text).filter(Boolean).join(", ") || undefined,
    zipCode: postcode(text("CP")),
    locality: placeName(text("COMMUNE")),
    insee: text("INSEE"),
    lat: degrees(text("LATITUDE"), 90),
    long: degrees(text("LONGITUDE"), 180),
    phone: squish(text("TEL")),
    mobile: squish(text("TELMOB")),
    email: email(text("MAIL")),
    website: website(text("URL")),
    descriptionFr: squish(text("DESCRIPTIF")),
    descriptionEn: squish(text("DESCRIPTIFGB")),
    photos: photos(text("PHOTOS")),
    equipment: codes(text("EQUIPEMENTS"), EQUIPMENT),
    services: codes(text("SERVICES"), SERVICES),
    stars: STARS.get(text("CLASSEMENT")),
    openings: openings(text("OUVERTURE")),
    languages: codes(text("LANGUES"), LANGUAGES),
    payments: codes(text("MODEPAIEMENT"), PAYMENTS),
    prices: prices(text("TARIFS")),
    capacity: whole(text("CAPACITE")),
    published,
    updated: day(text("Updated")),
    source: "tourinsoft",
  };
}

const squish = (value) => value?.replace(/\s+/g, " ");

/** A list, unless it has no elements. */
const some = (list) => (list.length > 0 ? list : undefined);

function isDay(year, month, dayOfMonth) {
  const date = new Date(Date.UTC(year, month - 1, dayOfMonth));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === +dayOfMonth;
}

/** The day with which a date and time begins. */
function day(value) {
  const match = /^(\d{4})-(\d\d)-(\d\d)/.exec(value ?? "");
  return match && isDay(match[1], match[2], match[3]) ? match[0] : undefined;
}

function frenchDay(value) {
  const match = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(value ?? "");
  return match && isDay(match[3], match[2], match[1]) ? `${match[3]}-${match[2]}-${match[1]}` : undefined;
}

function postcode(value) {
  const digits = value?.replace(/\s+/g, "");
  return /^[0-9]{5}$/.test(digits ?? "") ? digits : undefined;
}

function placeName(value) {
  if (value === undefined) return undefined;
  const name = squish(value);
  if (/\p{Ll}/u.test(name)) return name;
  let opens = true;
  return name.replace(/[\p{L}\p{N}]+/gu, (word, at) => {
    const elided = (word === "D" || word === "L") && /['’]/.test(name[at + word.length] ?? "");
    const small = !opens && (elided || SMALL.has(word));
    opens = false;
    return small ? word.toLowerCase() : word[0] + word.slice(1).toLowerCase();
  });
}

function degrees(value, limit) {
  if (value === undefined || !/^-?\d+([.,]\d+)?$/.test(value)) return undefined;
  const number = Number(value.replace(",", "."));
  return Math.abs(number) <= limit ? number : undefined;
}

function email(value) {
  const parts = value?.split("@");
  if (parts?.length !== 2 || parts[0] === "" || !parts[1].includes(".")) return undefined;
  return `${parts[0]}@${parts[1].toLowerCase()}`;
}

function website(value) {
  if (!value || /\s/.test(value)) return undefined;
  const address = /^https?:\/\//.test(value) ? value : `http://${value}`;
  return /^https?:\/\/[^/?#]*\./.test(address) ? address : undefined;
}

/** The items of a list as trimmed cells. */
const items = (value) => (value ?? "").split("#").map((item) => item.split("|").map((cell) => cell.trim()));

function photos(value) {
  const found = new Map();
  for (const [first, caption, credit] of items(value)) {
    const url = website(first);
    if (url !== undefined && !found.has(url)) {
      found.set(url, { url, caption: caption || undefined, credit: credit || undefined });
    }
  }
  return some([...found.values()]);
}

function codes(value, table) {
  const found = value?.split("#").map((label) => table.get(label.trim())).filter((code) => code !== undefined);
  return some([...new Set(found)]);
}

function openings(value) {
  const days = items(value).map(([start, end]) => ({ from: frenchDay(start), to: frenchDay(end) }));
  return some(days.filter((period) => period.from && period.to));
}

function prices(value) {
  const rows = items(value).filter(([label]) => label);
  return some(rows.map(([label, least, most]) => ({ label, min: cents(least), max: cents(most) })));
}

function cents(value) {
  const match = /^(\d+)(?:[.,](\d{1,2}))?$/.exec(value ?? "");
  return match ? Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0")) : undefined;
}

const whole = (value) => (/^\d+$/.test(value ?? "") ? Number(value) : undefined);

const [feed, out] = process.argv.slice(2);
if (out === undefined) {
  console.error("usage: task_node.mjs FEED.ndjson OUT.ndjson");
  process.exit(1);
}
const file = fs.openSync(out, "w");
let batch = [];
for await (const line of readline.createInterface({ input: fs.createReadStream(feed), crlfDelay: Infinity })) {
  const record = mapRecord(JSON.parse(line));
  if (record === undefined) continue;
  batch.push(JSON.stringify(record));
  if (batch.length === 500) {
    fs.writeSync(file, `${batch.join("\n")}\n`);
    batch = [];
  }
}
if (batch.length > 0) fs.writeSync(file, `${batch.join("\n")}\n`);
fs.closeSync(file);
