import { Reading } from './reading/reading.ts';
import itemCss from './style/item-reading.css';
import chromeCss from './style/reading.css';
import type { Lent, ReadingTools } from './loaded/load-reading.ts';

/** What a ticker of a whole feed loads after its first items. */
export default function equip(lent: Lent): ReadingTools {
  lent.restyle({ itemCss, chromeCss });
  return new Reading(lent);
}
