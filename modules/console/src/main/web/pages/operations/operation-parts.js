import { LitElement, css, html, nothing } from 'lit';
import { base } from '../../components/styles.js';
import { duration } from '../../lib/format.js';

/** In the order of a life. */
export const STATUSES = ['queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled'];

export function ended(operation) {
  return ['succeeded', 'failed', 'cancelled'].includes(operation.status);
}

/** How long an operation took, or takes so far. */
class PlenumDuration extends LitElement {
  static properties = { operation: { attribute: false } };
  static styles = [
    base,
    css`
      :host {
        display: inline;
      }
    `,
  ];

  #timer;

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => this.operation && !ended(this.operation) && this.requestUpdate(), 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  render() {
    const { startedAt, endedAt } = this.operation ?? {};
    if (!startedAt) {
      return nothing;
    }
    const end = endedAt ? new Date(endedAt).getTime() : Date.now();
    const millis = Math.max(0, end - new Date(startedAt).getTime());
    // A clock that runs shows whole seconds.
    return html`${duration(endedAt ? millis : Math.floor(millis / 1000) * 1000)}`;
  }
}

customElements.define('plenum-duration', PlenumDuration);
