// Audits the page that is open in a running Chromium. Reads one job from standard input, writes one result.
// `status` in it is what the page was answered with this time.
// Job: {port, url, again, skip}. `again` is true for a page that only a post leads to: it is loaded anew where it stands.
import { readFileSync } from "node:fs";
import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";

const job = JSON.parse(readFileSync(0, "utf8"));
const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${job.port}`, defaultViewport: null });
const page = (await browser.pages()).find((open) => open.url() === job.url);
if (!page) throw new Error(`${job.url} is not open`);

const reload = () => page.evaluate(() => void setTimeout(() => location.reload()));
const flags = { ignoreStatusCode: true, skipAudits: job.skip, logLevel: "error", locale: "en" };
const { lhr } = await lighthouse(job.again ? reload : job.url, flags, undefined, page);
await browser.disconnect();

const missed = (category) =>
  category.auditRefs
    .map((ref) => ({ weight: ref.weight, ...lhr.audits[ref.id] }))
    .filter((audit) => audit.weight && audit.score !== null && audit.score < 1)
    .map(({ id, title, displayValue, details }) => ({
      category: category.id, audit: id, title, value: displayValue ?? "", items: details?.items ?? [],
    }));
const requests = lhr.audits["network-requests"].details?.items ?? [];
const document_ = requests.findLast((request) => request.resourceType === "Document");
const categories = Object.values(lhr.categories);
const result = {
  error: lhr.runtimeError?.message ?? null,
  status: document_?.statusCode ?? 0,
  scores: Object.fromEntries(categories.map(({ id, score }) => [id, score])),
  missed: categories.flatMap(missed),
};
process.stdout.write(JSON.stringify(result));
