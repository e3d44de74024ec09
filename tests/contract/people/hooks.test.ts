import { hashOf } from '../../../src/accounts/secret.ts';
import { SqlAudit } from '../../../src/accounts/sql-audit.ts';
import { SqlHooks } from '../../../src/accounts/hooks/sql-hooks.ts';
import { isSignedBySlack } from '../../../src/accounts/hooks/signatures.ts';
import { onEveryDatabase } from '../on-every-database.ts';

const by = { name: 'Ana', person: 'p1' };

onEveryDatabase('inbound hooks', (room) => {
  const asked = () => ({
    kind: 'slack' as const,
    name: 'Newsdesk',
    feed: room.feed,
    role: 'reporter' as const,
    chat: 'C1',
    names: { U1: 'Bea' },
    ownNames: false,
  });

  test('are found by the hash of their token, and go with all that was noted of them', async () => {
    const hooks = new SqlHooks(room.database);
    const hash = hashOf(`token of ${room.feed}`);
    const made = await hooks.add(hash, asked(), 'a signing secret', by);
    expect(await hooks.list()).toContainEqual({ ...made, ...asked(), by: 'Ana' });
    const found = await hooks.find(hash);
    expect(found).toMatchObject({ id: made.id, proof: 'a signing secret' });
    expect(await hooks.find(hashOf('another'))).toBeUndefined();
    if (found === undefined) throw new Error('It was found.');
    await hooks.used(found);
    expect((await hooks.find(hash))?.usedAt).toBe(found.now);

    const first = { item: 'i1', kind: 'draft', rev: 2 } as const;
    await hooks.note(made.id, 'm1', first, false);
    // A message that comes again takes the place of no later note.
    await hooks.note(made.id, 'm1', { ...first, rev: 1 }, false);
    expect(await hooks.message(made.id, 'm1')).toEqual(first);
    await hooks.note(made.id, 'm1', { ...first, rev: 3 }, true);
    expect(await hooks.message(made.id, 'm1')).toEqual({ ...first, rev: 3 });
    await hooks.left('leave chat edit', room.feed, 'i1', by);
    expect([await hooks.remove(made.id, by), await hooks.remove(made.id, by)]).toEqual([
      true,
      false,
    ]);
    expect(await hooks.message(made.id, 'm1')).toBeUndefined();
    const { acts } = await new SqlAudit(room.database).page({ feed: room.feed, limit: 10 });
    expect(acts.map(({ action, about }) => [action, about])).toEqual([
      ['remove hook', 'Newsdesk, reporter'],
      ['leave chat edit', undefined],
      ['make hook', 'Newsdesk, reporter'],
    ]);
  });
});

test('a signature of Slack is what Slack says that it is', () => {
  // The example of api.slack.com/authentication/verifying-requests-from-slack.
  const secret = '8f742231b10e8888abcd99yyyzzz85a5';
  const body = Buffer.from(
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V' +
      '&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=' +
      '&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN' +
      '&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  );
  const signature = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503';
  const signed = { timestamp: '1531420618', signature };
  expect(isSignedBySlack(secret, body, signed, 1_531_420_618_000)).toBe(true);
  expect(isSignedBySlack(secret, body, signed, 1_531_420_618_000 + 300_001)).toBe(false);
  expect(isSignedBySlack(secret, Buffer.from('x'), signed, 1_531_420_618_000)).toBe(false);
  const late = { timestamp: '1531420619', signature };
  expect(isSignedBySlack(secret, body, late, 1_531_420_618_000)).toBe(false);
});
