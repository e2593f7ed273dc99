// Describes, identity, limits, tooling, bulk jobs, and sessions that end.
import { connect, refusal, tell } from './connection.mjs';

const conn = connect();
const global = await conn.describeGlobal();
const described = await conn.describe('Opportunity');
const identity = await conn.identity();
const limits = await conn.limits();
const classes = await conn.tooling.query('SELECT Id, Name FROM ApexClass');
conn.bulk2.pollInterval = 50;
const bulk = await (await conn.bulk2.query('SELECT Id, Name, CreatedDate, IsDeleted FROM Account')).toArray();
const loaded = await conn.bulk2.loadAndWaitForResults({ object: 'Contact', operation: 'insert', input: [{ LastName: 'Bulked', FirstName: 'B' }, { LastName: '', FirstName: 'Nameless' }] });
const dead = connect({ accessToken: `${process.env.SF_TOKEN.slice(0, 16)}AAAAdead` });
const refreshed = connect({ accessToken: `${process.env.SF_TOKEN.slice(0, 16)}AAAAdead`, refreshFn: (_, done) => done(null, process.env.SF_TOKEN) });
const notAllowed = await refusal(() => conn.bulk2.query('SELECT Type, COUNT(Id) FROM Account GROUP BY Type'));
tell({
  objects: global.sobjects.map((o) => o.name), fields: described.fields.length, identity, limits, apiUsage: conn.limitInfo,
  classes: classes.records.map((r) => r.Name),
  bulk, loaded, dead: await refusal(() => dead.query('SELECT Id FROM Account')),
  afterRefresh: (await refreshed.query('SELECT Id FROM Account LIMIT 1')).records.length, notAllowed,
});
