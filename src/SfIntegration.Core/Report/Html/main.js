// Puts the page together.
const report = JSON.parse(document.getElementById('report-data').textContent);
const found = flatten(report);
const listing = report.assessments.length ? findingsSection(found) : null;
const numbered = (list, make) => list.map((item, i) => make(item, i));
const parts = [
  summary(report, found, filter => listing && listing.go(filter)),
  ...numbered(report.plans, planSection),
  ...(listing ? [listing.node] : []),
  ...numbered(report.access, accessSection),
  ...numbered(report.comparisons, comparisonSection),
  ...numbered(report.activity, activitySection),
  ...numbered(report.use, useSection),
];
const main = document.getElementById('main');
main.replaceChildren(
  el('nav', { 'aria-label': 'Parts of this report' }, el('ul', {}, parts.map(p => el('li', {}, el('a', { href: '#' + p.id }, p.firstElementChild.textContent))))),
  ...parts);

const theme = el('button', { type: 'button', onclick: () => {
  const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'light' : 'dark';
} }, 'Dark or light');
document.querySelector('header').append(el('div', { class: 'actions' }, theme, ' ', el('button', { type: 'button', onclick: () => print() }, 'Print')));
document.body.append(tip);
document.addEventListener('keydown', e => { if (e.key === 'Escape') tip.hidden = true; });
if (listing) listing.follow();
