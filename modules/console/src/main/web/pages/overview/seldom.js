import { events } from '../../lib/events.js';

/**
 * Runs something after events, but seldom: what an overview shows need not be of this second, and while thousands of
 * items arrive it must not ask for each. Not at all while nobody looks.
 */
export class Seldom {
  #ends = [];
  #timer;
  #missed = false;
  #looked = () => {
    if (document.visibilityState === 'visible' && this.#missed) {
      this.#go();
    }
  };

  /**
   * @param {import('lit').ReactiveControllerHost} host
   * @param {string[]} on events
   * @param {() => void} run
   * @param {number} [every] milliseconds at least between two
   */
  constructor(host, on, run, every = 4000) {
    Object.assign(this, { on, run, every });
    host.addController(this);
  }

  hostConnected() {
    this.#ends = this.on.map((type) =>
      events.on(type, () => {
        this.#timer ??= setTimeout(() => this.#due(), this.every);
      }),
    );
    document.addEventListener('visibilitychange', this.#looked);
  }

  hostDisconnected() {
    this.#ends.forEach((end) => end());
    document.removeEventListener('visibilitychange', this.#looked);
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #due() {
    this.#timer = undefined;
    if (document.visibilityState === 'visible') {
      this.#go();
    } else {
      this.#missed = true;
    }
  }

  #go() {
    this.#missed = false;
    this.run();
  }
}
