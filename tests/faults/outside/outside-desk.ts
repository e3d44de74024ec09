import { randomUUID } from 'node:crypto';
import { adminToken, call, type Answer } from '../../call.ts';
import { until } from '../../until.ts';

export const feed = 'storm';
const patienceMs = 600_000;

/** An item as its editors left it. */
export interface Made {
  readonly n: number;
  readonly id: string;
  rev: number;
  /** What was said when it was corrected last. */
  note: string | undefined;
  isGone: boolean;
  /** It is taken down by who posted it. */
  readonly isCanary: boolean;
}

/** Editors who try again at another instance until they are answered, and know what they did. */
export class OutsideDesk {
  readonly made: Made[] = [];
  /** Changes that were answered. */
  changes = 0;
  private turn = 0;
  private posts = 0;
  /** The items of the dead letters that were sent again, by kind: what stands elsewhere without a name leaves the list by that. */
  private readonly reported = new Map<string, Set<string>>();

  constructor(private readonly urls: readonly string[]) {}

  async begin(): Promise<void> {
    await this.send('POST', '/api/v1/feeds', { slug: feed, title: 'Storm' });
  }

  async post(text = 'Item'): Promise<Made> {
    const n = this.posts;
    this.posts += 1;
    const { json } = await this.send('POST', `/api/v1/feeds/${feed}/items`, {
      headline: `${text} ${n}`,
    });
    const { id } = json['item'] as { readonly id: string };
    const made: Made = {
      n,
      id,
      rev: 1,
      note: undefined,
      isGone: false,
      isCanary: text === 'Canary',
    };
    this.made.push(made);
    this.changes += 1;
    return made;
  }

  async correct(item: Made): Promise<void> {
    const note = `Note ${item.n}.${item.rev} end`;
    const path = `/api/v1/feeds/${feed}/items/${item.id}`;
    const seen = { 'if-match': `"${item.rev}"` };
    await this.send('PATCH', path, { kind: 'correct', note }, seen);
    item.rev += 1;
    item.note = note;
    this.changes += 1;
  }

  async takeDown(item: Made): Promise<void> {
    const path = `/api/v1/feeds/${feed}/items/${item.id}`;
    await this.send('DELETE', path, { reason: 'asked for' });
    item.isGone = true;
    this.changes += 1;
  }

  /** One of the items that stand. */
  standing(): Made | undefined {
    const all = this.made.filter(({ isGone, isCanary }) => !isGone && !isCanary);
    return all[Math.floor(Math.random() * all.length)];
  }

  /** How many changes each follower has not told, by kind. */
  async behind(): Promise<ReadonlyMap<string, number>> {
    const all = await this.followers();
    return new Map(all.map(({ kind, behind }) => [kind, behind]));
  }

  /** The items of which an editor was told that a change of theirs could not be told to the follower of a kind. */
  async toldOf(kind: string): Promise<ReadonlySet<string>> {
    for (const { id, kind: its } of await this.followers()) {
      const known = this.reported.get(its) ?? new Set<string>();
      for (const item of await this.lettersOf(id)) known.add(item);
      this.reported.set(its, known);
    }
    return this.reported.get(kind) ?? new Set<string>();
  }

  /** Has the followers' targets tried at once, as an editor does who has read what they could not be told. */
  async tryNow(): Promise<void> {
    await this.toldOf('every kind');
    for (const { id } of await this.followers()) {
      await this.send('POST', `/api/v1/feeds/${feed}/followers/${id}/retry`);
    }
  }

  /** The latest twenty: the newsrooms of these rounds have fewer. */
  private async lettersOf(follower: string): Promise<readonly string[]> {
    const path = `/api/v1/feeds/${feed}/followers/${follower}/dead-letters`;
    const { json } = await this.send('GET', path);
    const letters = json['deadLetters'] as readonly { readonly item?: string }[];
    return letters.flatMap(({ item }) => item ?? []);
  }

  private async followers() {
    const { json } = await this.send('GET', `/api/v1/feeds/${feed}/followers`);
    return json['followers'] as readonly {
      readonly id: string;
      readonly kind: string;
      readonly behind: number;
    }[];
  }

  /** Resolves when every one of so many followers has told everything. */
  async allTold(followers: number): Promise<void> {
    await until(
      async () => {
        const behind = [...(await this.behind()).values()];
        return behind.length === followers && behind.every((count) => count === 0);
      },
      'everything to be told',
      patienceMs,
    );
  }

  /** Asks one instance after the other until one has an answer that is none of a fault. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<Answer> {
    const headers = {
      authorization: `Bearer ${adminToken}`,
      'idempotency-key': randomUUID(),
      ...more,
    };
    let answer: Answer | undefined;
    await until(
      async () => {
        this.turn += 1;
        const url = this.urls[this.turn % this.urls.length] ?? '';
        answer = await call(url, method, path, body, headers).catch(() => undefined);
        return answer !== undefined && answer.status < 500;
      },
      'an answer',
      patienceMs,
    );
    if (answer === undefined || answer.status >= 400) {
      throw new Error(`${method} ${path}: ${answer?.status} ${answer?.text}`);
    }
    return answer;
  }
}
