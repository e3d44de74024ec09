import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Assets } from '../../src/site/shell/assets.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-assets-'));
  mkdirSync(join(folder, 'compressed'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inBrotli = () => new Assets(folder).file('ticker.js')?.encoded.in('br');

test('an asset is sent as the build has compressed it, unless that belongs to another state of the file', async () => {
  writeFileSync(join(folder, 'ticker.js'), 'first()');
  const digest = new Assets(folder).file('ticker.js')?.encoded.digest;
  const byTheBuild = Buffer.from('what the build has made');
  writeFileSync(join(folder, `compressed/${digest}.br`), byTheBuild);
  expect(await inBrotli()).toEqual(byTheBuild);
  writeFileSync(join(folder, 'ticker.js'), 'second()');
  expect(brotliDecompressSync((await inBrotli()) ?? Buffer.of()).toString()).toBe('second()');
});
