import type { Fields } from '../../feed/shape.ts';
import type { Pages } from './format.ts';
import { fieldsIn, jsonOf, listIn } from './json-fields.ts';

/**
 * The pages of a form of JSON whose documents have their entries in the field `list`. `next`: the address of the page behind a
 * document that was had from `url`; undefined behind the last.
 */
export function jsonPages(
  list: string,
  next: (document: Fields, url: string) => string | undefined,
): Pages {
  return async (source, url) => {
    const document = fieldsIn(await jsonOf(source));
    const { [list]: entries, ...rest } = document;
    // The rest comes first: by it the form is known.
    const [before = '', behind = ''] = JSON.stringify({ ...rest, [list]: [] }).split(/(?=\]\}$)/);
    return {
      next: next(document, url),
      entries: async () => listIn(entries).map((entry) => JSON.stringify(entry)),
      joined: (all) => before + all.join(',') + behind,
    };
  };
}
