// The search box: Pagefind, loaded when someone first turns to the box. Without this file the form leads to the directory.
"use strict";

(() => {
  const form = document.querySelector(".sp-search");
  if (!form) return;
  const input = form.querySelector(".sp-search__input");
  const panel = form.querySelector(".sp-search__results");
  const status = form.querySelector(".sp-search__status");
  const list = form.querySelector(".sp-search__list");
  const words = form.dataset;
  const SHOWN = 8;
  let engine = null;
  let latest = 0;

  function load() {
    engine ??= import(new URL(words.engine, document.baseURI).href).then(async (pagefind) => {
      await pagefind.init();
      return pagefind;
    });
    engine.catch(() => (engine = null));
    return engine;
  }

  function close() {
    latest += 1;
    panel.hidden = true;
    status.textContent = "";
  }

  function tell(text) {
    panel.hidden = false;
    status.textContent = text;
  }

  // Only text and <mark> of the excerpt are taken over: page text never becomes markup here.
  function excerpt(html) {
    const paragraph = document.createElement("p");
    const parsed = new DOMParser().parseFromString(html, "text/html").body;
    for (const node of parsed.childNodes) {
      const marked = node.nodeName === "MARK" ? document.createElement("mark") : document.createElement("span");
      marked.textContent = node.textContent;
      paragraph.append(marked);
    }
    return paragraph;
  }

  function entry(page) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = page.url;
    link.textContent = page.meta.title || page.url;
    item.append(link, excerpt(page.excerpt));
    return item;
  }

  async function search() {
    const term = input.value.trim();
    const turn = (latest += 1);
    if (!term) return close();
    try {
      const pagefind = await load();
      const found = await pagefind.search(term);
      const pages = await Promise.all(found.results.slice(0, SHOWN).map((result) => result.data()));
      if (turn !== latest) return;
      list.replaceChildren(...pages.map(entry));
      tell(pages.length ? words.found.replace("{count}", found.results.length) : words.none);
    } catch {
      if (turn === latest) tell(words.broken);
    }
  }

  let pause;
  input.addEventListener("focus", () => load().catch(() => {}), { once: true });
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(search, 200);
  });
  form.addEventListener("submit", (event) => {
    if (!input.value.trim()) return;
    event.preventDefault();
    search();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) {
      close();
      input.focus();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [input, ...list.querySelectorAll("a")];
    const next = stops[stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next && !panel.hidden) {
      event.preventDefault();
      next.focus();
    }
  });
  document.addEventListener("click", (event) => form.contains(event.target) || close());
  form.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) close();
  });
})();
