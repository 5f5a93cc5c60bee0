// Charts: inline SVG with a sentence for a name, and a table that says the same in numbers.
const line = (points) => points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
const steps = (points) => points.map(([x, y], i) => (i ? `H${x.toFixed(1)}V${y.toFixed(1)}` : `M${x.toFixed(1)} ${y.toFixed(1)}`)).join("");
const text = (x, y, anchor, value) => svg("text", { x, y, "text-anchor": anchor }, value);
const twin = (caption, heads, rows) => h("details", { class: "twin" }, h("summary", null, "As a table"), table(caption, heads, rows));
const percent = (part, all) => (all > 0 ? `${Math.floor((100 * part) / all)} %` : "–");

const bytes = (value) => (value >= 2 ** 20 ? `${(value / 2 ** 20).toFixed(1)} MiB` : value >= 1024 ? `${(value / 1024).toFixed(0)} KiB` : number(Math.round(value)));

// Drawn as wide as it will stand, so that its letters keep their size.
const chartWidth = () => (main.clientWidth < 600 ? 370 : 600);

const figure = (title, label, drawing, ...rest) => h("figure", null,
  h("figcaption", null, title),
  svg("svg", { viewBox: `0 0 ${chartWidth()} 170`, role: "img", "aria-label": label, class: "chart" }, drawing), ...rest);

// The top of an axis: a round number whose half is a whole one, for both stand beside the grid.
const scale = (max) => {
  const step = 10 ** Math.floor(Math.log10(Math.max(1, max)));
  const top = Math.max(2, Math.ceil(max / step) * step);
  return top + (top % 2);
};

const grid = (top, format) => [0, 0.5, 1].map((part) => [
  svg("line", { x1: 50, x2: chartWidth() - 10, y1: 140 - 120 * part, y2: 140 - 120 * part, class: "grid" }),
  text(44, 144 - 120 * part, "end", format(top * part)),
]);

const key = (items) => h("p", { class: "key" }, items.map(([name, words]) => h("span", { class: `key-${name}` }, words)));

const trendCharts = () => {
  const nights = model.trend;
  const wide = chartWidth() - 80;
  const x = (i) => 60 + (wide * i) / (nights.length - 1);
  const top = scale(Math.max(...nights.map((n) => Math.max(n.open, n.new, n.fixed))));
  const y = (value) => 140 - (120 * value) / top;
  const bar = Math.max(2, Math.min(12, (0.4 * wide) / nights.length));
  const ends = () => [text(60, 162, "start", nights[0].night), text(60 + wide, 162, "end", nights.at(-1).night)];
  const last = nights.at(-1);
  const open = figure("Findings, night by night",
    `Findings over ${plural(nights.length, "night")}: tonight ${last.open} open, ${last.new} new, ${last.fixed} fixed.`,
    [grid(top, number), ends(),
      nights.map((n, i) => n.new > 0 && svg("rect", { x: x(i) - bar, y: y(n.new), width: bar, height: 140 - y(n.new), class: "bar-new" })),
      nights.map((n, i) => n.fixed > 0 && svg("rect", { x: x(i), y: y(n.fixed), width: bar, height: 140 - y(n.fixed), class: "bar-fixed" })),
      svg("path", { d: line(nights.map((n, i) => [x(i), y(n.open)])), class: "line-open" }),
      svg("circle", { cx: x(nights.length - 1), cy: y(last.open), r: 3.5, class: "dot-open" })],
    key([["open", "open (line)"], ["new", "new (left bar)"], ["fixed", "fixed (right bar)"]]));
  const share = (n) => (n.reached > 0 ? n.failed / n.reached : 0);
  const cover = figure("Fault-site coverage, night by night",
    `Fault-site coverage: tonight ${number(last.failed)} of ${plural(last.reached, "site")} failed, ${percent(last.failed, last.reached)}.`,
    [grid(100, (v) => `${v} %`), ends(),
      svg("path", { d: line(nights.map((n, i) => [x(i), 140 - 120 * share(n)])), class: "line-cover" }),
      svg("circle", { cx: x(nights.length - 1), cy: 140 - 120 * share(last), r: 3.5, class: "dot-cover" })],
    key([["cover", "sites failed / sites reached"]]));
  return [h("div", { class: "two" }, open, cover),
    twin("Trend", ["Night", "Open", "New", "Fixed", "Sites reached", "Sites failed"],
      nights.map((n) => [n.night, number(n.open), number(n.new), number(n.fixed), number(n.reached), number(n.failed)]))];
};

// A bar that fills to its share; its numbers stand beside it.
const coverBar = (part, all) => svg("svg", { viewBox: "0 0 100 8", class: "cover", "aria-hidden": true, preserveAspectRatio: "none" },
  svg("rect", { width: 100, height: 8, class: "cover-all" }),
  svg("rect", { width: all > 0 ? (100 * part) / all : 0, height: 8, class: "cover-part" }));

const ms = (time) => `${(time / 10000).toFixed(4)} ms`;

const poolChart = (detail) => {
  const points = detail.pool;
  // Samples are changes: what was in use at the last one stays so until the run ends.
  const [start, end] = [points[0][0], Math.max(points.at(-1)[0], detail.events.at(-1)?.[0] ?? 0, points[0][0] + 1)];
  const drawn = [...points, [end, ...points.at(-1).slice(1)]];
  const hasOther = points.some((p) => p[3] > 0);
  const most = Math.max(...points.map((p) => Math.max(p[1], p[2], p[3])));
  const unit = most > 8192 ? 1024 : 1;
  const top = scale(most / unit) * unit;
  const wide = chartWidth() - 80;
  const x = (time) => 60 + (wide * (Math.min(Math.max(time, start), end) - start)) / (end - start);
  const y = (bytes) => 140 - (120 * bytes) / top;
  const at = (time) => points.findLast((p) => p[0] <= time) ?? points[0];
  const peak = points.reduce((a, b) => (b[1] + b[2] + b[3] > a[1] + a[2] + a[3] ? b : a));
  const heads = ["Virtual time", "Nonpaged bytes", "Paged bytes", "Other bytes", "Things held"];
  const row = (name, p) => [name, ms(p[0]), ...p.slice(1).map(number)];
  const marks = [["injected failure", detail.injectedTime], ["verdict", detail.verdictTime]].filter(([, time]) => time !== null);
  const marked = marks.map(([name, time]) => row(name, at(time)));
  const thin = points.filter((_, i) => i % Math.ceil(points.length / 40) === 0);
  return [figure("Bytes outstanding over virtual time",
    `Pool that the driver has not freed: at most ${plural(peak[1], "byte")} nonpaged and ${plural(peak[2], "byte")} paged at ${ms(peak[0])}, `
      + `${number(points.at(-1)[1])} and ${number(points.at(-1)[2])} at the end, with ${plural(points.at(-1)[3], "byte")} of all else and ${plural(points.at(-1)[4], "thing")} held.`,
    [grid(top, bytes), text(60, 162, "start", ms(start)), text(60 + wide, 162, "end", ms(end)),
      svg("path", { d: `${steps(drawn.map((p) => [x(p[0]), y(p[1])]))}`, class: "line-open" }),
      svg("path", { d: `${steps(drawn.map((p) => [x(p[0]), y(p[2])]))}`, class: "line-cover" }),
      hasOther && svg("path", { d: `${steps(drawn.map((p) => [x(p[0]), y(p[3])]))}`, class: "line-other" }),
      marks.map(([name, time], i) => [svg("line", { x1: x(time), x2: x(time), y1: 14 + 10 * i, y2: 140, class: "mark" }),
        text(x(time), 11 + 10 * i, x(time) > wide * 0.75 ? "end" : "start", name)])],
    key([["open", "nonpaged bytes"], ["cover", "paged bytes"], ...(hasOther ? [["other", "all else that it holds: MDLs, IRPs, device objects …"]] : [])])),
  table("Bytes outstanding, the moments that matter", ["Moment", ...heads],
    [row("peak", peak), ...marked, row("end", drawn.at(-1))]),
  twin("Bytes outstanding", ["Sample", ...heads], thin.map((p, i) => row(number(i + 1), p)))];
};
