import { readKept, writeKept } from './storage.ts';

const name = 'dateline:single-keys';

/** Whether letters alone are keys on this device (WCAG 2.1.4: whoever dictates or trembles turns them off). */
export function areSingleKeysOn(): boolean {
  return readKept(name) !== 'off';
}

export function turnSingleKeys(isOn: boolean): void {
  writeKept(name, isOn ? 'on' : 'off');
}
