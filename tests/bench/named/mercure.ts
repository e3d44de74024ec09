import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sayEach } from '../broadcast.ts';
import { feed } from '../dateline.ts';
import type { Subject } from '../subject.ts';
import { namedProgram } from './named-program.ts';
import { Program } from './program.ts';

const hub = '/.well-known/mercure';
const secret = 'a-secret-of-the-bench-that-guards-nothing';

/** What its envelope around a message takes in an event, in bytes: the id is a URN of 45. */
const envelopeBytes = 75;

/**
 * Mercure's hub with the store it comes with. These settings follow its documentation (mercure.rocks/docs/hub/config
 * and the protocol); they have not been run with the program itself yet.
 */
export const mercure: Subject = {
  name: 'Mercure, EventSource',
  start: async () => {
    const program = await Program.run(namedProgram('MERCURE'), ({ port, folder }) => {
      const path = join(folder, 'Caddyfile');
      writeFileSync(
        path,
        `{
           admin off
           auto_https off
           log {
             level ERROR
           }
         }
         http://127.0.0.1:${port} {
           mercure {
             publisher_jwt ${secret}
             subscriber_jwt ${secret}
             anonymous
           }
           respond /healthz 200
           respond "Not Found" 404
         }
        `,
      );
      const words = ['run', '--config', path, '--adapter', 'caddyfile'];
      const environment = { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
      return { words, environment, health: '/healthz' };
    });
    const headers = { authorization: `Bearer ${publisherToken()}` };
    return {
      pids: [program.pid],
      ports: [program.port],
      loadWords: ['--mode', 'sse', '--path', `${hub}?topic=${feed}`, '--only', 'event: post'],
      broadcast: (what) =>
        sayEach({ ...what, bytes: what.bytes - envelopeBytes }, async (data) => {
          const body = new URLSearchParams({ topic: feed, type: 'post', data });
          const { ok, status } = await fetch(program.url + hub, { method: 'POST', body, headers });
          if (!ok) throw new Error(`Mercure answered ${status} to a message`);
        }),
      stop: () => program.stop(),
    };
  },
};

function publisherToken(): string {
  const text = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${text({ alg: 'HS256', typ: 'JWT' })}.${text({ mercure: { publish: ['*'] } })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
