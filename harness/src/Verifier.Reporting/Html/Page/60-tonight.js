// Tonight: can it be trusted, what is new, what came back, what was fixed.
const findingRow = (f) => h("li", { "data-row": true, "data-fp": f.fp },
  badge(f.state),
  h("div", { class: "what" },
    h("a", { href: `#/f/${f.fp}`, class: "main" }, f.title),
    h("p", { class: "meta" },
      h("b", null, f.driver), ` · ${f.kind}`, f.ddi && ` · ${f.ddi}`, f.tag && ` · tag ${f.tag}`, ` · ${f.scenario}`,
      f.first && ` · first seen ${f.first}`, f.nights > 1 && ` · ${plural(f.nights, "night")}`, f.runs > 0 && ` · ${plural(f.runs, "run")}`,
      f.members.length > 1 && ` · ${plural(f.members.length, "finding")} of one cause`),
    [f.known, f.moved, f.why].filter(Boolean).map((line) => meta(line))),
  f.token && copyButton(() => commandOf(f.token), `replay command of ${f.driver}: ${f.kind}`));

const section = (title, state, size, hint) => {
  const items = findings.filter((f) => f.state === state);
  return h("section", null,
    h("h2", null, `${title} `, h("span", { class: "count" }, number(items.length))),
    items.length > 0 ? paged(items, size, findingRow, `${title.toLowerCase()}`) : faint(hint));
};

const folded = (title, state, why) => {
  const items = findings.filter((f) => f.state === state);
  if (items.length === 0) return null;
  const box = h("details", { class: "fold" }, h("summary", null, h("h2", null, `${title} `, h("span", { class: "count" }, number(items.length)))));
  box.addEventListener("toggle", () => {
    if (box.open && box.children.length === 1) box.append(faint(why), paged(items, 15, findingRow, title.toLowerCase()));
  });
  return box;
};

const trustStrip = () => h("ul", { class: "trust", "aria-label": "Can this night be trusted?" }, model.trust.map((t) =>
  h("li", { class: `trust-${t.state}` }, h("span", { class: "name" }, t.name), h("span", { class: "value" }, t.value),
    unseen(t.state))));

const alarm = () => (model.trusted ? null : h("p", { class: "alarm", role: "alert" },
  h("b", null, "This night cannot be trusted. "),
  model.trust.filter((t) => t.state === "broken").map((t) => `${t.name}: ${t.value}.`).join(" "),
  " What stands below may be wrong or missing."));

// What the author of a script should know of its runs: routines that only answer, requests that the script does not answer.
const remarksFold = () => {
  const rows = model.remarks.map(([i, text]) => [`${driverOf(model.campaigns[i])} with ${scenarioOf(model.campaigns[i])}`, text]);
  if (rows.length === 0) return null;
  return h("details", { class: "fold" }, h("summary", null, h("h2", null, "Remarks ", h("span", { class: "count" }, number(rows.length)))),
    faint("They make no night fail. A remark says where a run is less like Windows than its script's author may think."),
    paged(rows, 15, ([where, text]) => h("li", { "data-row": true }, h("div", { class: "what" }, h("span", { class: "main" }, text), meta(where))), "remarks"));
};

const tonight = () => {
  const c = model.counts;
  const night = model.night;
  return [
    heading(model.headline),
    lead(`${number(c.new)} new, ${number(c.regressed)} regressed, ${number(c.fixed)} fixed, ${number(c.still)} still failing. `,
      night.compared ? `Night ${night.name}, compared with ${night.compared}.` : `Night ${night.name}; there is no earlier night to compare it with.`),
    alarm(), trustStrip(),
    h("div", { class: model.trusted ? null : "untrusted" },
      section("New", "new", 20, "No finding is new tonight."),
      section("Regressed", "regressed", 20, "Nothing that was fixed came back."),
      c.expired > 0 && section("Known until a day that is over", "expired", 20, ""),
      section("Fixed", "fixed", 10, "Nothing that failed before passes tonight."),
      folded("Masked", "masked", "Failed before; their places were executed tonight and show other findings, which may hide them."),
      folded("Still failing", "still", "Failed before and fail tonight."),
      folded("Flaky", "flaky", "They come and go although nothing has changed. They never make a night fail."),
      folded("Not run tonight", "not-run", "Failed before, and tonight nothing is known of them, for the reason that each names: they are not fixed."),
      folded("Known", "known", "Accepted by the list of known findings until the day that each names."),
      folded("Expected", "expected", "Planted: their scripts expect them."),
      remarksFold(),
      model.trend.length > 0 && part("Trend", model.trend.length > 1 ? trendCharts() : faint("It begins with the next night."))),
  ];
};
