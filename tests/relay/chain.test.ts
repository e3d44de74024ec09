import { chainFrom } from '../../src/relay/chain.ts';

describe('the chain of relays', () => {
  test('begins with the relay itself; a server with a log of its own tells none', () => {
    expect(chainFrom('a', undefined)).toEqual({ kind: 'fine', chain: ['a'] });
    expect(chainFrom('a', 'b, c')).toEqual({ kind: 'fine', chain: ['a', 'b', 'c'] });
    expect(chainFrom('a', 'b, <script>, c')).toEqual({ kind: 'fine', chain: ['a', 'b', 'c'] });
  });

  test('has eight relays at most', () => {
    const ids = Array.from({ length: 9 }, (_, n) => `r${n}`);
    expect(chainFrom('a', ids.slice(0, 7).join(',')).kind).toBe('fine');
    expect(chainFrom('a', ids.slice(0, 8).join(',')).kind).toBe('long');
    expect(chainFrom('a', ids.join(',').repeat(1_000)).chain.length).toBeLessThan(12);
  });

  test('of a circle is found by each of its relays, in whatever order they ask, and by who is behind it', () => {
    const before: Readonly<Record<string, string>> = { a: 'b', b: 'c', c: 'a', outside: 'a' };
    for (const order of ['abc', 'acb', 'cab', 'bac']) {
      const told = new Map<string, readonly string[]>(Object.keys(before).map((id) => [id, [id]]));
      const kinds = new Map<string, string>();
      for (let round = 0; round < 4; round += 1) {
        for (const id of [...order.split(''), 'outside']) {
          const { kind, chain } = chainFrom(id, told.get(before[id] ?? '')?.join(', '));
          told.set(id, chain);
          kinds.set(id, kind);
          expect(chain.length).toBeLessThan(6);
        }
      }
      expect([order, Object.fromEntries(kinds)]).toEqual([
        order,
        { a: 'circle', b: 'circle', c: 'circle', outside: 'round' },
      ]);
      // One of them gets another upstream: nobody is in a circle any more.
      told.set('c', chainFrom('c', undefined).chain);
      told.set('b', chainFrom('b', told.get('c')?.join(',')).chain);
      expect(chainFrom('a', told.get('b')?.join(','))).toEqual({
        kind: 'fine',
        chain: ['a', 'b', 'c'],
      });
    }
  });
});
