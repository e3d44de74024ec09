import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { rights, type Action, type Role } from '../../../../src/accounts/principal.ts';
import { Sessions } from '../../../../src/accounts/sessions.ts';
import { accessOf } from '../../../../src/admin/access/access.decorator.ts';
import { AdminModule } from '../../../../src/admin/admin.module.ts';
import { NewsroomModule } from '../../../../src/newsroom/newsroom.module.ts';
import { adminToken, call, type Answer } from '../../../call.ts';
import { routesOf, type Handlers } from '../../../routes-of.ts';
import { item, openNewsroom } from '../newsroom-room.ts';

/** Roles of these tests alone, each with the token it comes by. */
const roles: Readonly<Record<string, readonly Action[]>> = {
  nobody: [],
  drafter: ['read drafts', 'write drafts'],
  publisher: ['publish'],
};

const routes = [AdminModule, NewsroomModule]
  .flatMap((module) => Reflect.getMetadata('controllers', module) as readonly Handlers[])
  .flatMap(routesOf)
  .map((route) => ({ ...route, access: accessOf(route.handler) }));

/** No route takes this for its input. */
const faulty = { 'no such field': true };

describe('what a role may do', () => {
  const room = openNewsroom();
  beforeAll(() => {
    Object.assign(rights, roles);
    jest.spyOn(Sessions.prototype, 'byToken').mockImplementation(async (token) => {
      const role = token === adminToken ? 'admin' : token;
      return Object.hasOwn(rights, role) ? { name: role, role: role as Role } : undefined;
    });
  });

  afterAll(() => {
    jest.restoreAllMocks();
    for (const role of Object.keys(roles)) Reflect.deleteProperty(rights, role);
  });

  function as(role: string, method: string, path: string, body?: unknown, rev?: number) {
    const seen: Record<string, string> = rev === undefined ? {} : { 'if-match': `"${rev}"` };
    return call(room.server.url, method, path, method === 'GET' ? undefined : body, {
      authorization: `Bearer ${role}`,
      ...seen,
    });
  }

  function outcome({ status, json }: Answer): readonly unknown[] {
    return [status, json['code']];
  }

  test('a role that may nothing is refused by every call, before its input is looked at', async () => {
    const before = await room.state();
    for (const { name, method, path, access } of routes) {
      const [there] = [path.replace(':feed', room.feed).replace(':id', 'no id')];
      const answer = await as('nobody', method, there, faulty);
      if (access?.kind === 'may') {
        expect([name, ...outcome(answer)]).toEqual([name, 403, 'not_allowed']);
        continue;
      }
      expect([name, answer.json['code']]).not.toEqual([name, 'not_allowed']);
    }
    expect(await room.state()).toBe(before);
  });

  test('each call is heard from who may do what it declares, and from nobody else', async () => {
    for (const [role, actions] of Object.entries(roles)) {
      for (const { name, method, path, access } of routes) {
        if (access?.kind !== 'may') continue;
        const there = path.replace(':feed', room.feed).replace(':id', 'no id');
        const mayAsk = access.actions.some((action) => actions.includes(action));
        const { json } = await as(role, method, there, faulty);
        const isRefused = json['code'] === 'not_allowed';
        expect([role, name, isRefused]).toEqual([role, name, !mayAsk]);
      }
    }
  });

  test('a role that writes drafts publishes, changes and takes down nothing', async () => {
    const { items, server } = room;
    const refused = [403, 'not_allowed'];
    const { item: shown } = await server.publish(room.feed, { headline: 'For all' });
    const there = `${items}/${shown.id}`;
    const before = await room.state();
    expect(outcome(await as('drafter', 'POST', items, { headline: 'x' }))).toEqual(refused);
    const edit = { kind: 'edit', headline: 'y' };
    expect(outcome(await as('drafter', 'PATCH', there, edit, 1))).toEqual(refused);
    expect(outcome(await as('drafter', 'DELETE', there, { reason: 'z' }))).toEqual(refused);
    expect(outcome(await as('drafter', 'PUT', `${there}/pin`))).toEqual(refused);

    const kept = await as('drafter', 'POST', items, { headline: 'x', draft: true });
    expect(kept.status).toBe(201);
    const draft = `${items}/${item(kept).id}`;
    expect((await as('drafter', 'PATCH', draft, { headline: 'xy' }, 1)).status).toBe(200);
    expect(outcome(await as('drafter', 'PATCH', draft, { draft: false }, 2))).toEqual(refused);
    // A time is a way to publish, and what has one goes out by itself.
    const embargo = '2090-01-01T00:00:00Z';
    expect(outcome(await as('drafter', 'POST', items, { headline: 'x', embargo }))).toEqual(
      refused,
    );
    expect(outcome(await as('drafter', 'PATCH', draft, { embargo }, 2))).toEqual(refused);
    const due = await as('publisher', 'POST', items, { headline: 'due', embargo });
    const scheduled = `${items}/${item(due).id}`;
    const word = { headline: 'another' };
    expect(outcome(await as('drafter', 'PATCH', scheduled, word, 1))).toEqual(refused);
    expect(outcome(await as('drafter', 'DELETE', scheduled))).toEqual(refused);
    expect((await as('publisher', 'DELETE', scheduled)).status).toBe(204);
    expect(await room.state()).toBe(before);
    expect((await as('drafter', 'DELETE', draft)).status).toBe(204);
  });

  test('a role that publishes alone keeps no draft, and releases one', async () => {
    const { items } = room;
    const refused = [403, 'not_allowed'];
    const asked = { headline: 'x', draft: true };
    expect(outcome(await as('publisher', 'POST', items, asked))).toEqual(refused);
    const draft = `${items}/${item(await as('drafter', 'POST', items, asked)).id}`;
    expect(outcome(await as('publisher', 'PATCH', draft, { headline: 'y' }, 1))).toEqual(refused);
    expect(outcome(await as('publisher', 'DELETE', draft))).toEqual(refused);
    expect((await as('publisher', 'PATCH', draft, { draft: false }, 1)).status).toBe(200);
    expect((await as('publisher', 'POST', items, { headline: randomUUID() })).status).toBe(201);
  });
});
