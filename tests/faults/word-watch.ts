import { adminToken, call, type Answer } from '../call.ts';

const bearer = { authorization: `Bearer ${adminToken}` };
/** The word that is in every text field of the item. */
const word = 'unsayable';

/** A feed with one item that will be taken down, and every address that shows its text. */
export class WordWatch {
  private constructor(
    private readonly origin: string,
    private readonly feed: string,
    private readonly id: string,
    private readonly at: string,
    private readonly before: string,
  ) {}

  /** The item is old enough to stand on the second page, too, and in a whole segment. */
  static async begin(origin: string, feed: string): Promise<WordWatch> {
    const write = async (method: string, path: string, body: object, headers = {}) => {
      const answer = await call(origin, method, `/api/v1${path}`, body, { ...bearer, ...headers });
      if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.text}`);
      return answer;
    };
    await write('POST', '/feeds', { slug: feed, title: 'A feed' });
    const items = `/feeds/${feed}/items`;
    await write('POST', items, { headline: 'Older' });
    const posted = await write('POST', items, {
      headline: `It is ${word}`,
      body: `So ${word} that nobody may.`,
      bylines: [word],
      key: true,
    });
    const { id, postedAt } = posted.json['item'] as { id: string; postedAt: string };
    await write(
      'PATCH',
      `${items}/${id}`,
      { kind: 'correct', note: `More ${word} than before.`, body: `Still ${word}.` },
      { 'if-match': '"1"' },
    );
    const after = await write('POST', items, { headline: 'Newer' });
    const last = after.json['item'] as { id: string; postedAt: string };
    const before = encodeURIComponent(`${last.postedAt}~${last.id}`);
    return new WordWatch(origin, feed, id, postedAt, before);
  }

  /** Every address, by a name for the table. A poller follows `head`, so that its segment's address is that of now. */
  get addresses(): ReadonlyMap<string, (base: string) => Promise<Answer>> {
    const { feed, id } = this;
    const get = (path: string) => (base: string) =>
      call(base, 'GET', path, undefined, { 'accept-encoding': 'gzip' });
    const api = `/api/v1/feeds/${feed}`;
    return new Map([
      ['page', get(`/feeds/${feed}`)],
      ['older page', get(`/feeds/${feed}?before=${this.before}`)],
      ['item page', get(`/feeds/${feed}/items/${id}`)],
      ['snapshot', get(api)],
      ['items', get(`${api}/items?limit=10`)],
      ['key events', get(`${api}/items?key=true`)],
      ['search', get(`${api}/search?q=it%20is`)],
      ['search page', get(`/feeds/${feed}/search?q=it%20is`)],
      ['item', get(`${api}/items/${id}`)],
      ['history', get(`${api}/items/${id}/history`)],
      ['as it stood', get(`${api}?at=${new Date(Date.parse(this.at) + 1).toISOString()}`)],
      ['segment by head', (base) => segmentByHead(base, api)],
    ]);
  }

  async takeDown(): Promise<void> {
    const path = `/api/v1/feeds/${this.feed}/items/${this.id}`;
    const { status, text } = await call(
      this.origin,
      'DELETE',
      path,
      { reason: 'It may not be.' },
      bearer,
    );
    if (status !== 200) throw new Error(`The takedown was answered ${status}: ${text}`);
  }
}

/** True when an answer still contains the word. */
export function says({ text }: Answer): boolean {
  return text.includes(word);
}

async function segmentByHead(base: string, api: string): Promise<Answer> {
  const head = await call(base, 'GET', `${api}/head`);
  if (head.status !== 200) return head;
  const { epoch, scrubbed } = head.json as { epoch: string; scrubbed: string };
  return call(base, 'GET', `${api}/log/${epoch}/0?v=${scrubbed}`);
}
