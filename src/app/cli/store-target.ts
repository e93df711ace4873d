/** Where the database of a root folder is. */
import { readConfig } from '../run/read-config.ts';
import { readSecrets } from '../run/secrets.ts';
import { loadEnv } from './load-env.ts';

/** DATABASE_URL or else `store.path`. Throws where the configuration has errors. */
export async function storeTarget(root: string): Promise<string> {
  loadEnv(root);
  const { DATABASE_URL } = await readSecrets(process.env);
  if (DATABASE_URL !== undefined) return DATABASE_URL;
  const loaded = await readConfig(root);
  if (loaded.kind === 'bad')
    throw new Error('the configuration, which says where the database is, has errors; see signpost check');
  return loaded.config.settings.store.path;
}
