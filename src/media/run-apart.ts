import { spawn } from 'node:child_process';

/** The largest picture takes some 5 s on one core. */
const maxMs = 60_000;

/**
 * Runs a program on a stranger's file in a process of its own, which ends with it: a file that breaks a decoder breaks that process. It
 * is given no secret of this one. Undefined where it dies or takes too long: then it has met a file that it cannot read.
 */
export function runApart(program: string, file: object): Promise<unknown> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['-e', program], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      env: {},
      timeout: maxMs,
      killSignal: 'SIGKILL',
    });
    child.once('message', done);
    child.once('error', () => done(undefined));
    child.once('exit', () => done(undefined));
    child.send(file, () => undefined);
  });
}
