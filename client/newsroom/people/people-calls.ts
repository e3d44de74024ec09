import type { FeedRoles, Role } from '../../../src/accounts/principal.ts';
import { textOr, type Fields } from '../../../src/feed/shape.ts';
import { feedRolesIn, list, record, roleIn } from '../api/answers.ts';
import type { Send } from '../api/send.ts';

/** What somebody may do: in the house, and another role in single feeds. */
export interface Grant {
  readonly role: Role;
  readonly feeds: FeedRoles;
}

export interface Colleague extends Grant {
  readonly id: string;
  readonly name: string;
  readonly email: string | undefined;
  /** When one of the open sessions was last used. */
  readonly seenAt: string | undefined;
  readonly hasSecondFactor: boolean;
  readonly passkeys: number;
}

export interface Invitation extends Grant {
  readonly id: string;
  readonly email: string | undefined;
  readonly by: string;
  readonly expiresAt: string;
}

export async function people(call: Send): Promise<readonly Colleague[]> {
  const answer = record(await call({ method: 'GET', path: '/people' }));
  return list(answer['people']).map((row) => {
    const { name, seenAt, secondFactor, passkeys } = record(row);
    return {
      ...grantIn(row),
      name: textOr(name, ''),
      seenAt: textOr(seenAt, undefined),
      hasSecondFactor: secondFactor === true,
      passkeys: Number(passkeys ?? 0),
    };
  });
}

export async function invitations(call: Send): Promise<readonly Invitation[]> {
  const answer = record(await call({ method: 'GET', path: '/invitations' }));
  return list(answer['invitations']).map((row) => {
    const { by, expiresAt } = record(row);
    return { ...grantIn(row), by: textOr(by, ''), expiresAt: textOr(expiresAt, '') };
  });
}

/** Resolves to the link, which the server tells this once. */
export async function invite(call: Send, asked: Grant & { readonly email: string }) {
  const { role, feeds, email } = asked;
  const body = { role, feeds, ...(email !== '' && { email }) };
  return textOr(record(await call({ method: 'POST', path: '/invitations', body }))['url'], '');
}

export async function takeInvitationBack(call: Send, id: string): Promise<void> {
  await call({ method: 'DELETE', path: `/invitations/${id}` });
}

export async function changePerson(call: Send, id: string, patch: Fields): Promise<void> {
  await call({ method: 'PATCH', path: `/people/${id}`, body: patch });
}

export async function removePerson(call: Send, id: string): Promise<void> {
  await call({ method: 'DELETE', path: `/people/${id}` });
}

/** Removes a person, and the name from everything that tells who did what. */
export async function erasePerson(call: Send, id: string): Promise<void> {
  await call({ method: 'POST', path: `/people/${id}/erase` });
}

/** Takes what was lost off a person, whose sessions end. */
export async function takeOff(call: Send, id: string, what: 'second-factor' | 'passkeys') {
  await call({ method: 'DELETE', path: `/people/${id}/${what}` });
}

function grantIn(row: unknown) {
  const { id, email, role, feeds } = record(row);
  return {
    id: textOr(id, ''),
    email: textOr(email, undefined),
    role: roleIn(role),
    feeds: feedRolesIn(feeds),
  };
}
