import { createHash, generateKeyPairSync, verify, type KeyObject } from 'node:crypto';
import type { FeedInfo } from '../../src/feed/feed-info.ts';
import { breakingLetter } from '../../src/mail/letters/breaking-letter.ts';
import { SmtpServer } from '../../src/mail/send/smtp-server.ts';
import { hostileItem } from '../site/hostile.ts';
import { Mailbox } from './mailbox.ts';

const info: FeedInfo = { title: 'Stürme', lang: 'de', timezone: 'UTC', coverage: 'open' };
const about = { site: { publicUrl: 'https://live.example' }, feed: 'storm', info };
const stop = 'https://live.example/subscriptions/x/unsubscribe';

test('mails are signed for their domain, with what one click needs among it; what is changed on the way is found', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await using mailbox = await Mailbox.open();
  const dkim = { domain: 'live.example', selector: 'mail2026', key };
  const server = new SmtpServer({ url: mailbox.url, from: 'news@live.example', dkim });
  const letter = breakingLetter(about, 'a', 'ana@example.org', stop, hostileItem);
  expect(await server.send(letter)).toEqual({ kind: 'sent' });
  server.close();
  const raw = mailbox.mails[0]?.raw ?? '';
  const signed = signatureIn(raw, publicKey);
  expect(signed).toMatchObject({ isGood: true, domain: 'live.example', selector: 'mail2026' });
  expect(signed?.fields).toEqual(
    expect.arrayContaining([
      'from',
      'to',
      'subject',
      'date',
      'message-id',
      'list-unsubscribe',
      'list-unsubscribe-post',
    ]),
  );
  for (const changed of [
    raw.replace('/subscriptions/x/', '/subscriptions/y/'),
    raw.replace(/^Subject: /m, 'Subject: Not '),
    `${raw}More.\r\n`,
  ]) {
    expect(changed).not.toBe(raw);
    expect(signatureIn(changed, publicKey)?.isGood).toBe(false);
  }
});

test('without a key, mails go out unsigned', async () => {
  await using mailbox = await Mailbox.open();
  const server = new SmtpServer({ url: mailbox.url, from: 'news@live.example' });
  await server.send(breakingLetter(about, 'a', 'ana@example.org', stop, hostileItem));
  server.close();
  expect(signatureIn(mailbox.mails[0]?.raw ?? '', undefined)).toBeUndefined();
});

/** The signature of a mail, checked as RFC 6376 has it (relaxed/relaxed). `raw`: its bytes, as Latin-1. */
function signatureIn(raw: string, publicKey: KeyObject | undefined) {
  const end = raw.indexOf('\r\n\r\n');
  const headers = raw
    .slice(0, end)
    .split(/\r\n(?![ \t])/)
    .map((line) => ({ name: line.split(':', 1)[0]?.toLowerCase() ?? '', line }));
  const header = headers.find(({ name }) => name === 'dkim-signature');
  if (header === undefined || publicKey === undefined) return undefined;
  const tags = new Map(
    relaxed(header.line)
      .split(/; ?/)
      .map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)] as const),
  );
  const of = (name: string) => (tags.get(name) ?? '').replaceAll(' ', '');
  const fields = of('h').split(':');
  const body = raw
    .slice(end + 4)
    .split('\r\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
    .join('\r\n')
    .replace(/(\r\n)*$/, '\r\n');
  const lineOf = (field: string) => headers.findLast(({ name }) => name === field)?.line ?? '';
  const unsigned = relaxed(header.line).replace(/\bb=[^;]*$/, 'b=');
  const text = fields.map((field) => `${field}:${relaxed(lineOf(field))}`);
  const isGood =
    of('bh') === createHash('sha256').update(body, 'latin1').digest('base64') &&
    verify(
      'sha256',
      Buffer.from([...text, `dkim-signature:${unsigned}`].join('\r\n'), 'latin1'),
      publicKey,
      Buffer.from(of('b'), 'base64'),
    );
  return { isGood, domain: of('d'), selector: of('s'), fields };
}

/** What a header says, as it is signed. */
function relaxed(line: string): string {
  return line
    .slice(line.indexOf(':') + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
}
