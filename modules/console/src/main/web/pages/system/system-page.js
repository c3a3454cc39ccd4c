import { LitElement, html } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import '../../components/all.js';

/** Each tab is loaded when somebody goes there. */
const TABS = {
  health: { icon: 'health', load: () => import('./system-health.js') },
  logs: { icon: 'document', load: () => import('./system-logs.js') },
  api: { icon: 'code', load: () => import('./system-api.js') },
  'safe-mode': { icon: 'lock', load: () => import('./system-safe-mode.js') },
};

/** The platform itself: whether it works, what it says, and its interface. */
class PlenumSystemPage extends LitElement {
  static properties = { location: { attribute: false } };
  static styles = [page];

  #tab = new Load(this, async () => {
    const name = this.#name;
    await TABS[name].load();
    return name;
  }, { auto: false });
  #elements = new Map();

  get #name() {
    return this.location?.params.tab ?? 'health';
  }

  willUpdate(changed) {
    if (changed.has('location') && TABS[this.#name] && this.#tab.data !== this.#name) {
      this.#tab.reload();
    }
  }

  #element(name) {
    const tag = `plenum-system-${name}`;
    if (!this.#elements.has(tag)) {
      this.#elements.set(tag, document.createElement(tag));
    }
    const element = this.#elements.get(tag);
    element.location = this.location;
    return element;
  }

  render() {
    const name = this.#name;
    const tabs = Object.entries(TABS).map(([id, { icon }]) => ({ id, icon, label: t(`system.tab.${id}`), href: href(`/system/${id}`) }));
    return html`
      <plenum-page-header heading=${t('system.title')}></plenum-page-header>
      <div>
        <plenum-tabs label=${t('system.title')} .tabs=${tabs} selected=${name}></plenum-tabs>
        ${
          !TABS[name]
            ? html`<plenum-empty icon="question" heading=${t('system.noTab')}>
                <plenum-button slot="actions" href=${href('/system/health')}>${t('system.tab.health')}</plenum-button>
              </plenum-empty>`
            : this.#tab.data === name || this.#tab.problem
              ? this.#tab.render((loaded) => this.#element(loaded))
              : html`<plenum-skeleton lines="6"></plenum-skeleton>`
        }
      </div>
    `;
  }
}

customElements.define('plenum-system-page', PlenumSystemPage);
