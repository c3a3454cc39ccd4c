import { api } from '../../lib/api.js';
import { can } from '../../lib/session.js';

/**
 * What the ids in the log are called today. Only names that the reader may see come; what is gone keeps its id. The log
 * itself holds no names on purpose.
 */
export class Names {
  /** @type {Map<string, string>} */
  byId = new Map();
  #asked = new Set();

  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
  }

  /** Asks for the names of targets that are not known yet, items by one call for all. */
  async learn(entries, types) {
    const typeNames = new Set(types.map((type) => type.name));
    const items = this.#fresh(entries.filter(({ event }) => typeNames.has(event.target.type)));
    const kinds = new Set(entries.map(({ event }) => event.target.type));
    const asks = [this.#items(items)];
    for (const [kind, permission, nameOf] of [
      ['user', 'user.view', (user) => user.displayName || user.login],
      ['group', 'user.view', (group) => group.title || group.name],
      ['role', 'role.view', (role) => role.title || role.name],
      ['space', 'space.view', (space) => space.title],
    ]) {
      if (kinds.has(kind) && can(permission) && !this.#asked.has(kind)) {
        this.#asked.add(kind);
        asks.push(this.#all(`${kind}s`, nameOf));
      }
    }
    await Promise.all(asks.map((ask) => ask.catch(() => {})));
    this.changed();
  }

  #fresh(entries) {
    const ids = new Set(entries.map(({ event }) => event.target.id).filter((id) => id && !this.#asked.has(id)));
    ids.forEach((id) => this.#asked.add(id));
    return [...ids];
  }

  async #items(ids) {
    for (let at = 0; at < ids.length; at += 50) {
      const some = ids.slice(at, at + 50);
      const filter = `id in [${some.map((id) => JSON.stringify(id)).join(', ')}]`;
      const { items } = await api.list('items', { filter, fields: 'id,title', limit: some.length });
      items.forEach(({ id, title }) => this.byId.set(id, title));
    }
  }

  async #all(path, nameOf) {
    (await api.all(path)).forEach((one) => this.byId.set(one.id, nameOf(one)));
  }
}
