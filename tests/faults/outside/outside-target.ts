import { Receiver } from '../../followers/receiver.ts';
import { Subscriber } from '../../followers/subscriber.ts';
import { BlueskyServer } from '../../followers/networks/bluesky-server.ts';
import { MastodonServer } from '../../followers/networks/mastodon-server.ts';
import type { NetworkServer } from '../../followers/networks/network-server.ts';
import { TelegramServer } from '../../followers/networks/telegram-server.ts';
import { until } from '../../until.ts';
import { Cable } from '../cable.ts';
import { feed, type Made, type OutsideDesk } from './outside-desk.ts';

/** What is counted of one target: each of the last three must be none. */
export interface Verdict {
  /** What reached it. */
  readonly deliveries: number;
  /** Of what it had already, known by its key. */
  readonly secondCopies: number;
  readonly wrongOrder: number;
  readonly missing: number;
}

/** A target of one kind behind a cable, which is pulled out while it is away. */
export interface OutsideTarget {
  readonly kind: string;
  readonly cable: Cable;
  /** Adds the follower that leads to it. */
  readonly follow: (desk: OutsideDesk) => Promise<void>;
  readonly deliveries: () => number;
  /** Everything that ever reached it, as text. */
  readonly everything: () => string;
  readonly verdict: (desk: OutsideDesk) => Promise<Verdict>;
  readonly close: () => Promise<void>;
}

/** A target of every kind that has no round of its own. */
export async function openTargets(publicUrl: string): Promise<readonly OutsideTarget[]> {
  return [
    await webhookTarget(),
    await networkTarget('mastodon', await new MastodonServer().open(), false),
    await networkTarget('bluesky', await new BlueskyServer().open(), false),
    // It has no keys: a crash between a message and its note makes another.
    await networkTarget('telegram', await new TelegramServer().open(), true),
    await websubTarget(publicUrl),
  ];
}

export async function webhookTarget(): Promise<OutsideTarget> {
  const receiver = await Receiver.open();
  const cable = await Cable.to(receiver.port);
  return {
    kind: 'webhook',
    cable,
    async follow(desk) {
      const body = { kind: 'webhook', target: through(cable, receiver.url) };
      const { json } = await desk.send('POST', `/api/v1/feeds/${feed}/followers`, body);
      receiver.secret = String(json['secret']);
    },
    deliveries: () => receiver.taken.length,
    everything: () => receiver.everything,
    async verdict({ changes }) {
      const { taken } = receiver;
      const seqs = taken.map(({ data }) => data.seq);
      const first = [...new Map(taken.map(({ id, data }) => [id, data.seq])).values()];
      return {
        deliveries: taken.length,
        secondCopies: taken.length - first.length,
        // The next, or the one before once more.
        wrongOrder: seqs.filter((seq, n) => ![0, 1].includes(seq - (seqs[n - 1] ?? 0))).length,
        missing: changes - new Set(first).size,
      };
    },
    close: () => ended(cable, receiver),
  };
}

async function networkTarget(
  kind: string,
  server: NetworkServer,
  mayRepeat: boolean,
): Promise<OutsideTarget> {
  const cable = await Cable.to(Number(new URL(server.origin).port));
  return {
    kind,
    cable,
    async follow(desk) {
      const target = through(cable, server.url);
      const body = { kind, target, secret: server.secret };
      await desk.send('POST', `/api/v1/feeds/${feed}/followers`, body);
    },
    deliveries: () => server.calls,
    everything: () => server.everything,
    async verdict(desk) {
      const { made } = desk;
      const posts = server.shown.filter(({ under }) => under === undefined);
      const numbers = posts.map(({ text }) =>
        Number(/\b(?:Item|Canary) (\d+)\b/.exec(text)?.[1] ?? NaN),
      );
      const first = [...new Set(numbers)];
      const standing = new Map(made.filter(({ isGone }) => !isGone).map((item) => [item.n, item]));
      // A network that has no keys may have a message twice, of which nobody knows the name. Then an editor is told.
      const told = mayRepeat ? await desk.toldOf(kind) : new Set<string>();
      const isKnown = (n: number) => made.some((item) => item.n === n && told.has(item.id));
      const wrong = first.filter((n) => !standing.has(n) && !isKnown(n));
      const isTold = ({ n, note }: Made) =>
        posts.some(({ name, text }, at) => {
          if (numbers[at] !== n) return false;
          const answers = server.shown.filter(({ under }) => under === name);
          const all = [text, ...answers.map((answer) => answer.text)].join('\n');
          return note === undefined || all.includes(note);
        });
      const untold = [...standing.values()].filter((item) => !isTold(item));
      const copies = numbers.length - first.length;
      return {
        deliveries: server.calls,
        secondCopies: copies,
        wrongOrder: first.filter((n, at) => at > 0 && n < (first[at - 1] ?? 0)).length,
        missing: untold.length + wrong.length + (mayRepeat ? 0 : copies),
      };
    },
    close: () => ended(cable, server),
  };
}

async function websubTarget(publicUrl: string): Promise<OutsideTarget> {
  const subscriber = await new Subscriber().open();
  const cable = await Cable.to(Number(new URL(subscriber.url).port));
  subscriber.secret = 'a secret of the rounds';
  const path = `/feeds/${feed}/atom.xml`;
  return {
    kind: 'websub',
    cable,
    async follow(desk) {
      const form = new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.topic': publicUrl + path,
        'hub.callback': through(cable, subscriber.url),
        'hub.secret': subscriber.secret,
      });
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      await desk.send('POST', '/websub', form.toString(), type);
      await until(async () => (await desk.behind()).has('websub'), 'the subscription');
    },
    deliveries: () => subscriber.pings.length,
    everything: () => subscriber.everything,
    async verdict(desk) {
      const numbers = new Map(desk.made.map(({ id, n }) => [id, n]));
      // Of each document, its latest item, also one that it says to be gone.
      const latest = subscriber.pings.map(({ body }) =>
        Math.max(
          ...[...body.matchAll(/urn:uuid:([0-9a-f-]{36})/g)].map(
            ([, id = '']) => numbers.get(id) ?? -1,
          ),
        ),
      );
      const bodies = subscriber.pings.map(({ body }) => body);
      const served = await desk.send('GET', path);
      return {
        deliveries: bodies.length,
        // The same once more: of a change that is not among the newest items, or where an answer was lost.
        secondCopies: bodies.filter((body, n) => n > 0 && body === bodies[n - 1]).length,
        wrongOrder: latest.filter((n, at) => at > 0 && n < (latest[at - 1] ?? 0)).length,
        missing: (served.text === bodies.at(-1) ? 0 : 1) + subscriber.forged,
      };
    },
    close: () => ended(cable, subscriber),
  };
}

/** The address of a target by its cable. */
function through(cable: Cable, address: string): string {
  const url = new URL(address);
  url.port = String(cable.port);
  return url.href;
}

async function ended(cable: Cable, server: AsyncDisposable): Promise<void> {
  await cable[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
}
