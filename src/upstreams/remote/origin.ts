import { line, webUrl } from '../../admin/input/text.ts';
import type { Item, Origin } from '../../feed/item.ts';
import type { Source } from './source.ts';

/** More than a path may have, so that one which is too long is still seen to be. */
const maxRead = 20;
const name = line(100);
const page = webUrl();

/**
 * Where an item of another newsroom comes from: from there, or from where that newsroom has it from. The path has every log that it
 * has come through.
 */
export function externalOrigin(
  { id, origin }: Item,
  { address, name: here, epoch }: Source,
): Origin {
  const first = origin && firstOf(origin);
  const given: unknown = origin?.path;
  const path = (Array.isArray(given) ? given : []).filter(isStep).slice(0, maxRead);
  return {
    ...(first ?? { name: here, url: `${address.url}/items/${id}` }),
    path: [...path, epoch],
  };
}

function firstOf(origin: Origin): Pick<Origin, 'name' | 'url'> | undefined {
  const known = name.safeParse(origin.name).data;
  const url = page.safeParse(origin.url).data;
  return known === undefined || url === undefined ? undefined : { name: known, url };
}

function isStep(step: unknown): step is string {
  return typeof step === 'string' && step.length <= 64;
}
