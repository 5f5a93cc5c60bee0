// Finding: what a driver developer acts on.
const nightWords = { failed: "failed", passed: "passed", "not-run": "not run", absent: "–", masked: "masked", flaky: "flaky" };

// Where a verdict has no stack: what it was seen by.
const seenBy = {
  leak: "the driver still held what is listed below, with the place where it acquired it.",
  "wrong-status": "the operation came back with this status.",
  "not-recovered": "the operation was done again, with nothing made to fail.",
};

// The bug check, its parameters, its hints and the stack have parts of their own.
const isSaidElsewhere = (line, stop) => stop && (line === stop.title || line === stop.sentence || /^\s*((P[1-4]|at|->) |… \d+ more of the same …$)/.test(line));

const minimalBlock = ([path, command]) => h("section", { class: "minimal" }, h("h2", null, "Minimal scenario"), commandLine(command, "command of the minimal scenario", "Copy command"),
  meta("The smallest scenario that shows it: ", code(path), " · a regression: it fails until the driver is mended, and passes from then on"));

const findingView = (fp) => {
  const index = findingIndex.get(fp);
  if (index === undefined) return missing(`There is no finding ${fp} in this report.`);
  const f = findings[index];
  const own = [];
  for (let row = 0; row < runs.count && own.length < 20; row++) if (shows(row, index)) own.push(row);
  let kept = 0;
  for (let row = 0; row < runs.count; row++) if (shows(row, index)) kept++;
  const facts = f.details.filter((line) => !isSaidElsewhere(line, f.bugCheck));
  const related = f.related.filter((other) => findingIndex.has(other));
  return [
    h("p", { class: "crumbs" }, link("#/", "Tonight"), ` / ${f.driver}`),
    h("h1", { tabindex: -1, class: "sentence" }, f.title),
    lead(badge(f.state), ` ${f.kind} · driver ${f.driver} · scenario ${f.scenario}`, f.operation && ` · during ${f.operation}`, f.tag && ` · tag ${f.tag}`),
    h("p", null, model.kinds[f.kind]),
    f.note && note(h("b", null, "Expected: "), f.note),
    f.known && note(h("b", null, f.state === "expired" ? "No longer accepted: " : "Known: "), f.known),
    f.moved && note(h("b", null, "Moved: "), f.moved),
    remarkNotes(model.campaigns.find((c) => driverOf(c) === f.driver && scenarioOf(c) === f.scenario)),
    f.why && note(f.why, f.seen ? "" : ` Last seen on ${f.last || "an earlier night"}.`,
      f.maskedBy.filter((fp) => findingIndex.has(fp)).map((fp) => [" ", link(`#/f/${fp}`, findings[findingIndex.get(fp)].title)])),
    replayBlock(f.token && commandOf(f.token), meta(f.hash && `Expected trace hash ${f.hash} · `, `fingerprint ${f.fp}`,
      f.exemplar >= 0 && [" · exemplar ", link(`#/r/${f.exemplar}`, `run ${f.exemplar}`)],
      f.hash && (f.minimal ? " · analyze in place of replay shows what a debugger would"
        : " · shrink in place of replay writes the smallest scenario that shows it, analyze shows what a debugger would"))),
    f.minimal && minimalBlock(f.minimal),
    facts.length > 0 && h("ul", { class: "facts" }, facts.map((line) => h("li", null, line))),
    bugCheckBlock(f.bugCheck),
    f.injectedAt < 0 && f.endedAt < 0 && !f.injected ? null : part("Where", h("div", { class: "two" },
      stackBlock(f.injected ? `Made to fail: ${f.injected}` : "Made to fail", f.injectedAt, "Nothing was made to fail, or its stack was not kept."),
      stackBlock("Verdict", f.endedAt, `No place in the driver: ${seenBy[f.kind] ?? "the harness compared the run with the golden run."}`))),
    withDetail(detailOfFinding.get(fp), `#/f/${fp}`),
    f.strip.length > 0 && part("Night by night",
      h("ol", { class: "strip" }, f.strip.map(([night, state]) => h("li", { class: `night-${state}`, title: night }, unseen(`${night}: `), nightWords[state]))),
      meta(`${f.strip[0][0]} to ${f.strip.at(-1)[0]} · first seen ${f.first || "tonight"} · seen on ${plural(f.nights, "night")}`)),
    h("section", null, h("h2", null, "Failing runs ", h("span", { class: "count" }, number(f.runs))),
      own.length > 0 && h("ul", { class: "inline" }, own.map((row) => h("li", null, link(`#/r/${row}`, `run ${row}`)))),
      h("p", null, link(runsLink(`finding:${f.fp}`), kept === f.runs ? "All of them in the table of runs" : `${number(kept)} of them in the table of runs; the rows of the others are not kept`))),
    f.members.length > 1 && h("section", null, h("h2", null, "Findings of this cause ", h("span", { class: "count" }, number(f.members.length))),
      paged(f.members, 10, ([fp, state, title, token]) => h("li", { "data-row": true }, badge(state),
        h("div", { class: "what" }, h("span", { class: "main" }, title), meta(`fingerprint ${fp}`)),
        token && copyButton(() => commandOf(token), `replay command of ${fp}`)), "findings")),
    h("section", null, h("h2", null, "Maybe the same defect ", h("span", { class: "count" }, number(related.length))),
      related.length > 0 ? paged(related.map((other) => findings[findingIndex.get(other)]), 10, findingRow, "findings")
        : faint("No other finding ends in the same place.")),
  ];
};
