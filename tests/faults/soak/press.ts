import { randomInt } from 'node:crypto';
import sharp from 'sharp';
import type { ChangeKind } from '../../../src/feed/change-kinds.ts';
import { adminToken, call, type Answer } from '../../call.ts';
import { EditorClient } from '../../scenarios/newsroom/live/editor-client.ts';
import { Editor } from '../editor.ts';
import type { FeedName } from './feeds.ts';

const password = 'nine grey herons at the pier';

/** What somebody is hired for: a feed, an account's role, and the kinds of changes this person makes. */
export interface Position {
  readonly feed: FeedName;
  readonly role: 'admin' | 'editor';
  readonly kinds: readonly ChangeKind[];
}

/** A person with an account, signed in, whose desk is open in the newsroom. */
export class Journalist {
  readonly editor: Editor;
  /** When each of the posts that waited for a time was to come out (ms since 1970), by id. */
  readonly scheduled = new Map<string, number>();

  private constructor(
    readonly feed: FeedName,
    private readonly url: string,
    private readonly headers: Readonly<Record<string, string>>,
    private readonly desk: EditorClient,
    kinds: readonly ChangeKind[],
  ) {
    this.editor = new Editor(feed, [url], Math.random, { headers, kinds });
  }

  /** `url`: the instance that this person's browser is at. */
  static async join({ feed, role, kinds }: Position, name: string, url: string) {
    const bearer = { authorization: `Bearer ${adminToken}` };
    const asked = await must(call(url, 'POST', '/api/v1/invitations', { role }, bearer));
    const code = String(asked.json['url']).split('=')[1];
    const path = `/api/v1/invitations/${code}`;
    const { headers } = await must(call(url, 'POST', path, { name, password }));
    const [cookie = ''] = (headers.get('set-cookie') ?? '').split(';');
    const session = { cookie, origin: url };
    const desk = await new EditorClient(url, session).enter(feed);
    return new Journalist(feed, url, session, desk, kinds);
  }

  /** Whether the desk is still connected. */
  get isThere(): boolean {
    return this.desk.socket.connected;
  }

  /** Lets go of what the desk was told. */
  tend(): void {
    this.desk.heard.length = 0;
  }

  /** Writes a draft, changes it, and has it published after `waitsMs`. */
  async schedule(waitsMs: number): Promise<void> {
    const items = `/api/v1/feeds/${this.feed}/items`;
    const { json } = await this.#send('POST', items, { headline: 'A draft', draft: true });
    const { id, rev } = json['item'] as { id: string; rev: number };
    this.desk.socket.emit('editing', { feed: this.feed, item: id });
    const embargoMs = await this.#due(`${items}/${id}`, rev, waitsMs);
    this.desk.socket.emit('done', { feed: this.feed, item: id });
    this.scheduled.set(id, embargoMs);
  }

  /** Uploads a picture that nobody has uploaded before, and posts it. */
  async picture(): Promise<void> {
    const background = { r: randomInt(256), g: randomInt(256), b: randomInt(256) };
    const create = { width: 1_200, height: 800, channels: 3, background } as const;
    const bytes = await sharp({ create }).jpeg().toBuffer();
    const uploaded = await must(
      fetch(`${this.url}/api/v1/media?name=picture.jpg`, {
        method: 'POST',
        headers: this.headers,
        body: new Uint8Array(bytes),
      }).then(async (response) => ({
        status: response.status,
        text: await response.clone().text(),
        json: (await response.json()) as Record<string, unknown>,
      })),
    );
    const image = { url: String(uploaded.json['url']), alt: 'A colour' };
    await this.editor.post('It looks like this.', { image });
  }

  leave(): void {
    this.desk[Symbol.dispose]();
  }

  /** Gives a draft its time (ms since 1970): a later one where the call itself took longer than it was to wait. */
  async #due(path: string, rev: number, waitsMs: number): Promise<number> {
    // Times in the API have whole milliseconds.
    const embargoMs = Math.ceil(Date.now() + waitsMs);
    const change = { headline: `Due ${embargoMs}`, embargo: new Date(embargoMs).toISOString() };
    const headers = { ...this.headers, 'if-match': `"${rev}"` };
    const answer = await call(this.url, 'PATCH', path, change, headers);
    if (answer.status === 422 && Date.now() > embargoMs) return this.#due(path, rev, 4 * waitsMs);
    await must(Promise.resolve(answer));
    return embargoMs;
  }

  #send(method: string, path: string, body: object): Promise<Answer> {
    return must(call(this.url, method, path, body, this.headers));
  }
}

/** An answer; any other than success is a fault of the soak. */
async function must<T extends Pick<Answer, 'status' | 'text'>>(asked: Promise<T>): Promise<T> {
  const answer = await asked;
  if (answer.status >= 300) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return answer;
}
