// The same rows and the same union, in DuckDB. Prints one JSON line; the benchmark compares it with its own answer.
// usage: node union.mjs <folder with the rows> <plain | bits>
import { DuckDBInstance } from '@duckdb/node-api';
import { performance } from 'node:perf_hooks';
import { join } from 'node:path';

const [folder, way] = process.argv.slice(2);
const file = (name) => `'${join(folder, name).replaceAll("'", "''")}'`;
const instance = await DuckDBInstance.create(':memory:', { temp_directory: join(folder, 'spill') });
const db = await instance.connect();

const started = performance.now();
await db.run(`CREATE TABLE assignment AS FROM read_csv(${file('assignment.csv')}, header = true, columns = {'user_id': 'INTEGER', 'container': 'INTEGER', 'active': 'BOOLEAN', 'revoked': 'BOOLEAN', 'expired': 'BOOLEAN'})`);
await db.run(`CREATE TABLE field_row AS FROM read_csv(${file('field_row.csv')}, header = true, columns = {'container': 'INTEGER', 'field': 'INTEGER', 'can_read': 'BOOLEAN', 'can_edit': 'BOOLEAN'})`);
await db.run(`CREATE TABLE view_all_fields AS FROM read_csv(${file('view_all_fields.csv')}, header = true, columns = {'container': 'INTEGER', 'object': 'INTEGER'})`);
await db.run(`CREATE TABLE field AS FROM read_csv(${file('field.csv')}, header = true, columns = {'field': 'INTEGER', 'object': 'INTEGER'})`);
const loaded = performance.now();

// Edit implies read; View All Fields reads every field of its object; what is expired, revoked or inactive does not count; the
// set of a profile comes twice, as its user's profile and as an assignment.
const given = `
  held AS (SELECT DISTINCT user_id, container FROM assignment WHERE active AND NOT revoked AND NOT expired),
  given AS (
    SELECT container, field, can_read OR can_edit AS can_read, can_edit FROM field_row
    UNION ALL
    SELECT v.container, f.field, true, false FROM view_all_fields v JOIN field f USING (object))`;

// Every user's access as rows, and then what tells whether it is the same: how many, and a sum over each.
const plain = `WITH ${given},
  effective AS (SELECT user_id, field, bool_or(can_read) AS can_read, bool_or(can_edit) AS can_edit FROM held JOIN given USING (container) GROUP BY user_id, field)
  SELECT
    (count(*) FILTER (can_read))::VARCHAR AS readable,
    (count(*) FILTER (can_edit))::VARCHAR AS editable,
    coalesce(sum((user_id + 1)::HUGEINT * (field + 1) * (can_read::INTEGER + 3 * can_edit::INTEGER)), 0)::VARCHAR AS checksum
  FROM effective`;

// The same with DuckDB's bit strings, as somebody would write it who knows that the plain way is slow. It only counts.
const bits = `WITH ${given},
  highest AS (SELECT max(field) AS top FROM field),
  packed AS (
    SELECT container,
      bitstring_agg(field, 0, $top) FILTER (can_read) AS can_read,
      bitstring_agg(field, 0, $top) FILTER (can_edit) AS can_edit
    FROM given GROUP BY container),
  effective AS (SELECT user_id, bit_or(can_read) AS can_read, bit_or(can_edit) AS can_edit FROM held JOIN packed USING (container) GROUP BY user_id)
  SELECT
    coalesce(sum(bit_count(can_read)), 0)::VARCHAR AS readable,
    coalesce(sum(bit_count(can_edit)), 0)::VARCHAR AS editable,
    '' AS checksum
  FROM effective`;

let sql = plain;
if (way === 'bits') {
  const top = (await db.runAndReadAll('SELECT max(field) AS top FROM field')).getRowObjectsJson()[0].top;
  sql = bits.replaceAll('$top', String(top));
}

const before = performance.now();
const answer = (await db.runAndReadAll(sql)).getRowObjectsJson()[0];
const ended = performance.now();
console.log(JSON.stringify({
  ...answer,
  loadSeconds: (loaded - started) / 1000,
  unionSeconds: (ended - before) / 1000,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
}));
