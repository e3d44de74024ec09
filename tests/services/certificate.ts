import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from './find-program.ts';

/** Paths of PEM files: an authority of the tests' own, and a certificate by it for this machine. */
export interface Certificate {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
  readonly drop: () => void;
}

/** For `localhost` and 127.0.0.1, for two days, by an authority that nobody knows. */
export function makeCertificate(): Certificate {
  const openssl = findProgram(['openssl'], 'openssl');
  const folder = mkdtempSync(join(tmpdir(), 'dateline-tls-'));
  chmodSync(folder, 0o755);
  const run = (words: string) =>
    execFileSync(openssl, words.split(' '), { cwd: folder, stdio: 'ignore' });
  run(
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=Tests -keyout ca.key -out ca.pem',
  );
  run(
    'req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost -keyout key.pem -out asked.pem',
  );
  writeFileSync(join(folder, 'names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  run(
    'x509 -req -in asked.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out cert.pem',
  );
  return {
    authority: join(folder, 'ca.pem'),
    certificate: join(folder, 'cert.pem'),
    key: join(folder, 'key.pem'),
    drop: () => rmSync(folder, { recursive: true, force: true }),
  };
}
