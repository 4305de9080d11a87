// Desks: says what holds now, from sentences that the build made for every instant of the coming days (data-now).
// The browser knows neither holidays nor Rome's clocks: it counts minutes. When the sentences have run out, it says nothing.
"use strict";

(() => {
  const EACH = 15000;
  const places = [...document.querySelectorAll("[data-now]")].map((place) => [place, JSON.parse(place.dataset.now)]);

  const held = (data, minute) => {
    let end = data.from;
    if (minute < end) return ["", ""];
    for (const [index, minutes] of data.turns) {
      end += minutes;
      if (minute < end) return data.says[index];
    }
    return ["", ""];
  };

  const show = () => {
    const minute = Math.floor(Date.now() / 60000);
    for (const [place, data] of places) {
      const [kind, sentence] = held(data, minute);
      if (place.textContent !== sentence) place.textContent = sentence;
      place.dataset.kind = kind;
      place.hidden = !sentence;
    }
  };

  show();
  setInterval(show, EACH);
  document.addEventListener("visibilitychange", show);
})();
