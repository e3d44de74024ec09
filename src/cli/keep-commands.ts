import type { Option } from './arguments.ts';
import type { Command, Desk } from './command.ts';
import { Failure } from './failure.ts';

type Program = typeof import('../backup/program.ts');

const backup: Command = {
  does: 'copy the database and the files of the library into one file, while the server runs',
  words: ['to'],
  options: { 'no-media': { type: 'boolean', help: 'without the files of the library' } },
  run: (given, desk) =>
    withProgram(desk, async ({ takeBackup, configOfProcess }) => {
      const withMedia = !given.has('no-media');
      const { path, files, missing } = await takeBackup(
        configOfProcess(),
        given.word('to'),
        withMedia,
        (words) => desk.progress(words),
      );
      desk.progress();
      if (missing.length > 0) desk.note(`${missing.length} files of the library were not there.`);
      if (withMedia) desk.note(`${files} files of the library are in it.`);
      await desk.say(path);
    }),
};

const restore: Command = {
  does: 'put a backup into an empty place, before the server is started there',
  words: ['file'],
  options: {
    convert: {
      type: 'boolean',
      help: 'also out of the embedded database into PostgreSQL, or back',
    },
  },
  run: (given, desk) =>
    withProgram(desk, async ({ restoreBackup, configOfProcess }) => {
      const { at } = await restoreBackup(
        configOfProcess(),
        given.word('file'),
        given.has('convert'),
        (words) => desk.progress(words),
      );
      desk.progress();
      await desk.say(`Restored as of ${at}. Start the server.`);
    }),
};

const verify: Command = {
  does: 'restore a backup into a temporary place and compare, changing nothing',
  words: ['file'],
  options: {},
  run: (given, desk) =>
    withProgram(desk, async ({ verifyBackup }) => {
      const file = given.word('file');
      const { facts, items, files, missing } = await verifyBackup(file, (words) =>
        desk.progress(words),
      );
      desk.progress();
      const media = facts.media ? `${files} files` : 'without files';
      const lacking = missing === 0 ? '' : ` (${missing} were not there)`;
      await desk.say(`Whole, as of ${facts.at}: ${items} items, ${media}${lacking}.`);
    }),
};

const scrub: Command = {
  does: 'rewrite a backup so that no byte of some items is in it',
  words: ['file'],
  options: {
    item: { type: 'string', multiple: true, help: 'the id of an item or draft; may be repeated' },
    erased: {
      type: 'boolean',
      help: 'all that was taken down or redacted on this server, by its database',
    },
  } as const satisfies Readonly<Record<string, Option>>,
  run: (given, desk) =>
    withProgram(desk, async ({ scrubBackup, erasedThere, configOfProcess }) => {
      const ids = given.all('item') ?? [];
      if (ids.length === 0 && !given.has('erased')) {
        throw new Failure('wrong use', 'Nothing was said that shall go:', [
          '--item or --erased: give one of them',
        ]);
      }
      const there = given.has('erased') ? await erasedThere(configOfProcess()) : [];
      const asked = [...ids.map((id) => ({ kind: 'item', id }) as const), ...there];
      const { done, unknown } = await scrubBackup(given.word('file'), asked, (words) =>
        desk.progress(words),
      );
      desk.progress();
      for (const id of done) await desk.say(id);
      const lost = unknown.filter((id) => ids.includes(id));
      if (lost.length > 0) {
        throw new Failure(
          'refused',
          'Not in this backup, neither as an item nor as a draft:',
          lost,
        );
      }
      desk.note(done.length === 0 ? 'None of it is in it: the file is as it was.' : 'Rewritten.');
    }),
};

/** The commands that work on the server's own data, on its machine and with its environment. */
export const keepCommands = { backup, restore, verify, scrub };

/** Loaded here alone: the other commands are clients of the public API. */
async function withProgram(desk: Desk, work: (program: Program) => Promise<void>): Promise<void> {
  const program = await import('../backup/program.ts');
  try {
    await work(program);
  } catch (error) {
    desk.progress();
    if (error instanceof program.BackupProblem) {
      throw new Failure('refused', error.message, error.cures);
    }
    if (error instanceof program.ConfigError) {
      throw new Failure('wrong use', 'The environment cannot be used:', error.faults);
    }
    if (error instanceof program.Refusal && error.code === 'unavailable') {
      throw new Failure('not reached', 'The database was not reached.', [
        'see that it runs and that DATABASE_URL names it, then repeat the command',
      ]);
    }
    if (error instanceof program.Refusal && error.code === 'media_unavailable') {
      throw new Failure('not reached', 'The store of pictures was not reached.', [
        'see that it runs and that S3_URL names it, then repeat the command; or add --no-media to a backup',
      ]);
    }
    throw error;
  }
}
