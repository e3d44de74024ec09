import * as fc from 'fast-check';
import { may } from '../../../src/accounts/principal.ts';
import type { Operation } from '../../../src/api-docs/operation.ts';
import { operations } from '../../../src/api-docs/operations/operations.ts';
import { isSlug } from '../../../src/feed/feed-info.ts';
import { adminToken } from '../../call.ts';
import { emptyFolder } from '../../services/databases.ts';
import { arbitraryOf, at } from './arbitrary-of.ts';
import {
  canary,
  openHostileRoom,
  searched,
  unsent,
  type Caller,
  type HostileRoom,
} from './hostile-room.ts';
import { hostileCalls, hostileIds, hostileWords, type Hostile } from './hostile-values.ts';

/** One call of a route. */
interface Asked extends Hostile {
  readonly id: string;
  /** `id` is one that a path may have; else it stands in the path as it is, with a feed that is there where it can. */
  readonly isReal: boolean;
  /** A name may come more than once. */
  readonly query: readonly (readonly [name: string, value: string])[];
}

const seed = 20_261_130;
/** As many times as usual, and other values each time; what came of it is printed. */
const times = Number(process.env['HOSTILE_TIMES'] ?? 1);

describe('whatever is sent to any route', () => {
  const place = emptyFolder();
  let room: HostileRoom;
  let sent = 0;

  beforeAll(async () => {
    room = await openHostileRoom(place);
  });

  afterAll(async () => {
    await room.server[Symbol.asyncDispose]();
    await place.drop();
  });

  /** Calls of a program that looks for what is not out: every id, odd ones too, and words to find it by. */
  function lookedFor({ for: who, path, method, query = {} }: Operation): readonly Asked[] {
    if (method !== 'get') return [];
    const words: Asked['query'] = Object.hasOwn(query, 'q') ? [['q', searched]] : [];
    const ids = /\{(?:id|item)\}/.test(path) ? room.ids : [''];
    const plain = { query: words, headers: {} };
    // Where an id is not looked at before the credentials.
    const odd = typeof who === 'string' && path.includes('{') ? oddIds(path) : [];
    return [
      ...ids.map((id) => ({ ...plain, id, isReal: true })),
      ...odd.map((id) => ({ ...plain, id, isReal: false })),
    ];
  }

  function hostileTo(operation: Operation): fc.Arbitrary<Asked> {
    const { path, method, query = {}, body, example, bodyType } = operation;
    const { document, ids } = room;
    const input = `#/paths/${path.replaceAll('/', '~1')}/${method}/requestBody/content`;
    const schema = at(document, `${input}/application~1json/schema`) ?? {};
    const bodies = [
      ...(body === undefined ? [] : [arbitraryOf(schema, document)]),
      ...(example === undefined ? [] : [fc.constant(example)]),
    ];
    const words = Object.entries(query).map(([name, [, shape]]) =>
      fc.tuple(
        fc.constant(name),
        fc.oneof(arbitraryOf(shape, document).map(String), hostileWords),
        // Now and then twice.
        fc.constantFrom(1, 1, 2),
      ),
    );
    const real = fc.constantFrom('', ...ids).map((id) => ({ id, isReal: true }));
    const wrong = fc.constantFrom(...oddIds(path)).map((id) => ({ id, isReal: false }));
    const hostile = hostileCalls({
      ...(bodies.length > 0 && { json: fc.oneof(...bodies) }),
      ...(bodyType !== undefined && { type: bodyType }),
    });
    return fc
      .tuple(
        fc.oneof({ weight: 2, arbitrary: real }, wrong),
        words.length === 0 ? fc.constant([]) : fc.array(fc.oneof(...words), { maxLength: 3 }),
        hostile,
      )
      .map(([named, asked, more]): Asked => {
        const pairs = asked.flatMap(([name, value, count]) =>
          Array.from({ length: count }, () => [name, value] as const),
        );
        return { ...named, query: pairs, ...more };
      });
  }

  async function send({ method, path }: Operation, caller: Caller, asked: Asked) {
    const { id, isReal, query, headers, body } = asked;
    const address = isReal ? room.made.filled(path, id) : oddly(path, id);
    const search = new URLSearchParams(query.map(([name, value]) => [name, value])).toString();
    sent += 1;
    const ending = new AbortController();
    const response = await fetch(room.server.url + address + (search === '' ? '' : `?${search}`), {
      method: method.toUpperCase(),
      redirect: 'manual',
      headers: {
        ...headers,
        ...caller.headers,
        connection: 'close',
        'x-forwarded-for': `10.${(sent >> 16) % 256}.${(sent >> 8) % 256}.${sent % 256}`,
      },
      ...(body !== undefined && { body }),
      signal: ending.signal,
    });
    // A stream does not end: what it begins with is looked at.
    const isEndless = response.headers.get('content-type')?.startsWith('text/event-stream');
    const text = isEndless === true ? await beginningOf(response) : await response.text();
    ending.abort();
    return { status: response.status, text };
  }

  function faultsIn(
    operation: Operation,
    caller: Caller,
    asked: Asked,
    { status, text }: Awaited<ReturnType<typeof send>>,
  ): readonly string[] {
    return [
      ...(status >= 500 && status !== 501 ? ['it failed inside'] : []),
      ...(status < 400 && !isFor(operation, caller, asked) ? ['it did what it may not'] : []),
      ...(caller.role === 'none' && text.includes(canary) ? ['it told what is not out'] : []),
      ...(caller.isSignedIn !== true && text.includes(unsent) ? ['it told an unsent text'] : []),
      ...(text.includes(adminToken) ? ['it told a token'] : []),
    ];
  }

  test(
    'nothing fails inside, nobody does what the role does not allow, and no reader gets a word that is not out',
    async () => {
      const wrong: unknown[] = [];
      const tally = new Tally();
      const answered = new Map(room.callers.map((caller) => [caller, new Set<Operation>()]));
      // What ends a session comes last.
      const ends = ({ path, method }: Operation) =>
        Number(method === 'delete' && path.startsWith('/api/v1/session'));
      const routes = operations.toSorted((a, b) => ends(a) - ends(b));
      const turns = Array.from({ length: times }, (_, turn) =>
        room.callers.map((caller, index) => ({ caller, m: turn * room.callers.length + index })),
      ).flat();
      for (const { caller, m } of turns) {
        if (m % (room.callers.length * 10) === 0) tally.look(sent);
        const isLast = m >= (times - 1) * room.callers.length;
        for (const [n, operation] of routes.entries()) {
          if (!isLast && ends(operation) > 0) continue;
          const own = { numRuns: caller.tries, seed: seed + n * room.callers.length * times + m };
          const hostile = fc.sample(hostileTo(operation), own);
          const plain = caller.name === 'a reader' ? lookedFor(operation) : [];
          for (const asked of [...plain, ...hostile]) {
            const answer = await send(operation, caller, asked);
            tally.count(caller.name, answer.status);
            if (answer.status < 300) answered.get(caller)?.add(operation);
            const faults = faultsIn(operation, caller, asked, answer);
            if (faults.length === 0) continue;
            const route = `${operation.method} ${operation.path}`;
            wrong.push([caller.name, route, answer.status, faults, shown(asked), answer.text]);
          }
        }
      }
      tally.look(sent);
      if (times > 1) console.log(tally.text());
      expect(wrong).toEqual([]);
      for (const [{ name, answered: least }, { size }] of answered) {
        expect(`${name}: ${size >= least ? 'enough' : size}`).toBe(`${name}: enough`);
      }
    },
    180_000 * times,
  );
});

/** What came of a long run: statuses by caller, and how much is in memory as calls become more. */
class Tally {
  private readonly statuses = new Map<string, Map<number, number>>();
  private readonly memory: string[] = [];

  count(caller: string, status: number): void {
    const counts = this.statuses.get(caller) ?? new Map<number, number>();
    counts.set(status, (counts.get(status) ?? 0) + 1);
    this.statuses.set(caller, counts);
  }

  look(sent: number): void {
    const { heapUsed, rss } = process.memoryUsage();
    const mb = (bytes: number) => Math.round(bytes / 2 ** 20);
    this.memory.push(`${sent} calls: heap ${mb(heapUsed)} MB, resident ${mb(rss)} MB`);
  }

  text(): string {
    const lines = [...this.statuses].map(([name, counts]) => {
      const sorted = [...counts].toSorted(([a], [b]) => a - b);
      return `${name}: ${sorted.map(([status, count]) => `${status} × ${count}`).join(', ')}`;
    });
    return [...lines, ...this.memory].join('\n');
  }
}

function isFor({ for: who, path }: Operation, caller: Caller, { isReal, id }: Asked): boolean {
  if (who === 'everybody' || who === 'readers') return true;
  // Without credentials nobody is signed in.
  if (who === 'own session') return Object.keys(caller.headers).length > 0;
  const named = isReal || namesMore(path) ? 'storm' : id;
  const feed = path.includes('{feed}') ? named : undefined;
  return who.some((action) => may(caller, action, feed));
}

/** Of what may be a feed the server looks a second long whether there is one: it would be most of the time. */
function oddIds(path: string): readonly string[] {
  return namesMore(path) ? hostileIds : hostileIds.filter((id) => !isSlug(id));
}

function oddly(path: string, id: string): string {
  const named = namesMore(path) ? path.replace('{feed}', 'storm') : path;
  return named.replaceAll(/\{\w+\}/g, id);
}

/** Whether a path names something else than a feed. */
function namesMore(path: string): boolean {
  return /\{(?!feed\})/.test(path);
}

async function beginningOf({ body }: Response): Promise<string> {
  const first = await body?.getReader().read();
  return first?.value === undefined ? '' : Buffer.from(first.value).toString();
}

function shown({ id, query, headers, body }: Asked): unknown {
  return {
    id: id.slice(0, 60),
    query,
    headers,
    body: body && Buffer.from(body).toString().slice(0, 200),
  };
}
