import { LitElement, html } from 'lit';
import { Watch } from '../../components/watch.js';
import { page } from '../../components/styles.js';
import { t } from '../../lib/i18n.js';
import { contributions, extensions, isSafe } from '../../lib/registry.js';
import '../../components/plenum-empty.js';
import '../../components/plenum-extension.js';
import '../../components/plenum-page-header.js';

/** A page of a module. It goes when its module goes, also while it is open. */
class PlenumExtensionPage extends LitElement {
  static properties = { location: { attribute: false } };
  static styles = [page];

  constructor() {
    super();
    new Watch(this, extensions);
  }

  render() {
    const { module, element } = this.location.params;
    const contribution = contributions('nav').find((one) => one.module === module && one.element === element);
    if (!contribution) {
      return html`<plenum-page-header heading=${module}></plenum-page-header>
        <plenum-empty icon="modules" heading=${t('extension.gone')}>
          ${isSafe() ? t('extension.safe') : t('extension.goneHelp', { module })}
        </plenum-empty>`;
    }
    return html`<plenum-page-header heading=${contribution.title}></plenum-page-header>
      <plenum-extension .contribution=${contribution} .context=${{ location: this.location }}></plenum-extension>`;
  }
}

customElements.define('plenum-extension-page', PlenumExtensionPage);
