// Matrix: every driver with every scenario. A page of rows at a time, so that the document stays small.
const CELLS = 800;

const cellState = (cell) => (cell.changed && cell.state === "pass" ? "fixed" : cell.state);

const cells = () => {
  const map = new Map();
  for (const c of model.campaigns) {
    map.set(`${c.driver},${c.scenario}`, { c, state: c.verdict, failing: c.failing, runs: c.runs, changed: c.changed });
  }
  return map;
};

const worst = { "harness-error": 4, finding: 3, expected: 2, inconclusive: 2.5, pass: 1 };

// What needs a look comes first, so that the first page of a large matrix is not its emptiest.
const byWeight = (names, map, of) => {
  const weight = names.map(() => 0);
  for (const { c, state, failing } of map.values()) weight[of(c)] += (worst[state] > 2 ? 1e6 : 0) + failing;
  return [...names.keys()].sort((a, b) => weight[b] - weight[a] || a - b);
};

const matrix = () => {
  const map = cells();
  const drivers = byWeight(model.drivers, map, (c) => c.driver);
  const scenarios = byWeight(model.scenarios, map, (c) => c.scenario);
  const across = Math.min(scenarios.length, Math.max(12, Math.min(40, Math.floor((main.clientWidth - 270) / 30))));
  const tall = Math.max(4, Math.floor(CELLS / Math.max(1, across)));
  const box = h("div");
  const links = new Map();
  let [left, first] = [0, 0];

  const cell = (d, s) => {
    const one = map.get(`${d},${s}`);
    if (!one) return h("td", { class: "cell m-none", "aria-label": `${model.drivers[d]} with ${model.scenarios[s]}: no runs` });
    const label = `${model.drivers[d]} with ${model.scenarios[s]}: ${words[one.state]}, ${one.state === "finding" && one.failing === 0 ? "what its script expects was not found" : `${number(one.failing)} of ${plural(one.runs, "run")} with findings`}`
      + (one.changed ? ", changed tonight" : "");
    const drawn = h("td", { class: `cell m-${cellState(one)}${one.changed ? " changed" : ""}`, "aria-label": label },
      one.failing > 0 ? String(one.failing) : one.state === "pass" ? "·" : one.state === "inconclusive" ? "?" : "!");
    links.set(drawn, runsLink(`driver:${quoted(model.drivers[d])} scen:${quoted(model.scenarios[s])}`));
    return drawn;
  };

  const byDriver = model.drivers.map(() => 0);
  const byScenario = model.scenarios.map(() => 0);
  for (const { c } of map.values()) {
    byDriver[c.driver] += c.failing;
    byScenario[c.scenario] += c.failing;
  }
  const all = byDriver.reduce((sum, one) => sum + one, 0);
  const draw = () => {
    const columns = scenarios.slice(left, left + across);
    const rows = drivers.slice(first, first + tall);
    const grid = h("table", { class: "matrix", role: "grid", "aria-label": "Driver by scenario" },
      h("thead", null, h("tr", null, h("th", { scope: "col" }, "Driver"),
        columns.map((s) => h("th", { scope: "col", class: "up", title: model.scenarios[s] }, h("span", null, model.scenarios[s]))),
        h("th", { scope: "col" }, "Total"))),
      h("tbody", null, rows.map((d) => h("tr", null, h("th", { scope: "row", title: model.drivers[d] }, model.drivers[d]), columns.map((s) => cell(d, s)),
        h("td", { class: "total" }, number(byDriver[d])))),
      h("tr", { class: "totals" }, h("th", { scope: "row" }, "Total"),
        columns.map((s) => h("td", { class: "total" }, number(byScenario[s]))), h("td", { class: "total" }, number(all)))));
    grid.querySelector(".cell")?.setAttribute("tabindex", "0");
    grid.addEventListener("keydown", move);
    grid.addEventListener("click", (event) => { location.hash = links.get(event.target) ?? location.hash; });
    grid.addEventListener("mouseover", ({ target }) => { if (target.ariaLabel) target.title = target.ariaLabel; });
    const turn = (name, at, size, count, set) => count > size && h("p", { class: "pager" },
      button({ disabled: at === 0, onclick: () => { set(at - size); draw(); } }, `Previous ${name}`),
      ` ${number(at + 1)}–${number(Math.min(at + size, count))} of ${number(count)} ${name} `,
      button({ disabled: at + size >= count, onclick: () => { set(at + size); draw(); } }, `Next ${name}`));
    box.replaceChildren(...[turn("drivers", first, tall, drivers.length, (v) => { first = Math.max(0, v); }),
      turn("scenarios", left, across, scenarios.length, (v) => { left = Math.max(0, v); }),
      wide("Matrix", grid)].filter(Boolean));
  };
  draw();

  const csv = () => ["driver,scenario,state,failing,runs", ...[...map.values()].map((one) =>
    [driverOf(one.c), scenarioOf(one.c), one.state, one.failing, one.runs].map(csvField).join(","))].join("\n");
  return [
    heading("Driver by scenario"),
    lead(`${plural(map.size, "pair")} executed, of ${plural(model.drivers.length, "driver")} and ${plural(model.scenarios.length, "scenario")}. `,
      "Numbers count failing runs; ! is an expected finding that was not found, ? no verdict, a corner mark a change tonight."),
    h("p", { class: "key" }, ["pass", "finding", "expected", "inconclusive", "harness-error"].map((state) => h("span", { class: `m-key m-${state}` }, words[state]))),
    h("p", null, button({ onclick: () => copy(csv(), "Matrix as CSV") }, "Copy as CSV")),
    map.size > 0 ? box : faint("No driver was run with any scenario."),
  ];
};

// Arrow keys walk the grid, Enter opens the cell's runs.
const move = (event) => {
  const at = event.target.closest(".cell");
  const by = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  if (!at || (!by && event.key !== "Enter")) return;
  event.preventDefault();
  if (!by) { at.click(); return; }
  const next = at.parentNode.parentNode.rows[at.parentNode.sectionRowIndex + by[0]]?.cells[at.cellIndex + by[1]];
  if (next?.classList.contains("cell")) {
    at.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
};

const csvField = (value) => {
  const plain = typeof value === "number" ? String(value) : /^[=+\-@]/.test(value) ? `'${value}` : value;
  return /[",\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};
