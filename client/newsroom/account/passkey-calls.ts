import {
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
} from '@simplewebauthn/browser';
import { isRecord, textOr } from '../../../src/feed/shape.ts';
import { Problem } from '../api/problem.ts';
import type { Send } from '../api/send.ts';

export interface Passkey {
  readonly id: string;
  readonly name: string;
  /** RFC 3339, as is `usedAt`. */
  readonly createdAt: string;
  readonly usedAt: string | undefined;
}

/** The calls for one's own passkeys (PROTOCOL.md §4). Each throws a Problem when it was refused or failed. */
export interface PasskeyCalls {
  readonly list: () => Promise<readonly Passkey[]>;
  readonly add: (name: string, password: string) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
}

export function passkeyCalls(send: Send): PasskeyCalls {
  const path = '/session/passkeys';
  return {
    list: async () => {
      const answer = await send({ method: 'GET', path });
      const all = isRecord(answer) ? answer['passkeys'] : undefined;
      return Array.isArray(all) ? all.filter(isRecord).map(passkeyIn) : [];
    },
    add: async (name, password) => {
      const options = await send({ method: 'POST', path: `${path}/challenge`, body: { password } });
      const response = await make(options);
      await send({ method: 'POST', path, body: { name, response } });
    },
    remove: async (id) => void (await send({ method: 'DELETE', path: `${path}/${id}` })),
  };
}

async function make(options: unknown): Promise<unknown> {
  try {
    return await startRegistration({
      optionsJSON: options as PublicKeyCredentialCreationOptionsJSON,
    });
  } catch (thrown) {
    const isKnown = thrown instanceof Error && thrown.name === 'InvalidStateError';
    throw new Problem(
      'refused',
      'No passkey was added',
      isKnown
        ? 'This device has one of your passkeys already.'
        : 'The device made none, or you said no.',
    );
  }
}

function passkeyIn(given: Readonly<Record<string, unknown>>): Passkey {
  return {
    id: textOr(given['id'], ''),
    name: textOr(given['name'], ''),
    createdAt: textOr(given['createdAt'], ''),
    usedAt: textOr(given['usedAt'], undefined),
  };
}
