// npm run faults -- [--schedules 1000000] [--seed 1] [--workers 2] [--soak-minutes 65] [--soak-on two] [--soak-file FILE] [--attack-minutes 10] [--only model] [--readers 2000] [--texts FILE]
// Every round in rounds/.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runBundled } from '../bundle.mjs';

const here = import.meta.dirname;
const rounds = readdirSync(join(here, 'rounds'), { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts'),
);
const program = [
  `import { main } from './main.ts';`,
  ...rounds.map((name, n) => `import { round as round${n} } from './rounds/${name}';`),
  `const rounds = [${rounds.map((_, n) => `round${n}`).join(', ')}];`,
  // Said at the end, and not left to be said: a library of the services would end every process with 0.
  'process.exit(await main(rounds, process.argv.slice(2)));',
].join('\n');
await runBundled(program, here, process.argv.slice(2));
