import { isRecord, textOr } from '../../../src/feed/shape.ts';
import type { Send } from '../api/send.ts';

/** A secret for an app: as text, and as the address in a QR code. */
export interface NewSecret {
  readonly secret: string;
  readonly uri: string;
}

export interface Standing {
  readonly on: boolean;
  readonly left: number;
}

/** The calls for one's own second factor (PROTOCOL.md §4). Each throws a Problem when it was refused or failed. */
export interface SecondFactorCalls {
  readonly standing: () => Promise<Standing>;
  readonly begin: (password: string) => Promise<NewSecret>;
  /** Returns the recovery codes, as `renew` does. */
  readonly confirm: (code: string) => Promise<readonly string[]>;
  readonly renew: (password: string, code: string) => Promise<readonly string[]>;
  readonly remove: (password: string, code: string) => Promise<void>;
}

export function secondFactorCalls(send: Send): SecondFactorCalls {
  const path = '/session/second-factor';
  return {
    standing: async () => {
      const answer = fieldsOf(await send({ method: 'GET', path }));
      return { on: answer['on'] === true, left: Number(answer['recoveryCodesLeft'] ?? 0) };
    },
    begin: async (password) => {
      const answer = fieldsOf(await send({ method: 'POST', path, body: { password } }));
      return { secret: textOr(answer['secret'], ''), uri: textOr(answer['uri'], '') };
    },
    confirm: async (code) => codesIn(await send({ method: 'PUT', path, body: { code } })),
    renew: async (password, code) =>
      codesIn(
        await send({ method: 'POST', path: `${path}/recovery-codes`, body: { password, code } }),
      ),
    remove: async (password, code) =>
      void (await send({ method: 'DELETE', path, body: { password, code } })),
  };
}

function codesIn(answer: unknown): readonly string[] {
  const codes = fieldsOf(answer)['recoveryCodes'];
  return Array.isArray(codes) ? codes.map(String) : [];
}

function fieldsOf(answer: unknown): Readonly<Record<string, unknown>> {
  if (isRecord(answer)) return answer;
  throw new TypeError('The server sent an answer this page cannot read.');
}
