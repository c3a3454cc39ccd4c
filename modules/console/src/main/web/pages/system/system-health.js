import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { showCall } from '../../components/plenum-call.js';
import { page } from '../../components/styles.js';
import { api } from '../../lib/api.js';
import { bytes, duration, number } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import { can } from '../../lib/session.js';
import '../../components/all.js';

const AGAIN = 15_000;
/** Below this share of free room the disk is named as a danger. */
const NARROW = 0.1;

/** What works and what does not, in words; what runs here and on what. */
class PlenumSystemHealth extends LitElement {
  static styles = [
    page,
    css`
      .verdict {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        padding: var(--space-4);
        border-radius: var(--radius-l);
        background: var(--success-soft);
        color: var(--success-text);
        --icon-size: 22px;
      }
      .verdict.degraded {
        background: var(--warning-soft);
        color: var(--warning-text);
      }
      .verdict.down {
        background: var(--danger-soft);
        color: var(--danger-text);
      }
      .verdict strong {
        display: block;
        color: var(--text);
      }
      .verdict span {
        color: var(--text);
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: var(--space-1) var(--space-3);
        padding: var(--space-3) var(--space-4);
        border-bottom: 1px solid var(--border);
      }
      li:last-child {
        border-bottom: 0;
      }
      li .name {
        flex: 1 1 180px;
        min-width: 0;
        font-weight: 500;
        overflow-wrap: anywhere;
      }
      li .name a {
        color: var(--text);
      }
      li .problems {
        flex-basis: 100%;
        color: var(--danger-text);
        overflow-wrap: anywhere;
      }
      .meter {
        display: grid;
        gap: 4px;
      }
      .meters {
        display: grid;
        gap: var(--space-3);
        margin-top: var(--space-4);
      }
    `,
  ];

  #health = new Load(this, (signal) => api.get('system/health', { signal }).then(({ data }) => data), { on: ['module.'] });
  #info = new Load(this, (signal) => api.get('system/info', { signal }).then(({ data }) => data));
  #timer;

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => {
      if (document.visibilityState === 'visible') {
        this.#health.reload();
        this.#info.reload();
      }
    }, AGAIN);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  #verdict(health) {
    const broken = health.modules.filter((module) => module.problems.length).length;
    const icon = { up: 'check-circle', degraded: 'warning', down: 'error' }[health.status];
    return html`<div class="verdict ${health.status}" role="status">
      <plenum-icon name=${icon}></plenum-icon>
      <div class="grow">
        <strong>${t('system.verdict', { status: health.status })}</strong>
        <span>
          ${
            health.status === 'up'
              ? t('system.upHelp', { modules: health.modules.length })
              : health.status === 'down'
                ? (health.database.problem ?? '')
                : t('system.degradedHelp', { modules: broken, components: health.components.length })
          }
        </span>
      </div>
      <plenum-button
        variant="ghost"
        icon="code"
        label=${t('call.show')}
        @click=${() => showCall({ method: 'GET', path: 'system/health' })}
      ></plenum-button>
      <plenum-button
        variant="ghost"
        icon="refresh"
        label=${t('common.refresh')}
        @click=${() => Promise.all([this.#health.reload(), this.#info.reload()])}
      ></plenum-button>
    </div>`;
  }

  #modules(modules) {
    return html`<plenum-card flush heading=${t('system.modules')}>
      ${
        modules.length
          ? html`<ul class="plain">
              ${modules.map(
                (module) =>
                  html`<li>
                    <span class="name"
                      >${can('module.view') ? html`<a href=${href(`/modules/${encodeURIComponent(module.name)}`)}>${module.name}</a>` : module.name}</span
                    >
                    <span class="muted small">${module.version}</span>
                    <plenum-state value=${module.state}></plenum-state>
                    ${module.problems.length ? html`<span class="problems">${module.problems.join(' ')}</span>` : nothing}
                  </li>`,
              )}
            </ul>`
          : html`<plenum-empty icon="modules" heading=${t('system.noModules')}>
              <plenum-button slot="actions" href=${href('/modules')}>${t('system.toModules')}</plenum-button>
            </plenum-empty>`
      }
    </plenum-card>`;
  }

  #components(components) {
    return components.length
      ? html`<plenum-card flush heading=${t('system.components')}>
          <ul class="plain">
            ${components.map(
              (component) =>
                html`<li>
                  <span class="name">${component.name}</span><span class="muted small">${component.bundle}</span>
                  <span class="problems">${component.problems.join('; ')}</span>
                </li>`,
            )}
          </ul>
        </plenum-card>`
      : nothing;
  }

  #meter(label, used, most, words, tone) {
    return html`<div class="meter">
      <div class="row between"><span class="muted">${label}</span><span>${words}</span></div>
      <plenum-progress label=${label} value=${used / most} tone=${tone}></plenum-progress>
    </div>`;
  }

  #about(info) {
    const { data, memory } = info;
    const free = data && data.totalBytes ? data.freeBytes / data.totalBytes : 1;
    return html`
      <plenum-key-values
        .items=${[
          { label: t('system.version'), value: info.version },
          { label: t('system.uptime'), value: duration(info.uptimeSeconds * 1000), help: html`<plenum-time exact value=${info.startedAt}></plenum-time>` },
          { label: t('system.database'), value: info.database },
          { label: 'Java', value: info.java.version, help: info.java.vendor },
          { label: t('system.os'), value: info.operatingSystem, help: t('system.processors', { count: info.processors }) },
          { label: t('system.safeMode'), value: t(info.safeMode ? 'common.yes' : 'common.no') },
        ]}
      ></plenum-key-values>
      <div class="meters">
        ${this.#meter(t('system.memory'), memory.usedBytes, memory.maxBytes, t('system.of', { used: bytes(memory.usedBytes), all: bytes(memory.maxBytes) }), '')}
        ${
          data
            ? this.#meter(
                t('system.disk'),
                data.totalBytes - data.freeBytes,
                data.totalBytes,
                t('system.free', { free: bytes(data.freeBytes), all: bytes(data.totalBytes) }),
                free < NARROW ? 'danger' : '',
              )
            : nothing
        }
      </div>
      ${free < NARROW ? html`<p class="muted small">${t('system.diskHelp', { count: number(Math.round(free * 100)) })}</p>` : nothing}
    `;
  }

  render() {
    return this.#health.render(
      (health) => html`
        <div class="stack">
          ${this.#verdict(health)}
          <div class="columns">
            <div class="stack">${this.#components(health.components)} ${this.#modules(health.modules)}</div>
            <plenum-card heading=${t('system.about')}>${this.#info.render((info) => this.#about(info))}</plenum-card>
          </div>
        </div>
      `,
    );
  }
}

customElements.define('plenum-system-health', PlenumSystemHealth);
