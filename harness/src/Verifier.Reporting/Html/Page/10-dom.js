// Elements. Text from drivers and scripts reaches the page through text nodes and attributes only, never as markup.
const SVG = "http://www.w3.org/2000/svg";

const put = (el, props, kids) => {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) el.addEventListener(name.slice(2), value);
    else el.setAttribute(name, value === true ? "" : value);
  }
  el.append(...kids.flat(Infinity).filter((kid) => kid !== null && kid !== undefined && kid !== false));
  return el;
};

const h = (tag, props, ...kids) => put(document.createElement(tag), props, kids);
const svg = (tag, props, ...kids) => put(document.createElementNS(SVG, tag), props, kids);
const faint = (...kids) => h("p", { class: "empty" }, kids);
const meta = (...kids) => h("p", { class: "meta" }, kids);
const note = (...kids) => h("p", { class: "note" }, kids);
const lead = (...kids) => h("p", { class: "lead" }, kids);
const heading = (title) => h("h1", { tabindex: -1 }, title);
const part = (title, ...kids) => h("section", null, h("h2", null, title), kids);
const button = (props, ...kids) => h("button", { type: "button", ...props }, kids);
const numeric = (...kids) => h("td", { class: "num" }, kids);
const link = (href, ...kids) => h("a", { href }, kids);
const code = (...kids) => h("code", null, kids);
const unseen = (...kids) => h("span", { class: "off" }, kids);
const wide = (label, ...kids) => h("div", { class: "wide", tabindex: 0, role: "region", "aria-label": label }, kids);
const $ = (id) => document.getElementById(id);

// One for all: toLocaleString makes its own each time, which costs more than a whole filter over a hundred thousand runs.
const numbers = new Intl.NumberFormat("en-US");
const number = (value) => numbers.format(value);
const plural = (count, one, many = one + "s") => `${number(count)} ${count === 1 ? one : many}`;
const words = {
  new: "new", regressed: "regressed", still: "still failing", fixed: "fixed", "not-run": "not run", expected: "expected",
  masked: "masked", flaky: "flaky", known: "known", expired: "expired",
  pass: "pass", finding: "finding", inconclusive: "inconclusive", "harness-error": "harness error", none: "not run",
};

// A state is a shape (drawn by the style), a colour and a word.
const badge = (state) => h("span", { class: `st st-${state}` }, words[state] ?? state);

const say = (text) => {
  $("said").textContent = "";
  requestAnimationFrame(() => { $("said").textContent = text; });
};

const copy = async (text, what) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Browsers without a clipboard for files still have the old way.
    const area = h("textarea", { class: "off", readonly: true });
    area.value = text;
    document.body.append(area);
    const before = document.activeElement;
    area.select();
    document.execCommand("copy");
    area.remove();
    before?.focus();
  }
  say(`${what} copied`);
};

const copyButton = (text, what, word = "Copy replay") => button({ class: "copy", "data-copy": true, "aria-label": `Copy ${what}`, onclick: () => copy(text(), what),
}, word);

const save = (name, type, parts) => {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
  say(`${name} saved`);
};

// A table with a caption that is read out, its header from the names of its columns.
const table = (caption, heads, rows, props) => wide(caption,
  h("table", props,
    h("caption", { class: "off" }, caption),
    h("thead", null, h("tr", null, heads.map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", null, rows.map((row) => h("tr", null, row.map((cell) => h("td", null, cell)))))));

// A list that shows one page of its items, and says how many there are in all.
const paged = (items, size, row, label) => {
  const box = h("div");
  let first = 0;
  const draw = () => {
    const last = Math.min(first + size, items.length);
    const list = h("ul", { class: "rows" }, items.slice(first, last).map(row));
    const more = items.length > size && h("p", { class: "pager" },
      button({ disabled: first === 0, onclick: () => turn(-size) }, "Previous"),
      h("span", null, ` ${number(first + 1)}–${number(last)} of ${number(items.length)} ${label} `),
      button({ disabled: last === items.length, onclick: () => turn(size) }, "Next"));
    box.replaceChildren(list, ...(more ? [more] : []));
  };
  const turn = (by) => {
    first += by;
    draw();
    const buttons = [...box.querySelectorAll(".pager button")];
    (buttons[by < 0 ? 0 : 1].disabled ? buttons[by < 0 ? 1 : 0] : buttons[by < 0 ? 0 : 1]).focus();
  };
  draw();
  return box;
};
