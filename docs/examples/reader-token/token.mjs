// A token for a signed-in reader, on the server of your site. The key never leaves it.
//   READER_KEY=… node token.mjs members
import { createHmac } from 'node:crypto';

export function readerToken(key, feed, seconds = 3600) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + seconds;
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ feed, exp })}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

process.stdout.write(readerToken(process.env.READER_KEY, process.argv[2]));
