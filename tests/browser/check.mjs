// Opens the pages that the program writes in a browser and checks that people can read them: on a wide screen, on a
// telephone, at 200% zoom, in dark mode, with forced colours, with every reason open, and printed.
//
// Use: node check.mjs PROGRAM BROWSER CASE...   (`./run` finds all three)
// With SCREENSHOTS=DIR it leaves pictures and a PDF there to be looked at.

import { execFileSync } from "node:child_process";
import { readFileSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [program, browserPath, ...cases] = process.argv.slice(2);
const pictures = process.env.SCREENSHOTS;
if (pictures) mkdirSync(pictures, { recursive: true });

const views = [
  { name: "wide", viewport: { width: 1280, height: 900 } },
  { name: "wide-dark", viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  { name: "telephone", viewport: { width: 320, height: 640 } },
  { name: "telephone-dark", viewport: { width: 320, height: 640 }, colorScheme: "dark" },
  { name: "zoom-200", viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
  { name: "forced-colours", viewport: { width: 1280, height: 900 }, forcedColors: "active" },
];

const problems = [];
let checked = 0;
let pages = 0;

function note(page, view, what) {
  problems.push(`${page}, ${view}: ${what}`);
}

/** What axe finds, a line each. */
async function findings(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() =>
    window.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
      rules: { "target-size": { enabled: true } },
    }),
  );
  checked += result.passes.length;
  return result.violations.map(
    (one) => `${one.id}: ${one.help} (${one.nodes.map((node) => node.target.join(" ")).slice(0, 3).join("; ")})`,
  );
}

/** What a person would run into on the page as it stands. */
function obstacles() {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth + 1) found.push(`it scrolls sideways: ${root.scrollWidth}px`);
  if (document.querySelector("script")) found.push("it has a script");
  if (document.querySelector("[style]")) found.push("an element has a style of its own");
  if (getComputedStyle(document.body).marginTop !== "0px") found.push("the style sheet is not applied");
  const levels = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((heading) => Number(heading.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) found.push("it does not have one main heading");
  levels.forEach((level, at) => {
    if (at > 0 && level > levels[at - 1] + 1) found.push(`heading ${at + 1} skips a level`);
  });
  for (const table of document.querySelectorAll("table")) {
    if (!table.caption || !table.querySelector("th[scope=col]") || !table.querySelector("th[scope=row]"))
      found.push("a table lacks its caption or headers");
  }
  const drawings = [...document.querySelectorAll("svg[role=img]")];
  const seen = drawings.filter((drawing) => drawing.getClientRects().length > 0);
  const figures = document.querySelectorAll("figure").length;
  if (seen.length !== figures) found.push(`${seen.length} drawings are shown for ${figures} figures`);
  for (const drawing of seen) {
    const box = drawing.getBoundingClientRect();
    for (const text of drawing.querySelectorAll("text")) {
      const own = text.getBoundingClientRect();
      if (own.left < box.left - 1 || own.right > box.right + 1) found.push(`cut off: ${text.textContent}`);
      if (own.height < 9) found.push(`too small to read: ${text.textContent}`);
      for (const line of drawing.querySelectorAll("line.now,line.end")) {
        const day = line.getBoundingClientRect();
        const across = day.left > own.left && day.left < own.right && day.top < own.bottom - 3 && day.bottom > own.top + 3;
        if (across) found.push(`a day runs through: ${text.textContent}`);
      }
    }
  }
  for (const heading of document.querySelectorAll("h3")) {
    if (/^\d+[^\s.]/.test(heading.textContent)) found.push(`a number is glued to its heading: ${heading.textContent}`);
  }
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const link of document.querySelectorAll("a")) {
    const to = link.getAttribute("href");
    if (!to.startsWith("#") || !ids.includes(to.slice(1))) found.push(`a link leads nowhere: ${to}`);
  }
  return found;
}

/** Writes a plan as a page and checks it. */
async function checkPlan(browser, file, args, name, form = "html") {
  // Today lies within the plan of the first example, so that it is drawn.
  const env = { ...process.env, SOURCE_DATE_EPOCH: "1680000000" };
  const run = { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], env };
  writeFileSync(file, execFileSync(program, [...args, "--format", form], run));
  await check(browser, file, name);
}

async function check(browser, file, name) {
  pages += 1;
  for (const view of views) {
    const { name: viewName, ...settings } = view;
    const context = await browser.newContext(settings);
    const page = await context.newPage();
    page.on("request", (request) => {
      if (request.url() !== `file://${file}`) note(name, viewName, `it asks for ${request.url()}`);
    });
    page.on("console", (message) => note(name, viewName, `the browser says: ${message.text()}`));
    page.on("pageerror", (error) => note(name, viewName, `the browser says: ${error.message}`));
    await page.goto(`file://${file}`);
    for (const found of await page.evaluate(obstacles)) note(name, viewName, found);
    const fold = page.locator("summary").first();
    const folds = await fold.count();
    // With every fold open more is checked below; a view that differs in its size alone has the same rules.
    if (folds === 0 || viewName === "wide") {
      for (const found of await findings(page)) note(name, viewName, found);
    }
    if (pictures) await page.screenshot({ path: join(pictures, `${name}-${viewName}.png`), fullPage: true });
    // A fold opens from the keyboard.
    if (folds > 0) {
      await fold.focus();
      await page.keyboard.press("Enter");
      const open = await fold.evaluate((summary) => summary.parentElement.open);
      if (!open) note(name, viewName, "a fold does not open from the keyboard");
      await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
      for (const found of await page.evaluate(obstacles)) note(name, viewName, `all open: ${found}`);
      if (["wide", "wide-dark", "telephone"].includes(viewName)) {
        for (const found of await findings(page)) note(name, viewName, `all open: ${found}`);
      }
      if (pictures) await page.screenshot({ path: join(pictures, `${name}-${viewName}-open.png`), fullPage: true });
    }
    await context.close();
  }
  await print(browser, file, name);
}

/** The most pages that a plan may take on paper: fewer where little is known, and one for a court. */
function mostPages(name) {
  if (name.startsWith("court")) return 1;
  return name.startsWith("05") ? 12 : 16;
}

/** The least that the last of several pages may be filled, in words. */
const FEWEST_WORDS = 30;

/** How many words stand on a page of a PDF. */
function wordsOf(printed, page) {
  const text = execFileSync("pdftotext", ["-f", page, "-l", page, printed, "-"].map(String), { encoding: "utf8" });
  return text.split(/\s+/).filter(Boolean).length;
}

/** Prints on A4, with every reason for what is proposed on the paper. */
async function print(browser, file, name) {
  const context = await browser.newContext({ colorScheme: "dark" });
  const page = await context.newPage();
  await page.goto(`file://${file}`);
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  const hidden = await page.evaluate(() =>
    [...document.querySelectorAll("details.kept li")].filter((item) => item.getClientRects().length === 0).length,
  );
  if (hidden > 0) note(name, "print", `${hidden} reasons are not printed`);
  const paper = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  const sizes = new Set([...paper.toString("latin1").matchAll(/\/MediaBox ?\[([^\]]*)\]/g)].map((found) => found[1]));
  for (const size of sizes) {
    const [, , width, height] = size.trim().split(/\s+/).map(Number);
    if (Math.abs(width - 595) > 1 || Math.abs(height - 842) > 1) note(name, "print", `a page is ${width} by ${height}`);
  }
  if (sizes.size === 0) note(name, "print", "the printed page has no size");
  const sheets = (paper.toString("latin1").match(/\/Type ?\/Page\b/g) ?? []).length;
  const most = mostPages(name);
  if (sheets === 0 || sheets > most) note(name, "print", `it takes ${sheets} pages, and may take ${most}`);
  const printed = join(dirname(file), `${name}.pdf`);
  writeFileSync(printed, paper);
  if (sheets > 1 && wordsOf(printed, sheets) < FEWEST_WORDS) note(name, "print", "its last page is nearly empty");
  if (pictures) writeFileSync(join(pictures, `${name}.pdf`), paper);
  await context.close();
}

const browser = await chromium.launch({
  executablePath: browserPath,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
const folder = process.env.PAGES;
for (const path of cases) {
  const name = basename(dirname(path));
  await checkPlan(browser, join(folder, `${name}.html`), ["--case", path], name);
}
if (cases.length > 0) {
  const [first] = cases;
  await checkPlan(browser, join(folder, "redacted.html"), ["--case", first, "--redact"], "redacted");
  await checkPlan(browser, join(folder, "brief.html"), ["--case", first, "--detail", "brief"], "brief");
  // What a caseload comes to.
  const caseload = join(dirname(dirname(first)), "caseload", "caseload.csv");
  const summary = join(folder, "summary.html");
  execFileSync(program, ["batch", caseload, "--only", "outcomes", "-o", join(folder, "plans"), "--summary", summary], {
    stdio: ["ignore", "ignore", "ignore"],
  });
  await check(browser, summary, "summary");
  const documents = [
    ["second-opinion", ["--case", first, "--proposed", "TSP,stepping-stones"]],
    ["what-if", ["--case", first, "--what-if", "weeks-remaining=20"]],
    ...cases.map((path) => [`court-${basename(dirname(path))}`, ["--case", path, "--detail", "court"]]),
  ];
  for (const [name, args] of documents) await checkPlan(browser, join(folder, `${name}.html`), args, name);
  for (const language of ["en", "cy"]) {
    const name = `sheet-${language}`;
    const words = ["--case", first, "--language", language];
    await checkPlan(browser, join(folder, `${name}.html`), words, name, "sheet-html");
  }
}
await browser.close();

problems.forEach((problem) => console.error(problem));
console.log(
  problems.length === 0
    ? `browser test: ${pages} pages in ${views.length} views and on paper, ${checked} rules passed, no violations`
    : `browser test: ${problems.length} problems`,
);
process.exit(problems.length === 0 && cases.length > 0 ? 0 : 1);
