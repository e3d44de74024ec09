import './start.ts';

export default async function stopServices(): Promise<void> {
  await globalThis.datelineServices?.redis.stop();
  await globalThis.datelineServices?.postgres.stop();
}
