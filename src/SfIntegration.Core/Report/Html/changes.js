// What a plan would change, what an apply changed, what a comparison found, what grants were used for.
const planSection = (plan, index) => section('plan' + (index || ''), `${plan.kind === 'apply' ? 'Applied' : 'Plan'}: ${plan.scope} for ${plan.username}`,
  el('p', {}, badge(plan.state), ` ${plural(plan.changes.length, 'change')}${plan.org ? ' in ' + orgName(plan.org) : ''}.`),
  plan.problems.map(p => el('p', { class: 'note' }, el('b', {}, p.stops ? 'Stops: ' : 'Note: '), `${p.target}: ${p.message} `, p.cure, p.source ? el('span', { class: 'soft' }, ` ${p.source}`) : null)),
  plan.errors.map(e => el('p', { class: 'note' }, el('b', {}, 'Error: '), e)),
  plan.changes.length ? growing('Before and after', [{ name: 'Change' }, { name: 'Target' }, { name: 'In' }, { name: 'Before' }, { name: 'After' }, { name: 'Risk' }, { name: 'State' }, { name: 'Why' }], plan.changes, c => [el('tr', {},
    el('td', {}, c.kind), el('th', { scope: 'row' }, c.target), el('td', {}, c.container), el('td', {}, c.before ? el('del', {}, c.before) : null), el('td', {}, c.after ? el('ins', {}, c.after) : null),
    el('td', {}, badge(c.risk)), el('td', {}, c.state, c.error ? el('span', { class: 'soft' }, ': ' + c.error) : null), el('td', {}, c.reason))]) : null,
  plan.notes.length ? el('details', { class: 'soft' }, el('summary', {}, plural(plan.notes.length, 'note')), el('ul', {}, plan.notes.map(n => el('li', {}, n)))) : null);

const comparisonSection = (comparison, index) => section('comparison' + (index || ''), `${comparison.reference} compared with ${comparison.difference}`,
  el('p', {}, `Compared ${number(comparison.lookedAt)}: ${number(comparison.differing)} differ; could not compare ${number(comparison.couldNotLook)}.`),
  scroll('Figures', el('table', {}, head([{ name: 'Kind' }, ...['Only left', 'Only right', 'Different', 'Equal', 'Not assessed'].map(name => ({ name, class: 'number' }))]), el('tbody', {}, comparison.counts.map(c => el('tr', {},
    el('th', { scope: 'row' }, c.kind), [c.referenceOnly, c.differenceOnly, c.different, c.equal, c.notAssessed].map(n => el('td', { class: 'number' }, number(n)))))))),
  comparison.notAssessed.map(n => el('p', { class: 'note' }, 'Not assessed: ' + n)),
  comparison.notes.map(n => el('p', { class: 'soft' }, n)),
  comparison.rows.length ? growing('Differences', [{ name: 'Kind' }, { name: 'Target' }, { name: 'In' }, { name: 'Differs' }, { name: comparison.reference }, { name: comparison.difference }, { name: 'Given by' }], comparison.rows, r => [el('tr', {},
    el('td', {}, r.kind), el('th', { scope: 'row' }, r.target), el('td', {}, r.within), el('td', {}, r.side === 'NotAssessed' ? badge(r.side) : r.side),
    el('td', {}, r.referenceValue), el('td', {}, r.differenceValue),
    el('td', {}, [...new Set([...r.referencePaths, ...r.differencePaths])].join('; '), r.reason ? ' ' + r.reason : null))]) : null);

const useSection = (use, index) => section('use' + (index || ''), `Use of ${use.scope} by ${use.username}`,
  el('p', {}, `${number(use.grants.filter(g => g.verdict === 'Unused').length)} unused. The logs say something about ${number(use.lookedAt)} of ${number(use.grants.length)} grants, and nothing about ${number(use.couldNotLook)}.`),
  growing('Grants and their use', [{ name: 'Grant' }, { name: 'Access' }, { name: 'Verdict' }, { name: 'Because' }, { name: 'Sure' }, { name: 'Last used' }, { name: 'Days of logs', class: 'number' }], use.grants, g => [el('tr', {},
    el('th', { scope: 'row' }, [g.sobjectType, g.field].filter(Boolean).join('.') || 'the identity'), el('td', {}, g.access), el('td', {}, g.verdict), el('td', {}, g.reason), el('td', {}, g.confidence), el('td', {}, moment(g.lastUsed)),
    el('td', { class: 'number' }, `${number(g.daysCovered)} of ${number(g.days)}`))]));
