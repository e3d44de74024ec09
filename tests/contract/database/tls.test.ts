import { chownSync, chmodSync, copyFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Database } from '../../../src/database/database.ts';
import { makeCertificate } from '../../services/certificate.ts';
import { freePort } from '../../services/free-port.ts';
import { makeFiles, openFolder, PostgresNode } from '../../services/machines/postgres-node.ts';

test('PostgreSQL is reached over TLS, by an authority that the URL names, and by no other', async () => {
  const certificate = makeCertificate();
  const parent = openFolder();
  const folder = join(parent, 'data');
  await makeFiles(folder);
  const key = join(folder, 'server.key');
  copyFileSync(certificate.key, key);
  chmodSync(key, 0o600);
  const { uid, gid } = statSync(folder);
  chownSync(key, uid, gid);
  const node = new PostgresNode(folder, await freePort());
  await node.start(['ssl=on', `ssl_cert_file=${certificate.certificate}`]);
  try {
    const trusting = `${node.url}?sslmode=verify-full&sslrootcert=${certificate.authority}`;
    const database = await Database.postgres(trusting);
    const { rows } = await database.run((db) =>
      sql<{ ssl: boolean }>`select ssl from pg_stat_ssl where pid = pg_backend_pid()`.execute(db),
    );
    expect(rows).toEqual([{ ssl: true }]);
    await database.close();
    await expect(Database.postgres(`${node.url}?sslmode=verify-full`)).rejects.toThrow(
      /certificate/,
    );
    await expect(
      Database.postgres(`${node.url}?sslmode=verify-full&sslrootcert=/no/such.pem`),
    ).rejects.toThrow('/no/such.pem');
  } finally {
    await node.kill();
    certificate.drop();
    rmSync(parent, { recursive: true, force: true });
  }
}, 120_000);
