import { writeMarkdown } from '../../admin/markdown/write-markdown.ts';
import { contentOf, newItem } from '../../admin/input/item-input.ts';
import { parseInput } from '../../admin/input/parse-input.ts';
import { isOwnPath, line } from '../../admin/input/text.ts';
import { bylinesOf, writerOf } from '../../feed/byline.ts';
import { isKnownKind, isWordingKind, type WordingKind } from '../../feed/change-kinds.ts';
import { isTombstone, type Image, type Item } from '../../feed/item.ts';
import { Refusal } from '../../feed/refusal.ts';
import { remarksOf } from '../../feed/remarks.ts';
import { isEntry, isRecord, type Fields } from '../../feed/shape.ts';
import type { ToldChange } from '../../log/upstreams/told-change.ts';
import type { RemoteChange } from '../../remote/answers.ts';
import { externalOrigin } from './origin.ts';
import { readBody } from './read-body.ts';
import type { Source } from './source.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const publicNote = line(1_000);

/** What a change there says, as far as it concerns this newsroom: pins and the feed's own information do not. */
export function toldByChange(
  { kind, fields }: RemoteChange,
  source: Source,
): ToldChange | undefined {
  if (kind === 'takedown') {
    return isId(fields['id']) ? { kind: 'takedown', id: fields['id'] } : undefined;
  }
  if (isKnownKind(kind) && !isWordingKind(kind)) return undefined;
  const { item, note } = fields;
  // What a kind of a later version has made of an item is laid in like an edit.
  return item === undefined
    ? undefined
    : toldBy(item, isWordingKind(kind) ? kind : 'edit', note, source);
}

/** What a wording of an item's history says: logs are being compared. */
export function toldByWording(
  { kind, note, item }: Fields,
  source: Source,
): ToldChange | undefined {
  const change = typeof kind === 'string' && isWordingKind(kind) ? kind : 'edit';
  return asState(toldBy(item, change, note, source));
}

/** What an entry of a list says: logs are being compared. */
export function toldByEntry(entry: unknown, source: Source): ToldChange | undefined {
  if (!isEntry(entry) || isTombstone(entry)) return toldBy(entry, 'edit', undefined, source);
  const last = remarksOf(entry).at(-1);
  const isLast = last !== undefined && last.at === entry.updatedAt && isWordingKind(last.kind);
  return asState(
    isLast ? toldBy(entry, last.kind, last.note, source) : toldBy(entry, 'edit', '', source),
  );
}

function asState(told: ToldChange | undefined): ToldChange | undefined {
  return told?.kind === 'wording' ? { ...told, isState: true } : told;
}

function toldBy(
  given: unknown,
  change: WordingKind,
  note: unknown,
  source: Source,
): ToldChange | undefined {
  const id = isRecord(given) ? given['id'] : undefined;
  if (!isId(id)) return undefined;
  const unusable = (reason: string): ToldChange => {
    return { kind: 'unusable', id, erases: change === 'redact', reason };
  };
  if (!isEntry(given)) return unusable('An item is none that this version can read.');
  const [postedAt, placedAt] = [timeOf(given.postedAt), timeOf(given.placedAt)];
  if (postedAt === undefined) return unusable('An item has no time.');
  const place = { id, postedAt, placedAt };
  if (isTombstone(given)) {
    return { kind: 'removal', ...place, removedAt: timeOf(given.removedAt) ?? postedAt };
  }
  const at = timeOf(given.updatedAt) ?? postedAt;
  const { rev } = given;
  if (!Number.isSafeInteger(rev) || rev < 1) return unusable('An item has no revision.');
  try {
    const { content, markdown } = contentOf(parseInput(newItem, fieldsOf(given, source)));
    const origin = externalOrigin(given, source);
    const words = publicNote.safeParse(note).data ?? '';
    return {
      kind: 'wording',
      ...place,
      rev,
      change,
      at,
      note: words,
      content: { ...content, origin },
      markdown,
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [fault] = error.faults;
    return unusable(`An item cannot be taken: ${fault?.pointer ?? ''} ${fault?.detail ?? ''}`);
  }
}

/** The fields of an item as an editor sends them. */
function fieldsOf(item: Item, { address }: Source): Fields {
  const absolute = (url: string) => (isOwnPath(url) ? new URL(url, address.server).href : url);
  const picture = ({ url, alt, caption, credit, width, height, focus, color }: Image) =>
    present({ url: absolute(url), alt, caption, credit, width, height, focus, color });
  const { headline, breaking, key, tags, link, related, image, images, audio, lang, dir } = item;
  const body = readBody(item.body, absolute);
  const markdown = body === undefined ? '' : writeMarkdown(body);
  return present({
    headline,
    body: markdown === '' ? undefined : markdown,
    bylines: bylinesOf(item).map((byline) => {
      const { name, role, picture: portrait, url } = writerOf(byline);
      const whole = portrait === undefined ? undefined : absolute(portrait);
      // Readers' pages show no picture that comes over plain http.
      const shown = whole?.startsWith('https:') === true ? whole : undefined;
      const all = present({ name, role, picture: shown, url });
      return Object.keys(all).length > 1 ? all : name;
    }),
    breaking,
    key,
    tags,
    link,
    related: related?.map(({ url, title }) => ({ url, title })),
    ...(images === undefined
      ? { image: image && picture(image) }
      : { images: images.map(picture) }),
    audio:
      audio &&
      present({
        url: absolute(audio.url),
        title: audio.title,
        seconds: audio.seconds,
        type: audio.type,
        bytes: audio.bytes,
      }),
    lang,
    dir,
  });
}

function present(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && uuid.test(value);
}

function timeOf(value: unknown): string | undefined {
  const ms = typeof value === 'string' ? Date.parse(value) : NaN;
  // What is before 1990 or after 9999 is no time of a story.
  return ms > 631_152_000_000 && ms < 253_402_300_800_000 ? new Date(ms).toISOString() : undefined;
}
