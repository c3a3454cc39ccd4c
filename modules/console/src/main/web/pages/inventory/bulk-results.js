import { LitElement, css, html, nothing } from 'lit';
import { page } from '../../components/styles.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import '../../components/plenum-progress.js';

/** How it went with each of a selection. `.results`: `{item, state, problem}`; `.change`: a draft for the others. */
class PlenumBulkResults extends LitElement {
  static properties = {
    label: {},
    results: { attribute: false },
    change: { attribute: false },
    running: { type: Boolean },
  };

  static styles = [
    page,
    css`
      ul {
        max-height: 320px;
        overflow: auto;
        margin-top: var(--space-3);
        border: 1px solid var(--border);
        border-radius: var(--radius-m);
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 2px var(--space-3);
        align-items: center;
        padding: 6px var(--space-3);
        border-bottom: 1px solid var(--border);
      }
      li:last-child {
        border-bottom: 0;
      }
      li p {
        grid-column: 1 / -1;
        color: var(--danger-text);
        font-size: var(--text-s);
        overflow-wrap: anywhere;
      }
      .change {
        margin-top: var(--space-3);
      }
    `,
  ];

  render() {
    const { results, running } = this;
    const ended = results.filter(({ state }) => !['queued', 'running'].includes(state));
    const failed = results.filter(({ state }) => state === 'failed' || state === 'cancelled');
    return html`
      <p role="status">
        ${t(running ? 'inventory.bulkRunning' : 'inventory.bulkEnded', {
          done: ended.length - failed.length,
          failed: failed.length,
          total: results.length,
        })}
      </p>
      <plenum-progress
        label=${this.label}
        .value=${ended.length / results.length}
        tone=${running ? '' : failed.length ? 'danger' : 'success'}
      ></plenum-progress>
      <ul class="plain" tabindex="0" aria-label=${t('inventory.bulkResults')}>
        ${results.map(
          ({ item, state, problem }) =>
            html`<li>
              <span class="truncate">${item.title}</span>
              <plenum-state value=${state}></plenum-state>
              ${problem ? html`<p>${problem.errors[0]?.message ?? problem.detail}</p>` : nothing}
            </li>`,
        )}
      </ul>
      ${
        this.change
          ? html`<p class="change">
              ${t('inventory.changeDrafted', { count: this.change.steps.length })}
              <a href=${href(`/changes/${this.change.id}`)}>${t('inventory.toChange')}</a>
            </p>`
          : nothing
      }
    `;
  }
}

customElements.define('plenum-bulk-results', PlenumBulkResults);
