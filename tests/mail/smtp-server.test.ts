import type { FeedInfo } from '../../src/feed/feed-info.ts';
import { breakingLetter } from '../../src/mail/letters/breaking-letter.ts';
import { confirmLetter } from '../../src/mail/letters/confirm-letter.ts';
import { digestLetter } from '../../src/mail/letters/digest-letter.ts';
import { SmtpServer } from '../../src/mail/send/smtp-server.ts';
import { hostile, hostileItem } from '../site/hostile.ts';
import { Mailbox, type MailManner } from './mailbox.ts';

const from = 'news@live.example';
const to = 'ana@example.org';
const injected = 'Storm\r\nBcc: all@example.org\r\n\r\nWords\n.\r\nMAIL FROM:<x@example.org>';
const info: FeedInfo = { title: injected, lang: 'en', timezone: 'UTC', coverage: 'open' };
const about = { site: { publicUrl: 'https://live.example' }, feed: 'storm', info };

describe('mail that goes out', () => {
  test('has no header, addressee or markup of what somebody typed', async () => {
    await using mailbox = await Mailbox.open();
    const server = new SmtpServer({ url: mailbox.url, from });
    const item = { ...hostileItem, headline: `${injected}${hostile}` };
    const stop = 'https://live.example/subscriptions/x/unsubscribe';
    const position = { epoch: 'e', seq: 1, tag: 't' };
    const digest = { news: [item], corrections: [item], position };
    const letters = [
      confirmLetter(about, 'a', to, 'https://live.example/subscriptions/x'),
      breakingLetter(about, 'b', to, stop, item),
      digestLetter(about, 'c', to, stop, digest),
    ];
    for (const letter of letters) expect(await server.send(letter)).toEqual({ kind: 'sent' });
    server.close();
    expect(mailbox.mails).toHaveLength(3);
    for (const mail of mailbox.mails) {
      expect([mail.to, mail.from]).toEqual([to, from]);
      expect(mail.head).not.toMatch(/^(bcc|cc|words)/im);
      expect(mail.head.match(/^to:/gim)).toHaveLength(1);
      expect(mail.subject).toContain('Storm Bcc: all@example.org');
      expect(mail.html).not.toMatch(/<script|<img src=x|href="javascript:|<!--/i);
      expect(mail.head).toContain('Auto-Submitted: auto-generated');
      expect(mail.head).toContain('List-ID: <storm.live.example>');
    }
  });

  test('that was cut off is kept by nobody: its words of then are not sent again', async () => {
    await using mailbox = await Mailbox.open();
    const server = new SmtpServer({ url: mailbox.url, from });
    const stop = 'https://live.example/subscriptions/x/unsubscribe';
    const letter = breakingLetter(about, 'a', to, stop, { ...hostileItem, headline: 'a canary' });
    const other = confirmLetter(about, 'b', to, 'https://live.example/subscriptions/x');
    // Over a connection that is kept: these may be cut off at any time.
    expect(await server.send(other)).toEqual({ kind: 'sent' });
    mailbox.manner = 'cut';
    expect(await server.send(letter)).toMatchObject({ kind: 'down' });
    expect(await server.send(other)).toEqual({ kind: 'sent' });
    server.close();
    expect([mailbox.tries, mailbox.mails.length]).toEqual([3, 2]);
    expect(JSON.stringify(mailbox.mails)).not.toContain('canary');
  });

  test('that cannot be delivered says why without the address', async () => {
    const mailbox = await Mailbox.open();
    const server = new SmtpServer({ url: mailbox.url, from });
    const letter = confirmLetter(about, 'a', to, 'https://live.example/subscriptions/x');
    const said: unknown[] = [];
    const manners = [
      'busy',
      'unknown',
      'full',
      'refusing',
      'policy',
      'sender',
      'spam',
      'down',
      'well',
    ];
    for (const manner of manners as readonly MailManner[]) {
      mailbox.manner = manner;
      said.push(await server.send(letter));
    }
    // A password is told to nobody without TLS. This name of the machine is none that is known to be it.
    const open = mailbox.url.replace('//127.0.0.1', '//ana:hush@127.1');
    const guarded = new SmtpServer({ url: open, from });
    said.push(await guarded.send(letter));
    expect(mailbox.logins).toEqual([]);
    // On this machine alone it may be; in a URL, it is written as in any other.
    const known = new SmtpServer({ url: mailbox.url.replace('//', '//ana%40x:hu%2Fsh@'), from });
    said.push(await known.send(letter));
    expect(mailbox.logins).toEqual(['ana@x:hu/sh']);
    await mailbox[Symbol.asyncDispose]();
    const alone = new SmtpServer({ url: mailbox.url, from });
    said.push(await alone.send(letter));
    for (const one of [server, guarded, known, alone]) one.close();
    expect(said).toEqual([
      { kind: 'again', reason: 'answered 450 to RCPT TO' },
      { kind: 'refused', forGood: true },
      { kind: 'refused', forGood: false },
      { kind: 'refused', forGood: false },
      { kind: 'again', reason: 'answered 550 to RCPT TO' },
      { kind: 'down', reason: 'answered 550 to MAIL FROM' },
      { kind: 'never', reason: 'answered 554 to DATA' },
      { kind: 'down', reason: expect.any(String) },
      { kind: 'sent' },
      { kind: 'down', reason: 'ETLS' },
      { kind: 'sent' },
      { kind: 'down', reason: expect.any(String) },
    ]);
    expect(JSON.stringify(said)).not.toContain('example.org');
  });
});
