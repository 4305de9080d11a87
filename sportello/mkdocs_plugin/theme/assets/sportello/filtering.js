// Which services fit what is chosen. Data are those of `pages/directory_data.py`; a choice is an object of values by
// facet, { bisogno: "lost-job", comune: "gussola" }.
"use strict";

const MAYBE_MORE = -1;
const [NO, UNSURE, YES] = [0, 1, 2];

// For each facet that is chosen: whether each service fits, by its number.
function verdicts({ facets }, chosen) {
  return facets.map(({ name, values, sets, of }) => {
    if (!chosen[name]) return null;
    const wanted = values.indexOf(chosen[name]);
    const fits = sets.map((set) => {
      if (wanted >= 0 && set.includes(wanted)) return YES;
      return set.includes(MAYBE_MORE) ? UNSURE : NO;
    });
    return of.map((number) => fits[number]);
  });
}

// The numbers of the services that fit all, of those that may fit, and how many services each value of each facet would
// find in the place of the one that is chosen there.
export function filter(data, chosen) {
  const judged = verdicts(data, chosen);
  const counts = data.facets.map(({ values }) => new Array(values.length).fill(0));
  const sure = [];
  const unsure = [];
  for (let service = 0; service < data.titles.length; service += 1) {
    const fits = judged.map((verdict) => (verdict ? verdict[service] : YES));
    if (!fits.includes(NO)) (fits.includes(UNSURE) ? unsure : sure).push(service);
    const missed = fits.filter((fit) => fit !== YES).length;
    data.facets.forEach(({ sets, of }, facet) => {
      if (missed > (fits[facet] === YES ? 0 : 1)) return;
      for (const value of sets[of[service]]) if (value !== MAYBE_MORE) counts[facet][value] += 1;
    });
  }
  return { sure, unsure, counts };
}
