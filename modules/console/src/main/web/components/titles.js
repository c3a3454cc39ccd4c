import { api } from '../lib/api.js';

const MOST = 100;

/**
 * Titles of items that are known by their ids only, such as what a field refers to. Asked for in one call for all that
 * a rendering needs:
 *
 *     #titles = new Titles(this);
 *     render() { return html`${this.#titles.of(id) ?? id}`; }
 */
export class Titles {
  #known = new Map();
  #wanted = new Set();
  #planned = false;

  /** @param {import('lit').ReactiveControllerHost} host */
  constructor(host) {
    this.host = host;
    host.addController(this);
  }

  hostConnected() {}

  /** @returns {{id: string, title: string, type: string}|undefined} undefined until known, and when it is not to be seen */
  item(id) {
    if (!this.#known.has(id)) {
      this.#known.set(id, undefined);
      this.#wanted.add(id);
      if (!this.#planned) {
        this.#planned = true;
        queueMicrotask(() => this.#read());
      }
    }
    return this.#known.get(id);
  }

  /** @returns {string|undefined} */
  of(id) {
    return this.item(id)?.title;
  }

  async #read() {
    this.#planned = false;
    const ids = [...this.#wanted].filter((id) => /^[\da-f-]{36}$/i.test(id));
    this.#wanted.clear();
    for (let at = 0; at < ids.length; at += MOST) {
      const some = ids.slice(at, at + MOST);
      try {
        const { items } = await api.list('items', {
          filter: `id in [${some.map((id) => JSON.stringify(id)).join(', ')}]`,
          fields: 'id,title,type',
          limit: MOST,
        });
        items.forEach((item) => this.#known.set(item.id, item));
        this.host.requestUpdate();
      } catch {
        // Their ids have to do.
      }
    }
  }
}
