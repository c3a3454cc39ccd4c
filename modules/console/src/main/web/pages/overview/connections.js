import { api } from '../../lib/api.js';
import { can } from '../../lib/session.js';

/** What a module's route gives, or `otherwise` where the module is not there or its answer not for this reader. */
export async function ifThere(read, otherwise) {
  try {
    return await read();
  } catch (problem) {
    if (problem.missing || problem.forbidden || problem.code === 'unknown-type') {
      return otherwise;
    }
    throw problem;
  }
}

/** The connections that the reader may see; none where nothing can be connected yet. */
export function connections(signal) {
  return can('infrastructure.connection.view')
    ? ifThere(() => api.all('ext/infrastructure/connections', { limit: 200 }, { signal, most: 1000 }), [])
    : Promise.resolve([]);
}
