import { LitElement, html, nothing } from 'lit';
import { page } from '../../components/styles.js';
import { t } from '../../lib/i18n.js';
import { setQuery } from '../../lib/router.js';
import './plenum-module-change.js';
import './plenum-module-details.js';
import './plenum-module-list.js';

/** What is installed and on offer. The address also says which change is being looked at: `?change=install`. */
class PlenumModulesPage extends LitElement {
  static properties = { location: { attribute: false } };
  static styles = [page];

  render() {
    const { params, query } = this.location;
    const kind = query.get('change');
    const module = params.name ?? query.get('module') ?? '';
    return html`
      ${
        params.name
          ? html`<plenum-module-details .name=${params.name}></plenum-module-details>`
          : html`<plenum-module-list .query=${query}></plenum-module-list>`
      }
      ${
        kind && module
          ? html`<plenum-module-change
              .kind=${kind}
              .module=${module}
              .version=${query.get('version') ?? ''}
              @plenum-close=${() => setQuery({ change: '', module: '', version: '' })}
            ></plenum-module-change>`
          : nothing
      }
    `;
  }
}

customElements.define('plenum-modules-page', PlenumModulesPage);
