import { NetworkServer, type Answered, type Call } from './network-server.ts';

interface PostRecord {
  readonly text: string;
  readonly createdAt: string;
  readonly langs: readonly string[];
  readonly embed?: { readonly external: { readonly uri: string } };
  readonly reply?: { readonly parent: { readonly uri: string; readonly cid: string } };
}

const did = 'did:plc:harbournewsharbournews';

/** A personal data server of Bluesky's network with one account. */
export class BlueskyServer extends NetworkServer {
  secret = 'abcd-efgh-ijkl-mnop';
  /** Sessions that it has opened. */
  sessions = 0;
  private good = '';

  get url(): string {
    return `${this.origin}/harbour.example`;
  }

  /** Ends the session, as the server does after two hours. */
  endSession(): void {
    this.good = '';
  }

  protected answer({ path, headers, json }: Call): Answered {
    if (path === '/xrpc/com.atproto.server.createSession') {
      const isRight = json['identifier'] === 'harbour.example' && json['password'] === this.secret;
      if (!isRight) return { status: 401, json: { error: 'AuthenticationRequired' } };
      this.sessions += 1;
      this.good = `jwt-${this.sessions}`;
      return { status: 200, json: { did, accessJwt: this.good } };
    }
    if (headers.authorization !== `Bearer ${this.good}`)
      return { status: 400, json: { error: 'ExpiredToken' } };
    const rkey = String(json['rkey']);
    if (json['repo'] !== did || !/^[2-7a-j][2-7a-z]{12}$/.test(rkey))
      return { status: 400, json: { error: 'InvalidRequest' } };
    const name = `at://${did}/${String(json['collection'])}/${rkey} cid-${rkey}`;
    const index = this.shown.findIndex((one) => one.name === name);
    if (path === '/xrpc/com.atproto.repo.deleteRecord') {
      if (index >= 0) this.shown.splice(index, 1);
      return { status: 200, json: {} };
    }
    const { text, embed, reply } = json['record'] as PostRecord;
    if ([...new Intl.Segmenter().segment(text)].length > 300)
      return { status: 400, json: { error: 'InvalidRequest' } };
    const shown = {
      name,
      text,
      ...(embed !== undefined && { card: embed.external.uri }),
      ...(reply !== undefined && { under: `${reply.parent.uri} ${reply.parent.cid}` }),
    };
    // What people see of a record is what it was at first.
    if (index < 0) this.shown.push(shown);
    const [uri, cid] = name.split(' ');
    return { status: 200, json: { uri, cid } };
  }

  protected busy() {
    return { status: 429, json: { error: 'RateLimitExceeded' }, headers: { 'retry-after': '0' } };
  }
}
