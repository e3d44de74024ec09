import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { until } from '../../until.ts';
import { OutsideDesk } from './outside-desk.ts';
import { openTargets } from './outside-target.ts';

test('a message without a name, whose item is gone, is right when an editor was told of it before he had it sent again, and else missing', async () => {
  const place = emptyFolder();
  const server = await TestServer.start(place, {
    publicUrl: 'https://news.example',
    followersAllowPrivate: true,
  });
  const desk = new OutsideDesk([server.url]);
  await desk.begin();
  const targets = await openTargets(server.url);
  const telegram = targets.find(({ kind }) => kind === 'telegram');
  if (telegram === undefined) throw new Error('There is no such target.');
  await telegram.follow(desk);
  const { cable } = telegram;
  cable.slowDown(3_000);
  const item = await desk.post();
  await until(() => telegram.deliveries() > 0, 'the message');
  cable.slowDown(0);
  cable.cut();
  await desk.takeDown(item);
  const isTold = async () => {
    await desk.tryNow();
    return (await desk.behind()).get('telegram') === 0;
  };
  await until(isTold, 'the takedown to be told');
  await desk.tryNow();
  await desk.allTold(1);
  expect(await telegram.verdict(desk)).toMatchObject({ deliveries: 1, missing: 0 });
  const forgetful = new OutsideDesk([server.url]);
  forgetful.made.push(...desk.made);
  expect(await telegram.verdict(forgetful)).toMatchObject({ deliveries: 1, missing: 1 });
  for (const target of targets) await target.close();
  await server[Symbol.asyncDispose]();
  await place.drop();
});
