// Routes, keys and the frame around the views.
const timing = { ready: 0, read: 0, view: 0 };
const views = [
  ["#/", "Tonight", () => tonight()],
  ["#/matrix", "Matrix", () => matrix()],
  ["#/sites", "Fault sites", (params) => sitesView(params)],
  ["#/runs", "Runs", (params) => runsView(params)],
  ["#/advice", "Pool economy", () => adviceView()],
  ["#/about", "About", () => aboutView()],
];

const keyMap = [
  ["/", "to the filter"], ["j k", "next, previous row"], ["Enter", "open the row"], ["u", "up"], ["[ ]", "previous, next finding"], ["c", "copy the replay command"],
  ["1 – 6", "views"], ["?", "this list"], ["t a f d b m p ( )", "in the table of tags: sort, pool type, by change, as in poolmon"],
];
const keyTable = () => table("Keys", ["Key", "What it does"], keyMap.map(([key, what]) => [h("kbd", null, key), what]));

const main = $("main");
const nav = h("nav", { "aria-label": "Views" }, views.map(([href, name], i) => h("a", { href, title: `Key ${i + 1}` }, name)));
const themes = ["auto", "light", "dark"];
const help = h("dialog", { "aria-label": "Keys" }, h("h2", null, "Keys"), keyTable(), h("form", { method: "dialog" }, h("button", null, "Close")));

const stored = (value) => {
  try {
    if (value === undefined) return localStorage.getItem("verifier-theme");
    localStorage.setItem("verifier-theme", value);
  } catch {
    // A file may not store anything in some browsers: the choice lasts as long as the page.
  }
  return null;
};

const theme = (name) => {
  document.documentElement.dataset.theme = name;
  themeButton.textContent = `Theme: ${name}`;
};
const themeButton = button({ onclick: () => {
  const next = themes[(themes.indexOf(document.documentElement.dataset.theme) + 1) % themes.length];
  theme(next);
  stored(next);
} });

const route = () => {
  const [path, query] = (location.hash || "#/").split("?");
  const params = new URLSearchParams(query ?? "");
  const one = /^#\/(f|r)\/(.+)$/.exec(path);
  if (one) return [one[1] === "f" ? "#/" : "#/runs", one[1] === "f" ? findingView(decodeURIComponent(one[2])) : runView(decodeURIComponent(one[2]))];
  const view = views.find(([href]) => href === path);
  return view ? [view[0], view[2](params)] : ["", missing("There is no such view.")];
};

const show = (focus) => {
  const began = performance.now();
  const [active, content] = route();
  main.replaceChildren(...content.flat(Infinity).filter(Boolean));
  for (const link of nav.children) {
    if (link.getAttribute("href") === active) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const title = main.querySelector("h1");
  document.title = `${title.textContent.slice(0, 90)} – Verifier ${model.night.name}`;
  if (focus) {
    scrollTo(0, 0);
    title.focus({ preventScroll: true });
  }
  timing.view = performance.now() - began;
};

// A filter changes the address without filling the history, and keeps the cursor where it is.
const replaceQuery = (view, query, sort) => {
  const params = new URLSearchParams();
  const before = new URLSearchParams(location.hash.split("?")[1] ?? "");
  if (query) params.set("q", query);
  if (sort ?? before.get("sort")) params.set("sort", sort ?? before.get("sort"));
  const tail = params.toString();
  history.replaceState(null, "", `#/${view}${tail ? `?${tail}` : ""}`);
  const input = $("query");
  const held = document.activeElement === input ? [input.value, input.selectionStart, input.selectionEnd] : null;
  const heading = document.activeElement?.closest?.("th")?.cellIndex;
  show(false);
  if (held) {
    $("query").value = held[0];
    $("query").focus();
    $("query").setSelectionRange(held[1], held[2]);
  } else {
    (main.querySelector(`table.list th:nth-child(${(heading ?? -1) + 1}) button`) ?? main.querySelector("h1")).focus({ preventScroll: true });
  }
};

const rows = () => [...main.querySelectorAll("[data-row]")].filter((row) => row.querySelector("a.main, button"));
const focusRow = (by) => {
  const list = main.querySelector(".scroll")?.list;
  const all = rows();
  const at = all.indexOf(document.activeElement?.closest?.("[data-row]"));
  if (list && (at < 0 || all.length === 0)) { list.go(by); return; }
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + by))];
  (next?.querySelector("a.main") ?? next?.querySelector("button"))?.focus();
};

const neighbour = (by) => {
  if (findings.length === 0) return;
  const at = findingIndex.get(/^#\/f\/(.+)$/.exec(location.hash)?.[1]);
  location.hash = `#/f/${findings[at === undefined ? (by > 0 ? 0 : findings.length - 1) : (at + by + findings.length) % findings.length].fp}`;
};

const copyHere = () => {
  const held = document.activeElement?.closest?.("[data-row]")?.querySelector("[data-copy]");
  const listed = main.querySelector(".scroll")?.list?.copy();
  if (held) held.click();
  else if (listed) copy(listed, "Replay command");
  else main.querySelector("[data-copy]")?.click();
};

const actions = {
  "/": () => { if ($("query")) $("query").focus(); else { location.hash = "#/runs"; setTimeout(() => $("query").focus(), 50); } },
  j: () => focusRow(1),
  k: () => focusRow(-1),
  u: () => { location.hash = /^#\/r\//.test(location.hash) ? "#/runs" : "#/"; },
  "[": () => neighbour(-1),
  "]": () => neighbour(1),
  c: copyHere,
  "?": () => help.showModal(),
};

addEventListener("keydown", (event) => {
  const field = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "Escape" && field) field.blur();
  if (field || event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  const view = views[Number(event.key) - 1];
  if (view) location.hash = view[0];
  else if (Object.hasOwn(actions, event.key)) actions[event.key]();
  else return;
  event.preventDefault();
});

const start = async () => {
  theme(themes.includes(stored()) ? stored() : "auto");
  document.body.classList.add("live");
  $("top").append(nav, h("span", { class: "tools" }, themeButton, button({ onclick: () => help.showModal() }, "Keys (?)")));
  document.body.append(help);
  const began = performance.now();
  await loadRuns();
  timing.read = performance.now() - began;
  show(location.hash.length > 2);
  addEventListener("hashchange", () => show(true));
  timing.ready = performance.now();
  performance.mark("ready");
  if (location.hash === "#/about") show(false);
  document.documentElement.dataset.ready = "";
};

start().catch((error) => {
  main.prepend(h("p", { class: "alarm", role: "alert" }, `This page could not read its data: ${error.message}. The lists below are complete without it.`));
});
