import type { IncomingMessage } from 'node:http';
import { Addresses } from '../../src/http/addresses.ts';

function address(trusted: readonly string[], peer: string, forwarded?: string): string {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const request = { headers, socket: { remoteAddress: peer } };
  return new Addresses(trusted).of(request as unknown as IncomingMessage);
}

describe('a reader counts by the address', () => {
  test.each([
    ['of its connection', [], '203.0.113.7', undefined, '203.0.113.7'],
    ['of its connection, whatever it says', [], '203.0.113.7', '1.2.3.4', '203.0.113.7'],
    [
      'of its connection, told by no trusted proxy',
      ['10.0.0.0/8'],
      '203.0.113.7',
      '1.2.3.4',
      '203.0.113.7',
    ],
    ['that the trusted proxy has seen', ['10.0.0.0/8'], '10.1.1.1', '1.2.3.4', '1.2.3.4'],
    [
      'the nearest proxy that is not ours has',
      ['loopback'],
      '127.0.0.1',
      '6.6.6.6, 1.2.3.4',
      '1.2.3.4',
    ],
    [
      'behind two trusted proxies',
      ['loopback', '10.0.0.2'],
      '::1',
      '6.6.6.6, 1.2.3.4, 10.0.0.2',
      '1.2.3.4',
    ],
    ['without the port some proxies write', ['loopback'], '127.0.0.1', '1.2.3.4:4711', '1.2.3.4'],
    ['in brackets', ['loopback'], '127.0.0.1', '[2001:db8::1]:4711', '2001:db8:0:0::/64'],
    ['of the proxy, when that sends no address', ['loopback'], '127.0.0.1', 'unknown', '127.0.0.1'],
    ['of the proxy, when that sends nothing', ['loopback'], '127.0.0.1', '', '127.0.0.1'],
    ['in IPv4 where it comes as IPv6', [], '::ffff:203.0.113.7', undefined, '203.0.113.7'],
    ['by the /64', [], '2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2::/64'],
    ['by the /64, written short', [], '2001:db8::5', undefined, '2001:db8:0:0::/64'],
    ['by the /64, with a zone', [], 'fe80::1%eth0', undefined, 'fe80:0:0:0::/64'],
    ['when the connection is over', [], '', undefined, ''],
  ])('%s (S5, L5)', (_name, trusted, peer, forwarded, counted) => {
    expect(address(trusted, peer, forwarded)).toBe(counted);
  });
});
