import { Alarm } from './alarm.ts';
import type { Clock, Undo } from '../clock.ts';
import type { PageLife } from './page-life.ts';

const hiddenMs = 60_000;

/** What a page needs of its connection: none for now, one again, or to hear that the network went or came. */
export type PageNeed = 'rest' | 'wake' | 'offline' | 'online';

/** Nobody looks at a page that has been hidden for a minute, or was left: its connection can rest. */
export function watchPage(page: PageLife, clock: Clock, tell: (need: PageNeed) => void): Undo {
  const nap = new Alarm(clock);
  const doze = (): void => nap.set(hiddenMs, () => tell('rest'));
  if (page.hidden()) doze();
  const leave = page.listen((event) => {
    switch (event) {
      case 'hide':
        doze();
        return;
      case 'show':
        nap.off();
        tell('wake');
        return;
      case 'leave':
        tell('rest');
        return;
      case 'return':
        tell('wake');
        return;
      case 'offline':
      case 'online':
        tell(event);
    }
  });
  return () => {
    nap.off();
    leave();
  };
}
