import { Store } from './store.js';

const ADDRESS = '/api/v1/events';
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

/**
 * The live stream of this tab: what happens on the server, as CloudEvents.
 *
 * A browser keeps only six connections to a server over HTTP/1.1, so of several tabs one holds the stream and hands on
 * what it hears. Where the browser has no locks (plain HTTP from afar) each tab has its own.
 */
export class Events {
  #listeners = new Set();
  #source;
  #timer;
  #wait = FIRST_WAIT;
  #lastId = '';
  #channel;
  #release;
  #running = false;
  #opened = false;
  #open;
  #locks;

  /** 'idle' | 'live' | 'reconnecting' */
  state = new Store('idle');

  /** @param {{open?: (url: string) => EventSource, locks?: LockManager, channel?: BroadcastChannel}} [parts] for tests */
  constructor({ open = (url) => new EventSource(url), locks = globalThis.navigator?.locks, channel } = {}) {
    this.#open = open;
    this.#locks = locks;
    this.#channel = channel;
  }

  /**
   * @param {string} type a type such as `operation.ended`, a prefix that ends in a dot such as `operation.`, or `*`
   * @param {(event: {type: string, subject: string, time: string, data: any}|{type: 'reset'}) => void} listener
   *     told `{type: 'reset'}` when some events were missed: read anew
   * @returns {() => void} ends it
   */
  on(type, listener) {
    const entry = { type, listener };
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  start() {
    if (this.#running) {
      return;
    }
    this.#running = true;
    if (!this.#locks || typeof BroadcastChannel === 'undefined') {
      this.#connect();
      return;
    }
    this.#channel ??= new BroadcastChannel('plenum-events');
    this.#channel.onmessage = ({ data }) => this.#hear(data);
    this.#channel.postMessage({ ask: true });
    this.#locks
      .request('plenum-events', async () => {
        if (this.#running) {
          this.#connect();
          await new Promise((release) => (this.#release = release));
        }
      })
      .catch(() => this.#running && this.#connect());
  }

  stop() {
    this.#running = false;
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
    this.#channel?.close();
    this.#channel = undefined;
    this.#release?.();
    this.#release = undefined;
    this.#lastId = '';
    this.#opened = false;
    this.state.value = 'idle';
  }

  /** What the tab that holds the stream says to the others. */
  #hear(message) {
    if (message.ask) {
      if (this.#source) {
        this.#channel.postMessage({ state: this.state.value });
      }
    } else if (message.state) {
      if (!this.#source) {
        this.#opened = true;
        this.state.value = message.state;
      }
    } else if (message.event) {
      this.#lastId = message.id ?? this.#lastId;
      this.#deliver(message.event);
    }
  }

  #connect() {
    const resume = this.#lastId ? `?lastEventId=${encodeURIComponent(this.#lastId)}` : '';
    const source = this.#open(ADDRESS + resume);
    this.#source = source;
    source.onopen = () => {
      this.#wait = FIRST_WAIT;
      // Without a place to go on from nobody knows what was missed.
      const missed = this.#opened && !this.#lastId;
      this.#opened = true;
      this.#say('live');
      if (missed) {
        this.#take('', { type: 'reset' });
      }
    };
    source.onmessage = (message) => this.#take(message.lastEventId, JSON.parse(message.data));
    source.addEventListener('reset', (message) => this.#take(message.lastEventId, { type: 'reset' }));
    source.onerror = () => {
      this.#say('reconnecting');
      // A browser gives up after an answer that is no stream (a restart's 503, a lost session's 401).
      if (source.readyState === 2 && this.#running) {
        source.close();
        this.#timer = setTimeout(() => this.#connect(), this.#wait);
        this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
      }
    };
  }

  #take(id, event) {
    this.#lastId = id || this.#lastId;
    this.#channel?.postMessage({ id: this.#lastId, event });
    this.#deliver(event);
  }

  #say(state) {
    this.state.value = state;
    this.#channel?.postMessage({ state });
  }

  #deliver(event) {
    for (const { type, listener } of [...this.#listeners]) {
      const concerns =
        event.type === 'reset' || type === '*' || (type.endsWith('.') ? event.type.startsWith(type) : event.type === type);
      if (concerns) {
        try {
          listener(event);
        } catch (thrown) {
          // One listener's failure is not the others'.
          console.error(thrown);
        }
      }
    }
  }
}

/** The one of this tab. */
export const events = new Events();
