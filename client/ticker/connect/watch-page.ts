import { Alarm } from './alarm.ts';
import type { Clock, Undo } from '../clock.ts';
import type { PageLife } from './page-life.ts';

const hiddenMs = 60_000;

/**
 * What the connection is to do: `rest` closes it for now, `wake` opens it; `offline` and `online` are the network's.
 */
export type PageNeed = 'rest' | 'wake' | 'offline' | 'online';

/** Tells `rest` when the page has been hidden for a minute or was left, and `wake` when it is seen again. */
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
