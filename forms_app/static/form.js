// Comforts of the form pages. Everything works without them.
"use strict";

// Browsers that do not follow autofocus, on a box or beside a #fragment, get the focus moved here.
const first = document.querySelector("main [autofocus]");
if (first) first.focus();

// What stands in the summary of errors leads to the field, label in sight.
for (const link of document.querySelectorAll(".sp-error-summary a")) {
  link.addEventListener("click", (event) => {
    const field = document.querySelector(link.getAttribute("href"));
    if (!field) return;
    event.preventDefault();
    (field.closest("fieldset, .sp-field") || field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
}

for (const area of document.querySelectorAll("textarea[data-longest]")) {
  const count = document.getElementById(`${area.id}-count`);
  const show = () => {
    // Characters as people count them, an emoji as one, a line break as one.
    const left = Number(area.dataset.longest) - [...area.value].length;
    const words = left < 0 ? count.dataset.over : count.dataset.left;
    // The digits that the page itself uses, in Arabic too.
    const number = Math.abs(left).toLocaleString(document.documentElement.lang, { numberingSystem: "latn" });
    count.textContent = words.replace("{number}", number);
  };
  area.addEventListener("input", show);
  show();
}

// One press is enough; the server, too, stores one request for two presses.
for (const form of document.querySelectorAll("form[data-once]")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => { sent = false; });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
