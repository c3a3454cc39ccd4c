import { LitElement, css, html, nothing } from 'lit';
import { base } from '../components/styles.js';
import { Watch } from '../components/watch.js';
import { t } from '../lib/i18n.js';
import { contributions, extensions } from '../lib/registry.js';
import { href, location } from '../lib/router.js';
import { session, whyNot } from '../lib/session.js';
import { routes } from './routes.js';
import { explain } from '../components/explain.js';
import { mark } from '../components/plenum-mark.js';
import '../components/plenum-icon.js';
import '../components/plenum-tooltip.js';

/** All places one can go to, those of modules at the end. */
export function places() {
  const own = routes
    .filter((route) => route.nav)
    .map((route) => ({
      group: route.nav.group,
      label: t(`shell.nav.${route.page}`),
      icon: route.nav.icon,
      href: href(route.path.replace(/\/:\w+\?/g, '')),
      page: route.page,
      reason: route.permission ? whyNot(route.permission, t) : '',
    }));
  const extra = contributions('nav').map((one) => ({
    group: 'modules',
    label: one.title,
    icon: one.icon ?? 'modules',
    href: href(`/x/${encodeURIComponent(one.module)}/${encodeURIComponent(one.element)}`),
    element: one.element,
    reason: '',
  }));
  return [...own, ...extra];
}

class PlenumNavigation extends LitElement {
  static properties = { collapsed: { type: Boolean, reflect: true } };

  static styles = [
    base,
    css`
      :host {
        display: block;
        overflow-y: auto;
        overflow-x: hidden;
      }
      .brand {
        display: flex;
        align-items: center;
        gap: 10px;
        height: var(--bar-height);
        margin-bottom: var(--space-2);
        padding: 0 var(--space-2);
        color: var(--text);
        font-weight: 650;
        font-size: 1.0625rem;
        letter-spacing: -0.02em;
      }
      .brand:hover {
        text-decoration: none;
      }
      .brand svg {
        flex: none;
        width: 24px;
        height: 24px;
      }
      nav {
        padding: 0 var(--space-2) var(--space-5);
      }
      h2 {
        margin: var(--space-4) 0 var(--space-1);
        padding: 0 var(--space-2);
        color: var(--text-muted);
        font-size: var(--text-xs);
        font-weight: 500;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li a,
      li span.link {
        display: flex;
        align-items: center;
        gap: 10px;
        height: 34px;
        padding: 0 var(--space-2);
        margin: 1px 0;
        border-radius: var(--radius-m);
        color: var(--text);
        font-weight: 500;
        white-space: nowrap;
        --icon-size: 15px;
      }
      li plenum-icon {
        color: var(--text-muted);
      }
      li a:hover {
        background: var(--hover);
        text-decoration: none;
      }
      li a[aria-current] {
        background: var(--selected);
        color: var(--accent-text);
      }
      a[aria-current] plenum-icon {
        color: inherit;
      }
      li [aria-disabled] {
        color: var(--text-muted);
        cursor: not-allowed;
      }
      plenum-tooltip {
        display: block;
      }
      .word {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      :host([collapsed]) .word,
      :host([collapsed]) h2 {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      :host([collapsed]) ul {
        margin-top: var(--space-3);
      }
      :host([collapsed]) li :is(a, span.link) {
        justify-content: center;
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, location, extensions, session);
  }

  focus() {
    this.renderRoot.querySelector('nav a')?.focus();
  }

  #current(place) {
    const { route, params } = location.value ?? {};
    return place.element ? params?.element === place.element : route && sameSection(route, place.page);
  }

  #item(place) {
    const inside = html`<plenum-icon name=${place.icon}></plenum-icon><span class="word">${place.label}</span>`;
    return html`<li>
      <plenum-tooltip text=${place.reason || (this.collapsed ? place.label : '')}>
        ${
          place.reason
            ? html`<a
                role="link"
                tabindex="0"
                aria-disabled="true"
                aria-description=${place.reason}
                @click=${() => explain(place.reason)}
                @keydown=${(event) => event.key === 'Enter' && explain(place.reason)}
                >${inside}</a
              >`
            : html`<a href=${place.href} aria-current=${this.#current(place) ? 'page' : nothing}>${inside}</a>`
        }
      </plenum-tooltip>
    </li>`;
  }

  render() {
    const all = places();
    const groups = ['work', 'manage', 'modules'].map((group) => [group, all.filter((place) => place.group === group)]);
    return html`
      <nav aria-label=${t('shell.navigation')}>
        <a class="brand" href=${href('/')}>
          ${mark}
          <span class="word">Plenum</span>
        </a>
        ${groups
          .filter(([, items]) => items.length)
          .map(
            ([group, items]) =>
              html`${group === 'work' ? nothing : html`<h2>${t(`shell.group.${group}`)}</h2>`}
                <ul>
                  ${items.map((place) => this.#item(place))}
                </ul>`,
          )}
      </nav>
    `;
  }
}


/** A page belongs to its section: an item to the inventory. */
function sameSection(route, page) {
  return (route.section ?? route.page) === page;
}

customElements.define('plenum-navigation', PlenumNavigation);
