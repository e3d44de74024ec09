import { useCompiled } from './process/compiled.ts';
import { fail } from './process/exit.ts';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 15)) {
  fail(
    `Dateline needs Node 24.15 or newer, this is ${process.version}. ` +
      'Start it with "npm start", which brings its own, or install a newer Node.',
  );
}

useCompiled();
// After the check: an old Node cannot read it.
await import('./process/run.ts');
