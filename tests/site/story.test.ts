import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseMarkdown } from '../../src/admin/markdown/parse-markdown.ts';
import { callOf, type Stage } from '../../src/demo/call.ts';
import { minutesOf, schedule } from '../../src/demo/schedule.ts';
import type { Step } from '../../src/demo/story/step.ts';
import { liveFrom, tarnhaven } from '../../src/demo/story/tarnhaven.ts';

const { steps } = tarnhaven;
const isNew = (step: Step) => step.do === 'post' || step.do === 'embargo';
const stage: Stage = { feed: 'f', origin: 'http://localhost', speed: 60, nowMs: 0 };

describe('the story of the demo', () => {
  it('goes forward in time', () => {
    const minutes = steps.map(({ at }) => minutesOf(at));
    expect(minutes).toEqual(minutes.toSorted((a, b) => a - b));
  });

  it('speaks only of items that are there and readable', () => {
    const there = new Set<string>();
    for (const step of steps) {
      if (step.do === 'feed') continue;
      expect([step.at, step.item, there.has(step.item)]).toEqual([
        step.at,
        step.item,
        !isNew(step),
      ]);
      if (step.do === 'post') there.add(step.item);
      if (step.do === 'takedown') there.delete(step.item);
    }
  });

  it('has every kind of thing in it', () => {
    const kinds = new Set<string>(steps.map((step) => step.do));
    const all = [
      'post',
      'embargo',
      'edit',
      'correct',
      'strike',
      'takedown',
      'pin',
      'unpin',
      'feed',
    ];
    expect(all.filter((kind) => !kinds.has(kind))).toEqual([]);
    expect(steps.filter(isNew).length).toBeGreaterThanOrEqual(40);
  });

  it('shows pictures that exist, each with words for who cannot see it', () => {
    const pictures = steps.flatMap((step) =>
      'text' in step && step.text.picture ? [step.text.picture] : [],
    );
    expect(pictures.length).toBeGreaterThanOrEqual(4);
    for (const { file, alt } of pictures) {
      expect([file, existsSync(`client/demo/${file}`), alt.length > 20]).toEqual([
        file,
        true,
        true,
      ]);
    }
  });

  it('has a film alone on its line, which becomes an embed', () => {
    const bodies = steps.flatMap((step) => ('text' in step ? [step.text.body ?? ''] : []));
    const kinds = bodies.flatMap((body) => parseMarkdown(body).map(({ kind }) => kind));
    expect(kinds).toContain('embed');
  });

  it('ends its coverage as the last thing it does', () => {
    expect(steps.at(-1)).toMatchObject({ do: 'feed', info: { coverage: 'ended' } });
  });

  it('tells its morning at once, and the rest in its time', () => {
    const due = schedule(tarnhaven, liveFrom, 60);
    const atOnce = due.filter(({ afterMs }) => afterMs === 0);
    expect(atOnce.length).toBeGreaterThan(10);
    expect(due.at(-1)?.afterMs).toBe((minutesOf('19:45') - minutesOf(liveFrom)) * 1000);
  });

  it('names the revision it changes', () => {
    const step: Step = { at: '10:00', do: 'strike', item: 'a', note: 'wrong' };
    expect(callOf(step, new Map([['a', { id: 'i', rev: 3 }]]), stage)).toMatchObject({
      method: 'PATCH',
      path: '/api/v1/feeds/f/items/i',
      headers: { 'If-Match': '"3"' },
    });
  });

  it('holds an embargoed item back as long as its speed says', () => {
    const step: Step = { at: '12:00', do: 'embargo', item: 'a', until: '13:00', text: {} };
    expect(callOf(step, new Map(), stage)).toMatchObject({
      body: { embargo: '1970-01-01T00:01:00.000Z' },
    });
  });
});
