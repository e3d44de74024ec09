import type { Image } from '../feed/item.ts';
import { lasting } from './schedule.ts';
import { pictureSize } from './story/pictures.ts';
import type { Step, StoryItem } from './story/step.ts';

/** One call of the newsroom's HTTP interface (PROTOCOL.md §4). */
export interface Call {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** Items by the name that the story gives them, with the id and revision that the server gave them. */
export type Known = ReadonlyMap<string, { readonly id: string; readonly rev: number }>;

/** Where and when a step is carried out. `nowMs` is the server's present, for embargoes. */
export interface Stage {
  readonly feed: string;
  readonly origin: string;
  readonly speed: number;
  readonly nowMs: number;
}

/** The call that carries out a step. Throws for an item the story has not posted yet. */
export function callOf(step: Step, known: Known, stage: Stage): Call {
  const items = `/api/v1/feeds/${stage.feed}/items`;
  const path = () => `${items}/${idOf(step, known).id}`;
  const ifMatch = () => ({ 'If-Match': `"${idOf(step, known).rev}"` });
  switch (step.do) {
    case 'post':
      return post(items, step.item, fields(step.text, stage));
    case 'embargo': {
      const dueMs = stage.nowMs + lasting(step.at, step.until, stage.speed);
      const embargo = new Date(dueMs).toISOString();
      return post(items, step.item, { ...fields(step.text, stage), embargo });
    }
    case 'edit':
      return patch(path(), ifMatch(), { kind: 'edit', ...fields(step.text, stage) });
    case 'correct':
      return patch(path(), ifMatch(), {
        kind: 'correct',
        note: step.note,
        ...fields(step.text, stage),
      });
    case 'strike':
      return patch(path(), ifMatch(), { kind: 'strike', note: step.note });
    case 'takedown':
      return { method: 'DELETE', path: path(), headers: {}, body: { reason: step.reason } };
    case 'pin':
      return { method: 'PUT', path: `${path()}/pin`, headers: {} };
    case 'unpin':
      return { method: 'DELETE', path: `${path()}/pin`, headers: {} };
    case 'feed':
      return patch(`/api/v1/feeds/${stage.feed}`, {}, step.info);
  }
}

function idOf(step: Step, known: Known): { readonly id: string; readonly rev: number } {
  const name = 'item' in step ? step.item : '';
  const found = known.get(name);
  if (found === undefined) throw new Error(`The story speaks of "${name}" before it is posted.`);
  return found;
}

/** The item's name in the story is the Idempotency-Key, so a call that is sent again posts once. */
function post(path: string, name: string, body: object): Call {
  return { method: 'POST', path, headers: { 'Idempotency-Key': `story-${name}` }, body };
}

function patch(path: string, headers: Call['headers'], body: object): Call {
  return { method: 'PATCH', path, headers, body };
}

function fields(text: StoryItem, { origin }: Stage): object {
  const { picture, ...rest } = text;
  if (picture === undefined) return rest;
  const { file, ...words } = picture;
  const image: Image = { ...words, ...pictureSize, url: `${origin}/assets/demo/${file}` };
  return { ...rest, image };
}
