import './start.ts';
import { closeScratch } from './scratch.ts';

export default async function stopServices(): Promise<void> {
  for (const redis of globalThis.datelineServices?.redis ?? []) await redis.stop();
  await globalThis.datelineServices?.pooler.stop();
  await globalThis.datelineServices?.postgres.stop();
  closeScratch();
}
