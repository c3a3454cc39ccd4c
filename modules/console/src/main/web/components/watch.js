/** Renders a component anew whenever one of the stores changes. */
export class Watch {
  #ends = [];

  /**
   * @param {import('lit').ReactiveControllerHost} host
   * @param {...import('../lib/store.js').Store<any>} stores
   */
  constructor(host, ...stores) {
    this.host = host;
    this.stores = stores;
    host.addController(this);
  }

  hostConnected() {
    this.#ends = this.stores.map((store) => store.subscribe(() => this.host.requestUpdate()));
  }

  hostDisconnected() {
    this.#ends.forEach((end) => end());
    this.#ends = [];
  }
}
