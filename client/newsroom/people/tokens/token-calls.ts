import { textOr } from '../../../../src/feed/shape.ts';
import { feedRolesIn, list, record, roleIn } from '../../api/answers.ts';
import type { Send } from '../../api/send.ts';
import type { Grant } from '../people-calls.ts';

export interface Token extends Grant {
  readonly id: string;
  readonly name: string;
  readonly by: string;
  readonly usedAt: string | undefined;
  readonly expiresAt: string | undefined;
}

export async function tokens(call: Send): Promise<readonly Token[]> {
  const answer = record(await call({ method: 'GET', path: '/tokens' }));
  return list(answer['tokens']).map((row) => {
    const { id, name, by, role, feeds, usedAt, expiresAt } = record(row);
    return {
      id: textOr(id, ''),
      name: textOr(name, ''),
      by: textOr(by, ''),
      role: roleIn(role),
      feeds: feedRolesIn(feeds),
      usedAt: textOr(usedAt, undefined),
      expiresAt: textOr(expiresAt, undefined),
    };
  });
}

interface NewToken extends Grant {
  readonly name: string;
  /** RFC 3339; undefined: it does not end by itself. */
  readonly expires: string | undefined;
}

/** Resolves to the secret, which the server tells this once. */
export async function makeToken(call: Send, { expires, ...asked }: NewToken): Promise<string> {
  const body = { ...asked, ...(expires !== undefined && { expires }) };
  return textOr(record(await call({ method: 'POST', path: '/tokens', body }))['secret'], '');
}

export async function endToken(call: Send, id: string): Promise<void> {
  await call({ method: 'DELETE', path: `/tokens/${id}` });
}
