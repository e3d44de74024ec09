import { Config } from '../../src/config.ts';

const settings = (more: Record<string, string>) => Config.fromEnvironment(more).metrics;

test('metrics have a port, an address and a token of their own, or none, and each fault has its cure', () => {
  expect(settings({})).toEqual({ port: undefined, host: '127.0.0.1', token: undefined });
  const token = 'who-may-look-at-the-metrics';
  expect(settings({ METRICS_PORT: '9464', METRICS_HOST: '0.0.0.0', METRICS_TOKEN: token })).toEqual(
    { port: 9464, host: '0.0.0.0', token },
  );
  expect(() => settings({ METRICS_HOST: '0.0.0.0' })).toThrow('METRICS_HOST: needs METRICS_PORT');
  expect(() => settings({ METRICS_PORT: '3000' })).toThrow('METRICS_PORT: is PORT');
  expect(() => settings({ METRICS_PORT: '0' })).toThrow('METRICS_PORT: is any free port');
  expect(() => settings({ METRICS_TOKEN: 'guess' })).toThrow('METRICS_TOKEN: can be guessed');
});
