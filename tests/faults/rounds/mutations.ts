import { mutations } from '../../model/mutations.ts';
import { scheduleOf } from '../../model/schedule.ts';
import { live } from '../../model/world.ts';
import type { Round } from '../round.ts';

const schedules = 500;

/** What the design stands on, switched off one by one: the model must notice each time. */
export const round: Round = {
  name: 'mutations',
  run: async ({ seed }) => {
    const rows = [];
    for (const [name, parts] of Object.entries(mutations)) {
      let [views, wrong, worstHealMs] = [0, 0, 0];
      for (let n = 0; n < schedules; n += 1) {
        const verdict = await live(scheduleOf(seed + n), parts);
        views += verdict.views;
        worstHealMs = Math.max(worstHealMs, verdict.healMs);
        if (verdict.broken.length > 0) wrong += 1;
      }
      const fault = `the same without ${name}: must be noticed`;
      rows.push({ fault, rounds: schedules, views, wrong, worstHealMs, isProof: true as const });
    }
    return rows;
  },
};
