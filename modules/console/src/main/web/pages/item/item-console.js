import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { toastProblem } from '../../components/toast.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import '../../components/plenum-button.js';
import '../../components/plenum-dialog.js';

/** On a phone the words of the button would push the menus of the header into a line of their own. */
const NARROW = window.matchMedia('(max-width: 640px)');

/** A page may open a tab only shortly after it was asked to; whether it was in time. */
function inNewTab(address) {
  if (!navigator.userActivation?.isActive) {
    return false;
  }
  Object.assign(document.createElement('a'), { href: address, target: '_blank', rel: 'noopener noreferrer' }).click();
  return true;
}

/**
 * The button that opens the console of a resource; nothing where there is none. `.item`.
 *
 * Whoever has the address has the console, so it is kept only until the tab is open.
 */
class PlenumItemConsole extends LitElement {
  static properties = { item: { attribute: false }, _busy: { state: true }, _address: { state: true } };

  static styles = [
    page,
    css`
      :host {
        display: contents;
      }
    `,
  ];

  #offer = new Load(this, (signal) => api.get(this.#path, { signal }).then(({ data }) => data), { auto: false });

  #drawAnew = () => this.requestUpdate();

  connectedCallback() {
    super.connectedCallback();
    NARROW.addEventListener('change', this.#drawAnew);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    NARROW.removeEventListener('change', this.#drawAnew);
  }

  get #path() {
    return `ext/infrastructure/resources/${this.item.id}/console`;
  }

  willUpdate(changed) {
    const before = changed.get('item');
    if (!changed.has('item') || !this.item) {
      return;
    }
    if (before?.id !== this.item.id) {
      this.#offer.data = undefined;
      this._address = undefined;
    }
    // Whether it can be opened depends on how the item is now.
    if (before?.id !== this.item.id || before?.revision !== this.item.revision) {
      queueMicrotask(() => this.#offer.reload());
    }
  }

  async #open() {
    this._busy = true;
    try {
      const { data } = await api.post(this.#path, {});
      this._address = inNewTab(data.address) ? undefined : data.address;
    } catch (problem) {
      toastProblem(problem);
      this.#offer.soon();
    }
    this._busy = false;
  }

  render() {
    const { offered, unavailable } = this.#offer.data ?? {};
    const close = () => (this._address = undefined);
    return offered
      ? html`<plenum-button
            icon="terminal"
            label=${NARROW.matches ? t('item.console') : nothing}
            reason=${unavailable ?? nothing}
            ?busy=${this._busy}
            @click=${() => this.#open()}
            >${NARROW.matches ? nothing : t('item.console')}</plenum-button
          >
          ${
            this._address
              ? html`<plenum-dialog open size="s" heading=${t('item.consoleReady', { title: this.item.title })} @plenum-close=${close}>
                  <p>${t('item.consoleHelp')}</p>
                  <plenum-button slot="footer" variant="primary" icon="external" href=${this._address} target="_blank" @click=${close}
                    >${t('item.consoleShow')}</plenum-button
                  >
                </plenum-dialog>`
              : nothing
          }`
      : nothing;
  }
}

customElements.define('plenum-item-console', PlenumItemConsole);
