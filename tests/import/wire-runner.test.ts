import { WireRunner } from '../../src/import/wires/wire-runner.ts';

afterEach(() => jest.restoreAllMocks());

test('a look that is under way at the end is the last', async () => {
  const found = Promise.withResolvers<{ ids: readonly string[]; any: boolean }>();
  const due = jest.fn(() => found.promise);
  const onError = jest.fn();
  const runner = new WireRunner({ leases: { due }, onError } as never);
  const waits = jest.spyOn(globalThis, 'setTimeout');
  runner.poll();
  await Promise.resolve();
  expect(due).toHaveBeenCalledTimes(1);
  const closed = runner.close();
  found.resolve({ ids: [], any: false });
  await closed;
  expect(waits).not.toHaveBeenCalled();
  expect(onError).not.toHaveBeenCalled();
});
