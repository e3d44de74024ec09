import './start.ts';

export default async function stopServices(): Promise<void> {
  for (const redis of globalThis.datelineServices?.redis ?? []) await redis.stop();
  await globalThis.datelineServices?.pooler.stop();
  await globalThis.datelineServices?.postgres.stop();
}
