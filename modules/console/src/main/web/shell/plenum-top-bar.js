import { LitElement, css, html, nothing } from 'lit';
import { base } from '../components/styles.js';
import { Watch } from '../components/watch.js';
import { toastProblem } from '../components/toast.js';
import { events } from '../lib/events.js';
import { t } from '../lib/i18n.js';
import { isSafe } from '../lib/registry.js';
import { href } from '../lib/router.js';
import { currentSpace, logOut, ROOT_SPACE, session, spaces } from '../lib/session.js';
import { setTheme, theme } from './theme-choice.js';
import { changePassword } from './change-password.js';

class PlenumTopBar extends LitElement {
  static properties = { expanded: { type: Boolean } };

  static styles = [
    base,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        height: var(--bar-height);
        padding: 0 var(--space-4) 0 var(--space-3);
        background: color-mix(in srgb, var(--bg) 86%, transparent);
        backdrop-filter: blur(10px);
        border-bottom: 1px solid var(--border);
      }
      .search {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        flex: 0 1 320px;
        min-width: 0;
        height: var(--control);
        margin: 0 auto;
        padding: 0 6px 0 10px;
        border: 1px solid var(--border);
        border-radius: var(--radius-m);
        background: var(--surface);
        color: var(--text-muted);
        font: inherit;
        cursor: pointer;
        --icon-size: 13px;
      }
      .search:hover {
        border-color: var(--border-strong);
      }
      .search span {
        flex: 1;
        text-align: start;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      kbd {
        padding: 1px 6px;
        border-radius: var(--radius-s);
        background: var(--neutral-soft);
        color: var(--text-muted);
        font: var(--text-xs) / 1.5 var(--font);
      }
      .live {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        color: var(--text-muted);
        font-size: var(--text-xs);
        white-space: nowrap;
      }
      .dot {
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--border-strong);
      }
      .live.on .dot {
        background: var(--success);
      }
      .live.off .dot {
        background: var(--warning);
      }
      .live.off {
        color: var(--warning-text);
      }
      .safe {
        padding: 2px 8px;
        border-radius: var(--radius-full);
        background: var(--warning-soft);
        color: var(--warning-text);
        font-size: var(--text-xs);
        white-space: nowrap;
      }
      .spaces {
        min-width: 0;
      }
      @media (max-width: 860px) {
        .search {
          flex: none;
          margin-left: auto;
          margin-right: 0;
          width: var(--control);
          padding: 0;
          justify-content: center;
          border-color: transparent;
          background: none;
          --icon-size: 15px;
        }
        .search span,
        kbd {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
        .live .word {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, session, spaces, currentSpace, events.state, theme);
  }

  /** The focus goes to the first button, which opens the navigation. */
  focus() {
    this.renderRoot.querySelector('plenum-button').focus();
  }

  connectedCallback() {
    super.connectedCallback();
    this.role = 'banner';
  }

  #send(name) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }));
  }

  #spaces() {
    const all = spaces.value;
    if (!all.length) {
      return nothing;
    }
    const current = all.find((space) => space.id === currentSpace.value);
    const depth = new Map();
    for (const space of all) {
      depth.set(space.id, depth.has(space.parent) ? depth.get(space.parent) + 1 : 0);
    }
    const items = [
      { label: t('shell.allSpaces'), checked: !current, action: () => (currentSpace.value = '') },
      ...all
        .filter((space) => space.id !== ROOT_SPACE)
        .map((space, at) => ({
          label: `${'\u2003'.repeat(Math.max(0, depth.get(space.id) - 1))}${space.title || space.name}`,
          hint: t(`shell.space.${space.kind}`),
          checked: space.id === currentSpace.value,
          separator: at === 0,
          action: () => (currentSpace.value = space.id),
        })),
    ];
    return html`<plenum-menu
      class="spaces"
      variant="ghost"
      icon="space"
      text
      label=${current ? current.title || current.name : t('shell.allSpaces')}
      .items=${items}
    ></plenum-menu>`;
  }

  #live() {
    const state = events.state.value;
    const words = t(`shell.live.${state}`);
    return html`<plenum-tooltip text=${t(`shell.liveHelp.${state}`)}>
      <span class="live ${{ live: 'on', reconnecting: 'off' }[state] ?? ''}" role="status">
        <span class="dot" aria-hidden="true"></span><span class="word">${words}</span>
      </span>
    </plenum-tooltip>`;
  }

  render() {
    const choice = theme.value;
    const name = session.value?.subject?.name ?? '';
    return html`
      <plenum-button
        variant="ghost"
        icon="bars"
        label=${t('shell.menu')}
        popup="true"
        ?expanded=${this.expanded}
        @click=${() => this.#send('plenum-menu')}
      ></plenum-button>
      ${this.#spaces()}
      ${isSafe() ? html`<a class="safe" target="_self" href=${href('/', { safe: 0 })}>${t('shell.safe')}</a>` : nothing}
      <button class="search" type="button" @click=${() => this.#send('plenum-palette')}>
        <plenum-icon name="search"></plenum-icon><span>${t('shell.search')}</span><kbd aria-hidden="true">${shortcut()}</kbd>
      </button>
      ${this.#live()}
      <plenum-menu
        variant="ghost"
        icon=${{ light: 'sun', dark: 'moon', system: 'computer' }[choice]}
        align="end"
        label=${t('shell.theme')}
        .items=${['system', 'light', 'dark'].map((one) => ({
          label: t(`shell.theme.${one}`),
          checked: one === choice,
          action: () => setTheme(one),
        }))}
      ></plenum-menu>
      <plenum-menu
        variant="ghost"
        icon="user"
        align="end"
        label=${t('shell.account', { name })}
        .items=${[
          { label: t('shell.signedInAs', { name }), icon: 'user', reason: t('shell.until', { at: this.#expiry() }) },
          { label: t('shell.yourAccount'), icon: 'system', separator: true, href: href('/account') },
          { label: t('shell.changePassword'), icon: 'lock', action: changePassword },
          { label: t('shell.logOut'), icon: 'log-out', action: () => logOut().catch(toastProblem) },
        ]}
      ></plenum-menu>
    `;
  }

  #expiry() {
    const at = session.value?.expiresAt;
    return at ? new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' }) : '';
  }
}

/** The keys as this machine names them. */
export function shortcut() {
  return /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘K' : 'Ctrl K';
}

customElements.define('plenum-top-bar', PlenumTopBar);
