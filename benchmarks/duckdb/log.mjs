// An event log added up in DuckDB as Measure-SfActivity does. Prints one JSON line; the benchmark compares it with its own answer.
// usage: node log.mjs <file>
import { DuckDBInstance } from '@duckdb/node-api';
import { performance } from 'node:perf_hooks';

const [file] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:');
const db = await instance.connect();
const sql = `
  SELECT count(*) AS groups, sum(calls)::BIGINT AS calls, sum(errors)::BIGINT AS errors FROM (
    SELECT USER_ID, CLIENT_NAME, CONNECTED_APP_ID, left(CLIENT_IP, length(CLIENT_IP) - strpos(reverse(CLIENT_IP), '.')) AS block, substring("TIMESTAMP", 9, 2) AS hour, ENTITY_NAME,
      CASE WHEN API_RESOURCE LIKE '%/query' THEN 'Query' ELSE HTTP_METHOD END AS operation,
      count(*) AS calls, count(*) FILTER (STATUS_CODE::INTEGER >= 400) AS errors, min("TIMESTAMP") AS first_seen, max("TIMESTAMP") AS last_seen
    FROM read_csv('${file.replaceAll("'", "''")}', header = true, all_varchar = true, quote = '"', escape = '"', delim = ',')
    GROUP BY ALL)
  WHERE first_seen <= last_seen`;

const seconds = [];
let answer;
for (let run = 0; run < 8; run++) {
  const before = performance.now();
  answer = (await db.runAndReadAll(sql)).getRowObjectsJson()[0];
  if (run > 0) {
    seconds.push((performance.now() - before) / 1000);
  }
}

console.log(JSON.stringify({ groups: Number(answer.groups), calls: Number(answer.calls), errors: Number(answer.errors), seconds, peakMegabytes: process.resourceUsage().maxRSS / 1024 }));
