// The query language: words are ANDed, a comma list is ORed, ! negates, * stands for anything, quotes keep blanks.
const parse = (text) => {
  const terms = [];
  for (const [source, not, field, value] of text.matchAll(/(!?)(?:([a-z]+):)?((?:"[^"]*"|[^\s"])+)/gi)) {
    const values = (value.match(/(?:"[^"]*"|[^,"])+/g) ?? []).map((one) => one.replaceAll('"', "").toLowerCase());
    if (values.length > 0) terms.push({ source, not: not === "!", field: aliases[field?.toLowerCase()] ?? field?.toLowerCase(), values });
  }
  return terms;
};

const aliases = { scenario: "scen", ddi: "site", strategy: "strat", fp: "finding" };

const asPattern = (value) => new RegExp(`^${value.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`, "s");

// A word alone is looked for anywhere; the value of a field is the whole of it, unless it has a star.
const contains = (term) => (lower) => term.values.some((value) => lower.includes(value));
const matcher = (term) => {
  const has = contains(term);
  if (!term.field) return (text) => has(text.toLowerCase());
  const tests = term.values.map((value) => (value.includes("*") ? asPattern(value) : null));
  return (text) => term.values.some((value, i) => (tests[i] ? tests[i].test(text.toLowerCase()) : text.toLowerCase() === value));
};

const inRange = (term) => {
  const ranges = term.values.map((value) => {
    const [, sign, from, to] = /^([<>]?)(\d+)(?:-(\d+))?$/.exec(value) ?? [];
    if (from === undefined) return [1, 0];
    if (sign === ">") return [Number(from) + 1, Infinity];
    return sign === "<" ? [0, Number(from) - 1] : [Number(from), Number(to ?? from)];
  });
  return (n) => ranges.some(([low, high]) => n >= low && n <= high);
};

// With room at the front for -1, which no item has.
const marks = (items, test, first = 0) => {
  const map = new Uint8Array(items.length + first);
  for (let i = 0; i < items.length; i++) map[i + first] = test(items[i]) ? 1 : 0;
  return map;
};

const either = (one, other) => one.map((hit, i) => hit | other[i]);

// What a word alone is looked for in, in lower case once and for all.
for (const s of model.sites) s.lower = `${s.ddi}\n${s.tag}\n${s.routine}`.toLowerCase();
for (const f of findings) f.lower = `${f.title}\n${f.members.map((m) => m[2]).join("\n")}\n${f.kind}\n${f.state}\n${f.tag}`.toLowerCase();

// Looks a term up in the dictionaries once, so that a row costs a few array reads.
const compile = (term) => {
  const is = matcher(term);
  const has = contains(term);
  const sites = (of) => marks(model.sites, of, 1);
  const found = (of) => marks(findings, of, 1);
  const pairs = (names, key) => {
    const map = marks(names, is);
    return marks(model.campaigns, (c) => map[c[key]]);
  };
  const kinds = { verdict: marks(verdictWords, is), finding: found((f) => is(f.kind)) };
  const maps = {
    driver: () => ({ campaign: pairs(model.drivers, "driver") }),
    scen: () => ({ campaign: pairs(model.scenarios, "scenario") }),
    site: () => ({ site: sites((s) => is(s.ddi) || is(s.id) || is(s.routine)) }),
    tag: () => ({ site: sites((s) => is(s.tag)), finding: found((f) => is(f.tag)) }),
    verdict: () => kinds,
    state: () => ({ finding: found((f) => is(f.state)) }),
    finding: () => ({ finding: found((f) => is(f.fp) || f.members.some(([fp]) => is(fp))) }),
    strat: () => ({ strategy: marks(model.runs.strategies, is) }),
    nth: () => ({ nth: inRange(term) }),
    text: () => ({
      ...kinds,
      campaign: either(pairs(model.drivers, "driver"), pairs(model.scenarios, "scenario")),
      site: sites((s) => has(s.lower)),
      finding: found((f) => has(f.lower)),
      strategy: marks(model.runs.strategies, is),
    }),
  };
  const make = maps[term.field ?? "text"];
  return make ? { term, ...make() } : { term, unknown: true };
};

const columns = ["campaign", "site", "finding", "verdict", "strategy", "nth"];

const partsOf = (test) => columns.filter((name) => test[name] && (name === "nth" || test[name].includes(1)))
  .map((name) => [test[name], runs[name], name === "site" || name === "finding" ? 1 : 0]);

// A run fits when any of its findings does.
const addMore = (map, shift, rows, hit) => {
  for (let i = 0; i < hit.length; i++) {
    const at = runs.moreAt[rows[i]];
    if (at >= 0 && runs.more[at].some((finding) => map[finding + shift])) hit[i] = 1;
  }
};

// Typed arrays only, nothing is looked up by name within. Only rows that are left are asked.
const hitsOf = (parts, rows) => {
  const hit = new Uint8Array(rows.length);
  for (const [map, values, shift] of parts) {
    if (map instanceof Function) for (let i = 0; i < hit.length; i++) hit[i] |= map(values[rows[i]]);
    else for (let i = 0; i < hit.length; i++) hit[i] |= map[values[rows[i]] + shift];
    if (values === runs.finding && runs.more.length > 0) addMore(map, shift, rows, hit);
  }
  return hit;
};

// Most terms are about one column: one loop, in place.
const keep = (parts, wanted, left) => {
  let kept = 0;
  const isPlain = parts.length === 1 && !(parts[0][0] instanceof Function) && (parts[0][1] !== runs.finding || runs.more.length === 0);
  if (isPlain) {
    const [map, values, shift] = parts[0];
    for (let i = 0; i < left.length; i++) if (map[values[left[i]] + shift] === wanted) left[kept++] = left[i];
    return kept;
  }
  const hit = hitsOf(parts, left);
  for (let i = 0; i < left.length; i++) if (hit[i] === wanted) left[kept++] = left[i];
  return kept;
};

// The rows that fit, and for every term how many rows it was the first to hide: what is shown and hidden adds up to all.
const filterRuns = (text) => {
  const tests = parse(text).map(compile);
  let left = new Uint32Array(runs.count);
  for (let row = 0; row < left.length; row++) left[row] = row;
  const hidden = tests.map((test) => {
    const kept = keep(partsOf(test), test.unknown ? 2 : test.term.not ? 0 : 1, left);
    const lost = left.length - kept;
    left = left.subarray(0, kept);
    return lost;
  });
  return { rows: left, terms: tests.map((t, i) => ({ source: t.term.source, hidden: hidden[i], unknown: t.unknown })) };
};

const rank = (texts) => {
  const order = texts.map((text, i) => [text, i]).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const ranks = new Float64Array(texts.length + 1);
  order.forEach(([, i], place) => { ranks[i + 1] = place + 1; });
  return ranks;
};

const ranks = new Map();
const ranked = (name, texts) => {
  if (!ranks.has(name)) ranks.set(name, rank(texts()));
  return ranks.get(name);
};

const keys = {
  run: () => (row) => row,
  verdict: () => (row) => -runs.verdict[row],
  driver: () => { const r = ranked("driver", () => model.campaigns.map(driverOf)); return (row) => r[runs.campaign[row] + 1]; },
  scen: () => { const r = ranked("scen", () => model.campaigns.map(scenarioOf)); return (row) => r[runs.campaign[row] + 1]; },
  site: () => { const r = ranked("site", () => model.sites.map((s) => s.ddi)); return (row) => r[runs.site[row] + 1]; },
  tag: () => { const r = ranked("tag", () => model.sites.map((s) => s.tag)); return (row) => r[runs.site[row] + 1]; },
  state: () => { const r = ranked("state", () => findings.map((f) => f.state)); return (row) => r[runs.finding[row] + 1] || 1e6; },
  strat: () => { const r = ranked("strat", () => model.runs.strategies); return (row) => r[runs.strategy[row] + 1]; },
  nth: () => (row) => runs.nth[row],
  calls: () => (row) => runs.calls[row],
};

// Key and row in one number: a typed array sorts them without a comparison in script. Keys are below 2^31, rows below 2^21.
const sortRuns = (rows, column, down) => {
  const key = keys[column]();
  const size = 2 ** 21;
  const packed = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) packed[i] = (down ? -key(rows[i]) : key(rows[i])) * size + rows[i];
  packed.sort();
  const sorted = new Uint32Array(rows.length);
  for (let i = 0; i < sorted.length; i++) sorted[i] = packed[i] - Math.floor(packed[i] / size) * size;
  return sorted;
};
