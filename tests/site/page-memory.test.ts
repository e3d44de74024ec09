import { describe, expect, it } from '@jest/globals';
import { Encoded } from '../../src/http/encoded.ts';
import type { DrawnPage } from '../../src/site/shell/page.ts';
import { PageMemory } from '../../src/site/shell/page-memory.ts';

const page = (html: string): DrawnPage => ({
  status: 200,
  html: Encoded.text(html),
  framing: { kind: 'anyone' },
  isKept: true,
});

const htmlOf = async (drawn: Promise<DrawnPage>) => (await drawn).html.bytes.toString();

describe('the memory of pages', () => {
  it('draws a page once for a crowd, and again when its feed moved on', async () => {
    const memory = new PageMemory();
    let drawn = 0;
    const draw = () => Promise.resolve(page(String(++drawn)));
    const crowd = Array.from({ length: 50 }, () => memory.page('a', '1', draw));
    expect(new Set((await Promise.all(crowd)).map(({ html }) => html)).size).toBe(1);
    expect(await htmlOf(memory.page('a', '2', draw))).toBe('2');
  });

  it('forgets a page that could not be drawn', async () => {
    const memory = new PageMemory();
    const failing = memory.page('a', '1', () => Promise.reject(new Error('no log')));
    await expect(failing).rejects.toThrow('no log');
    expect(await htmlOf(memory.page('a', '1', () => Promise.resolve(page('back'))))).toBe('back');
  });

  it('keeps no more bytes than its bound, and those pages that are asked for (L7)', async () => {
    const memory = new PageMemory(3_200);
    const names: string[] = [];
    const ask = (name: string) =>
      memory.page(name, '1', () => {
        names.push(name);
        return Promise.resolve(page(name.repeat(1_000)));
      });
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(name);
    expect(names).toEqual(['a', 'b', 'c', 'b']);
    expect(memory.bytes).toBe(3_000);
    for (let n = 0; n < 500; n += 1) await ask(`${n} `);
    expect(memory.bytes).toBeLessThanOrEqual(3_200);
  });

  it('is emptied by age (L7)', async () => {
    let now = 0;
    const memory = new PageMemory(1_000_000, { now: () => now });
    await memory.page('old', '1', () => Promise.resolve(page('x'.repeat(1_000))));
    now = 600_000;
    await memory.page('new', '1', () => Promise.resolve(page('y'.repeat(100))));
    expect(memory.bytes).toBe(150);
  });
});
