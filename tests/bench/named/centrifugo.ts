import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { call } from '../../call.ts';
import { sayEach } from '../broadcast.ts';
import { feed } from '../dateline.ts';
import type { Subject } from '../subject.ts';
import { namedProgram } from './named-program.ts';
import { Program, type Place } from './program.ts';

const secret = 'a-secret-of-the-bench-that-guards-nothing';
const key = 'a-key-of-the-bench';

/**
 * Centrifugo 6, all in memory, with a history from which returning readers are given what they missed. These settings
 * follow its documentation (centrifugal.dev/docs: server/configuration, server/channels, transports/uni_sse); they
 * have not been run with the program itself yet.
 */
export function startCentrifugo(): Promise<Program> {
  return Program.run(namedProgram('CENTRIFUGO'), ({ port, folder }: Place) => {
    const path = join(folder, 'config.json');
    const config = {
      http_server: { address: '127.0.0.1', port },
      client: { token: { hmac_secret_key: secret }, allowed_origins: ['*'] },
      http_api: { key },
      health: { enabled: true },
      uni_sse: { enabled: true },
      channel: {
        without_namespace: {
          allow_subscribe_for_client: true,
          history_size: 300,
          history_ttl: '300s',
          force_recovery: true,
        },
      },
      log: { level: 'error' },
    };
    writeFileSync(path, JSON.stringify(config));
    return { words: ['--config', path], health: '/health' };
  });
}

/** Whether it was taken. What is published again under the same name, `once`, is taken as one. */
export async function publishToCentrifugo(
  url: string,
  data: unknown,
  once: string,
): Promise<boolean> {
  const message = { channel: feed, data, idempotency_key: once };
  const answer = await call(url, 'POST', '/api/publish', message, { 'x-api-key': key });
  return answer.status === 200 && answer.json['error'] === undefined;
}

/** A reader's token. `channels`: what the reader follows without asking for it. */
export function centrifugoToken(channels: readonly string[] = []): string {
  const text = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const claims = { sub: 'reader', ...(channels.length === 0 ? {} : { channels }) };
  const signed = `${text({ alg: 'HS256', typ: 'JWT' })}.${text(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** What its envelope around a message takes in an event, in bytes. */
const envelopeBytes = 60;

/** Readers on EventSource: one way, no word from the reader but the address. */
export const centrifugoStreams: Subject = {
  name: 'Centrifugo, EventSource',
  start: async () => {
    const program = await startCentrifugo();
    const connect = encodeURIComponent(JSON.stringify({ token: centrifugoToken([feed]) }));
    const only = `data: {"channel":"${feed}","pub"`;
    return {
      pids: [program.pid],
      ports: [program.port],
      loadWords: [
        '--mode',
        'sse',
        '--line',
        'data: ',
        '--path',
        `/connection/uni_sse?cf_connect=${connect}`,
        '--suback',
        'data: {"connect"',
        '--only',
        only,
      ],
      broadcast: (what) =>
        sayEach({ ...what, bytes: what.bytes - envelopeBytes }, async (text, n) => {
          const isTaken = await publishToCentrifugo(program.url, JSON.parse(text), `message-${n}`);
          if (!isTaken) throw new Error('Centrifugo did not take a message');
        }),
      stop: () => program.stop(),
    };
  },
};
