import { LitElement, css, html, nothing } from 'lit';
import { has, t } from '../lib/i18n.js';
import { base } from './styles.js';

const look = css`
  :host {
    display: inline-flex;
    max-width: 100%;
    vertical-align: middle;
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 20px;
    padding: 0 8px;
    border-radius: var(--radius-full);
    background: var(--neutral-soft);
    color: var(--text);
    font-size: var(--text-xs);
    font-weight: 500;
    line-height: 20px;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .info {
    background: var(--info-soft);
    color: var(--info-text);
  }
  .accent {
    background: var(--accent-soft);
    color: var(--accent-text);
  }
  .success {
    background: var(--success-soft);
    color: var(--success-text);
  }
  .warning {
    background: var(--warning-soft);
    color: var(--warning-text);
  }
  .danger {
    background: var(--danger-soft);
    color: var(--danger-text);
  }
  .dot {
    flex: none;
    width: 7px;
    height: 7px;
    border-radius: 50%;
    background: currentColor;
  }
  .live .dot {
    animation: pulse 1.4s ease-in-out infinite;
  }
  @keyframes pulse {
    50% {
      opacity: 0.35;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .live .dot {
      animation: none;
    }
  }
`;

/** A short word. `tone`: neutral, accent, info, success, warning, danger. */
class PlenumBadge extends LitElement {
  static properties = { tone: {}, dot: { type: Boolean } };
  static styles = [base, look];

  render() {
    return html`<span class="badge ${this.tone ?? ''}">${this.dot ? html`<span class="dot"></span>` : nothing}<slot></slot></span>`;
  }
}

/** The tones of the states that the platform and its modules have. */
const TONES = {
  success: ['up', 'on', 'running', 'active', 'succeeded', 'installed', 'applied', 'healthy', 'ok', 'reachable', 'connected', 'allowed', 'done', 'enabled', 'ready', 'available'],
  warning: ['degraded', 'waiting', 'in-review', 'drifted', 'stale', 'vanished', 'quarantined', 'cancelled', 'warning', 'paused', 'standby', 'unknown'],
  danger: ['down', 'failed', 'broken', 'error', 'unreachable', 'denied', 'refused', 'failing', 'critical', 'fault', 'host-key-changed', 'authentication-refused'],
  info: ['queued', 'planned', 'starting', 'stopping', 'installing', 'applying', 'syncing', 'new', 'pending', 'building', 'planning'],
};
/** These go on; for operations `running` does, for a server it is a state like any other. */
const LIVE = new Set(['installing', 'applying', 'syncing', 'starting', 'stopping', 'building', 'planning']);

export function toneOf(state) {
  return Object.keys(TONES).find((tone) => TONES[tone].includes(state)) ?? 'neutral';
}

/** A state, in its colour and always in words. `live`: it is going on right now. */
class PlenumState extends LitElement {
  static properties = { value: {}, tone: {}, live: { type: Boolean } };
  static styles = [base, look];

  render() {
    if (!this.value) {
      return nothing;
    }
    const state = String(this.value).toLowerCase();
    const words = has(`state.${state}`) ? t(`state.${state}`) : this.value;
    const live = this.live || LIVE.has(state);
    return html`<span class="badge ${live && !this.tone ? 'info' : (this.tone ?? toneOf(state))} ${live ? 'live' : ''}"
      ><span class="dot"></span>${words}</span
    >`;
  }
}

customElements.define('plenum-badge', PlenumBadge);
customElements.define('plenum-state', PlenumState);
