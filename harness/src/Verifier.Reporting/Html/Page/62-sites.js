// Fault sites: what was reached and never made to fail stands first.
const siteOutcome = (s) => (s.once + s.persistent === 0 ? "blind" : s.findings > 0 ? "finding" : "pass");
const siteWords = { blind: "never failed", finding: "findings", pass: "survived" };

const filterSites = (text) => {
  const terms = parse(text).map((term) => ({ term, is: matcher(term), n: inRange(term) }));
  const fields = {
    driver: (s) => [s.driver], site: (s) => [s.ddi, s.id, s.routine], tag: (s) => [s.tag], state: (s) => [siteOutcome(s)],
    text: (s) => [s.driver, s.ddi, s.routine, s.tag, siteWords[siteOutcome(s)]],
  };
  return model.sites.filter((s) => terms.every(({ term, is }) => ((fields[term.field ?? "text"] ?? (() => []))(s).some(is)) !== term.not));
};

const sitesView = (params) => {
  const query = params.get("q") ?? "";
  const order = { blind: 0, finding: 1, pass: 2 };
  const shown = filterSites(query).sort((a, b) => order[siteOutcome(a)] - order[siteOutcome(b)] || b.reached - a.reached);
  const drivers = model.drivers.map((name) => {
    const mine = model.sites.filter((s) => s.driver === name && s.reached > 0);
    return { name, reached: mine.length, failed: mine.filter((s) => siteOutcome(s) !== "blind").length };
  }).filter((d) => d.reached > 0).sort((a, b) => a.failed / a.reached - b.failed / b.reached || (a.name < b.name ? -1 : 1));
  const c = model.counts;
  const blind = c.sitesReached - c.sitesFailed;
  return [
    heading(c.sitesReached === 0 ? "No fault site was reached" : blind === 0 ? "Every fault site failed at least once" : plural(blind, "blind spot")),
    lead(c.sitesReached > 0 && `Of ${plural(c.sitesReached, "fault site")} that runs came to ${number(c.sitesFailed)} ${c.sitesFailed === 1 ? "was" : "were"} made to fail (${percent(c.sitesFailed, c.sitesReached)}). `,
      "A fault site is a call of a DDI through one stack of the driver."),
    drivers.length > 0 && part("Completeness by driver",
      paged(drivers, 15, (d) => h("li", { "data-row": true, class: "bar" },
        h("a", { class: "main", href: `#/sites?q=${encodeURIComponent(`driver:${quoted(d.name)}`)}` }, d.name),
        coverBar(d.failed, d.reached), h("span", null, `${number(d.failed)} of ${number(d.reached)} (${percent(d.failed, d.reached)})`)), "drivers")),
    queryBox("sites", query, "driver:name site:Ex* tag:Abcd state:blind", "state, driver, site, tag, or any word"),
    h("p", { class: "shown", role: "status" }, `${number(shown.length)} of ${plural(model.sites.length, "site")} shown, ${number(model.sites.length - shown.length)} hidden.`),
    shown.length > 0 ? virtualTable({
      caption: "Fault sites", count: shown.length, sort: {},
      columns: [{ name: "Outcome", class: "w-state" }, { name: "Driver", class: "p1" }, { name: "DDI", link: true, class: "w-ddi" }, { name: "Routine", class: "p2" },
        { name: "Tag", class: "w-tag p1" }, { name: "Reached", class: "num p1" }, { name: "Once", class: "num p2" }, { name: "Persistently", class: "num p2 w-long" },
        { name: "Findings", class: "num" }],
      href: (i) => runsLink(`site:${shown[i].id}`),
      row: (i) => {
        const s = shown[i];
        const state = siteOutcome(s);
        return [h("span", { class: `st st-${state === "blind" ? "not-run" : state}` }, siteWords[state]), s.driver, s.ddi, s.routine, s.tag,
          number(s.reached), number(s.once), number(s.persistent), number(s.findings)];
      },
    }) : faint(model.sites.length === 0 ? "Nothing was explored." : "No site fits."),
    model.unreached.length > 0 && part("Never reached",
      faint("The driver calls these DDIs, they can fail, and no golden run came to them: a scenario for them is missing."),
      paged(model.unreached, 15, (u) => h("li", { "data-row": true }, h("b", null, u.driver), h("span", { class: "what" }, u.ddis.join(", "))), "drivers")),
  ];
};
