import { describe, expect, it } from '@jest/globals';
import type { DrawnPage } from '../../src/site/page.ts';
import { PageMemory } from '../../src/site/page-memory.ts';

const page = (html: string): DrawnPage => ({
  status: 200,
  html,
  framing: { kind: 'anyone' },
  origin: 'http://localhost',
});

describe('the memory of pages', () => {
  it('draws a page once for a crowd, and again when its feed moved on', async () => {
    const memory = new PageMemory();
    let drawn = 0;
    const draw = () => Promise.resolve(page(String(++drawn)));
    const crowd = Array.from({ length: 50 }, () => memory.page('a', '1', draw));
    expect(new Set((await Promise.all(crowd)).map(({ html }) => html))).toEqual(new Set(['1']));
    expect((await memory.page('a', '2', draw)).html).toBe('2');
  });

  it('forgets a page that could not be drawn', async () => {
    const memory = new PageMemory();
    const failing = memory.page('a', '1', () => Promise.reject(new Error('no log')));
    await expect(failing).rejects.toThrow('no log');
    expect((await memory.page('a', '1', () => Promise.resolve(page('back')))).html).toBe('back');
  });

  it('keeps no more than its bound, and those that are asked for', async () => {
    const memory = new PageMemory(2);
    const names: string[] = [];
    const ask = (name: string) =>
      memory.page(name, '1', () => Promise.resolve(page(String(names.push(name)))));
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(name);
    expect(names).toEqual(['a', 'b', 'c', 'b']);
  });
});
