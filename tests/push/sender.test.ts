import { PushNumbers } from '../../src/push/run/push-numbers.ts';
import { Sender } from '../../src/push/run/sender.ts';
import { until } from '../until.ts';

const service = 'https://push.example';

/** Lets everything that is ready run. */
const turn = () => new Promise<void>((done) => setImmediate(done));

test('a push service that has just asked for a pause is not asked again by a look that had begun before', async () => {
  let [isPaused, asked] = [false, 0];
  const [answer, late] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let looks = 0;
  const parts = {
    pauses: {
      due: async () => {
        looks += 1;
        // Read at once; the second look hears of it late.
        const due = isPaused ? [] : [{ service, failures: 0 }];
        if (looks === 2) await late.promise;
        return due;
      },
      pause: async () => void (isPaused = true),
      recovered: async () => undefined,
      sweep: async () => undefined,
    },
    pushes: {
      take: async () => (asked < 2 ? [{ address: {}, browser: 'b', tries: 0 }] : []),
      wait: async () => undefined,
      sweep: async () => undefined,
    },
    writer: { write: async () => ({ message: {}, isLast: false }) },
    services: {
      deliver: async () => {
        asked += 1;
        await answer.promise;
        return { kind: 'again', isBusy: true, mayBeTold: false, afterSeconds: 7 };
      },
    },
    audience: { openFeeds: async () => [] },
    browsers: { gone: async () => undefined },
    numbers: new PushNumbers(),
    onOpenFeeds: () => undefined,
    onError: (error: unknown) => {
      throw error;
    },
  };
  // On paper alone can a look be this late.
  const sender = new Sender(parts as unknown as ConstructorParameters<typeof Sender>[0]);
  sender.look();
  await until(() => asked === 1, 'the first attempt');
  sender.look();
  await until(() => looks === 2, 'the second look');
  answer.resolve();
  await until(() => isPaused, 'the pause');
  await turn();
  late.resolve();
  await turn();
  await turn();
  expect(asked).toBe(1);
  await sender.close();
});
