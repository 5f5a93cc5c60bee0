// A table of any length that keeps only the rows in sight in the document. It is a real table: two rows of empty height stand for the rest.
const ROW = 34;
const TALL = 8_000_000;

const virtualTable = ({ caption, columns, count, row, href, copyOf, sort, onsort }) => {
  const body = h("tbody");
  const heads = columns.map((column) => h("th", {
    scope: "col", class: column.class,
    "aria-sort": column.key && sort.column === column.key ? (sort.down ? "descending" : "ascending") : null,
  }, column.key && onsort
    ? button({ class: "sort", onclick: () => onsort(column.key) }, column.name)
    : column.name));
  const grid = h("table", { class: "list", "aria-rowcount": count + 1 },
    h("caption", { class: "off" }, caption), h("thead", null, h("tr", null, heads)), body);
  const box = h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption }, grid);
  const height = Math.min(count * ROW, TALL);
  let drawn = -1;
  let current = -1;

  const seen = () => Math.ceil((box.clientHeight || 600) / ROW) + 2;
  const topOf = (first) => (count * ROW <= TALL ? first * ROW : Math.round((first / Math.max(1, count - seen())) * (TALL - seen() * ROW)));
  const firstAt = (top) => Math.max(0, Math.min(Math.max(0, count - seen()),
    count * ROW <= TALL ? Math.floor(top / ROW) - 1 : Math.round((top / (TALL - seen() * ROW)) * (count - seen()))));
  const gap = (size) => {
    const space = h("tr", { "aria-hidden": true, class: "gap" }, h("td"));
    space.firstChild.style.height = `${size}px`;
    return size > 0 ? [space] : [];
  };

  const draw = (force) => {
    const first = firstAt(box.scrollTop);
    if (first === drawn && !force) return;
    drawn = first;
    const shown = Math.min(seen(), count - first);
    const rows = [];
    for (let i = first; i < first + shown; i++) {
      const cells = row(i);
      rows.push(h("tr", { "data-i": i, "aria-rowindex": i + 2, class: i === current ? "current" : null },
        cells.map((cell, c) => h("td", { class: columns[c].class, title: typeof cell === "string" ? cell : null },
          columns[c].link ? h("a", { href: href(i), class: "main" }, cell) : cell))));
    }
    const above = topOf(first);
    body.replaceChildren(...gap(above), ...rows, ...gap(Math.max(0, height - above - shown * ROW)));
  };

  const go = (by) => {
    current = Math.max(0, Math.min(count - 1, current < 0 ? 0 : current + by));
    const top = topOf(current);
    if (top < box.scrollTop + ROW || top > box.scrollTop + box.clientHeight - 3 * ROW) box.scrollTop = Math.max(0, top - 3 * ROW);
    draw(true);
    body.querySelector(`tr[data-i="${current}"] a`)?.focus({ preventScroll: true });
  };

  box.addEventListener("scroll", () => {
    const held = document.activeElement?.closest?.("tr[data-i]");
    const index = held && body.contains(held) ? held.dataset.i : null;
    draw(false);
    if (index !== null) (body.querySelector(`tr[data-i="${index}"] a`) ?? box).focus({ preventScroll: true });
  }, { passive: true });
  new ResizeObserver(() => draw(true)).observe(box);
  box.list = { go, copy: () => (current >= 0 ? copyOf?.(current) : null) };
  draw(true);
  return box;
};
