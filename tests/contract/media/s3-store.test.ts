import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Config } from '../../../src/config.ts';
import { signed, type S3Question } from '../../../src/media/s3-request.ts';
import { S3Store } from '../../../src/media/s3-store.ts';
import { S3Server } from './s3-server.ts';

/** Of "Signature Calculations for the Authorization Header" in the API reference of Amazon S3. */
const published = {
  settings: {
    endpoint: 'https://examplebucket.s3.amazonaws.com',
    bucket: 'examplebucket',
    region: 'us-east-1',
    accessKey: 'AKIAIOSFODNN7EXAMPLE',
    secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  },
  at: new Date('2013-05-24T00:00:00Z'),
};
const put: S3Question = {
  method: 'PUT',
  path: '/test$file.text',
  headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
  body: new Uint8Array(Buffer.from('Welcome to Amazon S3.')),
};

test.each<readonly [S3Question, string]>([
  [put, '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd'],
  [
    { method: 'GET', path: '/?lifecycle' },
    'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  ],
  [
    { method: 'GET', path: '/?max-keys=2&prefix=J' },
    '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  ],
])('a request is signed as Amazon has published: %j', async (question, signature) => {
  const { settings, at } = published;
  const request = await signed(settings, question, new AbortController().signal, at);
  expect(request.headers.get('authorization')).toContain(`Signature=${signature}`);
  expect(request.redirect).toBe('manual');
});

test('settings that can never work are told, each with its cure; a store that is away is no such fault', async () => {
  const server = await S3Server.start();
  const faultOf = (more: object) =>
    new S3Store({ ...server.settings, ...more }, () => undefined).fault();
  expect(await faultOf({})).toBeUndefined();
  expect(await faultOf({ bucket: 'another' })).toMatch(/^S3_URL: .*no bucket "another"; make it/);
  expect(await faultOf({ accessKey: 'stranger' })).toMatch(/^S3_URL: .* refuses the keys/);
  await server[Symbol.asyncDispose]();
  expect(await faultOf({})).toBeUndefined();
});

test('a store that goes away is said once, and once that it is back; nothing is lost meanwhile', async () => {
  const server = await S3Server.start();
  const told: string[] = [];
  const store = new S3Store(server.settings, (words) => told.push(words));
  await store.put('a/1.jpg', Buffer.from('one'), 'image/jpeg');
  await server.goAway();
  const away = { code: 'media_unavailable', retry: true };
  await expect(store.get('a/1.jpg')).rejects.toMatchObject(away);
  await expect(store.has('a/1.jpg')).rejects.toMatchObject(away);
  await expect(store.put('a/2.jpg', Buffer.from('two'), '')).rejects.toMatchObject(away);
  await expect(store.remove(['a/1.jpg'])).rejects.toMatchObject(away);
  await expect(store.list('')).rejects.toMatchObject(away);
  await server.comeBack();
  expect(await store.get('a/1.jpg')).toEqual(Buffer.from('one'));
  expect(told).toEqual([
    expect.stringMatching(/^The store of pictures cannot be used \(.+\)/),
    'The store of pictures answers again.',
  ]);
  await server[Symbol.asyncDispose]();
});

test('a store that leads elsewhere is not followed, and what it says goes to nobody', async () => {
  const asked: string[] = [];
  const other = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('secret');
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => other.once('listening', listening));
  const elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}/inside`;
  const leading = createServer((_request, response) => {
    response.writeHead(307, { location: elsewhere }).end('secret');
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => leading.once('listening', listening));
  const endpoint = `http://127.0.0.1:${(leading.address() as AddressInfo).port}`;
  const store = new S3Store({ ...published.settings, endpoint }, () => undefined);
  const failure = await store.get('a/1.jpg').catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'media_unavailable' });
  expect(String(failure)).not.toContain('secret');
  expect(await store.fault()).toMatch(/host and region/);
  expect(asked).toEqual([]);
  for (const server of [other, leading]) server.close();
});

test('S3_URL names the store, the bucket and the keys; what is wrong with it is told, and the secret is not', () => {
  const read = (S3_URL: string) => Config.fromEnvironment({ S3_URL }).s3;
  expect(read(' ')).toBeUndefined();
  expect(read('https://AKI:a%2Fb@s3.example.org:9000/pictures?region=eu-central-1')).toEqual({
    endpoint: 'https://s3.example.org:9000',
    bucket: 'pictures',
    region: 'eu-central-1',
    accessKey: 'AKI',
    secretKey: 'a/b',
  });
  expect(read('http://AKI:b@minio/pictures')).toMatchObject({ region: 'us-east-1' });
  const faultOf = (value: string) => {
    try {
      read(value);
      return 'no fault';
    } catch (error) {
      return String(error);
    }
  };
  expect(faultOf('s3://AKI:hush@bucket')).toMatch(/S3_URL: is no address; give one like https:/);
  expect(faultOf('https://AKI:hu/sh@s3.example.org/b')).toMatch(/a "\/" is written %2F/);
  const told = faultOf('https://hush@s3.example.org/?region=No such&acl=public');
  for (const part of [
    /has not both keys/,
    /names no bucket/,
    /region that is none/,
    /leave the rest/,
  ]) {
    expect(told).toMatch(part);
  }
  expect(told).not.toContain('hush@');
});
