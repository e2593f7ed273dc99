// Rows one by one and in collections, upsert by external id, queries with every page.
import { connect, refusal, tell } from './connection.mjs';

const conn = connect();
const account = conn.sobject('Account');
const created = await account.create({ Name: 'Jsforce One', ERP_Number__c: 'J-1' });
await account.update({ Id: created.id, Phone: '123' });
const read = await account.retrieve(created.id);
const many = await account.create([{ Name: 'Jsforce Two' }, { Phone: 'no name' }, { Name: 'Jsforce Three' }]);
const none = await account.create([{ Name: 'Jsforce Four' }, { Phone: 'no name' }], { allOrNone: true });
const upserted = await account.upsert([{ ERP_Number__c: 'J-1', Name: 'Jsforce Upserted' }, { ERP_Number__c: 'J-2', Name: 'Jsforce New' }], 'ERP_Number__c');
const found = await account.find({ Name: { $like: 'Jsforce%' } }, ['Id', 'Name']).sort('Name');
const destroyed = await account.destroy(many.filter((r) => r.success).map((r) => r.id));
const users = await conn.query('SELECT Id, Username FROM User', { autoFetch: true, maxFetch: 10000 });
const first = await conn.query('SELECT Id FROM User');
const second = await conn.queryMore(first.nextRecordsUrl);
tell({
  created, read: { Name: read.Name, Phone: read.Phone }, many, none, upserted, names: found.map((r) => r.Name), destroyed,
  users: users.records.length, total: users.totalSize, firstPage: first.records.length, secondPage: second.records.length,
  missing: await refusal(() => account.create({ Phone: '1' })),
  badId: await refusal(() => account.retrieve('003900K0001pPuOAAU')),
  badField: await refusal(() => conn.query('SELECT Nope FROM Account')),
  badType: await refusal(() => conn.query('SELECT Id FROM Nope')),
  duplicate: await refusal(() => conn.sobject('User').create({ Username: 'admin@acme.example', LastName: 'x', Email: 'x@acme.example', Alias: 'x', ProfileId: read.OwnerId, TimeZoneSidKey: 'Europe/Berlin', LocaleSidKey: 'de_DE', EmailEncodingKey: 'UTF-8', LanguageLocaleKey: 'en_US' })),
});
