import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findProgram } from '../../services/find-program.ts';

const deploy = resolve(import.meta.dirname, '../../../deploy');

test('the units of systemd have no fault, and the sandbox leaves little open', () => {
  const analyze = findProgram(['systemd-analyze'], 'systemd');
  const folder = mkdtempSync(join(tmpdir(), 'dateline-units-'));
  try {
    const service = join(folder, 'dateline.service');
    // It looks for the program, which is not built there.
    const text = readFileSync(join(deploy, 'dateline.service'), 'utf8');
    const program = '/srv/dateline/current/node_modules/.bin/node';
    expect(text).toContain(`ExecStart=${program} `);
    const { bin } = JSON.parse(readFileSync(join(deploy, '../package.json'), 'utf8')) as {
      readonly bin: { readonly dateline: string };
    };
    // A system may have no program "kill", and a signal tells nobody what became of it.
    expect(text).toContain(`ExecReload=${program} /srv/dateline/current/${bin.dateline} reload`);
    writeFileSync(service, text.replaceAll(program, '/bin/sh'));
    copyFileSync(join(deploy, 'dateline.socket'), join(folder, 'dateline.socket'));
    const { status, stderr } = spawnSync(analyze, ['verify', service], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    const told = execFileSync(analyze, ['security', '--offline=true', service], {
      encoding: 'utf8',
    });
    const exposure = /Overall exposure level for dateline\.service: ([\d.]+)/.exec(told)?.[1];
    expect(Number(exposure)).toBeLessThan(2);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
