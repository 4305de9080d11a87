// Alerts that ended since the site was built disappear, and those that have begun appear: by the day in Europe/Rome.
// Without this file the page shows what held on the day of the build.
"use strict";

(() => {
  // Swedish dates are written as ISO 8601.
  const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Rome" });
  for (const place of document.querySelectorAll("[data-alerts]")) {
    const alerts = [...place.querySelectorAll("[data-until]")];
    for (const alert of alerts) {
      alert.hidden = today > alert.dataset.until || today < (alert.dataset.from ?? "");
    }
    const quiet = alerts.every((alert) => alert.hidden);
    const none = place.querySelector("[data-alerts-none]");
    if (none) none.hidden = !quiet;
    else place.hidden = quiet;
  }
})();
