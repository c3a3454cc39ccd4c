import { LitElement, css, html, nothing } from 'lit';
import { t } from '../lib/i18n.js';
import { base } from './styles.js';
import './plenum-icon.js';

/**
 * The head of a page: its title (the page's one h1, and the document's title), the way back, actions.
 *
 * Slots: `actions`; `meta` for badges beside the title; the default for a line below it.
 */
class PlenumPageHeader extends LitElement {
  static properties = {
    heading: {},
    /** [{label, href}] */
    breadcrumbs: { attribute: false },
  };

  static styles = [
    base,
    css`
      :host {
        display: block;
        margin-bottom: var(--space-5);
      }
      nav ol {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        align-items: center;
        list-style: none;
        margin: 0 0 var(--space-1);
        padding: 0;
        font-size: var(--text-s);
        color: var(--text-muted);
        --icon-size: 10px;
      }
      nav a {
        color: var(--text-muted);
      }
      li {
        display: inline-flex;
        align-items: center;
        gap: 4px;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-start;
        gap: var(--space-3);
      }
      /* Wide enough that on a phone all but one or two small actions go below the words. */
      .words {
        flex: 1 1 272px;
        min-width: 0;
      }
      h1 {
        margin: 0;
        font-size: var(--text-xl);
        font-weight: 650;
        letter-spacing: -0.015em;
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
      .title {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
        min-height: 36px;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        align-items: center;
      }
      .lead {
        color: var(--text-muted);
      }
    `,
  ];

  updated(changed) {
    if (changed.has('heading') && this.heading) {
      this.dispatchEvent(new CustomEvent('plenum-title', { bubbles: true, composed: true, detail: this.heading }));
    }
  }

  render() {
    return html`
      ${
        this.breadcrumbs?.length
          ? html`<nav aria-label=${t('common.breadcrumbs')}>
              <ol>
                ${this.breadcrumbs.map(
                  ({ label, href }) =>
                    html`<li><a href=${href}>${label}</a><plenum-icon name="chevron-right"></plenum-icon></li>`,
                )}
              </ol>
            </nav>`
          : nothing
      }
      <div class="line">
        <div class="words">
          <div class="title"><h1>${this.heading}</h1><slot name="meta"></slot></div>
          <div class="lead"><slot></slot></div>
        </div>
        <div class="actions"><slot name="actions"></slot></div>
      </div>
    `;
  }
}

customElements.define('plenum-page-header', PlenumPageHeader);
