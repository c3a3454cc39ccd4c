/**
 * A value that can be watched. No DOM, so that it works under test and in pages alike.
 *
 * @template T
 */
export class Store {
  #value;
  #listeners = new Set();

  /** @param {T} value */
  constructor(value) {
    this.#value = value;
  }

  /** @returns {T} */
  get value() {
    return this.#value;
  }

  /** Listeners are told only when the value is another one. */
  set value(value) {
    if (Object.is(value, this.#value)) {
      return;
    }
    this.#value = value;
    for (const listener of [...this.#listeners]) {
      listener(value);
    }
  }

  /**
   * @param {(value: T) => void} listener
   * @returns {() => void} ends it
   */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
