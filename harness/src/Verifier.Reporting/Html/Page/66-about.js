// Advice on memory, and what this page is.
const adviceView = () => {
  const items = [...model.advice].sort((a, b) => b.bytes - a.bytes);
  const drivers = new Set(items.map((a) => a.driver)).size;
  return [
    heading("Pool economy"),
    lead(items.length > 0 ? `${plural(items.length, "piece")} of advice for ${plural(drivers, "driver")}, what is worth most first. ` : "No advice was asked for, or there is none to give. ",
      "Advice never fails a night."),
    items.length > 0 && paged(items, 25, (a) => h("li", { "data-row": true },
      h("span", { class: "st st-not-run" }, a.kind.replaceAll("-", " ")),
      h("div", { class: "what" }, h("span", { class: "main" }, a.text),
        meta(h("b", null, a.driver), a.site && ` · ${a.site}`, ` · ${a.scenario}`, a.source && ` · ${a.source}`)),
      a.bytes > 0 && h("span", { class: "bytes" }, plural(a.bytes, "byte"))), "pieces of advice"),
  ];
};

const glossary = [
  ["Run", "One driver build, one scenario and one plan, executed once."],
  ["Finding", "Failing runs with one fingerprint: one defect, as far as its place and its kind can tell."],
  ["Fault site", "A call of a DDI through one stack of the driver. Coverage is counted in fault sites."],
  ["New, regressed, still", "Fails and never did; fails again after it was fixed; fails as it did."],
  ["Fixed", "Failed before; the same plan was executed tonight and passes."],
  ["Masked", "Failed before; its places were executed tonight and show another finding, which may hide it."],
  ["Flaky", "Comes and goes with the same build, script and harness. Never new, and never a failure of the night."],
  ["Not run", "Failed before, and tonight nothing is known of it: not executed, or not judged."],
  ["Known, expired", "The list of known findings accepts it, for a time; the time is over."],
  ["Expected", "The script says that this must be found: a planted defect."],
  ["Inconclusive", "No verdict: out of budget, a DDI that is not simulated, or a fault that was never reached. Not a pass."],
  ["Golden run", "The same plan with nothing made to fail."],
];

const aboutView = (size = performance.getEntriesByType("navigation")[0]?.decodedBodySize ?? 0) => [
  heading("About this report"),
  lead("Every allocation of a driver is failed on a simulated kernel. The driver must cope or return STATUS_INSUFFICIENT_RESOURCES, undo its partial work, "
    + "keep its state and go on serving."),
  part("This night", table("This night", ["What", "Value"], [
    ["Night", model.night.name], ["Started", model.night.started || "unknown"], ["Duration", model.night.duration || "not measured"],
    ["Compared with", model.night.compared || "nothing"], ["Harness", model.night.harness || "unknown"], ["Scenario library", model.night.library || "unknown"],
    ["Runs", number(model.counts.runs)],
  ])),
  part("Limits", h("ul", null,
    h("li", null, "Details (events, memory, tags) are here for one exemplar a finding. Every other run is made again, identically, by its replay command."),
    h("li", null, `Of one run at most ${number(model.eventsMax)} events are kept, around the failure and the verdict first.`),
    h("li", null, "Nothing is loaded, and nothing is stored but the choice of light or dark."))),
  part("What is not simulated", h("p", null,
    "Hardware, and time: a wait costs none. harness/docs/FIDELITY.md lists where the simulated kernel differs from Windows.")),
  part("Words", h("dl", null, glossary.map(([word, meaning]) => [h("dt", null, word), h("dd", null, meaning)]))),
  part("Keys", keyTable()),
  part("This page", table("This page", ["What", "Value"], [
    ["Size", size > 0 ? plural(size, "byte") : "unknown"], ["Ready after", `${number(Math.round(timing.ready))} ms`],
    ["Reading the runs", `${number(Math.round(timing.read))} ms`], ["Last view drawn in", `${number(Math.round(timing.view))} ms`],
  ])),
];
