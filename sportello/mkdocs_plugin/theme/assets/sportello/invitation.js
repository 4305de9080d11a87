// The first page, for a browser that prefers another language of the site: one line, in that language, that leads there.
// Nothing is stored, nobody is sent anywhere; without this file there is the list of languages.
"use strict";

(() => {
  const place = document.querySelector("[data-invitations]");
  if (!place) return;
  const primary = (tag) => tag.toLowerCase().split("-")[0];
  const own = primary(document.documentElement.lang);
  const lines = [...place.querySelectorAll("a")];
  for (const wanted of navigator.languages.map(primary)) {
    if (wanted === own) return;
    const line = lines.find((candidate) => primary(candidate.lang) === wanted);
    if (line) {
      line.hidden = place.hidden = false;
      return;
    }
  }
})();
