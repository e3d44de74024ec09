import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findProgram } from '../../services/find-program.ts';

const program = resolve(import.meta.dirname, '../../../client/provenance.mjs');
const file = 'small-1.2.3.tgz';

/** A repository of one commit, and the package that it makes. */
function repository() {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-provenance-'));
  findProgram(['git'], 'git');
  const run = (name: string, ...words: readonly string[]) =>
    execFileSync(name, words, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  writeFileSync(join(folder, 'package.json'), '{"name":"small","version":"1.2.3"}');
  writeFileSync(join(folder, 'package-lock.json'), '{}');
  run('git', 'init', '-q');
  run('git', 'add', 'package.json', 'package-lock.json');
  run('git', '-c', 'user.name=T', '-c', 'user.email=t@example.org', 'commit', '-qm', 'one');
  run('npm', 'pack', '--silent');
  // Keys are elsewhere: what is in no commit is refused.
  const keys = mkdtempSync(join(tmpdir(), 'dateline-keys-'));
  const keep = (name: string, key: KeyObject) =>
    writeFileSync(
      join(keys, name),
      key.export({ format: 'pem', type: key.type === 'private' ? 'pkcs8' : 'spki' }),
    );
  const pair = generateKeyPairSync('ed25519');
  keep('private.pem', pair.privateKey);
  keep('public.pem', pair.publicKey);
  keep('another.pem', generateKeyPairSync('ed25519').publicKey);
  keep('agreement.pem', generateKeyPairSync('x25519').privateKey);
  const provenance = (...words: readonly string[]) => {
    const named = words.map((word) => (word.endsWith('.pem') ? join(keys, word) : word));
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...named], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, out: stdout.trim(), said: stderr.trim() };
  };
  const path = (name: string) => join(folder, name);
  return { folder, keys, path, provenance, commit: run('git', 'rev-parse', 'HEAD').trim() };
}

describe('the provenance of a release', () => {
  let repo: ReturnType<typeof repository>;

  beforeEach(() => {
    repo = repository();
  });

  afterEach(() => {
    for (const folder of [repo.folder, repo.keys]) rmSync(folder, { recursive: true, force: true });
  });

  test('names the commit and the sum of the file, and is checked by its key alone', () => {
    expect(repo.provenance(file, '--key', 'private.pem')).toEqual({
      status: 0,
      out: `${file}.provenance.json`,
      said: '',
    });
    const { status, out } = repo.provenance(file, '--check', 'public.pem');
    expect(status).toBe(0);
    expect(out).toMatch(`${file} was made of commit ${repo.commit}, `);
    expect(repo.provenance(file, '--check', 'another.pem')).toMatchObject({
      status: 1,
      said: expect.stringContaining('not signed by this key'),
    });
    appendFileSync(repo.path(file), 'x');
    expect(repo.provenance(file, '--check', 'public.pem')).toMatchObject({
      status: 1,
      said: expect.stringContaining('of another file'),
    });
  });

  test("other tools read and check the statement: it is in-toto's, in DSSE's envelope", () => {
    repo.provenance(file, '--key', 'private.pem');
    const { payloadType, payload, signatures } = JSON.parse(
      readFileSync(repo.path(`${file}.provenance.json`), 'utf8'),
    ) as { payloadType: string; payload: string; signatures: { sig: string }[] };
    const bytes = Buffer.from(payload, 'base64');
    expect(payloadType).toBe('application/vnd.in-toto+json');
    expect(JSON.parse(bytes.toString())).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      predicateType: 'https://slsa.dev/provenance/v1',
      subject: [
        {
          name: file,
          digest: {
            sha256: createHash('sha256')
              .update(readFileSync(repo.path(file)))
              .digest('hex'),
          },
        },
      ],
    });
    writeFileSync(repo.path('sig'), Buffer.from(signatures[0]?.sig ?? '', 'base64'));
    const head = `DSSEv1 ${payloadType.length} ${payloadType} ${bytes.length} `;
    writeFileSync(repo.path('signed'), Buffer.concat([Buffer.from(head), bytes]));
    const words = `pkeyutl -verify -pubin -inkey ${join(repo.keys, 'public.pem')} -rawin -in signed -sigfile sig`;
    const openssl = findProgram(['openssl'], 'openssl');
    const told = execFileSync(openssl, words.split(' '), { cwd: repo.folder, encoding: 'utf8' });
    expect(told).toContain('Signature Verified Successfully');
  });

  test('what would not tell the truth is refused, with the cure, and nothing is written', () => {
    const sign = () => repo.provenance(file, '--key', 'private.pem');
    expect(repo.provenance(file).said).toContain('either --key private.pem or --check public.pem');
    expect(repo.provenance(file, '--key', 'public.pem').said).toContain('no private key');
    expect(repo.provenance(file, '--key', 'agreement.pem').said).toContain('of a kind that signs');
    const other = () => repo.provenance('other-1.tgz', '--key', 'private.pem');
    expect(other().said).toContain('cannot be read');
    writeFileSync(repo.path('other-1.tgz'), 'x');
    expect(other().said).toContain(`makes ${file}`);
    // Neither what was changed nor what was never committed would be in the commit.
    expect(sign()).toMatchObject({ status: 1, said: expect.stringContaining('?? other-1.tgz') });
    rmSync(repo.path('other-1.tgz'));
    appendFileSync(repo.path('package-lock.json'), ' ');
    expect(sign()).toMatchObject({
      status: 1,
      said: expect.stringContaining('M package-lock.json'),
    });
    rmSync(repo.path('.git'), { recursive: true });
    expect(sign()).toMatchObject({
      status: 1,
      said: expect.stringContaining('not the repository'),
    });
    expect(repo.provenance(file, '--check', 'public.pem').said).toContain('cannot be read');
    for (const text of [
      'x',
      '{"payloadType":"x"}',
      '{"payloadType":"application/vnd.in-toto+json","signatures":[]}',
    ]) {
      writeFileSync(repo.path(`${file}.provenance.json`), text);
      expect(repo.provenance(file, '--check', 'public.pem').said).toContain('no signed statement');
    }
  });
});
