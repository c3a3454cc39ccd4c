import { LitElement, css, html } from 'lit';
import { t } from '../lib/i18n.js';
import { base } from './styles.js';

/** Stands where content is about to be. */
class PlenumSkeleton extends LitElement {
  static properties = { lines: { type: Number } };

  static styles = [
    base,
    css`
      :host {
        display: block;
      }
      .line {
        height: 14px;
        margin: 10px 0;
        border-radius: var(--radius-s);
        background: var(--neutral-soft);
        animation: pulse 1.4s ease-in-out infinite;
      }
      .line:nth-child(3n + 1) {
        width: 92%;
      }
      .line:nth-child(3n + 2) {
        width: 74%;
      }
      .line:nth-child(3n) {
        width: 58%;
      }
      @keyframes pulse {
        50% {
          opacity: 0.5;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .line {
          animation: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.lines = 3;
  }

  render() {
    return html`
      <span class="visually-hidden" role="status">${t('common.loading')}</span>
      ${Array.from({ length: this.lines }, () => html`<div class="line"></div>`)}
    `;
  }
}

customElements.define('plenum-skeleton', PlenumSkeleton);
