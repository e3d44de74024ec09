import type { Audio } from '../../../src/feed/item.ts';
import { isRecord, textOr, type Fields } from '../../../src/feed/shape.ts';

/** The recording of a form; without an address there is none. */
export interface AudioFields {
  readonly url: string;
  readonly title: string;
  /** What the server said of it, as it is sent: numbers as text, empty where unknown. */
  readonly seconds: string;
  readonly type: string;
  readonly bytes: string;
}

export const noAudio: AudioFields = { url: '', title: '', seconds: '', type: '', bytes: '' };

export function audioFieldsOf(audio: Audio | undefined): AudioFields {
  if (audio === undefined) return noAudio;
  const { url, title = '', seconds = '', type = '', bytes = '' } = audio;
  return { url, title, seconds: String(seconds), type, bytes: String(bytes) };
}

/** The recording as it is sent; undefined for none. */
export function sentAudio({ url, title, seconds, type, bytes }: AudioFields): Audio | undefined {
  if (url.trim() === '') return undefined;
  return {
    url: url.trim(),
    ...(title.trim() !== '' && { title: title.trim() }),
    ...(seconds !== '' && { seconds: Number(seconds) }),
    ...(type !== '' && { type }),
    ...(bytes !== '' && { bytes: Number(bytes) }),
  };
}

/** Parses a recording from storage. */
export function parseAudio(kept: Fields): AudioFields {
  const found = isRecord(kept['audio']) ? kept['audio'] : {};
  const entries = Object.keys(noAudio).map((name) => [name, textOr(found[name], '')]);
  return { ...noAudio, ...Object.fromEntries(entries) };
}

/** The recording as text, to compare two wordings. */
export function audioText({ url, title }: AudioFields): string {
  return [title, url].filter((part) => part !== '').join(' | ');
}
