import { demoHelp, demoOptions } from '../../src/demo/options.ts';

describe('the demo', () => {
  test.each(['--help', '-h'])('%s explains itself and plays nothing (W2)', (word) => {
    expect(demoOptions([word], {})).toBeUndefined();
    expect(demoHelp).toMatch(/--speed .*\n.*--help/);
  });

  test('takes its speed and its port, and refuses what is neither (W2)', () => {
    expect(demoOptions(['--speed', '120'], { PORT: '4000' })).toEqual({ port: 4000, speed: 120 });
    expect(demoOptions([], {})).toEqual({ port: 3000, speed: 60 });
    expect(() => demoOptions(['--speed', 'fast'], {})).toThrow(/--speed: give a number/);
  });
});
