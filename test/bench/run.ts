import { benchSend } from './send.ts';
import { benchSign } from './sign.ts';

/** What `npm run bench -- NAME` can measure. Each prints one compact JSON object per line. */
const benches: Readonly<Record<string, (print: (line: object) => void) => Promise<void>>> = {
  send: benchSend,
  sign: benchSign,
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`No such benchmark: ${unknown.join(', ')}. There is: ${Object.keys(benches).join(', ')}.\n`);
  process.exitCode = 1;
} else {
  for (const name of names.length > 0 ? names : Object.keys(benches)) {
    await benches[name]?.((line) => process.stdout.write(`${JSON.stringify(line)}\n`));
  }
}
