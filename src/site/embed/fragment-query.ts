import { isLayoutName, layoutOf, layouts, type LayoutName } from '../../feed/draw/layouts.ts';
import { maxLimit } from '../../feed/embed/embed-options.ts';
import { Refusal, type InputFault } from '../../feed/refusal.ts';

/** What a template asks of a fragment. */
export interface FragmentQuery {
  readonly layout: LayoutName;
  readonly limit: number;
}

/** Throws `invalid_input` with every problem: whoever writes a template is the one to be told. Empty means absent. */
export function parseFragmentQuery(query: Readonly<Record<string, unknown>>): FragmentQuery {
  const faults: InputFault[] = [];
  const { layout: askedLayout = '', limit: askedLimit = '' } = query;
  const name = askedLayout === '' ? 'feed' : askedLayout;
  const layout = typeof name === 'string' && isLayoutName(name) ? name : undefined;
  if (layout === undefined) {
    faults.push({
      pointer: '/layout',
      detail: `must be one of ${Object.keys(layouts).join(', ')}`,
    });
  }
  const isNumber = typeof askedLimit === 'string' && /^\d{1,3}$/.test(askedLimit);
  const limit = isNumber ? Number(askedLimit) : undefined;
  if (askedLimit !== '' && !(limit !== undefined && limit >= 1 && limit <= maxLimit)) {
    faults.push({ pointer: '/limit', detail: `must be a whole number from 1 to ${maxLimit}` });
  }
  if (layout === undefined || faults.length > 0) {
    throw new Refusal('invalid_input', 'The query cannot be used.', faults);
  }
  return { layout, limit: limit ?? Math.min(maxLimit, layoutOf(layout).limit) };
}
