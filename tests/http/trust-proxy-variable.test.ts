import { Config } from '../../src/config.ts';

const read = (value?: string) => Config.fromEnvironment({ TRUST_PROXY: value }).trustProxy;

describe('TRUST_PROXY', () => {
  test('names nobody by default, and takes addresses, ranges and names (S5)', () => {
    expect(read()).toEqual([]);
    expect(read(' ')).toEqual([]);
    expect(read('127.0.0.1, 10.0.0.0/8 2001:db8::/32')).toEqual([
      '127.0.0.1',
      '10.0.0.0/8',
      '2001:db8::/32',
    ]);
    expect(read('Loopback,fc00::1')).toEqual(['loopback', 'fc00::1']);
    expect(read('private')).toEqual(['loopback', 'linklocal', 'uniquelocal']);
  });

  test.each([
    'true',
    '1',
    '*',
    'all',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/33',
    '10.0.0.1/8/9',
    '10.0.0',
    'nginx',
    'toString',
  ])('%s is refused by name, with the cure (S5)', (value) => {
    expect(() => read(`loopback ${value}`)).toThrow(
      /^The environment cannot be used:\n {2}TRUST_PROXY: .*: no address.*"loopback, 10\.0\.0\.0\/8"/,
    );
  });
});
