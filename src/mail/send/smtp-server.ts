import { createTransport, type Transporter } from 'nodemailer';
import type { MailSettings } from '../mail-settings.ts';
import { oneLine } from './one-line.ts';
import { MailServer, maxUnderWay, type Delivery, type Letter } from './mail-server.ts';

const limits = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };
/** However slowly a server answers. */
const wholeMs = 60_000;

/** Codes of nodemailer for a server that cannot be reached or takes nothing of ours. */
const downCodes: ReadonlySet<string> = new Set([
  'ECONNECTION',
  'ECONNREFUSED',
  'ECONNRESET',
  'EDNS',
  'ESOCKET',
  'ETIMEDOUT',
  'ETLS',
  'EAUTH',
  'ENOAUTH',
  'EPROXY',
  'EPROTOCOL',
  'ECLOSED',
]);

/** Sends by SMTP, over a few connections that are kept. */
export class SmtpServer extends MailServer {
  private readonly transport: Transporter;

  constructor(private readonly settings: Pick<MailSettings, 'url' | 'from' | 'dkim'>) {
    super();
    const { dkim } = settings;
    const { protocol, hostname, port, username, password } = new URL(settings.url);
    const secure = protocol === 'smtps:';
    const host = hostname.replace(/^\[|\]$/g, '');
    const auth = username !== '' && {
      user: decodeURIComponent(username),
      pass: decodeURIComponent(password),
    };
    this.transport = createTransport({
      pool: true,
      maxConnections: maxUnderWay,
      // A mail that could not be sent is drawn anew: the library would send again what may have been taken down since.
      maxRequeues: 0,
      maxMessages: 100,
      host,
      port: port === '' ? (secure ? 465 : 587) : Number(port),
      secure,
      // A password goes over TLS alone.
      requireTLS: auth !== false && !/^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host),
      ...(auth !== false && { auth }),
      ...(dkim !== undefined && {
        dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.key },
      }),
      ...limits,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(letter: Letter): Promise<Delivery> {
    const { to, subject, text, html, messageId, listId, unsubscribe } = letter;
    const { from } = this.settings;
    try {
      await this.transport.sendMail({
        // It also takes the mail back from the connection that it waits for.
        signal: AbortSignal.timeout(wholeMs),
        // Objects, so that no address is read as a list of several.
        from: { name: '', address: from },
        to: { name: '', address: to },
        envelope: { from, to: [to] },
        subject: oneLine(subject),
        text,
        html,
        messageId: `<${oneLine(messageId)}>`,
        headers: {
          'Auto-Submitted': 'auto-generated',
          'List-Id': `<${oneLine(listId)}>`,
          ...(unsubscribe !== undefined && {
            'List-Unsubscribe': `<${oneLine(unsubscribe)}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
        },
      });
      return { kind: 'sent' };
    } catch (error) {
      return deliveryOf(error);
    }
  }

  close(): void {
    this.transport.close();
  }
}

/** What an error of the transport says. Its message may have the address in it, so it is not passed on. */
function deliveryOf(error: unknown): Delivery {
  const { code, command, responseCode, response } = error as Partial<SmtpError>;
  if (responseCode === undefined || responseCode === 421 || downCodes.has(code ?? '')) {
    return { kind: 'down', reason: code ?? 'not reached' };
  }
  const reason = `answered ${responseCode} to ${command ?? 'a command'}`;
  if (responseCode < 500) return { kind: 'again', reason };
  if (command === 'DATA') return { kind: 'never', reason };
  // Of ourselves (MAIL FROM), or of what may be sent here (5.7): the address is not at fault.
  if (command !== 'RCPT TO') return { kind: 'down', reason };
  const status = /^\d{3}[ -](5\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1];
  if (status?.startsWith('5.7') === true) return { kind: 'again', reason };
  return { kind: 'refused', forGood: status !== undefined && /^5\.(1\.[1236]|2\.1)$/.test(status) };
}

interface SmtpError {
  readonly code: string;
  readonly command: string;
  readonly responseCode: number;
  readonly response: string;
}
