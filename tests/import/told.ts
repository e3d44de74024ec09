import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatOf } from '../../src/import/formats/formats.ts';
import { checked } from '../../src/import/run/checked.ts';
import type { Source } from '../../src/import/told/source.ts';
import type { ToldEntry } from '../../src/import/told/told.ts';

export const nowMs = Date.UTC(2026, 0, 1);

/** What a document comes to: its format, entries as `checked` has them, the pin, and every loss. */
export async function toldBy(content: string | Buffer, known: Partial<Source> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'told-'));
  const path = join(folder, 'source');
  try {
    writeFileSync(path, content);
    const bytes = Buffer.byteLength(content);
    const source: Source = { path, bytes, base: 'https://paper.example/live', ...known };
    const format = await formatOf(source, undefined);
    const entries: ToldEntry[] = [];
    const losses = new Set<string>();
    let pin: string | undefined;
    for await (const told of format.read(source, nowMs)) {
      if (told.kind === 'entry') entries.push(told);
      if (told.kind === 'entry') for (const loss of told.losses ?? []) losses.add(loss);
      if (told.kind === 'loss') losses.add(told.loss);
      if (told.kind === 'pin') pin = told.externalId;
    }
    return { title: format.title, entries: entries.map(shown), losses: [...losses], pin };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** An entry as a reader would have it, or its problems. */
function shown(entry: ToldEntry): Record<string, unknown> {
  const found = checked(entry, nowMs);
  if (found.kind !== 'item') return { ...found };
  const { external, postedAt, placedAt, removedAt, wordings } = found.item;
  const last = wordings.at(-1);
  const { body: _body, ...content } = last?.content ?? { body: [] };
  return {
    id: external.id,
    postedAt,
    ...(placedAt !== undefined && { placedAt }),
    ...(removedAt !== undefined && { removedAt }),
    ...(last !== undefined && { updatedAt: last.at, markdown: last.markdown, ...content }),
  };
}
