// Uses the HTML report as a reader does, in Chromium, and prints what was there. Arguments: the browser, the page, the page of 5,000 findings, the folder for pictures.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const [browserPath, pagePath, bigPath, pictures] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
const said = [];
const asked = [];

const open = async (path, { width = 1280, scheme = 'light', hash = '' } = {}) => {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
  page.on('console', m => said.push(m.text()));
  page.on('pageerror', e => said.push(e.message));
  page.on('request', r => asked.push(r.url()));
  page.on('dialog', d => { said.push('dialog ' + d.message()); d.dismiss(); });
  await page.goto(pathToFileURL(path).href + hash);
  return page;
};
const shown = page => page.locator('.finding:visible').count();
const status = page => page.getByRole('status').textContent();
const overflow = page => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
const serious = async page => {
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run(document));
  return { passes: result.passes.length, issues: result.violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(v => `${v.id}: ${v.nodes[0].html}`), minor: result.violations.map(v => `${v.id}: ${v.nodes[0].html}`) };
};

const seen = {};
let page = await open(pagePath);
seen.title = await page.title();
seen.headings = await page.locator('h2').allTextContents();
seen.verdict = await page.locator('.verdict').textContent();
seen.tiles = await page.locator('.tile').allTextContents();
seen.all = { count: await shown(page), status: await status(page) };

// Filters, one after the other.
await page.getByLabel('Outcome', { exact: true }).selectOption('Fail');
seen.fails = { count: await shown(page), hash: await page.evaluate(() => location.hash) };
await page.getByRole('button', { name: 'Reset' }).click();
await page.getByLabel('Search', { exact: true }).fill('viewsetup');
seen.searched = await shown(page);
await page.getByLabel('Search', { exact: true }).fill('no such words');
seen.nothing = { count: await shown(page), status: await status(page) };
await page.getByRole('button', { name: 'Reset' }).click();
await page.getByLabel('Sort by', { exact: true }).selectOption('rule');
seen.byRule = await page.locator('.finding > summary > .soft').allTextContents();
await page.getByLabel('Sort by', { exact: true }).selectOption('severity');
seen.bySeverity = await page.locator('.finding > summary > .badge').allTextContents();
await page.getByRole('button', { name: /Accepted/ }).click();
seen.tile = await status(page);
await page.getByRole('button', { name: 'Reset' }).click();

// With the keyboard alone: / goes to the search, Enter opens a finding.
await page.locator('body').press('/');
seen.slash = await page.evaluate(() => document.activeElement.type);
await page.locator('.finding summary').first().focus();
await page.keyboard.press('Enter');
await page.locator('.finding .cure').first().waitFor();
seen.opened = await page.locator('.finding').first().innerText();

// A link to one finding opens it in a new page; a link to a filter sets it.
const link = await page.locator('.finding[open] a', { hasText: 'Link to this finding' }).getAttribute('href');
await page.close();
page = await open(pagePath, { hash: link });
seen.deep = { open: await page.locator('.finding[open]').count(), text: await page.locator('.finding[open] .what').textContent() };
await page.close();
page = await open(pagePath, { hash: '#outcome=NotAssessed&severity=nonsense' });
seen.filterLink = { count: await shown(page), outcome: await page.getByLabel('Outcome', { exact: true }).inputValue(), severity: await page.getByLabel('Severity', { exact: true }).inputValue() };
await page.close();

// The matrix: who gives it where it is pointed at, and in the row that the name opens.
page = await open(pagePath);
const row = page.locator('#access tbody tr', { has: page.getByRole('button', { name: 'Account', exact: true }) }).first();
await row.locator('td.yes').first().hover();
seen.tip = await page.locator('.tip').textContent();
await page.getByRole('button', { name: 'Account', exact: true }).press('Enter');
seen.row = await page.locator('#access tr.opened:visible').first().innerText();
seen.fieldMarks = await page.locator('#access tr.opened:visible tbody tr').first().locator('td.yes').count();
seen.reach = await page.locator('#access .tile').allTextContents();
await page.getByLabel('Search in this access').fill('contact');
seen.accessSearch = await page.locator('#access table').filter({ hasText: 'View all' }).locator('tbody th').allTextContents();
await page.getByLabel('Search in this access').fill('');
seen.hours = await page.locator('.hours li').evaluateAll(list => list.map(li => li.textContent).filter(t => !/ 0 calls/.test(t)));
seen.plan = await page.locator('#plan tbody tr').first().innerText();
seen.scriptsRun = await page.evaluate(() => window.broken === undefined);
await page.locator('#access').scrollIntoViewIfNeeded();
await page.screenshot({ path: join(pictures, 'report-access.png') });

// Dark and light by the button, whatever the system says.
const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const light = await ground();
await page.getByRole('button', { name: 'Dark or light' }).click();
seen.themes = [light, await ground()];
await page.close();

// What is seen by people who need help to see it, in both themes, wide and narrow, with parts opened.
seen.axe = [];
for (const [width, scheme] of [[1280, 'light'], [1280, 'dark'], [400, 'light']]) {
  page = await open(pagePath, { width, scheme });
  for (const summaryLine of await page.locator('.finding summary').all()) await summaryLine.click();
  for (const name of ['Account', 'Contact']) await page.getByRole('button', { name, exact: true }).click();
  seen.axe.push({ width, scheme, overflow: await overflow(page), ...(await serious(page)) });
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: join(pictures, `report-${width}-${scheme}.png`), fullPage: true });
  await page.close();
}

// On paper everything is there: each finding is opened, each row is shown, the tools are gone.
page = await open(pagePath);
await page.emulateMedia({ media: 'print' });
await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
seen.print = { open: await page.locator('.finding[open]').count(), tools: await page.locator('.tools:visible').count(), pages: (await page.pdf()).length > 10000 };
await page.close();

// 5,000 findings.
page = await open(bigPath, { width: 400 });
seen.big = { count: await page.locator('.finding').count(), status: await status(page), overflow: await overflow(page) };
await page.getByLabel('Search', { exact: true }).fill('object_4321__c');
seen.big.found = await shown(page);
await page.screenshot({ path: join(pictures, 'report-big-400.png') });
await page.close();

// Without scripts the figures are still there.
const plain = await browser.newContext({ javaScriptEnabled: false });
page = await plain.newPage();
await page.goto(pathToFileURL(pagePath).href);
seen.withoutScripts = await page.locator('main').innerText();
await browser.close();
seen.said = said;
seen.asked = [...new Set(asked.map(u => new URL(u).protocol))];
console.log(JSON.stringify(seen));
