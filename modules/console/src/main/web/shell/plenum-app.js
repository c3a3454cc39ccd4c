import { LitElement, css, html, nothing } from 'lit';
import '../components/all.js';
import { base } from '../components/styles.js';
import { Watch } from '../components/watch.js';
import { Problem } from '../lib/api.js';
import { events } from '../lib/events.js';
import { t } from '../lib/i18n.js';
import { chooseSafe, extensions, loadExtensions } from '../lib/registry.js';
import { href, location, navigate, resolve, ROOT, startRouter } from '../lib/router.js';
import { loadSafeMode, safeMode } from '../lib/server.js';
import { can, currentSpace, loadSession, loadSpaces, session } from '../lib/session.js';
import { chooseLocale, loadMessages } from './messages.js';
import { routes } from './routes.js';
import './plenum-navigation.js';
import './plenum-top-bar.js';
import './plenum-palette.js';

/** How often is asked whether the session has ended, while the stream of events is broken. */
const ASK_AGAIN = 5000;
const COLLAPSED = 'plenum.nav';

/** The frame around all pages: who is signed in, where the reader is, which page that is. */
class PlenumApp extends LitElement {
  static properties = {
    _ready: { state: true },
    _problem: { state: true },
    _page: { state: true },
    _collapsed: { state: true, type: Boolean },
    _drawer: { state: true },
    _title: { state: true },
  };

  static styles = [
    base,
    css`
      :host {
        display: block;
        min-height: 100vh;
      }
      .skip {
        position: fixed;
        z-index: 20;
        top: var(--space-2);
        left: var(--space-2);
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius-m);
        background: var(--accent);
        color: var(--text-on-accent);
        transform: translateY(-200%);
      }
      .skip:focus {
        transform: none;
      }
      .frame {
        display: grid;
        grid-template-columns: var(--nav-width) minmax(0, 1fr);
        grid-template-rows: var(--bar-height) 1fr;
        min-height: 100vh;
      }
      .frame.collapsed {
        grid-template-columns: 56px minmax(0, 1fr);
      }
      plenum-navigation {
        grid-row: 1 / -1;
        position: sticky;
        top: 0;
        height: 100vh;
        height: 100dvh;
        border-right: 1px solid var(--border);
        background: var(--surface-sunken);
      }
      plenum-top-bar {
        position: sticky;
        top: 0;
        z-index: 4;
      }
      main {
        width: 100%;
        max-width: calc(var(--page-width) + 2 * var(--space-6));
        margin: 0 auto;
        padding: var(--space-5) var(--space-6) var(--space-8);
      }
      main:focus-visible {
        outline: none;
      }
      main.bare {
        max-width: none;
        min-height: 100vh;
        padding: 0;
      }
      .veil {
        display: none;
      }
      .note {
        display: flex;
        gap: var(--space-2);
        margin: 0 0 var(--space-4);
        padding: var(--space-3) var(--space-4);
        border-radius: var(--radius-m);
        background: var(--info-soft);
        color: var(--info-text);
      }
      .note.warning {
        background: var(--warning-soft);
        color: var(--warning-text);
      }
      .note a {
        color: inherit;
        text-decoration: underline;
      }
      .centre {
        max-width: 560px;
        margin: 15vh auto 0;
        padding: var(--space-4);
      }
      @media (max-width: 860px) {
        .frame,
        .frame.collapsed {
          grid-template-columns: minmax(0, 1fr);
        }
        main {
          padding: var(--space-4) var(--space-4) var(--space-7);
        }
        plenum-navigation {
          position: fixed;
          z-index: 10;
          inset: 0 auto 0 0;
          width: min(300px, 84vw);
          background: var(--surface);
          visibility: hidden;
          transform: translateX(-102%);
          transition:
            transform 160ms ease-out,
            visibility 160ms;
        }
        .drawer plenum-navigation {
          visibility: visible;
          transform: none;
          box-shadow: var(--shadow-l);
        }
        .drawer .veil {
          display: block;
          position: fixed;
          z-index: 9;
          inset: 0;
          background: var(--overlay);
        }
      }
    `,
  ];

  #loading = 0;
  #shownPage;

  constructor() {
    super();
    new Watch(this, session, extensions, safeMode);
    this._title = '';
    try {
      this._collapsed = localStorage.getItem(COLLAPSED) === '1';
      currentSpace.value = localStorage.getItem('plenum.space') ?? '';
      chooseSafe(window.location.search, sessionStorage);
    } catch {
      // Storage is closed to this page; nothing is remembered.
    }
  }

  connectedCallback() {
    super.connectedCallback();
    chooseLocale();
    this.#start();
    this.addEventListener('plenum-title', (event) => this.#titled(event.detail));
    document.addEventListener('keydown', (event) => this.#key(event));
  }

  async #start() {
    this._problem = undefined;
    try {
      this.#fetchPage();
      await Promise.all([loadMessages('common'), loadMessages('shell'), loadSession()]);
      session.subscribe(() => this.#signedInOrOut());
      currentSpace.subscribe((space) => remember('plenum.space', space));
      if (session.value) {
        await this.#begin();
      }
      this._ready = true;
      location.subscribe(() => this.#arrived());
      startRouter(routes);
    } catch (thrown) {
      this._problem = Problem.of(thrown);
    }
  }

  /** The page is fetched while the server is asked who is there; if that fails, it is tried again when it is shown. */
  #fetchPage() {
    const { route } = resolve(routes, window.location.pathname.slice(ROOT.length) || '/');
    if (route) {
      Promise.all([route.load(), loadMessages(route.page)]).catch(() => {});
    }
  }

  /**
   * What the frame shows once somebody is signed in. A part that fails does not take the rest with it, and no page waits
   * for it but those of extensions.
   */
  async #begin() {
    events.start();
    loadSpaces().catch(console.error);
    loadSafeMode().catch(console.error);
    const loading = loadExtensions().catch(console.error);
    if (window.location.pathname.startsWith(href('/x/'))) {
      await loading;
    }
    this.#ends ??= [
      events.on('console.extensions.changed', () => loadExtensions().catch(console.error)),
      events.state.subscribe((state) => this.#watchSession(state)),
      events.on('access.changed', () => {
        loadSession().catch(console.error);
        loadSpaces().catch(console.error);
      }),
      // Types bring permissions of their own, and take them away.
      events.on('content-type.', () => {
        this.#soon ??= setTimeout(() => {
          this.#soon = undefined;
          loadSession().catch(console.error);
        }, 300);
      }),
    ];
  }

  #soon;

  #ends;
  #signedIn = false;
  #asking;

  /** A stream breaks with the server, with the network, or because the session is over: then there is the log-in page. */
  #watchSession(state) {
    clearInterval(this.#asking);
    if (state === 'reconnecting') {
      // What fails for want of a server is tried again.
      this.#asking = setInterval(() => loadSession().catch(() => {}), ASK_AGAIN);
    }
  }

  async #signedInOrOut() {
    const now = Boolean(session.value);
    if (now === this.#signedIn) {
      this.requestUpdate();
      return;
    }
    this.#signedIn = now;
    if (now) {
      await this.#begin();
    } else {
      events.stop();
      extensions.value = [];
    }
    this.#arrived();
  }

  /** The address has changed, or who may see what is there. */
  async #arrived() {
    const { route, path } = location.value ?? {};
    this.#signedIn = Boolean(session.value);
    if (!session.value && !route?.anybody) {
      const back = path === '/' && !window.location.search ? undefined : window.location.pathname + window.location.search;
      navigate(href('/login', { to: back }), { replace: true });
      return;
    }
    this._drawer = false;
    const turn = ++this.#loading;
    const page = route?.page ?? path;
    const first = this.#shownPage === undefined;
    const moved = !first && this.#shownPage !== page;
    if (!route) {
      this._page = { missing: true };
      this.#titled(t('shell.notFound'));
    } else if (route.permission && !can(route.permission)) {
      await loadMessages(route.page).catch(() => {});
      this._page = { forbidden: route.permission };
      this.#titled(t(`${route.page}.title`));
    } else {
      try {
        await Promise.all([route.load(), ...[route.page, ...(route.messages ?? [])].map(loadMessages)]);
      } catch (thrown) {
        console.error(thrown);
        if (turn === this.#loading) {
          this._page = { failed: new Problem({ title: t('shell.pageFailed'), detail: t('shell.pageFailedHelp'), status: -1 }) };
        }
        return;
      }
      if (turn !== this.#loading) {
        return;
      }
      this._page = { route };
      if (this.#shownPage !== page) {
        this.#titled(t(`${route.page}.title`));
      }
    }
    this.#shownPage = page;
    await this.updateComplete;
    if (moved) {
      window.scrollTo(0, 0);
    }
    // Within a page the focus stays on the tab or link that was followed, if it is still there.
    if (moved || (!first && document.activeElement === document.body)) {
      this.renderRoot.querySelector('main')?.focus({ preventScroll: true });
    }
  }

  #titled(title) {
    this._title = title;
    document.title = title ? `${title} · Plenum` : 'Plenum';
  }

  #key(event) {
    if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      this.#palette();
    } else if (event.key === 'Escape' && this._drawer) {
      this.#closeDrawer();
    }
  }

  async #closeDrawer() {
    this._drawer = false;
    await this.updateComplete;
    this.renderRoot.querySelector('plenum-top-bar').focus();
  }

  #palette() {
    if (session.value) {
      this.renderRoot.querySelector('plenum-palette')?.show();
    }
  }

  #menu() {
    if (window.matchMedia('(max-width: 860px)').matches) {
      this._drawer = !this._drawer;
      if (this._drawer) {
        this.updateComplete.then(() => this.renderRoot.querySelector('plenum-navigation').focus());
      }
    } else {
      this._collapsed = !this._collapsed;
      remember(COLLAPSED, this._collapsed ? '1' : '');
    }
  }

  /** The page's element is kept while its route stays, so that a change of the query does not begin it anew. */
  #element;

  #pageElement({ route }) {
    const name = `plenum-${route.page}-page`;
    if (this.#element?.localName !== name || this.#elementUser !== session.value?.subject?.id) {
      this.#element = document.createElement(name);
      this.#elementUser = session.value?.subject?.id;
    }
    this.#element.location = location.value;
    return this.#element;
  }

  #elementUser;

  #content() {
    const page = this._page;
    if (!page) {
      return nothing;
    }
    if (page.missing) {
      return html`<plenum-page-header heading=${t('shell.notFound')}></plenum-page-header>
        <plenum-empty icon="question" heading=${t('shell.notFoundHeading')}>
          ${t('shell.notFoundHelp')}
          <plenum-button slot="actions" href=${href('/')}>${t('shell.toOverview')}</plenum-button>
        </plenum-empty>`;
    }
    if (page.forbidden) {
      return html`<plenum-page-header heading=${this._title}></plenum-page-header>
        <plenum-forbidden permission=${page.forbidden}></plenum-forbidden>`;
    }
    if (page.failed) {
      return html`<plenum-page-header heading=${t('shell.pageFailed')}></plenum-page-header>
        <plenum-problem .problem=${page.failed} @plenum-retry=${() => window.location.reload()}></plenum-problem>`;
    }
    return this.#pageElement(page);
  }

  render() {
    if (this._problem) {
      return html`<div class="centre">
        <plenum-problem .problem=${this._problem} @plenum-retry=${() => this.#start()}></plenum-problem>
      </div>`;
    }
    if (!this._ready) {
      return nothing;
    }
    const bare = this._page?.route?.bare || !session.value;
    if (bare) {
      return html`<main class="bare" tabindex="-1" aria-label=${this._title}>${this.#content()}</main>`;
    }
    return html`
      <nav aria-label=${t('shell.shortcuts')}>
        <a class="skip" href="#main" @click=${(event) => this.#skip(event)}>${t('shell.skip')}</a>
      </nav>
      <div class="frame ${this._collapsed ? 'collapsed' : ''} ${this._drawer ? 'drawer' : ''}">
        <plenum-navigation ?collapsed=${this._collapsed && !this._drawer}></plenum-navigation>
        <div class="veil" @click=${this.#closeDrawer}></div>
        <plenum-top-bar
          ?inert=${this._drawer}
          ?expanded=${this._drawer}
          @plenum-menu=${this.#menu}
          @plenum-palette=${this.#palette}
        ></plenum-top-bar>
        <main id="main" tabindex="-1" ?inert=${this._drawer} aria-label=${this._title}>${this.#note()}${this.#content()}</main>
      </div>
      <plenum-palette></plenum-palette>
      <div class="visually-hidden" role="status">${this._title}</div>
    `;
  }

  /** Who may do nothing sees nothing, and should know why; so should who misses the modules. */
  #note() {
    if (safeMode.value) {
      return html`<p class="note warning">
        <plenum-icon name="warning"></plenum-icon>
        <span>${t('shell.safeMode')} <a href=${href('/system/safe-mode')}>${t('shell.safeModeOut')}</a></span>
      </p>`;
    }
    return session.value.permissions.length
      ? nothing
      : html`<p class="note"><plenum-icon name="lock"></plenum-icon>${t('shell.noGrants')}</p>`;
  }

  #skip(event) {
    event.preventDefault();
    this.renderRoot.querySelector('main').focus();
  }
}

function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // It holds for this tab only.
  }
}

customElements.define('plenum-app', PlenumApp);
