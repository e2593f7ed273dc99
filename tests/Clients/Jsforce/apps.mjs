// An external client app whose key and secret are replaced without an interruption, by the Connect resources.
import jsforce from 'jsforce';
import { connect, refusal, tell } from './connection.mjs';

const { SF_URL: loginUrl, APP_ID, APP_KEY, APP_SECRET } = process.env;
const conn = connect();
const credentials = `/services/data/v66.0/apps/oauth/credentials/${APP_ID}`;
const post = (url, body) => ({ method: 'POST', url, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const signIn = async (clientId, clientSecret) => {
  const app = new jsforce.Connection({ instanceUrl: loginUrl, oauth2: { clientId, clientSecret, loginUrl } });
  await app.authorize({ grant_type: 'client_credentials' });
  return (await app.identity()).username;
};
const seen = { closed: await refusal(() => conn.request(credentials)) };
await fetch(`${loginUrl}/practice/settings`, { method: 'POST', body: JSON.stringify({ 'ExternalClientAppSettings.enableClientSecretInRestApiAccess': true }) });
seen.apps = (await conn.request('/services/data/v66.0/apps/oauth/usage')).apps.map((a) => a.identifier);
const consumer = (await conn.request(credentials)).consumers[0];
seen.pair = await conn.request(`${consumer.url}?part=keyandsecret`);
const staged = (await conn.request(post(consumer.stagedCredentialsUrl, {}))).stagedCredentials[0];
seen.beside = [await signIn(APP_KEY, APP_SECRET), await signIn(staged.key, staged.secret)];
seen.rotated = await conn.request({ ...post(staged.url, { command: 'rotate' }), method: 'PATCH' });
seen.overlap = await signIn(APP_KEY, APP_SECRET);
seen.deleted = (await conn.request({ method: 'DELETE', url: seen.rotated.url })) ?? null;
seen.old = await refusal(() => signIn(APP_KEY, APP_SECRET));
seen.fresh = await signIn(staged.key, staged.secret);
tell(seen);
