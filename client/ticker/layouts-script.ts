import { layouts } from '../../src/feed/draw/layouts.ts';
import briefCss from './style/brief.css';
import itemBriefCss from './style/item-brief.css';
import { holdWhileUsed } from './view/hold-while-used.ts';
import type { LoadedLayouts } from './loaded/load-layout.ts';

// What the ticker loads for a layout other than the whole feed.
const loaded: LoadedLayouts = {
  layouts,
  itemCss: itemBriefCss,
  chromeCss: briefCss,
  holdWhileUsed,
};
export default loaded;
