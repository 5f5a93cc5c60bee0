// What the page knows: dictionaries as JSON, runs as columns of one compressed block, details of single runs one block each.
const model = JSON.parse($("model").textContent);
$("model").remove();

const inflate = async (id) => {
  const element = $(id);
  const text = element.textContent;
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
};

const runs = { count: model.runs.count };

const loadRuns = async () => {
  const buffer = await inflate("runs");
  $("runs").remove();
  const types = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, i32: Int32Array, u64: BigUint64Array };
  for (const [name, type, offset] of model.runs.columns) runs[name] = new types[type](buffer, offset, runs.count);
  // Where a run shows several findings, the further ones are found from its row.
  runs.moreAt = new Int32Array(model.runs.more.length > 0 ? runs.count : 0).fill(-1);
  runs.more = [];
  for (const [row, finding] of model.runs.more) {
    if (runs.moreAt[row] < 0) runs.moreAt[row] = runs.more.push([]) - 1;
    runs.more[runs.moreAt[row]].push(finding);
  }
  runs.variations = new TextDecoder().decode(new Uint8Array(buffer, model.runs.texts)).split("\n");
};

// Details stand behind the script: wait for the parser to reach them.
const parsed = document.readyState === "loading"
  ? new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }))
  : Promise.resolve();

const details = new Map();
const loadDetail = async (index) => {
  if (!details.has(index)) {
    await parsed;
    details.set(index, $(`detail-${index}`) ? JSON.parse(new TextDecoder().decode(await inflate(`detail-${index}`))) : null);
  }
  return details.get(index);
};

const findings = model.findings;
// A cause answers to the fingerprint of each of its findings.
const findingIndex = new Map(findings.flatMap((f, i) => [...f.members.map(([fp]) => [fp, i]), [f.fp, i]]));
const detailOfFinding = new Map(model.details.map((d, i) => [d.fp, i]));
const detailOfRun = new Map(model.details.map((d, i) => [d.run, i]));
const campaignOf = (row) => model.campaigns[runs.campaign[row]];
const strategyOf = (row) => model.runs.strategies[runs.strategy[row]];
const verdictOf = (row) => verdictWords[runs.verdict[row]];
const driverOf = (campaign) => model.drivers[campaign.driver];
const scenarioOf = (campaign) => model.scenarios[campaign.scenario];
const verdictWords = ["pass", "finding", "inconclusive", "harness-error"];

// A stack is a path to the root of a tree of frames, so that stacks share what they have in common.
const stack = (node) => {
  const frames = [];
  for (let at = node; at >= 0; at = model.stacks[at][0]) frames.push(model.frames[model.stacks[at][1]]);
  return frames;
};

const base64url = (bytes) => {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

// FNV-1a, as the harness computes the check digits of a token.
const check = (payload) => {
  const prime = 0x100000001b3n;
  let hash = 0xcbf29ce484222325n;
  for (const c of payload) hash = BigInt.asUintN(64, (hash ^ BigInt(c.charCodeAt(0))) * prime);
  return (BigInt.asUintN(64, hash * prime) >> 32n).toString(16).padStart(8, "0");
};

const hashText = (row) => runs.hash[row].toString(16).padStart(16, "0");

// A run's token is made of what the page knows of it: the run can be done again, so nothing else need be stored.
const tokenOf = (row) => {
  const own = findings[runs.finding[row]];
  if (own?.exemplar === row && own.token) return own.token;
  const prefix = campaignOf(row).token;
  if (!prefix || runs.variation[row] < 0) return "";
  const head = Uint8Array.from(atob(prefix), (c) => c.charCodeAt(0));
  const tail = new TextEncoder().encode(`${runs.variations[runs.variation[row]]}\0${hashText(row)}`);
  const bytes = new Uint8Array(head.length + tail.length);
  bytes.set(head);
  bytes.set(tail, head.length);
  const payload = base64url(bytes);
  return `${model.night.tokenVersion}.${payload}.${check(payload)}`;
};

const shows = (row, index) => runs.finding[row] === index || (runs.more.length > 0 && runs.moreAt[row] >= 0 && runs.more[runs.moreAt[row]].includes(index));

const commandOf = (token) => `${model.night.replay} ${token}`;
const commandOfRun = (row) => {
  const token = tokenOf(row);
  return token && commandOf(token);
};
const quoted = (text) => (/^[\w.*-]+$/.test(text) ? text : `"${text.replaceAll('"', "")}"`);
const runsLink = (query) => `#/runs?q=${encodeURIComponent(query)}`;
