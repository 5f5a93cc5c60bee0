// Runs: the big table with its query box.
const queryBox = (view, query, example, fields) => {
  const input = h("input", { id: "query", type: "search", value: query, spellcheck: "false", autocomplete: "off", placeholder: example, "aria-describedby": "query-help" });
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => replaceQuery(view, input.value), 120);
  });
  return h("form", { class: "query", role: "search", onsubmit: (event) => { event.preventDefault(); clearTimeout(timer); replaceQuery(view, input.value); } },
    h("label", { for: "query" }, "Filter"), input, h("p", { id: "query-help", class: "hint" }, `Words: ${fields}. A comma means or, ! means not, * anything.`));
};

const runsView = (params) => {
  const query = params.get("q") ?? "";
  const sort = { column: params.get("sort")?.replace("-", "") || "run", down: params.get("sort")?.startsWith("-") ?? false };
  if (!Object.hasOwn(keys, sort.column)) sort.column = "run";
  const { rows: found, terms } = filterRuns(query);
  const rows = sort.column === "run" && !sort.down ? found : sortRuns(found, sort.column, sort.down);
  const without = (skip) => replaceQuery("runs", terms.filter((_, i) => i !== skip).map((t) => t.source).join(" "));
  const hidden = terms.filter((t) => t.hidden > 0).map((t) => `${number(t.hidden)} by ${t.source}`);
  const unknown = terms.filter((t) => t.unknown).map((t) => t.source);
  const site = (row) => model.sites[runs.site[row]];
  const finding = (row) => findings[runs.finding[row]];
  const csv = () => ["run,driver,scenario,strategy,variation,verdict,nth,ddi,tag,finding,trace_hash", ...Array.from(rows, (row) => [
    row, driverOf(campaignOf(row)), scenarioOf(campaignOf(row)), strategyOf(row),
    runs.variations[runs.variation[row]], verdictOf(row), runs.nth[row], site(row)?.ddi ?? "", site(row)?.tag ?? "",
    finding(row)?.fp ?? "", hashText(row)].map(csvField).join(","))].join("\n");
  return [
    heading("Runs"),
    queryBox("runs", query, "state:new driver:name scen:low* verdict:leak nth:3 !inconclusive",
      "state, driver, scen, site, tag, verdict, nth, strat, finding, or any word"),
    terms.length > 0 && h("ul", { class: "chips", "aria-label": "Terms" }, terms.map((t, i) => h("li", null,
      button({ "aria-label": `Remove ${t.source}`, class: t.unknown ? "bad" : null, onclick: () => without(i) }, `${t.source} ×`)))),
    unknown.length > 0 && h("p", { class: "alarm", role: "alert" }, `Unknown word: ${unknown.join(", ")}.`),
    h("p", { class: "shown", role: "status" }, `${number(rows.length)} of ${plural(runs.count, "run")} shown`,
      hidden.length > 0 ? `, ${number(runs.count - rows.length)} hidden: ${hidden.join(", ")}.` : ".",
      model.night.notKept > 0 && ` ${plural(model.night.notKept, "passing run")} more were counted; their rows are not kept.`),
    h("p", null, button({ disabled: rows.length === 0, onclick: () => save("runs.csv", "text/csv", [csv(), "\n"]) }, "Save as CSV"), " ",
      button({ disabled: rows.length === 0, onclick: () => save("replay.txt", "text/plain", Array.from(rows, (row) => commandOfRun(row) + "\n")) },
        "Save replay commands")),
    rows.length > 0 ? virtualTable({
      caption: "Runs", count: rows.length, sort,
      onsort: (column) => replaceQuery("runs", query, sort.column === column && !sort.down ? `-${column}` : column),
      columns: [{ name: "Run", key: "run", class: "w-run", link: true }, { name: "Verdict", key: "verdict", class: "w-state" },
        { name: "Driver", key: "driver", class: "p1" }, { name: "Scenario", key: "scen" }, { name: "Strategy", key: "strat", class: "w-strat p2" },
        { name: "Nth", key: "nth", class: "num p1" }, { name: "DDI", key: "site", class: "p2" }, { name: "Tag", key: "tag", class: "w-tag p2" },
        { name: "State", key: "state", class: "w-state p1" }, { name: "Calls", key: "calls", class: "num p3" }],
      href: (i) => `#/r/${rows[i]}`,
      copyOf: (i) => commandOfRun(rows[i]),
      row: (i) => {
        const row = rows[i];
        const campaign = campaignOf(row);
        const f = finding(row);
        return [String(row), badge(verdictOf(row)), driverOf(campaign), scenarioOf(campaign), strategyOf(row),
          runs.nth[row] ? number(runs.nth[row]) : "", site(row)?.ddi ?? "", site(row)?.tag ?? "", f ? badge(f.state) : "", number(runs.calls[row])];
      },
    }) : faint(runs.count === 0 ? "There are no runs." : "No run fits."),
  ];
};
