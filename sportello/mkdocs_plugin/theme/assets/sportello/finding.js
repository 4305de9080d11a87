// What the search box asks, loaded when someone first turns to it: Pagefind's index of this language, and, where that has
// no page with the words asked for, the same index again with the nearest words that the site knows.

const LOOKED_AT = 8;
const SHORTEST = 3; // letters: "il", "de", "në" and the like tell nothing
const MOST_WORDS = 3; // the longest: each may cost a file of the index
const RANKING = { termSimilarity: 2, metaWeights: { title: 5, summary: 1.5 } };
// Of two pages that match alike, the one that helps comes first: by kind, in the order of KINDS in search.py.
const WORTH = [1.5, 1.2, 1.1, 1.1, 1, 0.8, 0.8, 0.7, 0.6];

// Without accents, and without the Arabic article.
const fold = (text) =>
  text.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/(^|[^\p{L}])ال(?=\p{L}{3})/gu, "$1");
const split = (text) => text.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);

function common(one, other) {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

// Letters put in, left out, changed or swapped with their neighbour (optimal string alignment).
function distance(one, other) {
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] !== other[j - 1]));
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[other.length];
}

// The known word that is meant by one that is misspelt or inflected: itself where none is near.
function nearest(word, known) {
  const asked = fold(word);
  let best = [word, Infinity];
  for (const candidate of asked.length < 4 ? [] : known) {
    const folded = fold(candidate);
    if (Math.abs(folded.length - asked.length) > 3) continue;
    const away = distance(asked, folded);
    const near = away <= (asked.length < 8 ? 1 : 2) || (away <= 3 && common(asked, folded) >= 0.6 * asked.length);
    if (near && away < best[1]) best = [candidate, away];
  }
  return best[0];
}

// How much of the words a page was found for, from 0 to 1: Pagefind also finds pages for the mere beginning of a word.
function share(page, words) {
  const said = page.content.split(/\s+/u);
  const places = page.locations.map((place) => said[place]);
  const found = split(fold([...places, page.meta.title, page.meta.summary].join(" ")));
  const alike = (word, other) => (other.includes(word) ? 1 : common(word, other) / word.length);
  const shares = words.map(fold).map((word) => Math.max(0, ...found.map((other) => alike(word, other))));
  return shares.reduce((total, one) => total + (one < 0.5 ? 0 : one), 0) / words.length;
}

// The same where no spaces stand between words.
function shareOfText(page, words) {
  const text = fold(page.content);
  if (text.includes(fold(words.join("")))) return 1;
  return words.filter((word) => text.includes(fold(word))).length / (words.length + 1);
}

// Several answers as one, in the order of the sum of a page's scores.
function sum(answers) {
  const sums = new Map();
  for (const result of answers.flat()) {
    sums.set(result.id, { ...result, score: result.score + (sums.get(result.id)?.score ?? 0) });
  }
  return [...sums.values()].sort((one, other) => other.score - one.score);
}

export async function open(index, language) {
  const { createInstance } = await import(`${index}pagefind.js`);
  const pagefind = createInstance({ noWorker: true, ranking: RANKING, excerptLength: 20 });
  await pagefind.init();
  const segmented = ["zh", "ja", "th"].includes(language.split("-")[0]);
  let known;

  function cut(run) {
    const cutter = Intl.Segmenter && new Intl.Segmenter(language, { granularity: "word" });
    return cutter ? [...cutter.segment(run)].map((part) => part.segment) : [...run];
  }

  function wordsOf(term) {
    const words = split(term);
    if (segmented) return words.flatMap(cut);
    const telling = words.filter((word) => word.length >= SHORTEST || /\p{N}/u.test(word));
    const longest = [...(telling.length ? telling : words)].sort((one, other) => other.length - one.length);
    return words.filter((word) => longest.slice(0, MOST_WORDS).includes(word));
  }

  async function ask(words) {
    return (await pagefind.search(words.join(" "))).results;
  }

  // Chinese is cut into words here and in the index by different dictionaries: single characters make up for it.
  async function askWhole(words) {
    const characters = [...words.join("")].filter((character) => /\p{Lo}/u.test(character));
    return segmented ? sum([await ask(words), await askEach([...new Set([...words, ...characters])])]) : ask(words);
  }

  // Pages that hold some of the words, those that hold more of them first.
  async function askEach(words) {
    return sum(await Promise.all(words.map((word) => ask([word]))));
  }

  async function look(words, most, question) {
    const results = await question(words);
    const pages = await Promise.all(
      results.slice(0, most).map(async (result) => {
        const page = { ...(await result.data()) };
        const covered = (segmented ? shareOfText : share)(page, words);
        const worth = WORTH[page.meta.kind?.length - 1] ?? 1;
        return { page, covered, score: result.score * worth * covered };
      }),
    );
    const found = pages.filter(({ covered }) => covered > 0).sort((one, other) => other.score - one.score);
    const sure = Math.max(0, ...found.map(({ covered }) => covered));
    return { found, sure, count: found.length < pages.length ? found.length : results.length };
  }

  async function knownWords() {
    known ??= fetch(`${index}words.txt`).then((answer) => (answer.ok ? answer.text() : ""), () => "").then(split);
    return known;
  }

  // `instead`: the words that were looked for in place of those asked for, or null.
  async function find(term, most = LOOKED_AT) {
    const words = wordsOf(term);
    const asked = await look(words, most, askWhole);
    if (asked.sure === 1 || !words.length) return { ...asked, instead: null };
    const vocabulary = await knownWords();
    const meant = words.map((word) => nearest(word, vocabulary));
    let other = await look(meant, most, askWhole);
    if (other.sure < 1) other = await look(meant, most, askEach);
    const changed = meant.some((word, at) => fold(word) !== fold(words[at]));
    if (other.sure <= asked.sure) return { ...asked, instead: null };
    return { ...other, instead: changed ? meant.join(segmented ? "" : " ") : null };
  }

  return { find };
}
