// Client credentials and JWT bearer as jsforce sends them, with what is refused.
import crypto from 'node:crypto';
import fs from 'node:fs';
import jsforce from 'jsforce';
import { refusal, tell } from './connection.mjs';

const loginUrl = process.env.SF_URL;
const { CC_KEY, CC_SECRET, JWT_KEY, JWT_FILE, JWT_USER, STRANGER } = process.env;
const part = (json) => Buffer.from(JSON.stringify(json)).toString('base64url');
const assertion = (claims, key = fs.readFileSync(JWT_FILE)) => {
  const text = `${part({ alg: 'RS256' })}.${part({ iss: JWT_KEY, sub: JWT_USER, aud: 'https://login.salesforce.com', exp: Math.floor(Date.now() / 1000) + 120, ...claims })}`;
  return `${text}.${crypto.sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`;
};
const clientCredentials = async (clientId, clientSecret) => {
  const conn = new jsforce.Connection({ instanceUrl: loginUrl, oauth2: { clientId, clientSecret, loginUrl } });
  await conn.authorize({ grant_type: 'client_credentials' });
  return { username: (await conn.identity()).username, instanceUrl: conn.instanceUrl, rows: (await conn.query('SELECT Id FROM User LIMIT 1')).totalSize };
};
const jwt = async (text) => {
  const conn = new jsforce.Connection({ instanceUrl: loginUrl, oauth2: { loginUrl } });
  await conn.authorize({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: text });
  return { username: (await conn.identity()).username };
};
const { privateKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
const session = new jsforce.Connection({ instanceUrl: loginUrl, accessToken: process.env.SF_TOKEN });
const oauth2 = new jsforce.OAuth2({ clientId: CC_KEY, clientSecret: CC_SECRET, loginUrl });
tell({
  clientCredentials: await clientCredentials(CC_KEY, CC_SECRET),
  wrongSecret: await refusal(() => clientCredentials(CC_KEY, 'wrong')),
  unknownApp: await refusal(() => clientCredentials('3MVG9nobody', CC_SECRET)),
  jwt: await jwt(assertion({})),
  wrongKey: await refusal(() => jwt(assertion({}, privateKey))),
  notApproved: await refusal(() => jwt(assertion({ sub: STRANGER }))),
  wrongAudience: await refusal(() => jwt(assertion({ aud: 'https://example.com' }))),
  expired: await refusal(() => jwt(assertion({ exp: 1_000_000_000 }))),
  revoked: [await refusal(() => session.query('SELECT Id FROM Account LIMIT 1')), await oauth2.revokeToken(process.env.SF_TOKEN), await refusal(() => session.query('SELECT Id FROM Account LIMIT 1'))],
});
