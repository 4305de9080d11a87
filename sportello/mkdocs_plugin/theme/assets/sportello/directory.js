// The directory of services. Without this file its choices are links to pages; with it they are a form that filters at
// once and writes what is chosen into the address. The data and filtering.js are loaded when somebody first chooses.
"use strict";

(() => {
  const section = document.querySelector(".sp-choices");
  const shelves = document.querySelector(".sp-shelves");
  if (!section || !shelves) return;
  const here = document.currentScript.src;
  const words = section.dataset;
  const STEP = 30;
  const lists = [...section.querySelectorAll("details[data-facet]")];
  const made = section.querySelector("template").content.cloneNode(true);
  const form = made.querySelector("form");
  const results = made.querySelector(".sp-choices__results");
  const part = (name) => made.querySelector(`.sp-choices__${name}`);
  const [fields, status, sure, unsure, more] = ["fields", "status", "sure", "unsure", "more"].map(part);
  const maybe = unsure.appendChild(document.createElement("div"));
  const ask = document.querySelector(".sp-nobody a.sp-button");
  const who = document.querySelector(".sp-nobody__who");
  const phones = document.querySelector(".sp-nobody__phones");
  const everywhere = [...phones.childNodes];
  const languages = [...document.querySelectorAll("a[hreflang]")].map((link) => [link, link.getAttribute("href")]);
  let loading = null;
  let shown = STEP;
  let turn = 0;

  function put(parent, tag, text = "", className = "") {
    const child = document.createElement(tag);
    child.textContent = text;
    if (className) child.className = className;
    parent.append(child);
    return child;
  }

  function field(list) {
    const box = put(fields, "div", "", "sp-field");
    const label = put(box, "label", list.querySelector("summary").textContent, "sp-label");
    const select = put(box, "select", "", "sp-select");
    select.id = `scegli-${list.dataset.facet}`;
    select.name = list.dataset.facet;
    label.htmlFor = select.id;
    put(select, "option", words.any).value = "";
    for (const link of list.querySelectorAll("a")) {
      const option = put(select, "option");
      option.value = link.dataset.value;
      option.dataset.title = link.querySelector("span").textContent;
      option.dataset.all = link.querySelector("bdi").textContent.replace(/\D/g, "");
      count(option, option.dataset.all);
    }
    return select;
  }

  function count(option, number) {
    const text = `${option.dataset.title} (${number})`;
    if (option.textContent !== text) option.textContent = text;
  }

  const selects = lists.map(field);
  const chosen = () => Object.fromEntries(selects.filter((s) => s.value).map((s) => [s.name, s.value]));

  function load() {
    loading ??= Promise.all([
      import(new URL("filtering.js", here).href),
      fetch(words.list).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status))),
    ]);
    loading.catch(() => (loading = null));
    return loading;
  }

  function told(parent, data, column, number) {
    parent.textContent = data[column][number];
    if (data.foreign[column].includes(number)) Object.assign(parent, { lang: data.foreign.lang, dir: "ltr" });
  }

  function card(data, number) {
    const item = document.createElement("li");
    item.className = "sp-card";
    const link = put(put(item, "h3"), "a");
    link.href = data.hrefs[number];
    told(put(link, "bdi"), data, "titles", number);
    if (data.summaries[number]) told(put(item, "p"), data, "summaries", number);
    if (data.notes[number]) put(put(item, "p", "", "sp-card__meta"), "bdi", data.notes[number]);
    return item;
  }

  function fill(place, data, numbers) {
    const list = document.createElement("ul");
    list.className = "sp-cards";
    list.append(...numbers.slice(0, shown).map((number) => card(data, number)));
    place.replaceChildren(...(numbers.length ? [list] : []));
  }

  function phone([number, href]) {
    const line = document.createElement("p");
    const link = put(line, "a", "", "sp-phone");
    link.href = href;
    put(link, "bdi", number).dir = "ltr";
    return line;
  }

  function recount(data, counts) {
    data.facets.forEach(({ name, values }, facet) => {
      const options = selects.find((select) => select.name === name)?.options ?? [];
      for (const option of options) if (option.value) count(option, counts[facet][values.indexOf(option.value)]);
    });
  }

  function placeLink(name) {
    const links = [...section.querySelectorAll(`[data-facet="${words.place}"] a`)];
    return links.find((link) => link.dataset.value === name);
  }

  // The form that writes to a person, and this page in another language, keep what is chosen.
  function carry(choice, data) {
    const address = new URL(ask.href);
    const [place, ...numbers] = data?.places[choice[words.place]] ?? [];
    if (place) address.searchParams.set("comune", place);
    else address.searchParams.delete("comune");
    ask.href = address.href;
    phones.replaceChildren(...(numbers.length ? numbers.map(phone) : everywhere));
    who.hidden = !place;
    if (place) who.firstChild.href = placeLink(choice[words.place]).href;
    for (const [link, address] of languages) link.setAttribute("href", address + location.search);
  }

  function said(found) {
    if (!found.sure.length && !found.unsure.length) return words.none;
    const sentences = [words.found.replace("{count}", found.sure.length)];
    if (found.unsure.length) sentences.push(words.unsure.replace("{count}", found.unsure.length));
    return sentences.join(" ");
  }

  function showAll() {
    turn += 1;
    status.textContent = "";
    results.hidden = true;
    shelves.hidden = false;
    for (const select of selects) {
      for (const option of select.options) if (option.value) count(option, option.dataset.all);
    }
    carry({}, null);
  }

  async function show() {
    const choice = chosen();
    if (!Object.keys(choice).length) return showAll();
    const mine = (turn += 1);
    try {
      const [{ filter }, data] = await load();
      if (mine !== turn) return;
      const found = filter(data, choice);
      fill(sure, data, found.sure);
      fill(maybe, data, found.unsure);
      unsure.hidden = !found.unsure.length;
      more.hidden = Math.max(found.sure.length, found.unsure.length) <= shown;
      recount(data, found.counts);
      carry(choice, data);
      shelves.hidden = true;
      results.hidden = false;
      status.textContent = said(found);
    } catch {
      if (mine === turn) giveUp();
    }
  }

  function giveUp() {
    showAll();
    for (const list of lists) list.hidden = false;
    status.textContent = words.broken;
  }

  function read() {
    const asked = new URLSearchParams(location.search);
    for (const select of selects) {
      select.value = asked.get(select.name) ?? "";
      if (select.selectedIndex < 0) select.value = "";
    }
    shown = STEP;
    show();
  }

  function choose() {
    const query = new URLSearchParams(chosen()).toString();
    history.pushState(null, "", `${location.pathname}${query ? `?${query}` : ""}`);
    shown = STEP;
    show();
  }

  form.addEventListener("change", choose);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const select of selects) select.value = "";
    choose();
  });
  form.addEventListener("focusin", () => load().catch(() => {}), { once: true });
  more.addEventListener("click", async () => {
    const before = shown;
    shown += STEP;
    await show();
    const next = [sure, maybe].map((place) => place.querySelectorAll("a")[before]).find(Boolean);
    next?.focus();
  });
  addEventListener("popstate", read);

  for (const list of lists) list.hidden = true;
  results.hidden = true;
  section.append(form);
  shelves.before(results);
  read();
})();
