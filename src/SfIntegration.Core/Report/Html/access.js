// Who can do what: objects across create, read, edit, delete and all; who gives it where it is pointed at, and in the row that a name opens.
const COLUMNS = [['create', 'Create'], ['read', 'Read'], ['edit', 'Edit'], ['delete', 'Delete'], ['view all records', 'View all'], ['modify all records', 'Modify all'], ['view all fields', 'All fields']];
const words = grant => (grant.known ? spread(grant.kind, grant.access) : []);
// Of a field "edit" is the whole word: nobody edits a field that he cannot read.
const spread = (kind, access) => (kind === 'Field' && access === 'edit' ? ['read', 'edit'] : access.split(', '));

const accessSection = (access, index) => {
  const id = 'access' + (index || '');
  const objects = access.grants.filter(g => g.kind === 'Object' && g.known);
  const fields = access.grants.filter(g => g.kind === 'Field' && g.known);
  const rest = access.grants.filter(g => !objects.includes(g) && !fields.includes(g));
  const fieldsOf = new Map();
  for (const f of fields) fieldsOf.set(f.sobjectType, [...(fieldsOf.get(f.sobjectType) || []), f]);
  // Objects whose fields came without the object still get their row.
  const lone = [...fieldsOf.keys()].filter(o => !objects.some(g => g.target === o)).map(o => ({ target: o, access: '', known: true, paths: [], recordCount: null, note: 'Fields only: without a right on the object they do nothing, or the object was not part of the question.' }));
  const counted = objects.some(o => o.recordCount !== null);
  const rows = [...objects, ...lone];
  const tables = el('div');
  const show = text => {
    const fits = g => g.target.toLowerCase().includes(text);
    const few = rows.filter(o => fits(o) || (fieldsOf.get(o.target) || []).some(fits));
    const others = rest.filter(g => fits(g) || g.kind.toLowerCase().includes(text));
    tables.replaceChildren(...[
      rows.length ? objectTable(access, few, fieldsOf, counted) : null,
      rest.length ? el('div', {}, el('h3', {}, 'Permissions and the rest'), restTable(access, others)) : null].filter(Boolean));
  };
  show('');
  return section(id, 'Access of ' + access.username,
    el('p', {}, `As of ${moment(access.asOf)}${access.org ? ' in ' + orgName(access.org) : ''}. Looked at ${number(access.lookedAt)}; could not look at ${number(access.couldNotLook)}.`),
    reach(access, objects),
    el('div', { class: 'tools' }, el('label', { class: 'wide' }, 'Search in this access', el('input', { type: 'search', autocomplete: 'off', oninput: e => show(e.target.value.toLowerCase()) }))),
    tables);
};

const objectTable = (access, rows, fieldsOf, counted) => growing('Objects that ' + access.username + ' can use',
  [{ name: 'Object' }, ...COLUMNS.map(c => ({ name: c[1], class: 'mark' })), ...(counted ? [{ name: 'Rows', class: 'number' }] : []), { name: 'Fields', class: 'number' }],
  rows, g => objectRow(g, fieldsOf.get(g.target) || [], counted));

const objectRow = (grant, fields, counted) => {
  const has = words(grant);
  const given = paths(grant.paths);
  const opened = el('tr', { class: 'opened', hidden: true });
  const button = el('button', { type: 'button', class: 'plain', 'aria-expanded': 'false', onclick: () => {
    if (!opened.firstChild) opened.append(el('td', { colspan: COLUMNS.length + (counted ? 3 : 2) }, givenBy(grant, given), fields.length ? fieldTable(grant, fields) : null));
    opened.hidden = !opened.hidden;
    button.setAttribute('aria-expanded', String(!opened.hidden));
  } }, grant.target === '*' ? 'every object' : grant.target);
  const cells = COLUMNS.map(([word, name]) => {
    const yes = has.includes(word);
    const cell = el('td', { class: 'mark' + (yes ? ' yes' : '') + (yes && /delete|all/.test(word) ? ' strong' : '') }, yes ? el('span', { 'aria-hidden': 'true' }, '✓') : null, el('span', { class: 'visually-hidden' }, yes ? 'yes' : 'no'));
    return yes ? explains(cell, `${name} on ${grant.target}\n` + (ways(grant, word).join('\n') || 'Who gives it is not known.')) : cell;
  });
  return [el('tr', {}, el('th', { scope: 'row' }, button), cells, counted ? el('td', { class: 'number' }, grant.recordCount === null ? 'not counted' : number(grant.recordCount)) : null, el('td', { class: 'number' }, fields.length ? number(fields.length) : '')), opened];
};

// The paths that give this one word.
const ways = (grant, word) => paths(grant.paths.filter(p => spread(grant.kind, p.access).includes(word)));

const givenBy = (grant, given) => el('div', {},
  given.length ? [el('b', {}, 'Given by'), el('ul', {}, given.map(p => el('li', {}, p)))] : null,
  grant.note ? el('p', { class: 'note' }, grant.note) : null);

const fieldTable = (grant, fields) => growing('Fields of ' + grant.target, [{ name: 'Field' }, { name: 'Read', class: 'mark' }, { name: 'Edit', class: 'mark' }, { name: 'Given by' }], fields, f => {
  const has = words(f);
  const cell = word => explains(el('td', { class: 'mark' + (has.includes(word) ? ' yes' : '') }, has.includes(word) ? el('span', { 'aria-hidden': 'true' }, '✓') : null, el('span', { class: 'visually-hidden' }, has.includes(word) ? 'yes' : 'no')), ways(f, word).join('\n') || `No ${word}.`);
  return [el('tr', {}, el('th', { scope: 'row' }, f.field || f.target), cell('read'), cell('edit'), el('td', {}, paths(f.paths).join('; '), f.note ? el('span', { class: 'soft' }, ' ' + f.note) : null))];
});

const restTable = (access, rest) => growing('What else ' + access.username + ' can use', [{ name: 'Kind' }, { name: 'Name' }, { name: 'Access' }, { name: 'Given by' }], rest, g => [el('tr', {},
  el('td', {}, g.kind), el('th', { scope: 'row' }, g.target), el('td', {}, g.known ? g.access : badge('NotAssessed')), el('td', {}, paths(g.paths).join('; '), g.note ? el('span', { class: 'soft' }, ' ' + g.note) : null))]);

// The rows that a key in the wrong hands reaches at most.
const reach = (access, objects) => {
  if (!access.reach) return objects.length ? el('p', { class: 'soft' }, 'How many rows this reaches is not known here: Get-SfEffectiveAccess -RecordCount asks for it.') : null;
  const r = access.reach;
  const readable = objects.filter(o => words(o).includes('read') && o.recordCount);
  const top = tally(readable, o => o.target, o => o.recordCount).slice(0, 10);
  return el('div', {}, el('h3', {}, 'Blast radius'),
    el('ul', { class: 'tiles' }, [['rows to read', r.read], ['rows to edit', r.edit], ['rows to delete', r.delete]].map(([name, n]) => el('li', { class: 'tile' }, el('b', {}, number(n)), name))),
    el('p', { class: 'soft' }, `What this key reaches at most in the wrong hands, as far as sharing lets it, in ${plural(r.objects, 'object')} that it can read${r.notCounted ? `; the rows of ${number(r.notCounted)} of them were not counted` : ''}.`),
    top.length ? bars('Most rows within reach', top, 'Object', 'Rows') : null);
};
