import type { Engine } from './engine.ts';
import { openFirefox } from './firefox.ts';
import { openWebKit } from './webkit.ts';

interface EngineHere {
  readonly name: 'Firefox' | 'WebKit';
  /** Undefined where the engine is not on this machine. */
  readonly open: (() => Promise<Engine>) | undefined;
}

const firefox = process.env['TEST_FIREFOX'];
const driver = process.env['TEST_WEBKIT_DRIVER'];
const screen = process.env['TEST_XVFB'];

export const engines: readonly EngineHere[] = [
  { name: 'Firefox', open: firefox === undefined ? undefined : () => openFirefox(firefox) },
  {
    name: 'WebKit',
    open:
      driver === undefined || screen === undefined ? undefined : () => openWebKit(driver, screen),
  },
];
