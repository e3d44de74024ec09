import { Database } from './database.ts';

/** Opens the database the configuration names, migrated: PostgreSQL by its URL, otherwise the embedded one. */
export function openDatabase(where: {
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
}): Promise<Database> {
  return where.databaseUrl === undefined
    ? Database.embedded(where.dataDir)
    : Database.postgres(where.databaseUrl);
}
