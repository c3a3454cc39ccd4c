import { LitElement, css, html, nothing } from 'lit';
import { dateTime, relativeTime } from '../lib/format.js';
import { base } from './styles.js';
import './plenum-tooltip.js';

const shown = new Set();
let timer;

/** One clock for all of them. */
function tick() {
  shown.forEach((time) => time.requestUpdate());
}

/** A time: how long ago, exactly on hover. With `exact` the other way round. */
class PlenumTime extends LitElement {
  static properties = { value: {}, exact: { type: Boolean } };
  static styles = [
    base,
    css`
      :host {
        display: inline-flex;
        white-space: nowrap;
      }
    `,
  ];

  connectedCallback() {
    super.connectedCallback();
    shown.add(this);
    timer ??= setInterval(tick, 30_000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    shown.delete(this);
    if (!shown.size) {
      clearInterval(timer);
      timer = undefined;
    }
  }

  render() {
    if (!this.value) {
      return nothing;
    }
    const exactly = dateTime(this.value, { seconds: true });
    return html`<plenum-tooltip text=${this.exact ? relativeTime(this.value) : exactly}
      ><time datetime=${this.value}>${this.exact ? exactly : relativeTime(this.value)}</time></plenum-tooltip
    >`;
  }
}

customElements.define('plenum-time', PlenumTime);
