import { api, Problem } from '../../lib/api.js';
import { events } from '../../lib/events.js';

/** What counting may cost to be done again with each refresh. */
const QUICK = 300;

/**
 * A list read a page at a time, forward and back. The server knows cursors only forward, so those of the pages before
 * are kept; an address that names a cursor nobody has walked to leads back to the first page only.
 */
export class Keyset {
  rows = [];
  /** @type {Problem|undefined} */
  problem;
  loading = false;
  fresh = true;
  next;
  total;
  counting = false;
  #cursors = [''];
  #abort;
  #timer;
  #ends = [];
  #countCost = Infinity;
  #counted;

  /**
   * @param {import('lit').ReactiveControllerHost} host
   * @param {() => {path: string, query: object}} request
   * @param {{limit?: number, on?: string[]}} [options]
   */
  constructor(host, request, { limit = 50, on = [] } = {}) {
    Object.assign(this, { host, request, limit, on });
    host.addController(this);
  }

  hostConnected() {
    this.#ends = this.on.map((type) => events.on(type, () => this.#soon()));
  }

  hostDisconnected() {
    this.#ends.forEach((end) => end());
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#abort?.abort();
  }

  /** Once for many events; a sync brings thousands. */
  #soon() {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.read();
    }, 700);
  }

  /** The cursor of the page that is shown; empty for the first. */
  get cursor() {
    return this.#cursors.at(-1);
  }

  /** From 1, or undefined when nobody walked here. */
  get page() {
    return this.#cursors[0] === '' ? this.#cursors.length : undefined;
  }

  get empty() {
    return !this.fresh && !this.loading && !this.problem && !this.rows.length;
  }

  /** Another list: from its first page, or from where a shared address says. */
  start(cursor = '') {
    this.#cursors = [cursor];
    this.total = undefined;
    this.#counted = undefined;
    this.#countCost = Infinity;
    return this.read();
  }

  /** Goes to the page of a cursor that the reader went to before, or goes to now. */
  go(cursor) {
    const at = this.#cursors.indexOf(cursor);
    if (at >= 0) {
      this.#cursors.length = at + 1;
    } else if (cursor === this.next) {
      this.#cursors.push(cursor);
    } else {
      this.#cursors = [cursor];
    }
    return this.read();
  }

  get nextCursor() {
    return this.next;
  }

  /** The cursor of the page before; undefined on the first one. */
  get previousCursor() {
    return this.#cursors.length > 1 ? this.#cursors.at(-2) : this.cursor ? '' : undefined;
  }

  async read() {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.loading = true;
    this.host.requestUpdate();
    try {
      const { path, query } = this.request();
      const page = await api.list(path, { ...query, limit: this.limit, after: this.cursor }, { signal: abort.signal });
      if (abort.signal.aborted) {
        return;
      }
      this.rows = page.items;
      this.next = page.next;
      this.problem = undefined;
      if (this.page === 1 && !page.next) {
        this.total = page.items.length;
      } else if (this.#counted && this.#countCost < QUICK) {
        this.count();
      } else if (!this.#counted) {
        this.total = undefined;
      }
    } catch (thrown) {
      if (abort.signal.aborted) {
        return;
      }
      this.problem = Problem.of(thrown);
      // What is there stays in sight while the server is away or a filter is being typed.
      if (!this.problem.unreachable && !this.problem.at('/filter').length) {
        this.rows = [];
        this.next = undefined;
      }
    }
    this.fresh = false;
    this.loading = false;
    this.host.requestUpdate();
  }

  /** Counting reads all that the filter leaves over, so it is done when asked for. */
  async count() {
    const { path, query } = this.request();
    const asked = JSON.stringify(query);
    const began = performance.now();
    this.counting = true;
    this.host.requestUpdate();
    try {
      const { total } = await api.list(path, { ...query, fields: 'id', limit: 1, total: true });
      if (asked === JSON.stringify(this.request().query)) {
        this.total = total;
        this.#counted = true;
        this.#countCost = performance.now() - began;
      }
    } catch (thrown) {
      this.problem ??= Problem.of(thrown);
    }
    this.counting = false;
    this.host.requestUpdate();
  }
}
