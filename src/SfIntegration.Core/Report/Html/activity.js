// What logs show that was done: by hour and by address as charts, and every row.
const activitySection = (activity, index) => {
  const rows = activity.rows;
  const timed = rows.filter(r => r.hour !== null);
  const from = r => r.address || r.addressBlock;
  const placed = rows.filter(from);
  return section('activity' + (index || ''), 'Activity',
    el('p', {}, `${plural(activity.calls, 'call')}, ${number(activity.errors)} of them failed${activity.rowsWorkedOn !== null ? `, ${plural(activity.rowsWorkedOn, 'row')}` : ''}${activity.firstEvent ? `, from ${moment(activity.firstEvent)} to ${moment(activity.lastEvent)}` : ''}.`),
    el('p', { class: 'soft' }, `Looked at ${plural(activity.events, 'log line')}: ${number(activity.counted)} counted, ${number(activity.countedElsewhere)} counted in another log, ${number(activity.damaged)} damaged; ${plural(activity.gaps.length, 'gap')} in the logs.`),
    activity.gaps.map(g => el('p', { class: 'note' }, 'Gap: ' + g)),
    activity.notShown.map(n => el('p', { class: 'note' }, 'Not shown: ' + n)),
    timed.length ? hours(timed) : el('p', { class: 'soft' }, 'By hour: not measured (Measure-SfActivity -By Hour).'),
    placed.length ? bars('Calls by address', tally(placed, from, r => r.calls).slice(0, 20), 'From', 'Calls') : el('p', { class: 'soft' }, 'By address: not measured (Measure-SfActivity -By AddressBlock).'),
    growing('Activity, row by row', [{ name: 'Identity' }, { name: 'Client' }, { name: 'From' }, { name: 'Day' }, { name: 'Hour', class: 'number' }, { name: 'Object' }, { name: 'Operation' }, { name: 'Calls', class: 'number' }, { name: 'Rows', class: 'number' }, { name: 'Errors', class: 'number' }, { name: 'Last' }], rows, r => [el('tr', {},
      el('th', { scope: 'row' }, r.username), el('td', {}, [r.client, r.apiVersion && 'API ' + r.apiVersion].filter(Boolean).join(', ')), el('td', {}, from(r)), el('td', {}, r.day), el('td', { class: 'number' }, number(r.hour)), el('td', {}, r.sobjectType), el('td', {}, r.operation || r.eventType),
      el('td', { class: 'number' }, number(r.calls)), el('td', { class: 'number' }, number(r.rows)), el('td', { class: 'number' }, number(r.errors)), el('td', {}, moment(r.lastSeen)))]));
};

// A column per hour of the day, UTC. Its number is text for whoever cannot see the column.
const hours = rows => {
  const calls = Array.from({ length: 24 }, (_, h) => sum(rows.filter(r => r.hour === h), r => r.calls));
  const bad = Array.from({ length: 24 }, (_, h) => sum(rows.filter(r => r.hour === h), r => r.errors));
  const top = Math.max(1, ...calls);
  const column = (n, failed, hour) => {
    const good = el('span', { class: 'bar', 'aria-hidden': 'true' });
    const red = el('span', { class: 'bar bad', 'aria-hidden': 'true' });
    good.style.height = (100 * (n - failed) / top).toFixed(1) + '%';
    red.style.height = (100 * failed / top).toFixed(1) + '%';
    return explains(el('li', {}, el('span', { class: 'visually-hidden' }, `${hour}:00 ${plural(n, 'call')}, ${number(failed)} failed`), n ? [failed ? red : null, n - failed ? good : null] : null), `${hour}:00 to ${hour}:59 UTC\n${plural(n, 'call')}, ${number(failed)} failed`);
  };
  return el('div', {}, el('h3', {}, 'Calls by hour of the day (UTC)'),
    el('p', { class: 'soft' }, `Most in one hour: ${number(top)}. Failed calls are the upper, red part.`),
    el('ol', { class: 'hours', 'aria-label': 'Calls by hour' }, calls.map((n, h) => column(n, bad[h], h))),
    el('ol', { class: 'ticks', 'aria-hidden': 'true' }, calls.map((_, h) => el('li', {}, h % 6 === 0 || h === 23 ? String(h) : ''))));
};
