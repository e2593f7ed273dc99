// The findings: filter, sort, search, links that lead to one of them or to a filter.
const SORTS = {
  severity: (a, b) => order(a) - order(b) || rank(a) - rank(b) || byText(a.ruleId, b.ruleId) || byText(a.target, b.target),
  rule: (a, b) => byText(a.ruleId, b.ruleId) || byText(a.target, b.target),
  target: (a, b) => byText(a.target, b.target) || byText(a.ruleId, b.ruleId),
  identity: (a, b) => byText(a.username, b.username) || SORTS.severity(a, b),
};
const OUTCOMES = ['Fail', 'NotAssessed', 'Accepted', 'Pass'];
const order = f => OUTCOMES.indexOf(f.outcome);
const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const EMPTY = { q: '', outcome: '', severity: '', rule: '', identity: '', sort: 'severity' };

// A mark that is the same in tomorrow's report of the same finding: FNV-1a over rule, identity and target.
const idOf = (f, taken) => {
  let hash = 0x811c9dc5;
  for (const c of `${f.ruleId}\n${f.username}\n${f.target}`) hash = Math.imul(hash ^ c.codePointAt(0), 0x01000193) >>> 0;
  const name = `${f.ruleId}-${hash.toString(36)}`;
  taken.set(name, (taken.get(name) || 0) + 1);
  return taken.get(name) === 1 ? name : `${name}-${taken.get(name)}`;
};

// The findings of all runs in one list, each with its identity, its id and the text that search looks in.
const flatten = report => {
  const taken = new Map();
  return report.assessments.flatMap(a => a.findings.map(f => {
    const finding = { ...f, username: a.username, scope: a.scope, org: a.org };
    finding.id = idOf(finding, taken);
    finding.text = [f.ruleId, f.title, f.target, f.message, f.cure, a.username, a.scope, f.acceptedBecause, f.contact, ...f.evidence].join('\n').toLowerCase();
    return finding;
  }));
};

const findingsSection = findings => {
  const state = { ...EMPTY };
  const list = el('div');
  const status = el('p', { role: 'status', class: 'soft' });
  const nodes = new Map(findings.map(f => [f.id, findingNode(f)]));
  const controls = {};
  const set = (key, value) => { state[key] = value; apply(); remember(); };
  const choice = (key, name, values) => {
    controls[key] = el('select', { 'aria-label': name, onchange: e => set(key, e.target.value) }, values.map(([value, label]) => el('option', { value }, label)));
    return el('label', {}, name, controls[key]);
  };
  const distinct = key => [...new Set(findings.map(f => f[key]))].sort(byText).map(v => [v, v || '-']);
  controls.q = el('input', { type: 'search', 'aria-label': 'Search', autocomplete: 'off', oninput: e => set('q', e.target.value) });
  const tools = el('div', { class: 'tools', role: 'search', 'aria-label': 'Findings' },
    el('label', { class: 'wide' }, 'Search', controls.q),
    choice('outcome', 'Outcome', [['', 'all'], ...OUTCOMES.map(o => [o, o === 'NotAssessed' ? 'Not assessed' : o])]),
    choice('severity', 'Severity', [['', 'all'], ...SEVERITIES.map(s => [s, s])]),
    choice('rule', 'Rule', [['', 'all'], ...distinct('ruleId')]),
    choice('identity', 'Identity', [['', 'all'], ...distinct('username')]),
    choice('sort', 'Sort by', [['severity', 'severity'], ['rule', 'rule'], ['target', 'target'], ['identity', 'identity']]),
    el('button', { type: 'button', onclick: () => go({}) }, 'Reset'));

  let sorted = '';
  const apply = () => {
    const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const f of findings) {
      const fits = (!state.outcome || f.outcome === state.outcome) && (!state.severity || f.severity === state.severity) && (!state.rule || f.ruleId === state.rule)
        && (!state.identity || f.username === state.identity) && words.every(w => f.text.includes(w));
      nodes.get(f.id).hidden = !fits;
      shown += fits ? 1 : 0;
    }
    if (sorted !== state.sort) {
      sorted = state.sort;
      list.append(...[...findings].sort(SORTS[sorted]).map(f => nodes.get(f.id)));
    }
    status.textContent = shown === findings.length ? `${plural(shown, 'finding')}.` : `${number(shown)} of ${plural(findings.length, 'finding')} shown.`;
    for (const [key, control] of Object.entries(controls)) control.value = state[key];
  };
  const go = filter => {
    Object.assign(state, EMPTY, filter);
    apply();
    remember();
    document.getElementById('findings').scrollIntoView();
    document.getElementById('findings-title').focus({ preventScroll: true });
  };
  // The filter is in the address, so that it can be sent to somebody.
  const remember = () => {
    const parts = Object.entries(state).filter(([key, value]) => value !== EMPTY[key]);
    history.replaceState(null, '', '#' + (parts.length ? new URLSearchParams(parts) : 'findings'));
  };
  const follow = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    const node = nodes.get(asked.get('finding'));
    if (node) {
      if (node.hidden) { Object.assign(state, EMPTY); apply(); }
      node.open = true;
      for (const other of list.querySelectorAll('.shown')) other.classList.remove('shown');
      node.classList.add('shown');
      node.scrollIntoView();
      node.firstElementChild.focus({ preventScroll: true });
    } else if (Object.keys(EMPTY).some(key => asked.has(key))) {
      for (const key of Object.keys(EMPTY)) {
        const value = asked.get(key) ?? EMPTY[key];
        state[key] = key === 'q' || [...controls[key].options].some(o => o.value === value) ? value : EMPTY[key];
      }
      apply();
      document.getElementById('findings').scrollIntoView();
    }
  };
  apply();
  window.addEventListener('hashchange', follow);
  window.addEventListener('beforeprint', () => { for (const node of nodes.values()) if (!node.hidden) node.open = true; });
  document.addEventListener('keydown', e => {
    if (e.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) { e.preventDefault(); controls.q.focus(); }
  });
  return { node: section('findings', 'Findings', tools, status, list), go, follow };
};

// A finding is a line; what is in it is made when it is opened.
const findingNode = f => {
  const tone = f.outcome === 'Fail' ? f.severity : f.outcome;
  const node = el('details', { class: 'finding ' + css(tone), id: f.id }, el('summary', {},
    badge(tone), ' ', el('span', { class: 'soft' }, f.ruleId), ' ', el('span', { class: 'what' }, f.title), ': ', f.target));
  node.addEventListener('toggle', () => { if (node.open && node.children.length === 1) node.append(findingBody(f)); });
  return node;
};

const findingBody = f => el('div', {},
  el('p', {}, f.message),
  f.confidence ? el('p', { class: 'soft' }, `Confidence ${f.confidence}; seen ${moment(f.firstSeen)} to ${moment(f.lastSeen)}.`) : null,
  f.evidence.length ? el('ul', {}, f.evidence.map(e => el('li', {}, e))) : null,
  f.acceptedBecause ? el('p', { class: 'note' }, `Accepted: ${f.acceptedBecause}`) : null,
  f.cure ? el('div', { class: 'cure' }, el('p', {}, el('b', {}, 'Cure: '), f.cure), copyButton(f.cure)) : null,
  el('p', { class: 'soft' }, [`${f.outcome === 'NotAssessed' ? 'Not assessed' : f.outcome}, severity ${f.severity}`, f.username && `identity ${f.username}`, f.scope && `scope ${f.scope}`, f.source, orgName(f.org), f.contact && `notify ${f.contact}`].filter(Boolean).join(' · ')),
  f.controls.length ? el('p', { class: 'soft' }, 'Controls: ' + f.controls.join(', ')) : null,
  f.references.length ? el('ul', {}, f.references.map(r => el('li', {}, /^https:\/\//.test(r) ? el('a', { href: r, rel: 'noreferrer' }, r) : r))) : null,
  el('p', {}, el('a', { href: '#finding=' + f.id }, 'Link to this finding')));

const copyButton = text => navigator.clipboard ? el('button', { type: 'button', class: 'copy', onclick: async e => {
  try { await navigator.clipboard.writeText(text); e.target.textContent = 'Copied'; } catch { e.target.textContent = 'Copying is not allowed here'; }
} }, 'Copy') : null;
