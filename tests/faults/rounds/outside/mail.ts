import { adminToken, call } from '../../../call.ts';
import { linkIn, Mailbox, type Mail } from '../../../mail/mailbox.ts';
import { freePort } from '../../../services/free-port.ts';
import { until } from '../../../until.ts';
import { AnyInstance, killWhile } from '../../any-instance.ts';
import { Instance, withServices, type Shared } from '../../cluster.ts';
import type { Round, Row } from '../../round.ts';
import { rowOf } from '../../report/row-of.ts';

const feed = 'storm';
const readers = ['ana@example.org', 'bob@example.org', 'eve@example.org'];
/** A killed instance's mails are taken up after their lease, of two minutes. */
const patienceMs = 600_000;

/** Mail, while the instance that sends it is killed, and while the mail server is away. */
export const round: Round = {
  name: 'mail',
  run: () => withServices((shared) => mailThrough(shared, { changes: 1_000, kills: 20, gone: 50 })),
};

export interface MailFaults {
  readonly changes: number;
  readonly kills: number;
  /** Items that are taken down while the mail server is away. */
  readonly gone: number;
}

export async function mailThrough(
  { redisUrl, databaseUrl }: Shared,
  { changes, kills, gone }: MailFaults,
): Promise<readonly Row[]> {
  await using mailbox = await Mailbox.open();
  const environment = {
    REDIS_URL: redisUrl,
    DATABASE_URL: databaseUrl,
    ADMIN_TOKEN: adminToken,
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'news@live.example',
    MAIL_KEY: 'a-key-of-the-rounds',
  };
  const ports = [await freePort(), await freePort()];
  const instances = ports.map((port) => {
    const publicUrl = `http://localhost:${port}`;
    return new Instance(`http://127.0.0.1:${port}`, { ...environment, PUBLIC_URL: publicUrl });
  });
  const desk = new MailDesk(instances, mailbox);
  try {
    for (const instance of instances) await instance.start();
    await desk.begin();
    return [
      await killSenders(desk, instances, changes, kills),
      await takeDownWhileAway(desk, mailbox, gone),
    ];
  } finally {
    await Promise.all(instances.map((instance) => instance.stop('SIGKILL')));
  }
}

/** The instances are killed by turns, while there is news all the time. */
async function killSenders(
  desk: MailDesk,
  instances: readonly Instance[],
  changes: number,
  kills: number,
): Promise<Row> {
  const headlines = Array.from({ length: changes }, (_, n) => `news ${n}`);
  const publish = (n: number) => desk.publish(headlines[n] ?? '');
  await killWhile(instances, { changes, kills }, publish, patienceMs);
  const killedMs = performance.now();
  await desk.settled();
  const healMs = performance.now() - killedMs;
  const mails = desk.taken();
  const faults = readers.flatMap((reader) =>
    headlines.flatMap((headline) => faultsOf(reader, headline, mails)),
  );
  const copies = mails.length - readers.length * headlines.length;
  const note = `${headlines.length} items to ${readers.length} readers, ${kills} kills: ${mails.length} mails, ${copies} of them second copies`;
  return rowOf(
    'the instance that sends mail is killed',
    [{ views: mails.length, healMs, faults: [...faults, ...(await desk.faults())] }],
    { rounds: kills, note },
  );
}

/** News is taken down before the mail server is back: its text is sent to nobody. */
async function takeDownWhileAway(desk: MailDesk, mailbox: Mailbox, gone: number): Promise<Row> {
  mailbox.manner = 'down';
  for (let n = 0; n < gone; n += 1) await desk.publish(`canary ${n}`, true);
  await desk.publish('what stays');
  await desk.waits(readers.length);
  mailbox.manner = 'well';
  const backMs = performance.now();
  await desk.settled();
  const healMs = performance.now() - backMs;
  const mails = desk.taken();
  const told = mails.filter((mail) => JSON.stringify(mail).includes('canary'));
  const faults = [
    ...told.map(({ to, subject }) => `sent to ${to}: ${subject}`),
    ...readers.flatMap((reader) => faultsOf(reader, 'what stays', mails)),
    ...(await desk.faults()),
  ];
  const note = `${gone} items taken down, 1 left: ${mails.length} mails`;
  return rowOf(
    'news is taken down while the mail server is away',
    [{ views: mails.length, healMs, faults }],
    { note },
  );
}

/** At least one copy of a mail, and all copies under one name. */
function faultsOf(reader: string, headline: string, mails: readonly Mail[]): readonly string[] {
  const copies = mails.filter(
    ({ to, subject }) => to === reader && subject === `Breaking: ${headline}`,
  );
  if (copies.length === 0) return [`${reader} has no mail of "${headline}"`];
  const names = new Set(copies.map(({ messageId }) => messageId));
  return names.size === 1 ? [] : [`${reader} has "${headline}" under ${names.size} Message-IDs`];
}

/** What the newsroom and readers do, at whichever instance answers. */
class MailDesk {
  private readonly at: AnyInstance;

  constructor(
    instances: readonly Instance[],
    private readonly mailbox: Mailbox,
  ) {
    this.at = new AnyInstance(instances, patienceMs);
  }

  /** A feed with readers by mail. */
  async begin(): Promise<void> {
    await this.at.send('POST', '/api/v1/feeds', { slug: feed, title: 'Storm' });
    await this.at.send('PUT', `/api/v1/feeds/${feed}/mail`, { on: true });
    const form = `/feeds/${feed}/subscribe`;
    for (const { url } of this.at.instances) {
      await until(async () => (await call(url, 'GET', form)).status === 200, 'the form');
    }
    for (const reader of readers) {
      const asked = new URLSearchParams({ address: reader, breaking: '1' }).toString();
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      await this.at.any((url) => call(url, 'POST', form, asked, type));
      await until(() => this.mailbox.to(reader).length > 0, 'the mail to confirm', patienceMs);
      const [mail] = this.mailbox.splice();
      const path = new URL(mail === undefined ? '' : linkIn(mail)).pathname;
      await this.at.any((url) => call(url, 'POST', path));
    }
  }

  /** Publishes breaking news, once, and takes it down again. */
  async publish(headline: string, isGone = false): Promise<void> {
    await this.at.breaks(feed, headline, isGone);
  }

  settled(): Promise<void> {
    return this.waits(0);
  }

  /** All news is handed over, and so many mails wait. */
  async waits(count: number): Promise<void> {
    await until(
      async () => {
        const { behind, waiting } = await this.state();
        return behind === 0 && waiting === count;
      },
      `${count} mails to wait`,
      patienceMs,
    );
  }

  /** All mails, taken out of the mailboxes. */
  taken(): readonly Mail[] {
    return this.mailbox.splice();
  }

  /** Nobody was unsubscribed by it, and nothing was refused. */
  async faults(): Promise<readonly string[]> {
    const { breaking, refused } = await this.state();
    return [
      ...(breaking === readers.length ? [] : [`${String(breaking)} readers are left`]),
      ...(refused === 0 ? [] : [`${String(refused)} mails were refused`]),
    ];
  }

  private async state() {
    return (await this.at.send('GET', `/api/v1/feeds/${feed}/mail`)).json;
  }
}
