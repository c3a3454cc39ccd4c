import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { endpoints } from '../../lib/openapi.js';
import { setQuery } from '../../lib/router.js';
import '../../components/all.js';
import './api-method.js';
import './api-endpoint.js';

/** All that the server offers over REST, as it describes itself now: to read, and to try. */
class PlenumSystemApi extends LitElement {
  static properties = { location: { attribute: false } };

  static styles = [
    page,
    css`
      .explorer {
        display: grid;
        grid-template-columns: 320px minmax(0, 1fr);
        gap: var(--space-5);
        align-items: start;
      }
      .list {
        position: sticky;
        top: calc(var(--bar-height) + var(--space-4));
        display: flex;
        flex-direction: column;
        gap: var(--space-3);
        max-height: calc(100vh - var(--bar-height) - 2 * var(--space-4));
      }
      plenum-filter {
        flex: none;
      }
      nav {
        overflow-y: auto;
        min-height: 0;
        padding: 2px;
      }
      summary {
        padding: var(--space-2) var(--space-1);
        border-radius: var(--radius-s);
        font-weight: 600;
        cursor: pointer;
      }
      summary span {
        font-weight: 400;
      }
      nav ul {
        list-style: none;
        margin: 0 0 var(--space-2);
        padding: 0;
      }
      nav a {
        display: grid;
        grid-template-columns: 52px minmax(0, 1fr);
        align-items: baseline;
        gap: var(--space-2);
        padding: 5px var(--space-2);
        border-radius: var(--radius-m);
        color: var(--text);
      }
      nav a:hover {
        background: var(--hover);
        text-decoration: none;
      }
      nav a[aria-current] {
        background: var(--selected);
      }
      nav .path {
        display: block;
        color: var(--text-muted);
        font: var(--text-xs) / 1.4 var(--font-mono);
        overflow-wrap: anywhere;
      }
      .none {
        padding: var(--space-3) var(--space-2);
      }
      @media (max-width: 860px) {
        .explorer {
          grid-template-columns: minmax(0, 1fr);
        }
        .list {
          position: static;
          max-height: none;
        }
        .chosen .list {
          display: none;
        }
        .explorer:not(.chosen) .detail {
          display: none;
        }
      }
      .back {
        display: none;
        margin-bottom: var(--space-3);
      }
      @media (max-width: 860px) {
        .back {
          display: inline-block;
        }
      }
    `,
  ];

  /** The document changes when a module or a type comes or goes. */
  #document = new Load(this, (signal) => api.get('openapi.json', { signal }).then(({ data }) => ({ document: data, endpoints: endpoints(data) })), {
    on: ['module.', 'content-type.'],
  });

  #query(name) {
    return this.location?.query.get(name) ?? '';
  }

  #address(endpoint) {
    const query = new URLSearchParams(this.location?.query);
    query.set('op', endpoint.id);
    return `${window.location.pathname}?${query}`;
  }

  #group(tag, all, current) {
    const open = this.#query('q') !== '' || all.some(({ id }) => id === current?.id);
    return html`<details ?open=${open}>
      <summary>${words(tag)} <span class="muted">${all.length}</span></summary>
      <ul>
        ${all.map(
          (endpoint) =>
            html`<li>
              <a href=${this.#address(endpoint)} aria-current=${endpoint.id === current?.id ? 'true' : nothing}>
                <plenum-api-method value=${endpoint.method}></plenum-api-method>
                <span>${endpoint.summary || endpoint.id}<span class="path">${shortened(endpoint.path)}</span></span>
              </a>
            </li>`,
        )}
      </ul>
    </details>`;
  }

  #list(all, current) {
    const words = this.#query('q').toLowerCase().split(/\s+/).filter(Boolean);
    const found = all.filter((endpoint) => {
      const text = `${endpoint.method} ${endpoint.path} ${endpoint.summary} ${endpoint.tag} ${endpoint.id}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    const tags = [...new Set(found.map(({ tag }) => tag))];
    return html`<div class="list">
      <plenum-filter
        .value=${this.#query('q')}
        placeholder=${t('system.apiSearch')}
        @plenum-filter=${(event) => setQuery({ q: event.detail.trim() })}
      ></plenum-filter>
      <nav aria-label=${t('system.apiList')} tabindex="-1">
        ${
          found.length
            ? tags.map((tag) => this.#group(tag, found.filter((endpoint) => endpoint.tag === tag), current))
            : html`<p class="muted none">${t('system.apiNone', { text: this.#query('q') })}</p>`
        }
      </nav>
    </div>`;
  }

  #detail(document, endpoint, asked) {
    if (!endpoint) {
      return asked
        ? html`<plenum-empty icon="question" heading=${t('system.apiGone')}>${t('system.apiGoneHelp')}</plenum-empty>`
        : html`<plenum-empty icon="code" heading=${t('system.apiChoose')}>${t('system.apiChooseHelp')}</plenum-empty>`;
    }
    return html`<plenum-button class="back" size="s" icon="chevron-left" @click=${() => setQuery({ op: '' })}>${t('system.apiBack')}</plenum-button>
      <plenum-api-endpoint .document=${document} .endpoint=${endpoint}></plenum-api-endpoint>`;
  }

  render() {
    return this.#document.render(({ document, endpoints: all }) => {
      const asked = this.#query('op');
      const current = all.find(({ id }) => id === asked);
      return html`<div class="explorer ${asked ? 'chosen' : ''}">
        ${this.#list(all, current)}
        <div class="detail">${this.#detail(document, current, asked)}</div>
      </div>`;
    });
  }
}

/** ContentTypes as "Content types"; modules keep their names. */
function words(tag) {
  return /^[A-Z]/.test(tag) ? tag.replaceAll(/(?!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : tag;
}

function shortened(path) {
  return path.replace(/^\/api\/v1/, '');
}

customElements.define('plenum-system-api', PlenumSystemApi);
