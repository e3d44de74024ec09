import type { z } from 'zod';
import type { Action } from '../accounts/principal.ts';
import type { RefusalCode } from '../feed/refusal.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/**
 * Whom a call is for: everybody; readers, without credentials; who is signed in; or who may do one of these actions in the feed of
 * the path (without one: in any feed, or in the house).
 */
export type For = 'everybody' | 'readers' | 'own session' | readonly Action[];

/** A JSON Schema (2020-12), as far as parameters need one. */
export type Schema = Readonly<Record<string, unknown>>;

/** What a call is sent in its query: each with what it does, and its schema. */
export type Query = Readonly<Record<string, readonly [does: string, schema: Schema]>>;

/** An answer: JSON by its schema, a document of a media type, or nothing. */
export type Answer = z.ZodType | string | null;

/** What a call is and does, but for what all of its sort have in common. */
export interface Description {
  /** One line. */
  readonly does: string;
  /** What one line has no room for; Markdown. */
  readonly more?: string;
  readonly query?: Query;
  readonly body?: z.ZodType;
  /** The media type of the body where it is no JSON. */
  readonly bodyType?: string;
  /** True where the call works without its body. */
  readonly bodyIsOptional?: true;
  readonly example?: unknown;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Besides those of all calls like it. */
  readonly refuses?: readonly RefusalCode[];
  /** It takes an `Idempotency-Key`. */
  readonly once?: true;
  /** It takes `If-Match` with the revision that was seen. */
  readonly revision?: 'required' | 'where words change';
}

/** A call of the API as the description has it: one for each route of the server. */
export interface Operation extends Description {
  readonly method: Method;
  /** With `{names}`. */
  readonly path: string;
  readonly for: For;
  /** Its room: a heading of the page, a tag of the document. */
  readonly tag: string;
}

type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type Call = Verb | `${Verb} /${string}`;

/** The operations of a room. `base` stands before each path. */
export function room(tag: string, base: string) {
  return (call: Call, who: For, description: Description): Operation => {
    const [method = '', path = ''] = call.split(' ');
    return {
      ...description,
      method: method.toLowerCase() as Method,
      path: base + path,
      for: who,
      tag,
    };
  };
}

/** "postFeedsByFeedItems": the name of a call in generated programs. */
export function operationId({ method, path }: Operation): string {
  const words = (path.startsWith('/api/v1') ? path.slice('/api/v1'.length) : `/site${path}`)
    .split(/[/.-]/)
    .filter((part) => part !== '')
    .map((part) => part.replace(/^\{(\w+)\}$/, 'by-$1'))
    .flatMap((part) => part.split('-'));
  return method + words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('');
}
