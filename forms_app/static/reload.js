// Development only: the page is loaded again when a new build of the site is on show.
"use strict";

const EVERY_MS = 1000;
let shown;

async function look() {
  try {
    const { number } = await (await fetch("/__build", { cache: "no-store" })).json();
    shown ??= number;
    if (number !== shown) location.reload();
  } catch {
    // The server is starting again.
  }
}

look();
setInterval(look, EVERY_MS);
