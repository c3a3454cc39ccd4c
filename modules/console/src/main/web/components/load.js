import { html, nothing } from 'lit';
import { api, Problem } from '../lib/api.js';
import { events } from '../lib/events.js';
import './plenum-problem.js';
import './plenum-skeleton.js';

/** The server is there again: what failed meanwhile is worth another try. */
function whenLive(again) {
  return events.state.subscribe((state) => state === 'live' && again());
}

/**
 * Reads something for a component and keeps it fresh: states of loading and error, abort of what is overtaken, reading
 * anew when an event says that something has changed.
 *
 *     #item = new Load(this, (signal) => api.get(`items/${this.id}`, {signal}).then(({data}) => data), {on: ['item.']});
 *     render() { return this.#item.render((item) => html`...`); }
 */
export class Load {
  /** What was read last; stays while it is read anew. */
  data;
  /** @type {Problem|undefined} */
  problem;
  loading = false;
  #abort;
  #ends = [];
  #timer;

  /**
   * @param {import('lit').ReactiveControllerHost & EventTarget} host
   * @param {(signal: AbortSignal) => Promise<any>} read
   * @param {{on?: string[], when?: (event: any) => boolean, auto?: boolean}} [options] `on`: events after which to read
   *     anew, of those that `when` says concern this; `auto: false` waits for the first reload()
   */
  constructor(host, read, { on = [], when = () => true, auto = true } = {}) {
    this.host = host;
    this.read = read;
    this.on = on;
    this.when = when;
    this.auto = auto;
    host.addController(this);
  }

  hostConnected() {
    this.#ends = this.on.map((type) =>
      events.on(type, (event) => {
        if (event.type === 'reset' || this.when(event)) {
          this.soon();
        }
      }),
    );
    this.#ends.push(whenLive(() => this.problem?.passing && this.reload()));
    if (this.auto) {
      this.reload();
    }
  }

  hostDisconnected() {
    this.#ends.forEach((end) => end());
    this.#ends = [];
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#abort?.abort();
  }

  /** Reads anew shortly, once for many events. */
  soon() {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.reload();
    }, 250);
  }

  async reload() {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.loading = true;
    this.host.requestUpdate();
    try {
      const data = await this.read(abort.signal);
      if (!abort.signal.aborted) {
        this.data = data;
        this.problem = undefined;
      }
    } catch (thrown) {
      if (!abort.signal.aborted) {
        this.problem = Problem.of(thrown);
      }
    }
    if (!abort.signal.aborted) {
      this.loading = false;
      this.host.requestUpdate();
    }
  }

  /** Takes a newer state that somebody else has read, such as the answer to a change. */
  set(data) {
    this.data = data;
    this.problem = undefined;
    this.host.requestUpdate();
  }

  /**
   * @param {(data: any) => unknown} done
   * @param {{loading?: () => unknown}} [views]
   */
  render(done, { loading = () => html`<plenum-skeleton lines="6"></plenum-skeleton>` } = {}) {
    if (this.problem && (this.data === undefined || this.problem.missing || this.problem.forbidden)) {
      return html`<plenum-problem .problem=${this.problem} @plenum-retry=${() => this.reload()}></plenum-problem>`;
    }
    if (this.data === undefined) {
      return loading();
    }
    return html`${
      this.problem
        ? html`<plenum-problem compact .problem=${this.problem} @plenum-retry=${() => this.reload()}></plenum-problem>`
        : nothing
    }${done(this.data)}`;
  }
}

/**
 * A list that is read page by page, by keyset.
 *
 *     #items = new PagedList(this, () => ({path: 'items', query: {type: this.type, filter: this.filter}}));
 *     <plenum-table .rows=${this.#items.rows} ?loading=${this.#items.loading} ?more=${this.#items.more} ...>
 *
 * Call `refresh()` when what the query depends on has changed.
 */
export class PagedList {
  rows = [];
  next;
  total;
  /** @type {Problem|undefined} */
  problem;
  loading = false;
  /** Nothing has been read yet. */
  fresh = true;
  #abort;
  #ends = [];
  #timer;

  /**
   * @param {import('lit').ReactiveControllerHost & EventTarget} host
   * @param {() => {path: string, query?: object}} request
   * @param {{on?: string[], when?: (event: any) => boolean, limit?: number, auto?: boolean}} [options]
   */
  constructor(host, request, { on = [], when = () => true, limit = 50, auto = true } = {}) {
    Object.assign(this, { host, request, on, when, limit, auto });
    host.addController(this);
  }

  hostConnected() {
    this.#ends = this.on.map((type) =>
      events.on(type, (event) => {
        if (event.type === 'reset' || this.when(event)) {
          this.#timer ??= setTimeout(() => {
            this.#timer = undefined;
            this.refresh({ keep: true });
          }, 400);
        }
      }),
    );
    this.#ends.push(whenLive(() => this.problem?.passing && this.refresh({ keep: true })));
    if (this.auto) {
      this.refresh();
    }
  }

  hostDisconnected() {
    this.#ends.forEach((end) => end());
    this.#ends = [];
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#abort?.abort();
  }

  get more() {
    return Boolean(this.next);
  }

  get empty() {
    return !this.fresh && !this.loading && !this.problem && this.rows.length === 0;
  }

  /** @param {{keep?: boolean}} [options] keep as many rows as are shown, so that nothing jumps */
  refresh({ keep = false } = {}) {
    return this.#read(undefined, keep ? Math.min(Math.max(this.rows.length, this.limit), 1000) : this.limit);
  }

  /** The next page. */
  loadMore() {
    return this.next && !this.loading ? this.#read(this.next, this.limit) : undefined;
  }

  async #read(after, limit) {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.loading = true;
    this.host.requestUpdate();
    try {
      const { path, query } = this.request();
      const page = await api.list(path, { ...query, limit, after }, { signal: abort.signal });
      if (!abort.signal.aborted) {
        this.rows = after ? [...this.rows, ...page.items] : page.items;
        this.next = page.next;
        this.total = page.total ?? (after ? this.total : undefined);
        this.problem = undefined;
        this.fresh = false;
      }
    } catch (thrown) {
      if (!abort.signal.aborted) {
        this.problem = Problem.of(thrown);
        this.fresh = false;
        if (!after) {
          this.rows = this.problem.passing ? this.rows : [];
          this.next = this.problem.passing ? this.next : undefined;
        }
      }
    }
    if (!abort.signal.aborted) {
      this.loading = false;
      this.host.requestUpdate();
    }
  }
}
