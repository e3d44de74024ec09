import { seeded } from './choices.ts';
import { live, type Mutation } from './schedule.ts';

// One process's share of `npm run faults`: mutation, first seed, stride, how many.
const [mutation = 'none', first = '1', stride = '1', count = '1'] = process.argv.slice(2);

const told = { schedules: 0, restored: 0, views: 0, wrong: 0, example: '' };
for (let n = 0; n < Number(count); n += 1) {
  const seed = Number(first) + n * Number(stride);
  const verdict = await live(seeded(seed), 80, mutation as Mutation);
  told.schedules += 1;
  told.views += verdict.views;
  if (verdict.restores > 0) told.restored += 1;
  if (verdict.wrong.length > 0) {
    told.wrong += 1;
    told.example ||= `seed ${seed}: ${verdict.wrong[0]}`;
  }
}
process.send?.(told, () => process.disconnect());
