import { LitElement, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { api } from '../../lib/api.js';
import { number } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import '../../components/all.js';

/** Why all that a list holds cannot be adopted at once: it is done by type and filter alone. */
export function notByFilter({ type, search }, t) {
  return type ? (search ? t('inventory.adoptAllSearch') : '') : t('inventory.adoptAllType');
}

/**
 * Takes all that match under management, by one operation, and says what became of it. `.request`: what the list asks
 * for, of one type. Sends `plenum-close` (detail: whether anything was done).
 */
class PlenumAdoptAll extends LitElement {
  static properties = { request: { attribute: false }, _operation: { state: true } };

  static styles = [page];

  #first = {};
  /** How many there are to be adopted. */
  #count = new Load(this, (signal) => this.#read(signal));
  #running = new Load(this, (signal) => api.get(`operations/${this._operation}`, { signal }).then(({ data }) => data), {
    on: ['operation.updated', 'operation.ended'],
    when: ({ subject }) => subject === this._operation,
    auto: false,
  });

  async #read(signal) {
    const { type, space, filter } = this.request;
    const unmanaged = `${filter ? `(${filter}) && ` : ''}!managed && !vanished`;
    return (await api.list('items', { type, space, filter: unmanaged, limit: 1, total: true }, { signal })).total;
  }

  #call(values) {
    const { type, space, filter } = this.request;
    return {
      method: 'POST',
      path: 'ext/infrastructure/adoptions',
      body: { type, filter, space: space || undefined, reason: values.reason || undefined },
    };
  }

  async #adopt(values) {
    const { data } = await api.send(this.#call(values));
    this._operation = data.id;
    this.#running.set(data);
    this.#running.reload();
  }

  #close() {
    this.dispatchEvent(new CustomEvent('plenum-close', { detail: Boolean(this._operation) }));
  }

  #ask(count) {
    return html`<div class="stack">
      <p>${t('inventory.adoptAllText', { count })}</p>
      <plenum-form
        .fields=${[{ name: 'reason', type: 'string', label: t('inventory.reason'), help: t('inventory.reasonHelp') }]}
        .values=${this.#first}
        action=${t('inventory.adoptAllDo', { count })}
        reason=${count ? '' : t('inventory.adoptAllNone')}
        cancellable
        .submit=${(values) => this.#adopt(values)}
        .call=${(values) => this.#call(values)}
        @plenum-cancel=${this.#close}
      ></plenum-form>
    </div>`;
  }

  #progress({ id, status, title, progress, message, result, failure }) {
    const ended = ['succeeded', 'failed', 'cancelled'].includes(status);
    return html`<div class="stack" role="status">
        <div class="row">
          <plenum-state value=${status} ?live=${!ended}></plenum-state>
          <span>
            ${
              result?.adopted === undefined
                ? (failure?.message ?? message)
                : t('inventory.adoptAllResult', { adopted: result.adopted, left: result.left ?? 0 })
            }
          </span>
        </div>
        ${ended ? nothing : html`<plenum-progress label=${title} .value=${progress || undefined}></plenum-progress>`}
        ${result?.left ? html`<p class="muted">${t('inventory.adoptAllLeft', { count: result.left, items: number(result.left) })}</p>` : nothing}
        <a href=${href(`/operations/${id}`)}>${t('inventory.toOperation')}</a>
      </div>
      <plenum-button slot="footer" variant="primary" @click=${this.#close}>${t('common.close')}</plenum-button>`;
  }

  render() {
    return html`<plenum-dialog open sticky heading=${t('inventory.adoptAll')} @plenum-close=${this.#close}>
      ${this._operation ? this.#running.render((operation) => this.#progress(operation)) : this.#count.render((count) => this.#ask(count))}
    </plenum-dialog>`;
  }
}

customElements.define('plenum-adopt-all', PlenumAdoptAll);
