import { NetworkServer, type Answered, type Call } from './network-server.ts';

/** A Mastodon server with one account: statuses, idempotency keys, edits, deletions. */
export class MastodonServer extends NetworkServer {
  secret = 'a-token-with-the-scope-write-statuses';
  private readonly keys = new Map<string, string>();

  get url(): string {
    return `${this.origin}/`;
  }

  protected answer({ method, path, headers, json }: Call): Answered {
    if (headers.authorization !== `Bearer ${this.secret}`) return { status: 401, json: {} };
    if (path === '/api/v1/accounts/verify_credentials') return { status: 200, json: { id: '1' } };
    const text = String(json['status']);
    // A link counts as 23 characters, whatever its length.
    const length = [...new Intl.Segmenter().segment(text.replaceAll(/https?:\S+/g, 'x'.repeat(23)))]
      .length;
    if (length > 500) return { status: 422, json: { error: 'Validation failed' } };
    const [, name] = /^\/api\/v1\/statuses(?:\/(\d+))?$/.exec(path) ?? [];
    const index = this.shown.findIndex((one) => one.name === name);
    if (name !== undefined && index < 0)
      return { status: 404, json: { error: 'Record not found' } };
    if (method === 'DELETE') this.shown.splice(index, 1);
    else if (method === 'PUT') this.shown[index] = { name: name ?? '', text };
    else return this.post(text, String(headers['idempotency-key']), json['in_reply_to_id']);
    return { status: 200, json: { id: name } };
  }

  protected busy() {
    return { status: 429, json: {}, headers: { 'retry-after': '0' } };
  }

  private post(text: string, key: string, under: unknown): Answered {
    const known = this.keys.get(key);
    if (known !== undefined) return { status: 200, json: { id: known } };
    const name = String((this.names += 1));
    this.keys.set(key, name);
    this.shown.push({ name, text, ...(typeof under === 'string' && { under }) });
    return { status: 200, json: { id: name } };
  }
}
