import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Builder, Capabilities, Key as Keys, type WebDriver } from 'selenium-webdriver';
import { accepts } from '../../services/accepts.ts';
import { freePort } from '../../services/free-port.ts';
import { until } from '../../until.ts';
import type { Engine } from './engine.ts';

/** Debian's WebKit, Safari's engine: its small browser, on a screen of its own. */
export async function openWebKit(driverPath: string, screenPath: string): Promise<Engine> {
  const screen = await openScreen(screenPath);
  const port = await freePort();
  const env = { ...process.env, DISPLAY: screen.display, LIBGL_ALWAYS_SOFTWARE: '1' };
  const program = spawn(driverPath, [`--port=${port}`], { stdio: 'ignore', env });
  await until(() => accepts(port), driverPath);
  const driver = await new Builder()
    .usingServer(`http://127.0.0.1:${port}`)
    .withCapabilities(
      new Capabilities({
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': { binary: findBrowser(), args: ['--automation'] },
      }),
    )
    .build();
  await driver.manage().window().setRect({ width: 1280, height: 850 });
  return {
    open: (url) => driver.get(url),
    back: () => driver.navigate().back(),
    run: (script, arg) => inPage(driver, script, arg),
    runInFrame: async (script, arg) => {
      await driver.switchTo().frame(0);
      try {
        return await inPage(driver, script, arg);
      } finally {
        await driver.switchTo().defaultContent();
      }
    },
    // The driver's own click scrolls the page first.
    click: (selector) => inPage(driver, clickInPage, selector),
    press: async (...keys) => {
      for (const key of keys) {
        await driver
          .actions()
          .sendKeys(key === 'Tab' ? Keys.TAB : Keys.ENTER)
          .perform();
      }
    },
    [Symbol.asyncDispose]: async () => {
      await driver.quit();
      await ended(program);
      await ended(screen.program);
    },
  };
}

async function inPage<A, T>(driver: WebDriver, script: (arg: A) => T, arg: A): Promise<T> {
  return await driver.executeScript<T>(`return (${String(script)})(...arguments)`, arg);
}

function clickInPage(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.click();
}

async function openScreen(path: string) {
  const words = ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'];
  const program = spawn(path, words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  let number = '';
  const told = program.stdio[3] as Readable;
  told.on('data', (bytes: Buffer) => (number += String(bytes)));
  await until(() => number.endsWith('\n'), path);
  return { program, display: `:${number.trim()}` };
}

/** The browser that comes with the driver; it is on nobody's PATH. */
function findBrowser(): string {
  const found = ['/usr/lib', '/usr/libexec']
    .filter(existsSync)
    .flatMap((parent) => [parent, ...readdirSync(parent).map((name) => join(parent, name))])
    .flatMap((folder) => ['6.0', '4.1', '4.0'].map((version) => [folder, version] as const))
    .map(([folder, version]) =>
      join(folder, `webkit${version === '6.0' ? '' : '2'}gtk-${version}/MiniBrowser`),
    )
    .find(existsSync);
  if (found === undefined) throw new Error('webkit2gtk-driver has brought no MiniBrowser.');
  return found;
}

async function ended(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null) return;
  const exited = new Promise((done) => program.once('exit', done));
  program.kill();
  await exited;
}
