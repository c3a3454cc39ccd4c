import { LitElement, css, html, nothing } from 'lit';
import { base } from './styles.js';
import { explain } from './explain.js';
import { place } from './place.js';
import './plenum-button.js';
import './plenum-icon.js';

/**
 * A button that opens a menu. The button is made from `label` and `icon`, or is whatever stands in the slot `trigger`.
 *
 * @typedef {object} MenuItem
 * @property {string} label
 * @property {string} [icon]
 * @property {string} [href]
 * @property {() => void} [action]
 * @property {string} [reason] why it is not possible now; greyed out
 * @property {boolean} [danger]
 * @property {boolean} [checked] a choice that is on or off
 * @property {boolean} [separator] a line above it
 * @property {string} [hint] muted words at the end
 */
class PlenumMenu extends LitElement {
  static shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static properties = {
    /** @type {MenuItem[]} */
    items: { attribute: false },
    label: {},
    icon: {},
    variant: {},
    size: {},
    /** Shows the label as text beside the icon. */
    text: { type: Boolean },
    align: {},
    _open: { state: true },
  };

  static styles = [
    base,
    css`
      :host {
        display: inline-flex;
        max-width: 100%;
      }
      [popover] {
        position: fixed;
        inset: auto;
        margin: 0;
        min-width: 180px;
        max-width: min(360px, calc(100vw - 16px));
        max-height: min(70vh, 480px);
        overflow: auto;
        padding: var(--space-1);
        border: 0;
        border-radius: var(--radius-l);
        background: var(--surface-raised);
        color: var(--text);
        box-shadow: var(--shadow-m);
      }
      [role='menuitem'],
      [role='menuitemcheckbox'] {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        width: 100%;
        min-height: 32px;
        padding: 4px var(--space-2);
        border: 0;
        border-radius: var(--radius-m);
        background: none;
        color: var(--text);
        font: inherit;
        text-align: start;
        cursor: pointer;
      }
      [role^='menuitem']:hover,
      [role^='menuitem']:focus-visible {
        background: var(--hover);
        text-decoration: none;
        outline-offset: -2px;
      }
      plenum-icon {
        color: var(--text-muted);
      }
      .danger,
      .danger plenum-icon {
        color: var(--danger-text);
      }
      [aria-disabled='true'] {
        color: var(--text-muted);
        cursor: not-allowed;
      }
      .words {
        flex: 1;
        min-width: 0;
      }
      .reason,
      .hint {
        color: var(--text-muted);
        font-size: var(--text-xs);
      }
      .reason {
        display: block;
      }
      .mark {
        width: 1.25em;
        flex: none;
      }
      hr {
        margin: var(--space-1) 0;
        border: 0;
        border-top: 1px solid var(--border);
      }
    `,
  ];

  get #menu() {
    return this.renderRoot.querySelector('[popover]');
  }

  get #entries() {
    return [...this.renderRoot.querySelectorAll('[role^=menuitem]')];
  }

  show() {
    this.#menu.showPopover();
    place(this.#menu, this, { align: this.align ?? 'start' });
    this.#entries[0]?.focus();
  }

  #toggled(event) {
    this._open = event.newState === 'open';
  }

  #key(event) {
    const entries = this.#entries;
    const at = entries.indexOf(this.renderRoot.activeElement);
    const to = {
      ArrowDown: (at + 1) % entries.length,
      ArrowUp: (at - 1 + entries.length) % entries.length,
      Home: 0,
      End: entries.length - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      entries[to].focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.stopPropagation();
      this.#close(event.key === 'Escape');
    } else if (event.key.length === 1) {
      entries.find((entry) => entry.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    }
  }

  #close(refocus) {
    this.#menu.hidePopover();
    if (refocus) {
      (this.renderRoot.querySelector('plenum-button') ?? this.querySelector('[slot=trigger]'))?.focus();
    }
  }

  #choose(item, event) {
    if (item.reason) {
      event.preventDefault();
      explain(item.reason);
      return;
    }
    this.#close(item.checked !== undefined || Boolean(item.action));
    item.action?.();
  }

  #item(item) {
    const checkable = item.checked !== undefined;
    const inside = html`
      ${
        checkable
          ? html`<span class="mark">${item.checked ? html`<plenum-icon name="check"></plenum-icon>` : nothing}</span>`
          : item.icon
            ? html`<plenum-icon name=${item.icon}></plenum-icon>`
            : nothing
      }
      <span class="words">${item.label}${item.reason ? html`<span class="reason">${item.reason}</span>` : nothing}</span>
      ${item.hint ? html`<span class="hint">${item.hint}</span>` : nothing}
    `;
    const classes = item.danger && !item.reason ? 'danger' : '';
    return html`
      ${item.separator ? html`<hr />` : nothing}
      ${
        item.href && !item.reason
          ? html`<a role="menuitem" tabindex="-1" class=${classes} href=${item.href} @click=${(event) => this.#choose(item, event)}
              >${inside}</a
            >`
          : html`<button
              type="button"
              role=${checkable ? 'menuitemcheckbox' : 'menuitem'}
              aria-checked=${checkable ? String(item.checked) : nothing}
              aria-disabled=${item.reason ? 'true' : nothing}
              tabindex="-1"
              class=${classes}
              @click=${(event) => this.#choose(item, event)}
            >
              ${inside}
            </button>`
      }
    `;
  }

  render() {
    return html`
      <slot name="trigger" @click=${this.show}>
        <plenum-button
          variant=${this.variant ?? 'secondary'}
          size=${this.size ?? 'm'}
          icon=${this.icon ?? (this.text ? '' : 'more')}
          label=${this.text ? nothing : this.label}
          popup="menu"
          ?expanded=${this._open}
          >${this.text ? this.label : nothing}</plenum-button
        >
      </slot>
      <div popover="auto" role="menu" aria-label=${this.label} @toggle=${this.#toggled} @keydown=${this.#key}>
        ${this._open ? (this.items ?? []).map((item) => this.#item(item)) : nothing}
      </div>
    `;
  }

  updated(changed) {
    if (changed.has('_open') && this._open) {
      place(this.#menu, this, { align: this.align ?? 'start' });
      this.#entries[0]?.focus();
    }
  }
}

customElements.define('plenum-menu', PlenumMenu);
