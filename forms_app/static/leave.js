// Leaving in a hurry: nothing to see at once, and no entry of this page to go back to.
"use strict";

const PRESSES = 3;
const WITHIN_MS = 3000;
const way = document.querySelector("[data-leave]");

function leave() {
  document.title = "\u00a0";
  document.documentElement.replaceChildren();
  location.replace(way.href);
}

if (way) {
  let presses = [];
  way.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.repeat) return;
    if (event.key !== "Shift") {
      presses = [];
      return;
    }
    presses = [...presses.filter((moment) => event.timeStamp - moment < WITHIN_MS), event.timeStamp];
    if (presses.length >= PRESSES) leave();
  });
  // A page that comes back from the browser's memory is asked for anew: the server knows what may be shown.
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  for (const hint of document.querySelectorAll("[data-leave-keys]")) hint.hidden = false;
}
