import { randomUUID } from 'node:crypto';
import type { Command } from './command.ts';

interface People {
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

const erasePerson: Command = {
  does: 'remove a person by name, or by the id of one who was removed, and the name from all that tells who did what',
  words: ['person'],
  options: {},
  async run(given, desk) {
    const asked = given.word('person');
    const { people } = await desk.server.readAsPerson<People>('/api/v1/people');
    const id = people.find(({ name }) => name === asked)?.id ?? asked;
    const path = `/api/v1/people/${encodeURIComponent(id)}/erase`;
    await desk.server.write({ method: 'POST', path, key: randomUUID() });
    await desk.say(id);
  },
};

/** The commands that need a token of who manages people. */
export const peopleCommands = { 'erase-person': erasePerson };
