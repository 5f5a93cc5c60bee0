// Advice on memory, and what this page is.
const adviceWords = {
  Waste: "waste", CouldBePaged: "could be paged", TakenLate: "taken late", Lookaside: "lookaside list", Reserve: "reserve",
  Deprecated: "deprecated", Resident: "resident", AddressSpace: "address space",
};

const adviceView = () => {
  const items = [...model.advice].sort((a, b) => b.bytes - a.bytes);
  const drivers = new Set(items.map((a) => a.driver)).size;
  return [
    h("h1", { tabindex: -1 }, "Pool economy"),
    h("p", { class: "lead" }, items.length > 0 ? `${plural(items.length, "piece")} of advice for ${plural(drivers, "driver")}, what is worth most first. ` : "No advice was asked for, or there is none to give. ",
      "Advice never fails a night."),
    items.length > 0 && paged(items, 25, (a) => h("li", { "data-row": true },
      h("span", { class: "st st-not-run" }, adviceWords[a.kind] ?? a.kind),
      h("div", { class: "what" }, h("span", { class: "main" }, a.text),
        h("p", { class: "meta" }, h("b", null, a.driver), a.site && ` · ${a.site}`, ` · ${a.scenario}`, a.source && ` · ${a.source}`)),
      a.bytes > 0 && h("span", { class: "bytes" }, `${number(a.bytes)} bytes`)), "pieces of advice"),
  ];
};

const glossary = [
  ["Run", "One driver build, one scenario and one plan, executed once."],
  ["Finding", "Failing runs with one fingerprint: one defect, as far as its place and its kind can tell."],
  ["Fault site", "A call of a DDI through one stack of the driver. Coverage is counted in fault sites."],
  ["New, regressed, still", "Fails and never did; fails again after it was fixed; fails as it did."],
  ["Fixed", "Failed before; the same plan was executed tonight and passes."],
  ["Not run", "Failed before and was not executed tonight. Nothing is known of it."],
  ["Expected", "The script says that this must be found: a planted defect, or a known one."],
  ["Inconclusive", "No verdict: out of budget, a DDI that is not simulated, or a fault that was never reached. Never counted as a pass."],
  ["Golden run", "The same plan with nothing made to fail. What differs from it after a failure is the finding."],
];

const aboutView = (size = performance.getEntriesByType("navigation")[0]?.decodedBodySize ?? 0) => [
  h("h1", { tabindex: -1 }, "About this report"),
  h("p", { class: "lead" }, "Every allocation that a driver makes is failed, once and with all behind it, on a simulated Windows kernel. The driver must cope or return "
    + "STATUS_INSUFFICIENT_RESOURCES, undo its partial work, keep its state and go on serving."),
  h("section", null, h("h2", null, "This night"), table("This night", ["What", "Value"], [
    ["Night", model.night.name], ["Started", model.night.started || "unknown"], ["Duration", model.night.duration || "not measured"],
    ["Compared with", model.night.compared || "nothing"], ["Harness", model.night.harness || "unknown"], ["Scenario library", model.night.library || "unknown"],
    ["Runs", number(model.counts.runs)], ["Runs without a row", number(model.night.notKept)],
  ])),
  h("section", null, h("h2", null, "Limits"), h("ul", null,
    h("li", null, "Details (events, memory, tags) are here for one exemplar a finding. Every other run is made again, identically, by its replay command."),
    h("li", null, `Of one run at most ${number(model.eventsMax)} events are kept, around the failure and the verdict first.`),
    h("li", null, "SARIF holds at most 5,000 findings. The page shows lists a page at a time, and says how many there are."),
    h("li", null, "Nothing is loaded from anywhere, and nothing is stored but the choice of light or dark."))),
  h("section", null, h("h2", null, "What is not simulated"), h("p", null,
    "Hardware, other drivers' bugs, and time: a wait costs none. What the simulated kernel does differently from Windows is listed in harness/docs/FIDELITY.md.")),
  h("section", null, h("h2", null, "Words"), h("dl", null, glossary.map(([word, meaning]) => [h("dt", null, word), h("dd", null, meaning)]))),
  h("section", null, h("h2", null, "Keys"), keyTable()),
  h("section", null, h("h2", null, "This page"), table("This page", ["What", "Value"], [
    ["Size", size > 0 ? `${number(size)} bytes` : "unknown"], ["Ready after", `${number(Math.round(timing.ready))} ms`],
    ["Reading the runs", `${number(Math.round(timing.read))} ms`], ["Last view drawn in", `${number(Math.round(timing.view))} ms`],
  ])),
];
