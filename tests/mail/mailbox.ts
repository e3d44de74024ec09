import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** How the mail server treats what comes next. */
export type MailManner =
  | 'well'
  /** Takes no connection, and nothing over those that are open. */
  | 'down'
  /** Ends the connection over which a mail comes, and is well from then on. */
  | 'cut'
  /** Does not take an address now. */
  | 'busy'
  /** There is no such address. */
  | 'unknown'
  /** The mailbox has no room now. */
  | 'full'
  /** Does not take an address, and does not say why. */
  | 'refusing'
  /** Does not take what we send to it, whoever sends. */
  | 'policy'
  /** Does not take the address that mails come from. */
  | 'sender'
  /** Does not take the mail. */
  | 'spam';

/** A mail as a mail program reads it. */
export interface Mail {
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  readonly unsubscribe: string;
  readonly oneClick: string;
  /** The header lines as they came. */
  readonly head: string;
  /** All of it as it came: its bytes, as Latin-1. */
  readonly raw: string;
}

const refusals: Readonly<Partial<Record<MailManner, readonly [number, string]>>> = {
  busy: [450, '4.2.1 Try again later'],
  unknown: [550, '5.1.1 No such user'],
  full: [552, '5.2.2 Mailbox full'],
  refusing: [550, 'No'],
  policy: [550, '5.7.1 Not from you'],
  spam: [554, '5.6.0 Not this one'],
};

/** A real mail server, and the mails in its mailboxes. */
export class Mailbox implements AsyncDisposable {
  manner: MailManner = 'well';
  /** Addresses that are treated otherwise than the others. */
  readonly manners = new Map<string, MailManner>();
  readonly mails: Mail[] = [];
  /** Who has signed in, and by what. */
  readonly logins: string[] = [];
  /** What was tried, taken or not. */
  tries = 0;
  /** What happens before a mail is taken. */
  meanwhile: (() => Promise<unknown>) | undefined;

  private readonly server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    allowInsecureAuth: true,
    onAuth: ({ username = '', password = '' }, _session, done) => {
      this.logins.push(`${username}:${password}`);
      done(null, { user: username });
    },
    // What is still open is cut off.
    closeTimeout: 10,
    onConnect: (_session, done) => done(this.manner === 'down' ? down() : null),
    // A connection that is kept is refused as well.
    onMailFrom: (_address, _session, done) => {
      const refusal = this.manner === 'sender' ? errorOf(550, '5.1.8 Who are you?') : null;
      done(this.manner === 'down' ? down() : refusal);
    },
    onRcptTo: ({ address }, _session, done) => {
      this.tries += 1;
      if (this.manner === 'cut') {
        this.manner = 'well';
        for (const connection of this.server.connections) connection.close();
        return;
      }
      const manner = this.manners.get(address) ?? this.manner;
      const refusal = manner === 'spam' ? undefined : refusals[manner];
      done(refusal && errorOf(...refusal));
    },
    onData: (stream, session, done) => {
      const [to] = session.envelope.rcptTo;
      const answer = async () => {
        const bytes = await buffer(stream);
        return this.take(to?.address ?? '', bytes);
      };
      const answered = async () => {
        // Who goes away in the middle of a mail has sent none.
        done(await answer().catch((error: Error) => error));
      };
      void answered();
    },
  });
  private port = 0;

  static async open(): Promise<Mailbox> {
    const mailbox = new Mailbox();
    const { server } = mailbox;
    server.on('error', () => undefined);
    await new Promise<void>((listening) => {
      server.listen(0, '127.0.0.1', listening);
    });
    mailbox.port = (server.server.address() as AddressInfo).port;
    return mailbox;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  to(address: string): readonly Mail[] {
    return this.mails.filter(({ to }) => to === address);
  }

  /** Takes all mails out. */
  splice(): readonly Mail[] {
    return this.mails.splice(0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((closed) => {
      this.server.close(closed);
    });
  }

  private async take(to: string, bytes: Buffer): Promise<Error | null> {
    await this.meanwhile?.();
    if (this.manner === 'spam') return errorOf(...(refusals.spam ?? [554, 'No']));
    const parsed = await simpleParser(bytes);
    const header = (name: string) =>
      parsed.headerLines.find(({ key }) => key === name)?.line.replace(/\r\n\s+/g, '') ?? '';
    this.mails.push({
      to,
      from: parsed.from?.text ?? '',
      subject: parsed.subject ?? '',
      text: parsed.text ?? '',
      html: parsed.html === false || parsed.html === undefined ? '' : parsed.html,
      messageId: parsed.messageId ?? '',
      unsubscribe: /<(.*)>/.exec(header('list-unsubscribe'))?.[1] ?? '',
      oneClick: header('list-unsubscribe-post'),
      raw: bytes.toString('latin1'),
      head: parsed.headerLines.map(({ line }) => line).join('\n'),
    });
    return null;
  }
}

const down = () => errorOf(421, '4.3.2 Not now');

function errorOf(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}

/** The link to this site in a mail. */
export function linkIn({ text }: Mail): string {
  const [link = ''] = /https?:\/\/\S+\/subscriptions\/\S+/.exec(text) ?? [];
  return link;
}
