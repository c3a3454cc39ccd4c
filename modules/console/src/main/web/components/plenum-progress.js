import { LitElement, css, html, nothing } from 'lit';
import { percent } from '../lib/format.js';
import { base } from './styles.js';

/** How far something is: `value` from 0 to 1, or without one that it goes on. */
class PlenumProgress extends LitElement {
  static properties = { value: { type: Number }, label: {}, tone: {} };

  static styles = [
    base,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-width: 80px;
      }
      .track {
        flex: 1;
        height: 6px;
        border-radius: 3px;
        background: var(--neutral-soft);
        overflow: hidden;
      }
      .bar {
        height: 100%;
        width: calc(var(--share) * 100%);
        border-radius: 3px;
        background: var(--accent);
        transition: width 300ms ease-out;
      }
      .danger {
        background: var(--danger);
      }
      .success {
        background: var(--success);
      }
      .unknown .bar {
        width: 30%;
        animation: slide 1.2s ease-in-out infinite alternate;
      }
      .number {
        min-width: 4ch;
        text-align: end;
        font-size: var(--text-xs);
        color: var(--text-muted);
      }
      @keyframes slide {
        to {
          transform: translateX(233%);
        }
      }
    `,
  ];

  updated() {
    this.renderRoot.querySelector('.bar').style.setProperty('--share', String(Math.min(Math.max(this.value ?? 0, 0), 1)));
  }

  render() {
    const known = typeof this.value === 'number' && !Number.isNaN(this.value);
    return html`
      <div
        class="track ${known ? '' : 'unknown'}"
        role="progressbar"
        aria-label=${this.label ?? nothing}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${known ? Math.round(this.value * 100) : nothing}
      >
        <div class="bar ${this.tone ?? ''}"></div>
      </div>
      ${known ? html`<span class="number" aria-hidden="true">${percent(this.value)}</span>` : nothing}
    `;
  }
}

customElements.define('plenum-progress', PlenumProgress);
