import { Controller, Get } from '@nestjs/common';
import { accessOf } from '../../src/admin/access/access.decorator.ts';
import { May } from '../../src/admin/access/access.decorator.ts';
import { ApiDocsModule } from '../../src/api-docs/api-docs.module.ts';
import type { Operation } from '../../src/api-docs/operation.ts';
import { operations } from '../../src/api-docs/operations/operations.ts';
import { refusalsOf } from '../../src/api-docs/refusals-of.ts';
import { refusalCodes } from '../../src/feed/refusal.ts';
import { AdminModule } from '../../src/admin/admin.module.ts';
import { FollowersModule } from '../../src/followers/followers.module.ts';
import { GatewayModule } from '../../src/gateway/gateway.module.ts';
import { ImportModule } from '../../src/import/import.module.ts';
import { UpstreamsModule } from '../../src/upstreams/upstreams.module.ts';
import { mailControllers } from '../../src/mail/mail.module.ts';
import { NewsroomModule } from '../../src/newsroom/newsroom.module.ts';
import { OpsModule } from '../../src/ops/ops.module.ts';
import { SiteModule } from '../../src/site/site.module.ts';
import { pushControllers } from '../../src/push/push.module.ts';
import { hubControllers } from '../../src/websub/websub.module.ts';
import { routesOf, type Handlers } from '../routes-of.ts';

const modules = [
  AdminModule,
  ApiDocsModule,
  FollowersModule,
  GatewayModule,
  ImportModule,
  UpstreamsModule,
  NewsroomModule,
  OpsModule,
  SiteModule,
];
const controllers = [
  ...modules.flatMap((module) => Reflect.getMetadata('controllers', module) as readonly Handlers[]),
  // Of modules that are there where mail and push are set up.
  ...mailControllers,
  ...pushControllers,
  ...hubControllers,
];

/** In the order of the table: how a call ends that is not described, a sign-in elsewhere, a relay's answer, a socket's. */
const saidElsewhere = [
  'method_not_allowed',
  'provider_refused',
  'openid_over',
  'not_linked',
  'not_relayed',
  'bad_position',
  'bad_handshake',
  'too_many_subscriptions',
];

/** Each route with whom it is for, as its guard has it: "GET /api/v1/feeds/{feed}: readers". */
function served(all: readonly Handlers[]): readonly string[] {
  return all.flatMap(routesOf).map(({ method, path, handler }) => {
    const access = accessOf(handler);
    const who = access?.kind === 'may' ? access.actions : (access?.kind ?? 'readers');
    // A handler of any method is described by the one that is meant to be used.
    return line(method === 'ALL' ? 'GET' : method, path.replaceAll(/[:*](\w+)/g, '{$1}'), who);
  });
}

function described(all: readonly Operation[]): readonly string[] {
  return all.map(({ method, path, for: who }) => line(method.toUpperCase(), path, who));
}

function line(method: string, path: string, who: Operation['for']): string {
  return `${method} ${path}: ${typeof who === 'string' ? who : who.join(', ')}`;
}

describe('the description of the API', () => {
  test('has every route there is, once, for whom its guard lets in, and no other', () => {
    expect(described(operations).toSorted()).toEqual(served(controllers).toSorted());
  });

  test('that lacks a route, or lets others in, is found', () => {
    @Controller('new')
    class New {
      @Get(':id')
      @May('publish')
      one(): void {}
    }
    expect(served([New])).toEqual(['GET /new/{id}: publish']);
  });

  test('says of each way to be refused which calls it can meet', () => {
    const said = new Set(operations.flatMap((one) => [...refusalsOf(one).values()].flat()));
    expect(refusalCodes.filter((code) => !said.has(code))).toEqual(saidElsewhere);
  });
});
