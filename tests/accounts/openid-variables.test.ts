import { Config } from '../../src/config.ts';

const read = (more: object) => Config.fromEnvironment({ ...more }).openid;

test('a provider is optional, needs an issuer and a client, and is called single sign-on', () => {
  const [OIDC_ISSUER, OIDC_CLIENT_ID] = ['https://id.example.org/a', 'dateline'];
  expect(read({ OIDC_ISSUER: ' ' })).toBeUndefined();
  const known = { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID };
  expect(read({ OIDC_ISSUER, OIDC_CLIENT_ID })).toEqual({ ...known, name: 'single sign-on' });
  expect(
    read({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET: 'x', OIDC_NAME: 'City Desk' }),
  ).toEqual({ ...known, clientSecret: 'x', name: 'City Desk' });
  expect(read({ OIDC_ISSUER: 'http://127.0.0.1:1', OIDC_CLIENT_ID })).toBeDefined();
});

test('half a configuration is refused with all that is missing, and never repeats the secret', () => {
  const faultOf = (more: object) => {
    try {
      return read(more);
    } catch (error) {
      return String(error);
    }
  };
  const told = faultOf({ OIDC_CLIENT_SECRET: 'hush' });
  expect(told).toMatch(/OIDC_ISSUER: is missing; give[^]*OIDC_CLIENT_ID: is missing; register/);
  expect(told).not.toContain('hush');
  for (const OIDC_ISSUER of [
    'http://id.example.org',
    'id.example.org',
    'https://u@id.example.org',
  ]) {
    expect(faultOf({ OIDC_ISSUER, OIDC_NAME: 'x' })).toMatch(
      /OIDC_ISSUER: is no issuer; give an https address[^]*OIDC_CLIENT_ID: is missing/,
    );
  }
});
