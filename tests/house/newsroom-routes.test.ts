import { Controller, Get, UseGuards } from '@nestjs/common';
import { May, accessOf } from '../../src/admin/access/access.decorator.ts';
import { NewsroomGuard } from '../../src/admin/access/newsroom.guard.ts';
import { AdminModule } from '../../src/admin/admin.module.ts';
import { FollowersModule } from '../../src/followers/followers.module.ts';
import { MailController } from '../../src/mail/api/mail.controller.ts';
import { ReportsController } from '../../src/mail/api/reports.controller.ts';
import { PushController } from '../../src/push/api/push.controller.ts';
import { NewsroomModule } from '../../src/newsroom/newsroom.module.ts';
import { routesOf, type Handlers } from '../routes-of.ts';

const controllers = [AdminModule, FollowersModule, NewsroomModule].flatMap(
  (module) => Reflect.getMetadata('controllers', module) as readonly Handlers[],
);
// Their module is made with what it needs; the other controllers there are for readers.
const guarded = [
  ...controllers,
  ...([MailController, ReportsController, PushController] as readonly Handlers[]),
];

/** Routes that nobody guards, or that do not declare who they are for. */
function open(all: readonly Handlers[]): readonly string[] {
  return all.flatMap((controller) => {
    const guards = (Reflect.getMetadata('__guards__', controller) ?? []) as readonly unknown[];
    return routesOf(controller).flatMap(({ name, handler }) => [
      ...(guards.includes(NewsroomGuard) ? [] : [`${name} is not guarded`]),
      ...(accessOf(handler) === undefined ? [`${name} does not declare who it is for`] : []),
    ]);
  });
}

describe('the routes of the newsroom', () => {
  test('every one is guarded, and declares who it is for', () => {
    expect(guarded.flatMap(routesOf).length).toBeGreaterThan(12);
    expect(open(guarded)).toEqual([]);
  });

  test('one that is not guarded, or declares nothing, is found', () => {
    @Controller('unguarded')
    class Unguarded {
      @Get()
      @May('list feeds')
      list(): void {}
    }
    @Controller('forgetful')
    @UseGuards(NewsroomGuard)
    class Forgetful {
      @Get()
      @May('list feeds')
      list(): void {}

      @Get('more')
      more(): void {}
    }
    expect(open([Unguarded, Forgetful])).toEqual([
      'GET /unguarded is not guarded',
      'GET /forgetful/more does not declare who it is for',
    ]);
  });
});
