import { api, Problem } from '../../lib/api.js';
import { events } from '../../lib/events.js';

const PAGE = 1000;
/** More than this nobody reads in a browser; the rest is to be had over REST. */
export const MOST = 10_000;

/** The log of an operation as it grows: what is there is read, what comes is taken from the events. */
export class OperationLog {
  lines = [];
  loading = true;
  /** @type {Problem|undefined} */
  problem;
  #id;
  #reading;
  #again = false;
  #end;

  /** @param {import('lit').ReactiveControllerHost} host */
  constructor(host) {
    this.host = host;
    host.addController(this);
  }

  hostConnected() {
    this.#end = events.on('operation.', (event) => this.#heard(event));
  }

  hostDisconnected() {
    this.#end();
  }

  /** The log of another operation. */
  show(id) {
    this.#id = id;
    this.lines = [];
    this.loading = true;
    this.problem = undefined;
    this.#reading = undefined;
    this.read();
  }

  get full() {
    return this.lines.length >= MOST;
  }

  #heard(event) {
    if (event.type === 'reset' || (event.subject === this.#id && event.type === 'operation.ended')) {
      this.read();
    } else if (event.subject === this.#id && event.type === 'operation.log') {
      this.#take(event.data.lines);
    }
  }

  /** An event brings the last lines only: where there is a gap, they are read. */
  #take(lines) {
    const last = this.lines.at(-1)?.key ?? 0;
    const fresh = lines.filter((line) => line.number > last);
    if (fresh.length && fresh[0].number === last + 1 && !this.#reading) {
      this.#add(fresh);
    } else if (fresh.length) {
      this.read();
    }
  }

  #add(lines) {
    this.lines = [...this.lines, ...lines.map(row)].slice(0, MOST);
    this.host.requestUpdate();
  }

  /** Reads what is not there yet. */
  async read() {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    const id = this.#id;
    const mine = (this.#reading = {});
    try {
      let more = true;
      while (more && !this.full && this.#reading === mine) {
        this.#again = false;
        const after = this.lines.at(-1)?.key;
        const page = await api.list(`operations/${id}/log`, { limit: PAGE, after });
        if (this.#reading !== mine) {
          return;
        }
        this.#add(page.items);
        more = Boolean(page.next) || this.#again;
      }
      this.problem = undefined;
    } catch (thrown) {
      this.problem = Problem.of(thrown);
    }
    if (this.#reading === mine) {
      this.#reading = undefined;
      this.loading = false;
      this.host.requestUpdate();
    }
  }
}

function row({ number, time, level, message }) {
  return { key: number, time, level: level.toLowerCase(), message };
}
