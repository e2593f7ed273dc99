// The Metadata API as jsforce speaks it: describe, list, CRUD, retrieve and deploy.
import { connect, refusal, tell } from './connection.mjs';

const conn = connect();
const { metadata } = conn;
metadata.pollInterval = 50;
metadata.pollTimeout = 30000;
const set = (fullName, more = {}) => ({ fullName, label: fullName, ...more });
const described = await metadata.describe();
const listed = await metadata.list([{ type: 'PermissionSet' }, { type: 'Profile' }]);
const read = await metadata.read('PermissionSet', ['Nope', 'Legacy_API_Access']);
const created = await metadata.upsert('PermissionSet', [
  set('Js_Set', { objectPermissions: [{ object: 'Account', allowRead: true, allowCreate: false, allowEdit: false, allowDelete: false, viewAllRecords: false, modifyAllRecords: false }] }),
  set('Js_Bad', { userPermissions: [{ name: 'Nope', enabled: true }] }),
]);
const again = await metadata.upsert('PermissionSet', set('Js_Set', { description: 'changed' }));
const field = await metadata.upsert('CustomField', { fullName: 'Account.Js__c', label: 'Js', type: 'Text', length: 40 });
const zip = (await metadata.retrieve({ apiVersion: '66.0', singlePackage: true, unpackaged: { types: [{ name: 'PermissionSet', members: ['Js_Set'] }], version: '66.0' } }).complete()).zipFile;
const deployed = await metadata.deploy(zip, { rollbackOnError: true, singlePackage: true }).complete(true);
const deleted = await metadata.delete('PermissionSet', ['Js_Set', 'Js_Nobody']);
tell({
  types: described.metadataObjects.map((t) => t.xmlName), listed: listed.map((l) => `${l.type}:${l.fullName}`), read, created, again, field,
  deployed: { status: deployed.status, changed: [deployed.details.componentSuccesses].flat().map((c) => `${c.fullName}:${c.changed}`) },
  deleted, nonsense: await refusal(() => metadata.list([{ type: 'Nonsense' }])),
});
