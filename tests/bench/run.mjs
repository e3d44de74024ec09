// npm run bench -- [--quick] [--only delivery] [--json results.json] [--write]: everything in one run, peers interleaved.
import { runBundled } from '../bundle.mjs';

await runBundled(
  `import { main } from './main.ts'; await main();`,
  import.meta.dirname,
  process.argv.slice(2),
);
