// Shared by the scripts beside it: a connection to the practice org, and how a script tells what it saw.
import jsforce from 'jsforce';

/** A connection with the token and address that the test gave. */
export const connect = (more = {}) => new jsforce.Connection({
  instanceUrl: process.env.SF_URL, accessToken: process.env.SF_TOKEN, version: '66.0', ...more,
});

/** Prints what the script saw, as JSON. */
export const tell = (seen) => process.stdout.write(JSON.stringify(seen));

/** The refusal of a call that has to fail, as jsforce reports it. */
export const refusal = async (call) => {
  try {
    return { accepted: await call() };
  } catch (e) {
    return { name: e.name, errorCode: e.errorCode, message: e.message, fields: e.fields ?? e.data?.fields };
  }
};
