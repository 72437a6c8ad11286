import { benchExplain } from './explain.ts';
import { benchSend } from './send.ts';
import { benchSign } from './sign.ts';

type Print = (line: object) => void;

/** What `npm run bench -- NAME` can measure. Each prints one compact JSON object per line; `--verbose` says more where there is more. */
const benches: Readonly<Record<string, (print: Print, isVerbose: boolean) => Promise<void>>> = {
  explain: benchExplain,
  send: benchSend,
  sign: benchSign,
};

const names = process.argv.slice(2).filter((word) => word !== '--verbose');
const isVerbose = process.argv.includes('--verbose');
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`No such benchmark: ${unknown.join(', ')}. There is: ${Object.keys(benches).join(', ')}.\n`);
  process.exitCode = 1;
} else {
  for (const name of names.length > 0 ? names : Object.keys(benches)) {
    await benches[name]?.((line) => process.stdout.write(`${JSON.stringify(line)}\n`), isVerbose);
  }
}
