// Does the calculation that the page asks for (ALTCHA: which number, after the salt, has this SHA-256?), then sends.
// Where it cannot, the page stays as it is: one waits and presses the button.
"use strict";

const BATCH = 500;

async function isSolution(puzzle, number) {
  const text = new TextEncoder().encode(puzzle.salt + number);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("") === puzzle.challenge;
}

async function solve(puzzle) {
  for (let start = 0; start <= puzzle.maxnumber; start += BATCH) {
    const numbers = Array.from({ length: BATCH }, (_, index) => start + index);
    const found = (await Promise.all(numbers.map((number) => isSolution(puzzle, number)))).indexOf(true);
    if (found >= 0) return start + found;
  }
  return null;
}

async function solveAndSend(form) {
  const puzzle = JSON.parse(form.dataset.puzzle);
  const [working, patience] = ["[data-working]", "[data-patience]"].map((name) => form.querySelector(name));
  working.hidden = false;
  patience.hidden = true;
  const number = await solve(puzzle).catch(() => null);
  if (number === null) {
    working.hidden = true;
    patience.hidden = false;
    return;
  }
  const { algorithm, challenge, salt, signature } = puzzle;
  form.elements.altcha.value = btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
  form.requestSubmit(form.querySelector("button[name=step]"));
}

const waiting = document.querySelector("form[data-puzzle]");
if (waiting && window.crypto && window.crypto.subtle) solveAndSend(waiting);
