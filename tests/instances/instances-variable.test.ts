import { availableParallelism } from 'node:os';
import { Config } from '../../src/config.ts';

describe('INSTANCES', () => {
  test('is one by default, a number, or one a core', () => {
    const read = (value?: string) =>
      Config.fromEnvironment({ INSTANCES: value }, 'linux').instances;
    expect(read()).toBe(1);
    expect(read('')).toBe(1);
    expect(read(' 3 ')).toBe(3);
    expect(read('auto')).toBe(availableParallelism());
  });

  test.each(['0', '-1', '1.5', 'many', 'Auto', '257', '1e9', 'NaN'])(
    '%s is refused by name, with the cure',
    (value) => {
      expect(() => Config.fromEnvironment({ INSTANCES: value }, 'linux')).toThrow(
        /INSTANCES: .*a whole number from 1 to 256, or auto/,
      );
    },
  );

  test('more than one where the system does not spread connections is refused, with the cure', () => {
    expect(() => Config.fromEnvironment({ INSTANCES: '2' }, 'darwin')).toThrow(
      /INSTANCES: needs Linux .* leave it out/,
    );
    expect(Config.fromEnvironment({ INSTANCES: '1' }, 'darwin').instances).toBe(1);
  });
});
