import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { onPath } from '../../services/find-program.ts';
import { checkToken } from '../../../src/reading/signed/reader-token.ts';

const folder = resolve(import.meta.dirname, '../../../docs/examples/reader-token');
const key = 'q8yqYvVQn5j2oXzYkq1mQ0rJxVbG3d0hQp4n2bXb1sE';
const ways = [
  ['Node', process.execPath, 'token.mjs'],
  ['Python', 'python3', 'token.py'],
  ['PHP', 'php', 'token.php'],
] as const;

describe('the code for a site’s server', () => {
  for (const [name, program, file] of ways) {
    // An interpreter that is not on this machine proves nothing.
    const isThere = program === process.execPath || onPath([program]) !== undefined;
    if (!isThere) console.warn(`The code in ${name} is not run: there is no ${program} here.`);
    (isThere ? test : test.skip)(`in ${name} makes a token that opens the feed it names`, () => {
      const { stdout } = spawnSync(program, [resolve(folder, file), 'members'], {
        env: { ...process.env, READER_KEY: key },
        encoding: 'utf8',
      });
      const nowMs = Date.now();
      const checked = checkToken(stdout, 'members', [key], nowMs);
      expect(checked.kind).toBe('good');
      expect(checkToken(stdout, 'other', [key], nowMs).kind).toBe('bad');
      expect(checkToken(stdout, 'members', ['another'], nowMs).kind).toBe('bad');
    });
  }
});
