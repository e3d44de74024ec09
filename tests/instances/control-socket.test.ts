import { existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { controlPath } from '../../src/process/control-path.ts';
import { ControlSocket } from '../../src/process/control-socket.ts';

let folder: string;
let opened: ControlSocket[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-control-'));
  opened = [];
});

afterEach(() => {
  for (const control of opened) control.close();
  rmSync(folder, { recursive: true });
});

const path = () => controlPath(folder, 3000);
async function open(reload: () => Promise<{ tookMs: number } | { why: string }>, port = 3000) {
  const control = await ControlSocket.open(folder, port, reload);
  opened.push(control);
  return control;
}
const say = (words: string) => {
  const socket = connect(path());
  socket.write(words);
  return text(socket);
};

test('reloads, and tells what became of it', async () => {
  let asked = 0;
  await open(async () => {
    asked += 1;
    return asked === 1 ? { tookMs: 7 } : { why: 'it does not start' };
  });
  expect(await say('reload\n')).toBe('{"tookMs":7}\n');
  expect(await say('reload\n')).toBe('{"why":"it does not start"}\n');
  expect(asked).toBe(2);
});

test('does nothing at another word, and hangs up on who says too much', async () => {
  const reload = async () => {
    throw new Error('nobody has asked');
  };
  await open(reload);
  expect(JSON.parse(await say('stop\n'))).toEqual({ why: expect.stringContaining('reload') });
  expect(await say('x'.repeat(1_000))).toBe('');
});

test('of several servers that share a folder reaches the one of the port', async () => {
  await open(async () => ({ tookMs: 1 }), 3001);
  await open(async () => ({ tookMs: 2 }));
  expect(await say('reload\n')).toBe('{"tookMs":2}\n');
});

test('is for this account alone, and gone when the server ends', async () => {
  const control = await open(async () => ({ tookMs: 1 }));
  expect((statSync(path()).mode & 0o777).toString(8)).toBe('600');
  control.close();
  expect(existsSync(path())).toBe(false);
});

test('takes the place of one whose server was killed, and never of one that answers', async () => {
  const other = createServer((socket) => socket.end());
  // Its end does not take the file away: it has another name by then.
  await new Promise<void>((done) => other.listen(`${path()}.other`, done));
  renameSync(`${path()}.other`, path());
  await expect(open(async () => ({ tookMs: 1 }))).rejects.toThrow(/EADDRINUSE/);
  await new Promise((done) => other.close(done));
  expect(existsSync(path())).toBe(true);
  await open(async () => ({ tookMs: 2 }));
  expect(await say('reload\n')).toBe('{"tookMs":2}\n');
});
