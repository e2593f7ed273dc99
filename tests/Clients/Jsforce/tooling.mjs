// The Tooling API: describes, queries of the definition objects, rows.
import { connect, refusal, tell } from './connection.mjs';

const conn = connect();
const tooling = conn.tooling;
const global = await tooling.describeGlobal();
const described = await tooling.describe('PermissionDependency');
const needs = await tooling.query("SELECT Permission, RequiredPermission FROM PermissionDependency WHERE Permission = 'ManageUsers'");
const classes = await tooling.query('SELECT Id, Name FROM ApexClass ORDER BY Name');
const read = await tooling.sobject('ApexClass').retrieve(classes.records[0].Id);
const me = (await conn.identity()).user_id;
const entity = await conn.query(`SELECT EntityDefinition.QualifiedApiName, IsReadable, IsDeletable FROM UserEntityAccess WHERE UserId = '${me}' AND EntityDefinition.QualifiedApiName IN ('Account', 'Contact')`);
const field = (await tooling.query("SELECT DurableId, DataType, EntityDefinition.Label FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Invoice__c' AND QualifiedApiName = 'Status__c'")).records[0];
const access = await tooling.query(`SELECT IsAccessible, IsUpdatable FROM UserFieldAccess WHERE DurableId = '${field.DurableId}.${me}'`);
const users = await tooling.query('SELECT Id FROM User', { autoFetch: true, maxFetch: 10000 });
tell({
  objects: global.sobjects.map((o) => o.name), fields: described.fields.map((f) => f.name), needs: needs.records.map((r) => r.RequiredPermission),
  classes: classes.records.map((r) => r.Name), read: read.Name, entity: entity.records, field, access: access.records, users: new Set(users.records.map((u) => u.Id)).size,
  noAccount: await refusal(() => tooling.query('SELECT Id FROM Account')),
  noFilter: await refusal(() => tooling.query('SELECT Label FROM FieldDefinition')),
  noCount: await refusal(() => conn.query('SELECT COUNT() FROM EntityDefinition')),
});
