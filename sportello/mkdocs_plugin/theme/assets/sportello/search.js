// The search box. Without this file its form leads to the directory; finding.js and the index are loaded when someone
// first turns to it.
"use strict";

(() => {
  const form = document.querySelector(".sp-search");
  if (!form) return;
  const part = (name) => form.querySelector(`.sp-search__${name}`);
  const [input, panel, status] = ["input", "results", "status"].map(part);
  const [groups, more, nothing] = ["groups", "more", "nothing"].map(part);
  const words = form.dataset;
  const names = JSON.parse(words.kinds);
  const STEP = 8;
  let finder = null;
  let shown = STEP;
  let latest = 0;

  const place = (path) => new URL(path, document.baseURI).href;

  function load() {
    const { lang } = document.documentElement;
    finder ??= import(place(words.engine)).then(({ open }) => open(place(words.index), lang));
    finder.catch(() => (finder = null));
    return finder;
  }

  function show(text, sections, { further = false, empty = false } = {}) {
    groups.replaceChildren(...sections);
    more.hidden = !further;
    nothing.hidden = !empty;
    panel.toggleAttribute("data-open", Boolean(text));
    status.textContent = text;
  }

  function close() {
    latest += 1;
    show("", []);
  }

  function put(parent, tag, text = "") {
    const child = document.createElement(tag);
    child.textContent = text;
    parent.append(child);
    return child;
  }

  // Only text and <mark> of the excerpt are taken over: page text never becomes markup here.
  function excerpt(parent, html) {
    for (const node of new DOMParser().parseFromString(html, "text/html").body.childNodes) {
      put(parent, node.nodeName === "MARK" ? "mark" : "span", node.textContent);
    }
  }

  function entry({ page }) {
    const item = document.createElement("li");
    const link = put(item, "a");
    link.href = page.url;
    put(link, "bdi", page.meta.title || page.url);
    const text = put(item, "p", page.meta.summary ?? "");
    if (!page.meta.summary) excerpt(text, page.excerpt);
    return item;
  }

  // The kind of the best page comes first; kinds that have no name of their own stand together.
  function grouped(found) {
    const byName = new Map();
    for (const one of found) {
      const name = names[one.page.meta.kind] ?? words.rest;
      byName.set(name, [...(byName.get(name) ?? []), one]);
    }
    return [...byName].map(([name, pages], number) => {
      const section = document.createElement("div");
      const title = put(section, "p", name);
      title.className = "sp-search__kind";
      title.id = `cerca-${number}`;
      const list = put(section, "ul");
      list.className = "sp-search__list";
      list.setAttribute("aria-labelledby", title.id);
      list.append(...pages.map(entry));
      return section;
    });
  }

  function told(term, { instead, count, found }) {
    if (!found.length) return words.none;
    return (instead ? words.instead : words.found)
      .replace("{asked}", () => term)
      .replace("{instead}", () => instead)
      .replace("{count}", count);
  }

  async function search() {
    const term = input.value.trim();
    const turn = (latest += 1);
    if (!term) return close();
    try {
      const answer = await (await load()).find(term, shown);
      if (turn !== latest) return;
      const empty = !answer.found.length;
      show(told(term, answer), grouped(answer.found), { empty, further: answer.count > answer.found.length });
    } catch {
      if (turn === latest) show(words.broken, []);
    }
  }

  const seen = (stop) => stop.checkVisibility?.() ?? stop.offsetParent;
  const links = () => [...panel.querySelectorAll("a, button")].filter(seen);

  let pause;
  input.addEventListener("focus", () => load().catch(() => {}), { once: true });
  input.addEventListener("input", () => {
    clearTimeout(pause);
    shown = STEP;
    pause = setTimeout(search, 200);
  });
  form.addEventListener("submit", async (event) => {
    if (!input.value.trim()) return;
    event.preventDefault();
    clearTimeout(pause);
    await search();
    links()[0]?.focus();
  });
  more.addEventListener("click", async () => {
    const known = new Set(links().map((link) => link.href));
    shown += STEP;
    await search();
    links().find((link) => !known.has(link.href))?.focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.hasAttribute("data-open")) {
      event.preventDefault(); // which would empty the box too
      close();
      input.focus();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [input, ...links()];
    const next = stops[stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next && panel.hasAttribute("data-open")) {
      event.preventDefault();
      next.focus();
    }
  });
  document.addEventListener("click", (event) => form.contains(event.target) || close());
  form.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) close();
  });
})();
