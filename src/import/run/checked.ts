import { createHash } from 'node:crypto';
import { z } from 'zod';
import { externalIdText } from '../../admin/asked/external-id.ts';
import { contentOf, newItem } from '../../admin/input/item-input.ts';
import { parseInput } from '../../admin/input/parse-input.ts';
import { line, webUrl } from '../../admin/input/text.ts';
import { isRemarkKind } from '../../feed/change-kinds.ts';
import { Refusal, type InputFault } from '../../feed/refusal.ts';
import type { ImportedItem, ImportedWording } from '../../log/imports.ts';
import type { ToldEntry, ToldWording } from '../told/told.ts';
import { storyTime } from '../told/story-time.ts';

/** What an entry comes to: an item, nothing that anybody could read, or every problem of it. */
export type Checked =
  | { readonly kind: 'item'; readonly item: ImportedItem }
  | { readonly kind: 'empty' }
  | { readonly kind: 'faulty'; readonly faults: readonly InputFault[] };

const uuid = z.uuid('must be a UUID, or left out');
const publicNote = line(1_000);
/** Where an item of another newsroom comes from, as an export has it. */
const origin = z
  .strictObject(
    {
      name: line(100),
      url: webUrl(),
      path: z.array(line(64), 'must be a list').max(8, 'must be at most 8'),
    },
    'must be an object with name, url and path',
  )
  .optional();
/** What only a draft, or another call, may have. */
const notHere = ['draft', 'embargo', 'externalId'];

/** Checks an entry by the same rules as what an editor sends. `nowMs`: nothing has happened after it. */
export function checked(entry: ToldEntry, nowMs: number): Checked {
  if (entry.wordings.length === 0 && entry.removedAt === undefined) return { kind: 'empty' };
  if (entry.removedAt === undefined && entry.wordings.every(saysNothing)) return { kind: 'empty' };
  const check = new Check(nowMs);
  for (const fault of entry.faults ?? []) check.fault('', fault);
  const id = check.parsed('/externalId', externalIdText, entry.externalId);
  const own = entry.id === undefined ? undefined : check.parsed('/id', uuid, entry.id);
  const postedAt = check.time('/postedAt', entry.postedAt);
  const placedAt =
    entry.placedAt === undefined ? undefined : check.time('/placedAt', entry.placedAt);
  if (placedAt !== undefined && postedAt !== undefined && placedAt > postedAt) {
    check.fault('/placedAt', 'must not be after postedAt');
  }
  const gone =
    entry.removedAt === undefined ? undefined : check.time('/removedAt', entry.removedAt);
  // A clock that told the removal before the post was wrong by a little.
  const removedAt =
    gone !== undefined && postedAt !== undefined && gone < postedAt ? postedAt : gone;
  const wordings = entry.removedAt === undefined ? check.wordings(entry.wordings, postedAt) : [];
  if (check.faults.length > 0 || id === undefined || postedAt === undefined) {
    return { kind: 'faulty', faults: check.faults };
  }
  const times = {
    postedAt,
    ...(placedAt !== undefined && placedAt < postedAt && { placedAt }),
    ...(removedAt !== undefined && { removedAt }),
  };
  const told = entry.wordings.map(({ kind, at, note, fields }) => [kind, at, note, fields]);
  const digest = digestOf([times, removedAt === undefined ? told : []]);
  const item = {
    external: { id, digest },
    ...(own !== undefined && { id: own }),
    ...times,
    wordings,
  };
  return { kind: 'item', item };
}

function saysNothing({ fields }: ToldWording): boolean {
  return ['headline', 'body', 'image', 'images'].every((name) => fields[name] === undefined);
}

class Check {
  readonly faults: InputFault[] = [];

  constructor(private readonly nowMs: number) {}

  fault(pointer: string, detail: string): void {
    this.faults.push({ pointer, detail });
  }

  time(pointer: string, value: unknown): string | undefined {
    const time = storyTime(value, this.nowMs);
    if ('at' in time) return time.at;
    this.fault(pointer, time.fault);
    return undefined;
  }

  parsed<T>(pointer: string, schema: z.ZodType<T>, value: unknown): T | undefined {
    try {
      return parseInput(z.object({ it: schema }), { it: value }).it;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      for (const { detail } of error.faults) this.fault(pointer, detail);
      return undefined;
    }
  }

  /** Their times do not run backwards: a wording is not older than the one before it. */
  wordings(told: readonly ToldWording[], postedAt = ''): readonly ImportedWording[] {
    let since = postedAt;
    return told.flatMap((wording, at) => {
      const pointer = told.length === 1 ? '' : `/wordings/${at}`;
      const time = this.time(`${pointer}/at`, wording.at);
      const note = this.note(`${pointer}/note`, wording);
      const made = this.content(pointer, wording);
      if (at > 0 && wording.kind === 'post')
        this.fault(`${pointer}/kind`, 'only the first can be "post"');
      if (at === 0 && wording.kind !== 'post')
        this.fault(`${pointer}/kind`, 'the first must be "post"');
      if (time === undefined || made === undefined) return [];
      since = time > since ? time : since;
      return [{ kind: wording.kind, at: since, ...(note !== undefined && { note }), ...made }];
    });
  }

  /** An erased wording has a note without words. */
  private note(pointer: string, { kind, note }: ToldWording): string | undefined {
    if (!isRemarkKind(kind)) return undefined;
    return note === undefined || note === '' ? '' : this.parsed(pointer, publicNote, note);
  }

  private content(pointer: string, { fields }: ToldWording) {
    const strange = notHere.filter((name) => name in fields);
    for (const name of strange)
      this.fault(`${pointer}/${name}`, 'is not of what is imported; leave it out');
    const { origin: from, ...words } = fields;
    const comesFrom = this.parsed(`${pointer}/origin`, origin, from);
    try {
      const { content, markdown } = contentOf(parseInput(newItem, words));
      return {
        content: { ...content, ...(comesFrom !== undefined && { origin: comesFrom }) },
        markdown,
      };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      for (const { pointer: inside, detail } of error.faults) this.fault(pointer + inside, detail);
      return undefined;
    }
  }
}

/** In whatever order fields stand. */
function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('base64url');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return fields.map(([name, field]) => [name, sorted(field)]);
}
