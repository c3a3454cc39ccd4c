import { LitElement, css, html, nothing } from 'lit';
import { confirm } from '../../components/confirm.js';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { toast } from '../../components/toast.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { isSafe } from '../../lib/registry.js';
import { href } from '../../lib/router.js';
import { can, session, whyNot } from '../../lib/session.js';
import '../../components/all.js';

/** Started without modules: what that is for, and the way out. */
class PlenumSystemSafeMode extends LitElement {
  static styles = [
    page,
    css`
      .prose {
        display: grid;
        gap: var(--space-3);
        max-width: 72ch;
      }
      ol {
        margin: 0;
        padding-left: var(--space-5);
        display: grid;
        gap: var(--space-2);
      }
      .on {
        display: flex;
        gap: var(--space-3);
        padding: var(--space-4);
        border-radius: var(--radius-l);
        background: var(--warning-soft);
        --icon-size: 20px;
      }
      .on plenum-icon {
        color: var(--warning-text);
      }
      ul.plain li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-3);
        padding: var(--space-3) var(--space-4);
        border-bottom: 1px solid var(--border);
      }
      ul.plain li:last-child {
        border-bottom: 0;
      }
      .name {
        flex: 1 1 200px;
        min-width: 0;
        font-weight: 500;
      }
    `,
  ];

  #info = new Load(this, (signal) => api.get('system/info', { signal }).then(({ data }) => data));
  #modules = new Load(this, (signal) => (can('module.view') ? api.all('modules', {}, { signal }) : Promise.resolve(undefined)), { on: ['module.'] });

  constructor() {
    super();
    new Watch(this, session);
  }

  async #change(module, change) {
    const call = { method: 'POST', path: `modules/${module.name}/${change}`, body: {} };
    const done = await confirm({
      title: t(change === 'disable' ? 'system.disableAsk' : 'system.uninstallAsk', { name: module.title || module.name }),
      text: t(change === 'disable' ? 'system.disableHelp' : 'system.uninstallHelp'),
      danger: change === 'uninstall',
      action: t(change === 'disable' ? 'system.disable' : 'system.uninstall'),
      call,
      run: () => api.send(call),
    });
    if (done) {
      toast(t(change === 'disable' ? 'system.disabled' : 'system.uninstalled', { name: module.title || module.name }));
      this.#modules.reload();
    }
  }

  #row(module) {
    const reason = whyNot('module.manage', t);
    const off = module.state === 'disabled';
    return html`<li>
      <span class="name"><a href=${href(`/modules/${encodeURIComponent(module.name)}`)}>${module.title || module.name}</a></span>
      <span class="muted small">${module.version}</span>
      <plenum-state value=${module.state}></plenum-state>
      <plenum-button size="s" reason=${reason || (off ? t('system.isDisabled') : '')} @click=${() => this.#change(module, 'disable')}
        >${t('system.disable')}</plenum-button
      >
      <plenum-button size="s" icon="trash" reason=${reason} @click=${() => this.#change(module, 'uninstall')}
        >${t('system.uninstall')}</plenum-button
      >
    </li>`;
  }

  #wayOut() {
    return html`<div class="on" role="status">
        <plenum-icon name="warning"></plenum-icon>
        <div>
          <strong>${t('system.safeOn')}</strong>
          <p>${t('system.safeOnHelp')}</p>
        </div>
      </div>
      ${this.#modules.render((modules) =>
        modules
          ? html`<plenum-card flush heading=${t('system.modules')}>
              <ul class="plain">
                ${modules.map((module) => this.#row(module))}
              </ul>
            </plenum-card>`
          : html`<plenum-forbidden permission="module.view"></plenum-forbidden>`,
      )}`;
  }

  render() {
    return this.#info.render(
      (info) => html`<div class="stack">
        ${info.safeMode ? this.#wayOut() : nothing}
        <plenum-card heading=${t('system.safeWhat')}>
          <div class="prose">
            <p>${t('system.safeText')}</p>
            <p>${t('system.safeHow')}</p>
            <plenum-code .code=${'script/server --safe-mode\n# or, where it is installed:\nbin/plenum --safe-mode'}></plenum-code>
            <ol>
              <li>${t('system.safeStep1')}</li>
              <li>${t('system.safeStep2')}</li>
              <li>${t('system.safeStep3')}</li>
            </ol>
            <p class="muted">${t('system.safeItself')}</p>
          </div>
        </plenum-card>
        <plenum-card heading=${t('system.pages')}>
          <div class="prose">
            <p>${t(isSafe() ? 'system.pagesOff' : 'system.pagesText')}</p>
            <div>
              <plenum-button href=${href('/system/safe-mode', { safe: isSafe() ? 0 : 1 })} @click=${reload}
                >${t(isSafe() ? 'system.withPages' : 'system.withoutPages')}</plenum-button
              >
            </div>
          </div>
        </plenum-card>
      </div>`,
    );
  }
}

/** The choice is made when the console starts, so this is one. */
function reload(event) {
  event.preventDefault();
  window.location.assign(href('/system/safe-mode', { safe: isSafe() ? 0 : 1 }));
}

customElements.define('plenum-system-safe-mode', PlenumSystemSafeMode);
