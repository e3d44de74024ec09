import { Reading } from './reading/reading.ts';
import { reportScreenTimes } from './reading/screen-report.ts';
import itemCss from './style/item-reading.css';
import chromeCss from './style/reading.css';
import type { Lent, ReadingTools } from './loaded/load-reading.ts';

/** What a ticker of a whole feed loads after its first items. */
export default function equip(lent: Lent): ReadingTools {
  lent.restyle({ itemCss, chromeCss });
  // It ends with the store, of which it hears nothing any more then.
  reportScreenTimes(lent.server, lent.store);
  return new Reading(lent);
}
