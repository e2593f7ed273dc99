// What a manager reads in ten seconds: how bad, what nobody looked at, what to do first.
const SEVERITIES = ['Critical', 'High', 'Medium', 'Low', 'Info'];
const rank = f => SEVERITIES.indexOf(f.severity);

const summary = (report, findings, go) => {
  const fails = findings.filter(f => f.outcome === 'Fail').sort((a, b) => rank(a) - rank(b));
  const t = report.totals;
  const parts = [];
  if (report.assessments.length) {
    const worst = fails.length ? fails[0].severity : null;
    parts.push(el('p', { class: 'verdict' }, t.failed
      ? `${plural(t.failed, 'check fails', 'checks fail')}${worst ? `; the worst is ${worst}` : ''}.`
      : t.lookedAt ? `Nothing fails among ${plural(t.lookedAt, 'answer')}.` : 'Nothing was looked at.'));
    parts.push(el('p', {}, `Looked at ${number(t.lookedAt)} of ${number(t.total)}; could not look at ${number(t.couldNotLook)}; ${number(t.accepted)} accepted with a reason.`));
    parts.push(split(t));
    if (report.filtered) parts.push(el('p', { class: 'note' }, `Filtered: ${number(t.shown)} of ${number(t.total)} answers are shown below; the figures here are of all of them.`));
    parts.push(el('ul', { class: 'tiles', 'aria-label': 'Counts; each filters the list of findings' },
      SEVERITIES.map(s => tile(s, fails.filter(f => f.severity === s).length, { outcome: 'Fail', severity: s }, go)),
      tile('Not assessed', t.couldNotLook, { outcome: 'NotAssessed' }, go, 'notassessed'),
      tile('Accepted', t.accepted, { outcome: 'Accepted' }, go, 'accepted'),
      tile('Pass', t.passed, { outcome: 'Pass' }, go, 'pass')));
  } else {
    parts.push(el('p', {}, 'No rules ran for this report: it shows what was brought to it.'));
  }
  const blocks = [first(fails), unseen(findings)].filter(Boolean);
  if (blocks.length) parts.push(el('div', { class: 'two' }, blocks));
  parts.push(runs(report));
  return section('summary', 'Summary', parts);
};

const tile = (name, count, filter, go, tone) => el('li', {}, el('button', { type: 'button', class: 'tile ' + (tone || css(name)), disabled: count === 0, onclick: () => go(filter) }, el('b', {}, number(count)), name));

const split = t => {
  const box = el('div', { class: 'split', role: 'img', 'aria-label': `${number(t.passed)} pass, ${number(t.failed)} fail, ${number(t.couldNotLook)} not assessed, ${number(t.accepted)} accepted` });
  for (const [key, name] of [['failed', 'fail'], ['couldNotLook', 'notassessed'], ['accepted', 'accepted'], ['passed', 'pass']]) {
    const piece = el('span', { class: name });
    piece.style.flexGrow = String(t[key]);
    box.append(piece);
  }
  return box;
};

const first = fails => fails.length === 0 ? null : el('div', {}, el('h3', {}, 'Do first'), el('ol', {},
  fails.slice(0, 3).map(f => el('li', {}, badge(f.severity), ' ', el('a', { href: '#finding=' + f.id }, `${f.title}: ${f.target}`), el('br'), f.cure))));

// By reason: one missing right keeps many rules from looking.
const unseen = findings => {
  const reasons = tally(findings.filter(f => f.outcome === 'NotAssessed'), f => f.message, () => 1);
  return reasons.length === 0 ? null : el('div', {}, el('h3', {}, 'Not looked at'), el('ul', {},
    reasons.slice(0, 5).map(([reason, n]) => el('li', {}, el('a', { href: '#' + new URLSearchParams({ outcome: 'NotAssessed', q: reason }) }, reason), n > 1 ? ` (${number(n)})` : '')),
    reasons.length > 5 ? el('li', {}, el('a', { href: '#outcome=NotAssessed' }, `and ${plural(reasons.length - 5, 'more reason', 'more reasons')}`)) : null));
};

const runs = report => report.assessments.length < 2 ? null : el('div', {}, el('h3', {}, 'Identities'), scroll('Identities', el('table', {},
  head([{ name: 'Identity' }, { name: 'Fail', class: 'number' }, { name: 'Not assessed', class: 'number' }, { name: 'Looked at', class: 'number' }]),
  el('tbody', {}, report.assessments.map(a => {
    const of = key => sum(a.rules, r => r[key]);
    return el('tr', {}, el('th', { scope: 'row' }, el('a', { href: '#' + new URLSearchParams({ identity: a.username }) }, a.username || '-'), el('span', { class: 'soft' }, [a.scope ? ' scope ' + a.scope : ' no scope', orgName(a.org)].filter(Boolean).join(', '))),
      el('td', { class: 'number' }, number(of('failed'))), el('td', { class: 'number' }, number(of('notAssessed'))), el('td', { class: 'number' }, number(of('passed') + of('failed') + of('accepted'))));
  })))));
