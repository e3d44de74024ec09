import { Config, ConfigError } from '../../src/config.ts';
import { securityTxt } from '../../src/site/crawlers/security-txt.ts';
import { TestServer } from '../server.ts';
import { emptyFolder } from '../services/databases.ts';

const contact = 'mailto:security@paper.example';
const nowMs = Date.parse('2026-11-30T12:00:00Z');

test('security.txt names whom to tell, when that ends, and its own address where the host is ours', () => {
  const whole = { publicUrl: 'https://live.example' };
  expect(securityTxt(contact, whole, nowMs)).toBe(
    `Contact: ${contact}\nExpires: 2027-05-29T00:00:00.000Z\nCanonical: https://live.example/.well-known/security.txt\n`,
  );
  const below = { publicUrl: 'https://paper.example/live' };
  expect(securityTxt(contact, below, nowMs)).not.toContain('Canonical');
});

test('it is served where somebody is named, and not found where nobody is', async () => {
  const place = emptyFolder();
  {
    await using server = await TestServer.start(place, { securityContact: contact });
    const answer = await fetch(`${server.url}/.well-known/security.txt`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/plain; charset=utf-8',
    ]);
    expect(await answer.text()).toContain(`Contact: ${contact}\nExpires: `);
  }
  await using nobody = await TestServer.start(place);
  expect((await fetch(`${nobody.url}/.well-known/security.txt`)).status).toBe(404);
  await place.drop();
});

test('SECURITY_CONTACT is an address of mail or a page, or refused with the cure', () => {
  for (const value of [contact, 'https://paper.example/security']) {
    expect(Config.fromEnvironment({ SECURITY_CONTACT: value }).securityContact).toBe(value);
  }
  for (const value of [
    'security@paper.example',
    'http://paper.example',
    'mailto:nobody',
    'mailto:a@b.c\nExpires: never',
  ]) {
    expect(() => Config.fromEnvironment({ SECURITY_CONTACT: value })).toThrow(ConfigError);
  }
});
