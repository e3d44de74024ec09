import { NetworkServer, type Answered, type Call } from './network-server.ts';

/** Statuses that it answers at once at most. */
const pageLength = 40;

/** A Mastodon server with one account: statuses, idempotency keys, edits, deletions, the account's own statuses. */
export class MastodonServer extends NetworkServer {
  secret = 'a-token-with-the-scope-write-statuses';
  /** The token has the scopes for reading as well. */
  mayRead = true;
  /** The names of statuses that it shows nobody. */
  readonly hidden: string[] = [];
  /** What it has ever shown of what it was sent, gone or not. */
  readonly everShown: string[] = [];
  private readonly keys = new Map<string, string>();
  private readonly times = new Map<string, string>();

  get url(): string {
    return `${this.origin}/`;
  }

  /** As after an hour. */
  forgetKeys(): void {
    this.keys.clear();
  }

  /** A status that its people wrote themselves. */
  shownByHand(text: string): void {
    const name = String((this.names += 1));
    this.times.set(name, new Date().toISOString());
    this.shown.push({ name, text });
  }

  protected answer({ method, path, headers, json }: Call): Answered {
    if (headers.authorization !== `Bearer ${this.secret}`) return { status: 401, json: {} };
    const { pathname, searchParams } = new URL(path, this.origin);
    if (method === 'GET') return this.mayRead ? this.read(pathname, searchParams) : outOfScope;
    const text = String(json['status']);
    // A link counts as 23 characters, whatever its length.
    const length = [...new Intl.Segmenter().segment(text.replaceAll(/https?:\S+/g, 'x'.repeat(23)))]
      .length;
    if (length > 500) return { status: 422, json: { error: 'Validation failed' } };
    const [, name] = /^\/api\/v1\/statuses(?:\/(\d+))?$/.exec(path) ?? [];
    const index = this.shown.findIndex((one) => one.name === name);
    const isHidden = name !== undefined && this.hidden.includes(name);
    if (name !== undefined && index < 0 && !isHidden)
      return { status: 404, json: { error: 'Record not found' } };
    if (method === 'DELETE') {
      if (isHidden) this.hidden.splice(this.hidden.indexOf(name), 1);
      else this.shown.splice(index, 1);
    } else if (method === 'PUT') this.shown[index] = { name: name ?? '', text };
    else return this.post(text, String(headers['idempotency-key']), json);
    return { status: 200, json: { id: name } };
  }

  protected busy() {
    return { status: 429, json: {}, headers: { 'retry-after': '0' } };
  }

  private post(text: string, key: string, json: Call['json']): Answered {
    const known = this.keys.get(key);
    if (known !== undefined) return { status: 200, json: { id: known } };
    const name = String((this.names += 1));
    const under = json['in_reply_to_id'];
    this.keys.set(key, name);
    this.times.set(name, new Date().toISOString());
    if (json['visibility'] === 'direct') this.hidden.push(name);
    else {
      this.everShown.push(text);
      this.shown.push({ name, text, ...(typeof under === 'string' && { under }) });
    }
    return { status: 200, json: { id: name } };
  }

  private read(path: string, asked: URLSearchParams): Answered {
    if (path === '/api/v1/accounts/verify_credentials') return { status: 200, json: { id: '1' } };
    if (path !== '/api/v1/accounts/1/statuses') return { status: 404, json: {} };
    const before = Number(asked.get('max_id') ?? Infinity);
    const limit = Math.min(Number(asked.get('limit') ?? 20), pageLength);
    const statuses = this.shown.toReversed().filter(({ name }) => Number(name) < before);
    const json = statuses.slice(0, limit).map(({ name, text }) => ({
      id: name,
      created_at: this.times.get(name),
      content: `<p>${text.replaceAll(/https?:\S+/g, '<a href="$&" rel="nofollow">$&</a>')}</p>`,
    }));
    return { status: 200, json };
  }
}

const outOfScope = {
  status: 403,
  json: { error: 'This action is outside the authorized scopes' },
};
