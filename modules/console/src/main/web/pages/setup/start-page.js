import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { bare, mark } from '../../components/plenum-mark.js';
import { control, page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { api, Problem } from '../../lib/api.js';
import { number } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { href, navigate, setQuery } from '../../lib/router.js';
import { loadSession, session, whyNot } from '../../lib/session.js';
import { SampleSite, STEPS } from './sample-site.js';
import { systems } from './systems.js';
import '../../components/all.js';

/** After the first administrator: something to look at. Either a sample, or the reader's own systems. */
class PlenumStartPage extends LitElement {
  static properties = { location: { attribute: false }, _problem: { state: true }, _installing: { state: true } };

  static styles = [
    page,
    bare,
    control,
    css`
      .sheet {
        width: min(760px, 100%);
      }
      .sheet.narrow {
        width: min(520px, 100%);
      }
      plenum-button {
        --control: 36px;
        width: auto;
      }
      .ways {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--space-4);
      }
      .way {
        display: flex;
        flex-direction: column;
        gap: var(--space-3);
        padding: var(--space-5);
        background: var(--surface);
        border: 1px solid var(--border);
        border-radius: var(--radius-l);
        box-shadow: var(--shadow-s);
      }
      .way .disc {
        display: inline-flex;
        align-self: start;
        padding: 10px;
        border-radius: var(--radius-l);
        background: var(--accent-soft);
        color: var(--accent-text);
        --icon-size: 20px;
      }
      .way p {
        flex: 1;
      }
      .foot {
        margin-top: var(--space-5);
        text-align: center;
      }
      .panel {
        background: var(--surface);
        border: 1px solid var(--border);
        border-radius: var(--radius-l);
        box-shadow: var(--shadow-s);
        overflow: hidden;
      }
      ol,
      .providers {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      ol li {
        display: grid;
        grid-template-columns: 24px minmax(0, 1fr) auto;
        gap: 2px var(--space-3);
        align-items: center;
        padding: var(--space-3) var(--space-4);
        border-bottom: 1px solid var(--border);
        --icon-size: 18px;
      }
      ol li:last-child {
        border-bottom: 0;
      }
      .sign {
        display: inline-flex;
        justify-content: center;
      }
      .ahead {
        color: var(--text-muted);
      }
      .done .sign {
        color: var(--success-text);
      }
      .failed .sign {
        color: var(--danger-text);
      }
      .ring {
        width: 16px;
        height: 16px;
        border: 2px solid var(--border-strong);
        border-radius: 50%;
      }
      .running .ring {
        border-color: var(--accent);
        border-top-color: transparent;
        animation: turn 700ms linear infinite;
      }
      @keyframes turn {
        to {
          transform: rotate(1turn);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .running .ring {
          animation-duration: 4s;
        }
      }
      .running .what,
      .done .what {
        font-weight: 500;
      }
      .note {
        grid-column: 2 / -1;
        color: var(--text-muted);
        font-size: var(--text-s);
      }
      ol plenum-progress {
        grid-column: 2 / -1;
      }
      .after {
        padding: var(--space-4);
        border-top: 1px solid var(--border);
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        justify-content: center;
        align-items: center;
      }
      .after plenum-problem {
        flex-basis: 100%;
      }
      .providers li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
        padding: var(--space-4);
        border-bottom: 1px solid var(--border);
      }
      .providers li:last-child {
        border-bottom: 0;
      }
      .providers .words {
        flex: 1 1 260px;
        min-width: 0;
      }
      .providers select {
        width: auto;
        min-height: 36px;
      }
      @media (max-width: 640px) {
        .ways {
          grid-template-columns: 1fr;
        }
      }
    `,
  ];

  #site = new SampleSite(() => this.requestUpdate(), { permitted: loadSession });
  #providers = new Load(this, (signal) => this.#readProviders(signal), { auto: false, on: ['module.'] });

  /** Which part is chosen, by module. */
  #parts = new Map();

  constructor() {
    super();
    new Watch(this, session);
  }

  get #way() {
    return this.location?.query.get('way') ?? '';
  }

  willUpdate(changed) {
    if (!changed.has('location')) {
      return;
    }
    if (this.#way === 'sample' && !this.#site.running && !this.#site.done && !this._problem && !this.#reason) {
      this.#run();
    }
    if (this.#way === 'own' && this.#providers.data === undefined && !this.#providers.loading) {
      this.#providers.reload();
    }
  }

  get #reason() {
    return whyNot('module.manage', t);
  }

  async #run() {
    this._problem = undefined;
    try {
      await this.#site.run();
    } catch (thrown) {
      this._problem = Problem.of(thrown);
    }
    await this.updateComplete;
    this.renderRoot.querySelector('.after plenum-button')?.focus();
  }

  /** Modules that connect something. */
  async #readProviders(signal) {
    const [catalog, installed] = await Promise.all([api.list('modules/catalog', {}, { signal }), api.list('modules', {}, { signal })]);
    return systems(catalog.items, installed.items);
  }

  async #names() {
    try {
      return (await api.list('ext/infrastructure/providers')).items.map(({ name }) => name);
    } catch (problem) {
      if (problem.missing) {
        return [];
      }
      throw problem;
    }
  }

  /** A part brings its module along. */
  #toInstall({ name, parts }) {
    return this.#parts.get(name) ?? parts[0]?.name ?? name;
  }

  /** Installs what connects such systems, and goes on to the form of the connection. */
  async #connect(module) {
    this._installing = module.name;
    this._problem = undefined;
    try {
      const before = module.there ? [] : await this.#names();
      if (!module.there) {
        await api.post(`modules/${this.#toInstall(module)}/install`, {});
        await loadSession();
      }
      const now = module.there ? [] : await this.#names();
      const fresh = now.filter((name) => !before.includes(name));
      // one that was there without its parts is no new one
      const provider = fresh.length === 1 ? fresh[0] : module.parts.length && now.includes(module.name) ? module.name : '';
      navigate(href('/connections/new', { provider }));
    } catch (thrown) {
      this._problem = Problem.of(thrown);
    }
    this._installing = undefined;
  }

  #ways() {
    const way = (name, icon) =>
      html`<section class="way" aria-labelledby=${name}>
        <span class="disc"><plenum-icon name=${icon}></plenum-icon></span>
        <h2 id=${name}>${t(`start.${name}`)}</h2>
        <p class="muted">${t(`start.${name}Help`)}</p>
        <div>
          <plenum-button
            variant=${name === 'sample' ? 'primary' : 'secondary'}
            reason=${this.#reason}
            @click=${() => setQuery({ way: name }, { push: true })}
            >${t(`start.${name}Go`)}</plenum-button
          >
        </div>
      </section>`;
    return html`<div class="ways">${way('sample', 'sparkles')}${way('own', 'connection')}</div>
      <p class="foot"><a href=${href('/')}>${t('start.skip')}</a></p>`;
  }

  #step(step) {
    const { state, progress, message, count } = this.#site.steps[step];
    const sign = { done: 'check-circle', failed: 'error' }[state];
    return html`<li class=${state} aria-current=${state === 'running' ? 'step' : nothing}>
      <span class="sign">${sign ? html`<plenum-icon name=${sign} label=${t(`start.state.${state}`)}></plenum-icon>` : html`<span class="ring"></span>`}</span>
      <span class="what">${t(`start.step.${step}`)}</span>
      <span class="muted small">${count ? t('start.resources', { count: number(count) }) : nothing}</span>
      ${state === 'running' && progress !== undefined ? html`<plenum-progress value=${progress} label=${t(`start.step.${step}`)}></plenum-progress>` : nothing}
      ${message && state === 'running' ? html`<span class="note">${message}</span>` : nothing}
    </li>`;
  }

  #sample() {
    if (this.#reason) {
      return html`<plenum-forbidden permission="module.manage"></plenum-forbidden>
        <p class="foot"><a href=${href('/')}>${t('start.skip')}</a></p>`;
    }
    const { done } = this.#site;
    return html`<div class="panel">
      <ol aria-live="polite">
        ${STEPS.map((step) => this.#step(step))}
      </ol>
      ${
        this._problem
          ? html`<div class="after"><plenum-problem .problem=${this._problem} @plenum-retry=${() => this.#run()}></plenum-problem></div>`
          : done
            ? html`<div class="after">
                <plenum-button variant="primary" icon="inventory" href=${href('/inventory', { type: 'example.server' })}>${t('start.toResources')}</plenum-button>
                <plenum-button href=${href('/')}>${t('start.toOverview')}</plenum-button>
              </div>`
            : nothing
      }
    </div>`;
  }

  #own() {
    return html`${
        this._problem
          ? html`<plenum-problem norepeat .problem=${this._problem}></plenum-problem>`
          : nothing
      }
      ${this.#providers.render(
        (modules) =>
          html`<div class="panel">
            <ul class="providers">
              ${modules.map(
                (module) =>
                  html`<li id=${module.name}>
                    <div class="words">
                      <h2>${module.title}</h2>
                      <p class="muted">${module.description}</p>
                    </div>
                    ${
                      module.parts.length && !module.there
                        ? html`<select
                            aria-label=${t('start.part', { module: module.title })}
                            ?disabled=${this._installing === module.name}
                            @change=${(event) => this.#parts.set(module.name, event.target.value)}
                          >
                            ${module.parts.map(({ name, title }) => html`<option value=${name}>${title}</option>`)}
                          </select>`
                        : nothing
                    }
                    <plenum-button
                      variant=${module.name === 'example' ? 'secondary' : 'primary'}
                      reason=${this.#reason || (this._installing && this._installing !== module.name ? t('start.busy') : '')}
                      ?busy=${this._installing === module.name}
                      @click=${() => this.#connect(module)}
                      >${t(module.there ? 'start.connect' : 'start.install')}</plenum-button
                    >
                  </li>`,
              )}
              ${modules.length ? nothing : html`<li><p class="muted">${t('start.noProviders')}</p></li>`}
            </ul>
          </div>`,
      )}
      <p class="foot">
        <a href=${href('/setup/start')}>${t('common.back')}</a> · <a href=${href('/modules')}>${t('start.toModules')}</a> ·
        <a href=${href('/')}>${t('start.skip')}</a>
      </p>`;
  }

  render() {
    const way = this.#way;
    const name = session.value?.subject.name ?? '';
    const part = way === 'sample' ? 'sample' : way === 'own' ? 'own' : '';
    return html`<div class="sheet ${part === 'sample' ? 'narrow' : ''}">
      <div class="head">
        ${mark}
        <h1>${part === 'sample' ? t(this.#site.done ? 'start.sampleDone' : 'start.sampleHeading') : part === 'own' ? t('start.ownHeading') : t('start.heading', { name })}</h1>
        <p class="lead">${part === 'sample' && this.#site.done ? t('start.ready', { count: this.#site.count }) : part ? t(`start.${part}Lead`) : t('start.lead')}</p>
      </div>
      ${part === 'sample' ? this.#sample() : part === 'own' ? this.#own() : this.#ways()}
    </div>`;
  }
}

customElements.define('plenum-start-page', PlenumStartPage);
