import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { exchangeJson, exchangeText } from './core/support/explain-words.ts';
import { type FileReading, readFileBytes } from './core/support/read-file.ts';

// `npm run explain -- FILE… [--json] [--now ISO]`: the gate report of each exchange in a HAR, a curl transcript, a Postman dump
// or a support bundle. `-` is standard input.

type Asked = { files: string[]; asJson: boolean; now: number };

function readArguments(args: string[]): Asked {
  const { values, positionals } = parseArgs({
    args,
    options: { json: { type: 'boolean' }, now: { type: 'string' } },
    allowPositionals: true,
  });
  if (positionals.length === 0)
    throw new Error('No file is named. Usage: npm run explain -- FILE… [--json] [--now ISO]');
  const now = values.now === undefined ? Date.now() : Date.parse(values.now);
  if (Number.isNaN(now)) throw new Error('--now wants a date such as 2026-11-21T10:00:00Z.');
  return { files: positionals, asJson: values.json === true, now };
}

async function readInput(file: string): Promise<Uint8Array> {
  if (file !== '-') return readFile(file);
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

async function readOne(file: string, now: number): Promise<FileReading> {
  const onFault = () => process.stderr.write(`${file}: a rule broke; its exchange has no report.\n`);
  return readFileBytes(await readInput(file), { now, onFault });
}

/** False, with a sentence on standard error, for a file that cannot be read. */
async function explainOne(file: string, { files, asJson, now }: Asked): Promise<boolean> {
  const reading = await readOne(file, now).catch((error: NodeJS.ErrnoException) => error);
  if (reading instanceof Error) {
    process.stderr.write(`${file}: The file cannot be opened (${reading.code ?? reading.name}).\n`);
    return false;
  }
  if (!reading.ok) {
    for (const { sentence, mend } of reading.problems) process.stderr.write(`${file}: ${sentence} ${mend}\n`);
    return false;
  }
  const { words, notes, exchanges } = reading.file;
  if (!asJson) process.stdout.write(`${file}: ${words}\n${notes.map((note) => `  note: ${note}\n`).join('')}\n`);
  const named = files.length > 1 ? file : null;
  for (const one of exchanges) process.stdout.write(asJson ? exchangeJson(one, named) : exchangeText(one));
  return true;
}

/** Reads on behind a file that cannot be read, and says at the end that there was one. */
async function explain(asked: Asked): Promise<boolean> {
  let isRead = true;
  for (const file of asked.files) isRead = (await explainOne(file, asked)) && isRead;
  return isRead;
}

// Whoever reads the output may have seen enough (`| head`).
process.stdout.on('error', () => process.exit(process.exitCode ?? 0));

try {
  process.exitCode = (await explain(readArguments(process.argv.slice(2)))) ? 0 : 2;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
