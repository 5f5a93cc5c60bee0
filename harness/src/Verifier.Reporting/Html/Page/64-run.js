// What there is to see of one run: the finding page and the run page share it.
const commandLine = (command, ...button) => h("div", { class: "command" }, h("code", { tabindex: 0 }, command), copyButton(() => command, ...button));

const replayBlock = (command, extra) => {
  if (!command) return faint("There is no replay token.");
  return h("section", { class: "replay" }, h("h2", null, "Replay"), commandLine(command, "replay command"), extra);
};

const source = (frame) => frame.source.length > 0 && [frame.changed && meta("The source as it was when this was found; the file has changed since."), h("pre", { class: "source", tabindex: 0, "aria-label": `Source of ${frame.routine}` },
  frame.source.map((code, i) => h(frame.start + i === frame.line ? "mark" : "span", null, `${String(frame.start + i).padStart(5)}  ${code}\n`)))];

// Recursion is folded as the texts fold it: two rounds of the frames that repeat, a count, the last round.
const foldedFrames = (frames) => {
  const shown = [];
  for (let at = 0; at < frames.length;) {
    let [length, rounds] = [1, 1];
    for (let cycle = 1; cycle <= 8 && rounds < 5; cycle++) {
      let end = at + cycle;
      while (end < frames.length && frames[end] === frames[end - cycle]) end++;
      if (Math.floor((end - at) / cycle) >= 5) [length, rounds] = [cycle, Math.floor((end - at) / cycle)];
    }
    if (rounds >= 5) shown.push(...frames.slice(at, at + 2 * length), { more: (rounds - 3) * length }, ...frames.slice(at + (rounds - 1) * length, at + rounds * length));
    else shown.push(frames[at]);
    at += rounds * length;
  }
  return shown;
};

const frameItem = (frame, i) => frame.more ? h("li", { class: "more" }, `… ${number(frame.more)} more of the same …`) : h("li", { class: "frame" },
  code(frame.routine), frame.file && h("span", { class: "at" }, ` ${frame.path ?? frame.file}:${frame.line}`),
  i === 0 && frame.past && frame.source.length === 0 && frame.file && meta("The line of an earlier night. The source as it was is not kept, and may have changed."),
  i === 0 ? source(frame) : frame.source.length > 0 && h("details", null, h("summary", null, "Source"), source(frame)));

const stackBlock = (title, node, none) => h("div", { class: "stack" }, h("h3", null, title),
  node >= 0 ? h("ol", null, foldedFrames(stack(node)).map(frameItem)) : faint(none));

const bugCheckBlock = (stop) => stop && part("Bug check",
  h("p", null, h("b", null, stop.title)), h("p", null, stop.sentence),
  table("Parameters", ["Parameter", "What it is", "Value"], stop.parameters.map((p, i) => [`P${i + 1}`, p[0], code(p[1])])),
  stop.hints.map((hint) => note(hint)));

// The rows of the timeline: an event of the run and one of the golden run, aligned; -1 where there is none, SAME before the first difference.
const SAME = -2;
const timelineRows = (detail) => {
  const from = detail.pairs.find(([r]) => r >= 0)?.[0] ?? detail.events.length;
  return [...Array(from).keys()].map((r) => [r, SAME]).concat(detail.pairs);
};

// Addresses differ after a failed allocation: of results only those of routines and of operations count.
const isAlike = (detail, [r, g]) => g === SAME || (r >= 0 && g >= 0 && detail.events[r][2] === detail.golden[g][2]
  && (detail.events[r][4] === detail.golden[g][4] || !["leave", "operationEnd"].includes(detail.events[r][2])));

// Around the injection, the first difference from the golden run and the verdict; the rest is a click away.
const windows = (injected, first, verdict, count) => {
  const around = [[injected, 8, 10], [first, 3, 12], [verdict, 8, 3], [count - 1, injected < 0 ? 40 : 4, 0]].filter(([at]) => at >= 0);
  const spans = around.map(([at, before, after]) => [Math.max(0, at - before), Math.min(count - 1, at + after)]).sort((a, b) => a[0] - b[0]);
  const merged = [];
  for (const span of spans) {
    if (merged.length > 0 && span[0] <= merged.at(-1)[1] + 2) merged.at(-1)[1] = Math.max(merged.at(-1)[1], span[1]);
    else merged.push(span);
  }
  return merged;
};

const EVENTS = 220;

const timeline = (detail) => {
  const events = detail.events;
  const items = timelineRows(detail);
  const at = (event) => (event < 0 ? -1 : items.findIndex(([r]) => r === event));
  const [injected, verdict, first] = [at(detail.injected), at(detail.verdict), items.findIndex((item) => !isAlike(detail, item))];
  const body = h("tbody");
  const status = h("p", { class: "shown", role: "status" });
  const input = h("input", { type: "search", id: "events", placeholder: "DDI, tag, IRP, irql:2", spellcheck: "false" });
  let spans = windows(injected, first, verdict, items.length);
  const compared = detail.pairs.length > 0;
  const label = (i) => (i === injected ? "made to fail" : i === verdict ? "verdict" : i === first ? "first difference" : "");
  const beside = ([r, g], i) => {
    if (g === SAME) return i === injected ? code("(succeeds)") : h("span", { class: "same" }, "the same");
    if (g < 0) return h("span", { class: "same" }, "nothing");
    return r >= 0 && events[r][4] === detail.golden[g][4] ? h("span", { class: "same" }, "the same") : code(detail.golden[g][4]);
  };
  const row = (i) => {
    const [r] = items[i];
    const [time, irql, kind, , line] = events[r] ?? [];
    return h("tr", { class: [kind && `e-${kind}`, (i === injected || i === verdict) && "hit", i === first && "first"].filter(Boolean).join(" ") },
      h("td", { class: "num p1" }, r >= 0 && number(r + 1)), h("td", { class: "num p1" }, r >= 0 && ms(time)), h("td", { class: "num p1" }, r >= 0 && String(irql)),
      h("td", null, label(i) && h("b", { class: "flag" }, label(i)), r >= 0 ? code(line) : h("span", { class: "same" }, "nothing")),
      compared && h("td", { class: "p2" }, beside(items[i], i)));
  };
  const gap = (from, to) => h("tr", { class: "skip" }, h("td", { colspan: compared ? 5 : 4 },
    button({ onclick: () => { spans.push([from, Math.min(to, from + 49)]); tidy(); draw(); } },
      `${plural(to - from + 1, "row")} not shown: show ${Math.min(50, to - from + 1)}`)));
  const tidy = () => {
    spans.sort((a, b) => a[0] - b[0]);
    spans = spans.reduce((all, span) => {
      if (all.length > 0 && span[0] <= all.at(-1)[1] + 1) all.at(-1)[1] = Math.max(all.at(-1)[1], span[1]);
      else all.push(span);
      return all;
    }, []);
    // Bounded: the windows farthest from the verdict's end of the run close first.
    while (spans.length > 1 && spans.reduce((sum, [a, b]) => sum + b - a + 1, 0) > EVENTS) spans.shift();
    if (spans[0] && spans[0][1] - spans[0][0] >= EVENTS) spans[0][0] = spans[0][1] - EVENTS + 1;
  };
  const draw = () => {
    const wanted = input.value.trim().toLowerCase();
    const rows = [];
    let shown = 0;
    if (wanted) {
      const irql = /^irql:(\d+)$/.exec(wanted)?.[1];
      const fit = items.map(([r], i) => [events[r], i]).filter(([e]) => e && (irql ? String(e[1]) === irql : e[4].toLowerCase().includes(wanted)));
      rows.push(...fit.slice(0, EVENTS).map(([, i]) => row(i)));
      shown = rows.length;
    } else {
      let next = 0;
      for (const [from, to] of spans) {
        if (from > next) rows.push(gap(next, from - 1));
        for (let i = from; i <= to; i++) {
          rows.push(row(i));
          shown += items[i][0] >= 0 ? 1 : 0;
        }
        next = to + 1;
      }
      if (next < items.length) rows.push(gap(next, items.length - 1));
    }
    status.textContent = `${number(shown)} of ${plural(events.length, "event")} shown, ${number(events.length - shown)} hidden${wanted ? " by the filter" : ""}.`
      + (detail.eventsLeftOut > 0 ? ` ${plural(detail.eventsLeftOut, "event")} more are not in this file: replay with --trace prints them all.` : "");
    body.replaceChildren(...rows);
  };
  input.addEventListener("input", draw);
  draw();
  return part("What happened",
    h("p", null, compared ? "Beside each event stands the event of the golden run, in which nothing fails, that belongs to it."
      : detail.differs ? "The first difference from the golden run is not among the events of this file."
        : detail.injected < 0 ? "Nothing was made to fail: this is the golden run." : "Nothing differs from the golden run."),
    h("form", { class: "query", onsubmit: (event) => event.preventDefault() }, h("label", { for: "events" }, "Events"), input), status,
    wide("Events", h("table", { class: "events" },
      h("caption", { class: "off" }, "Events of the run"),
      h("thead", null, h("tr", null, ["#", "Time"].map((name) => h("th", { scope: "col", class: "num p1" }, name)), h("th", { scope: "col", class: "num p1" }, "IRQL"),
        h("th", { scope: "col" }, "This run"), compared && h("th", { scope: "col", class: "p2" }, "Golden run"))), body)));
};

// poolmon's columns and poolmon's keys; they work while the table has the focus.
const tagTable = (detail) => {
  const columns = [["Tag", "t", (r) => r.tag], ["Type", "", (r) => r.type], ["Allocs", "a", (r) => r.allocs], ["Frees", "f", (r) => r.frees], ["Diff", "d", (r) => r.allocs - r.frees],
    ["Bytes", "b", (r) => r.bytes], ["Per Alloc", "m", (r) => r.per], ["Mapped driver", "", (r) => r.driver]];
  const state = { column: 4, change: false, type: 0 };
  const box = wide("Pool by tag. Keys t a f d b m sort, p chooses the pool type.");
  const types = ["", ...new Set(detail.tags.map((r) => r.type))];
  const draw = () => {
    const value = state.change ? (r) => r.bytes - r.before : columns[state.column][2];
    const rows = detail.tags.filter((r) => !types[state.type] || r.type === types[state.type])
      .sort((a, b) => (value(a) < value(b) ? 1 : value(a) > value(b) ? -1 : 0) * (state.column === 0 && !state.change ? -1 : 1)
        || (b.allocs - b.frees) - (a.allocs - a.frees));
    box.replaceChildren(h("table", { class: "tags" }, h("caption", { class: "off" }, "Pool by tag"),
      h("thead", null, h("tr", null, columns.map(([name, , ], i) => h("th", { scope: "col", class: i > 1 && i < 7 ? "num" : null,
        "aria-sort": i === state.column && !state.change ? (i === 0 ? "ascending" : "descending") : null },
      button({ class: "sort", onclick: () => { state.column = i; state.change = false; draw(); box.querySelectorAll("button")[i].focus(); } }, name))))),
      h("tbody", null, rows.slice(0, 60).map((r) => h("tr", { class: r.leaked ? "leaked" : null },
        h("td", null, code(r.tag), r.leaked && unseen(" (leaked)")), h("td", null, r.type), numeric(number(r.allocs)), numeric(number(r.frees)),
        numeric(number(r.allocs - r.frees)),
        numeric(`${number(r.bytes)} (${r.bytes - r.before >= 0 ? "+" : ""}${number(r.bytes - r.before)})`),
        numeric(number(r.per)), h("td", null, r.driver))))));
  };
  box.addEventListener("keydown", (event) => {
    const sorted = columns.findIndex(([, key]) => key !== "" && key === event.key);
    if (sorted >= 0) Object.assign(state, { column: sorted, change: false });
    else if (event.key === "p") state.type = (state.type + 1) % types.length;
    else if (event.key === "(" || event.key === ")") state.change = !state.change;
    else return;
    event.preventDefault();
    event.stopPropagation();
    draw();
    box.focus();
    say(state.change ? "Sorted by change" : `Sorted by ${columns[state.column][0]}${types[state.type] ? `, ${types[state.type]} only` : ""}`);
  });
  draw();
  return part("Pool by tag",
    h("p", null, `As poolmon shows it, ${detail.verdictTime === null ? "when the run ended" : "at the moment of the verdict"}. In brackets: the difference from the golden run when it ended. `
      + (detail.tags.some((r) => r.leaked) ? "Marked: what the driver holds and must not. " : "")
      + (detail.tags.length > 60 ? `The first 60 of ${number(detail.tags.length)} rows are shown.` : "")), box);
};

const detailBlocks = (detail) => [
  detail.events.length > 0 && timeline(detail),
  detail.pool.length > 0 && part("Pool of the driver", poolChart(detail)),
  detail.tags.length > 0 && tagTable(detail),
  part(detail.heldTitle,
    detail.isLeak && h("p", null, "This is the verdict: each of these should have been given back by then."),
    detail.outstanding.length > 0 ? table(detail.heldTitle, ["What", "Acquired by", "In", "During"],
      detail.outstanding.slice(0, 100).map(([what, ddi, place, operation]) => [what, ddi && code(ddi), place && code(place), operation])) : faint("Nothing."),
    detail.outstanding.length > 100 && faint(`and ${number(detail.outstanding.length - 100)} more`)),
];

const elsewhere = (hash) => model.detailsPage && note("Details are in a page beside this one, because this one would be too large: ",
  link(`${model.detailsPage}${hash}`, model.detailsPage));

const withDetail = (index, hash) => {
  const box = h("div", null, faint("Reading the details…"));
  (index === undefined ? Promise.resolve(null) : loadDetail(index)).then((detail) => box.replaceChildren(...[detail ? detailBlocks(detail)
    : (index !== undefined && elsewhere(hash)) || note("This page holds the details of exemplars only, and of none whose driver or script changed before it was written. The replay command makes the same run again; --trace prints it.")]
    .flat(9).filter(Boolean)));
  return box;
};

const remarkNotes = (campaign) => model.remarks.filter(([i]) => model.campaigns[i] === campaign).map(([, text]) => note(h("b", null, "Remark: "), text));

const runView = (id) => {
  const row = Number(id);
  if (!(row >= 0 && row < runs.count)) return missing(`There is no run ${id} in this report.`);
  const campaign = campaignOf(row);
  const f = findings[runs.finding[row]];
  const s = model.sites[runs.site[row]];
  return [
    h("p", { class: "crumbs" }, link("#/runs", "Runs"), " / ", h("a", { href: runsLink(`driver:${quoted(driverOf(campaign))} scen:${quoted(scenarioOf(campaign))}`) },
      `${driverOf(campaign)} / ${scenarioOf(campaign)}`)),
    heading(`Run ${row}: ${driverOf(campaign)}, ${scenarioOf(campaign)}`),
    lead(badge(verdictOf(row)), ` ${strategyOf(row)}`,
      runs.nth[row] > 0 && `, call ${number(runs.nth[row])} was made to fail`, s && `: ${s.ddi} in ${s.routine}`),
    [f, ...(runs.more.length > 0 && runs.moreAt[row] >= 0 ? runs.more[runs.moreAt[row]].map((i) => findings[i]) : [])].filter(Boolean)
      .map((one) => h("p", null, badge(one.state), " ", link(`#/f/${one.fp}`, one.title))),
    remarkNotes(campaign),
    replayBlock(commandOfRun(row), meta(`Expected trace hash ${hashText(row)} · build ${campaign.build || "unknown"} · harness ${model.night.harness || "unknown"} · `
      + `${plural(runs.calls[row], "DDI call")}`)),
    withDetail(detailOfRun.get(row), `#/r/${row}`),
  ];
};

const missing = (what) => [heading("Not here"), h("p", null, what), h("p", null, link("#/", "Back to tonight"))];
