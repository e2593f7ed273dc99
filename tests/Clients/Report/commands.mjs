// Reads logging commands as the agent's own library does, and prints them. Argument: the file.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const { commandFromString } = createRequire(import.meta.url)('azure-pipelines-task-lib/taskcommand');
const lines = readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean);
console.log(JSON.stringify({
  commands: lines.filter(l => l.startsWith('##')).map(l => { const c = commandFromString(l); return { command: c.command, properties: c.properties, message: c.message }; }),
  plain: lines.filter(l => !l.startsWith('##')),
}));
