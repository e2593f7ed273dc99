// Small ways to make the page. Text only ever becomes text: nothing here parses HTML.
const el = (name, attributes, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === 'class') node.className = value;
    else if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? '' : String(value));
  }
  node.append(...children.flat(Infinity).filter(c => c !== null && c !== undefined && c !== ''));
  return node;
};

const number = n => (n === null || n === undefined ? '' : n.toLocaleString('en-US'));
const plural = (n, one, many) => `${number(n)} ${n === 1 ? one : many || one + 's'}`;
const moment = text => (text ? text.replace('T', ' ').replace(/:\d\dZ$/, 'Z') : '');
const css = word => word.toLowerCase().replace(/[^a-z]/g, '');
const badge = word => el('span', { class: 'badge ' + css(word) }, word === 'NotAssessed' ? 'Not assessed' : word);
const orgName = org => (org ? [org.alias, org.host].filter(Boolean).join(' ') : '');
const sum = (list, of) => list.reduce((total, item) => total + of(item), 0);

// Most first; equal ones by name, so that the same report always looks the same.
const tally = (list, key, value) => {
  const totals = new Map();
  for (const item of list) totals.set(key(item), (totals.get(key(item)) || 0) + value(item));
  return [...totals].sort((a, b) => b[1] - a[1] || String(a[0]).localeCompare(String(b[0])));
};

const section = (id, title, ...children) => el('section', { id, 'aria-labelledby': id + '-title' }, el('h2', { id: id + '-title', tabindex: '-1' }, title), ...children);

// A wide table scrolls by itself, and the keyboard reaches it; the page never gets wider than the window.
const scroll = (label, table) => el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label }, table);

const head = columns => el('thead', {}, el('tr', {}, columns.map(c => el('th', { scope: 'col', class: c.class }, c.name))));

// A table that shows its first rows at once and the rest when asked, or when it is printed.
const CHUNK = 200;
const growing = (label, columns, rows, render) => {
  const body = el('tbody');
  let shown = 0;
  const more = el('button', { type: 'button', class: 'more', onclick: () => show(rows.length) });
  const show = upTo => {
    body.append(...rows.slice(shown, upTo).flatMap(r => render(r)));
    shown = Math.max(shown, Math.min(upTo, rows.length));
    more.hidden = shown >= rows.length;
    more.textContent = `Show the other ${number(rows.length - shown)}`;
  };
  show(CHUNK);
  window.addEventListener('beforeprint', () => show(rows.length));
  return el('div', {}, scroll(label, el('table', {}, el('caption', { class: 'visually-hidden' }, label), head(columns), body)), more);
};

const paths = list => (list.length ? list.map(p => `${p.access}: from ${p.kind === 'PermissionSet' ? 'permission set' : p.kind.toLowerCase()} ${p.from}${p.through ? `, through group ${p.through}` : ''}${p.impliedBy ? `, implied by ${p.impliedBy}` : ''}`) : []);

// What a cell says when it is pointed at. The same text is in the row that its name opens, for the keyboard and for touch.
const tip = el('div', { class: 'tip', hidden: true, 'aria-hidden': 'true' });
const explains = (node, text) => {
  node.addEventListener('mouseenter', () => {
    tip.textContent = text;
    tip.hidden = false;
    const at = node.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(at.left, window.innerWidth - tip.offsetWidth - 8)) + 'px';
    tip.style.top = (at.bottom + tip.offsetHeight + 8 > window.innerHeight ? at.top - tip.offsetHeight - 4 : at.bottom + 4) + 'px';
  });
  node.addEventListener('mouseleave', () => { tip.hidden = true; });
  return node;
};

// A list of bars that is a table, so that whoever cannot see a bar reads its number.
const bars = (label, pairs, of, unit) => {
  const top = Math.max(1, ...pairs.map(p => p[1]));
  const rows = pairs.map(([name, value]) => {
    const bar = el('span', { class: 'bar' });
    bar.style.width = (100 * value / top).toFixed(1) + '%';
    return el('tr', {}, el('th', { scope: 'row' }, name || '(not known)'), el('td', { class: 'number' }, number(value)), el('td', { class: 'bars', 'aria-hidden': 'true' }, bar));
  });
  return scroll(label, el('table', {}, el('caption', {}, label), el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, of), el('th', { scope: 'col', class: 'number' }, unit), el('td', { 'aria-hidden': 'true' }))), el('tbody', {}, rows)));
};
