import { LitElement, css, html, nothing } from 'lit';
import { control, page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { api, Problem } from '../../lib/api.js';
import { number } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import { can } from '../../lib/session.js';
import { showCall } from '../../components/plenum-call.js';
import { moduleHref } from './actions.js';
import { STEPS, follow, running } from './running.js';
import './plenum-module-icon.js';
import '../../components/all.js';

const KINDS = ['install', 'upgrade', 'downgrade', 'enable', 'disable', 'uninstall'];
const ICONS = { install: 'download', upgrade: 'arrow-up', downgrade: 'arrow-down', enable: 'play', disable: 'stop', uninstall: 'trash' };
const MANY = 6;

/**
 * A change of a module, in a dialog: what it would do, then how it goes, then how it went. It is done with the digest of
 * the plan that was shown, so that nothing else can happen than what the reader has seen.
 */
class PlenumModuleChange extends LitElement {
  static properties = {
    kind: {},
    module: {},
    version: {},
    _phase: { state: true },
    _plan: { state: true },
    _about: { state: true },
    _problem: { state: true },
    _changed: { state: true },
    _purge: { state: true },
    _typed: { state: true },
    _result: { state: true },
  };

  static styles = [
    page,
    control,
    css`
      section {
        margin-top: var(--space-5);
      }
      section:first-of-type {
        margin-top: 0;
      }
      h3 {
        margin-bottom: var(--space-2);
        font-size: var(--text-s);
        color: var(--text-muted);
        font-weight: 500;
      }
      .steps li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-3);
        padding: var(--space-2) 0;
      }
      .steps .grow {
        flex: 1 1 180px;
      }
      .steps li + li {
        border-top: 1px solid var(--border);
      }
      .safe {
        display: flex;
        gap: var(--space-2);
        color: var(--text-muted);
      }
      .safe plenum-icon {
        margin-top: 3px;
        color: var(--success-text);
      }
      .names {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-2);
      }
      .names code {
        padding: 1px 6px;
        border-radius: var(--radius-s);
        background: var(--neutral-soft);
        overflow-wrap: anywhere;
      }
      .names .added {
        background: var(--success-soft);
        color: var(--success-text);
      }
      .names .removed {
        background: var(--danger-soft);
        color: var(--danger-text);
      }
      details summary {
        margin-top: var(--space-2);
        color: var(--accent-text);
        cursor: pointer;
      }
      details .names {
        margin-top: var(--space-2);
      }
      .note,
      .refused,
      .warn {
        display: flex;
        gap: var(--space-3);
        padding: var(--space-3) var(--space-4);
        border-radius: var(--radius-m);
        background: var(--surface-sunken);
      }
      .refused {
        background: var(--danger-soft);
      }
      .warn {
        background: var(--warning-soft);
      }
      :is(.note, .refused, .warn) > plenum-icon {
        margin-top: 3px;
      }
      .refused > plenum-icon {
        color: var(--danger-text);
      }
      .warn > plenum-icon {
        color: var(--warning-text);
      }
      .refused ul {
        margin: var(--space-1) 0 0;
        padding-left: var(--space-4);
      }
      .check {
        display: flex;
        align-items: flex-start;
        gap: var(--space-2);
        margin-top: var(--space-3);
      }
      .check input {
        margin-top: 3px;
        flex: none;
      }
      .type {
        margin-top: var(--space-3);
      }
      .type label {
        display: block;
        margin-bottom: var(--space-1);
        font-weight: 500;
      }
      ol.progress {
        margin: var(--space-3) 0 0;
        padding: 0;
        list-style: none;
      }
      .progress li {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        padding: 5px 0;
        color: var(--text-muted);
      }
      .progress .done {
        color: var(--text);
      }
      .progress .now {
        color: var(--text);
        font-weight: 500;
      }
      .mark {
        display: inline-flex;
        align-items: center;
        justify-content: center;
        flex: none;
        width: 18px;
        height: 18px;
        border: 2px solid var(--border);
        border-radius: 50%;
        --icon-size: 11px;
      }
      .done .mark {
        border-color: var(--success);
        background: var(--success);
        color: var(--surface-raised);
      }
      .now .mark {
        border-color: var(--accent);
        border-right-color: transparent;
        animation: turn 800ms linear infinite;
      }
      .failed .mark {
        border-color: var(--danger);
        background: var(--danger);
        color: var(--surface-raised);
      }
      @keyframes turn {
        to {
          transform: rotate(1turn);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .now .mark {
          animation-duration: 4s;
        }
      }
      .result {
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: var(--space-2);
        padding: var(--space-4) 0;
        text-align: center;
        --icon-size: 32px;
      }
      .result plenum-icon {
        color: var(--success);
      }
      .digest {
        margin-top: var(--space-4);
        overflow-wrap: anywhere;
      }
      .call {
        margin: 0 auto 0 calc(-1 * var(--space-3));
      }
    `,
  ];

  #end = () => {};
  #turn = 0;
  #step = '';

  constructor() {
    super();
    new Watch(this, running);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#end = follow();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#end();
  }

  willUpdate(changed) {
    if (changed.has('kind') || changed.has('module') || changed.has('version')) {
      this._purge = false;
      this._changed = false;
      if (changed.has('kind') || changed.has('module')) {
        this._about = undefined;
      }
      this.#read();
    }
    const now = running.value.get(this.module);
    if (this._phase === 'running' && now) {
      this.#step = now.step;
    }
  }

  get #known() {
    return KINDS.includes(this.kind);
  }

  get #removes() {
    return this.kind === 'uninstall' || this.kind === 'disable';
  }

  /** What is asked for, without the digest. */
  get #wish() {
    return {
      ...(this.version ? { version: this.version } : {}),
      ...(this.kind === 'uninstall' && this._purge ? { purge: true } : {}),
    };
  }

  get #call() {
    return { method: 'POST', path: `modules/${this.module}/${this.kind}`, body: { ...this.#wish, plan: this._plan?.digest } };
  }

  async #read() {
    const turn = ++this.#turn;
    this._phase = 'planning';
    this._problem = undefined;
    this._plan = undefined;
    this._typed = '';
    if (!this.#known) {
      this._phase = 'planned';
      this._problem = new Problem({ title: t('modules.noSuchChange'), detail: t('modules.noSuchChangeHelp'), status: 404 });
      return;
    }
    try {
      const [{ data }, about] = await Promise.all([
        api.post('modules/plan', { kind: this.kind, module: this.module, ...this.#wish }),
        this._about ?? this.#lookUp(),
      ]);
      if (turn === this.#turn) {
        this._plan = data;
        this._about = about;
        this._phase = 'planned';
      }
    } catch (thrown) {
      if (turn === this.#turn) {
        this._problem = Problem.of(thrown);
        this._phase = 'planned';
      }
    }
  }

  /** Titles, versions to choose from, and how much content there is that stays or goes. */
  async #lookUp() {
    const [installed, catalog, types] = await Promise.all([
      api.list('modules'),
      api.list('modules/catalog'),
      api.list('content-types').catch(() => ({ items: [] })),
    ]);
    const entry = catalog.items.find((one) => one.name === this.module);
    const module = installed.items.find((one) => one.name === this.module);
    const own = types.items.filter((type) => type.owner === this.module);
    const content =
      this.kind === 'uninstall'
        ? await Promise.all(
            own
              .filter((type) => can(`${type.name}.view`))
              .map(async (type) => ({
                type,
                count: (await api.list('items', { type: type.name, limit: 1, total: true })).total ?? 0,
              })),
          )
        : [];
    return {
      title: (module ?? entry)?.title ?? this.module,
      titles: new Map([...catalog.items, ...installed.items].map((one) => [one.name, one.title])),
      versions: entry?.versions ?? [],
      module,
      content,
    };
  }

  async #go() {
    if (this.#stop) {
      return;
    }
    const call = this.#call;
    this._phase = 'running';
    this._problem = undefined;
    this.#step = '';
    try {
      const { data } = await api.send(call);
      this._result = data ?? {};
      this._phase = 'done';
    } catch (thrown) {
      const problem = Problem.of(thrown);
      if (problem.code === 'plan-changed') {
        this._changed = true;
        await this.#read();
      } else {
        this._problem = problem;
        this._phase = 'failed';
      }
    }
  }

  /** Why the button does nothing now. */
  get #stop() {
    if (!this._plan) {
      return t('modules.noPlan');
    }
    if (this._plan.refusals.length) {
      return t('modules.refusedReason');
    }
    return this._purge && this._typed !== this.module ? t('confirm.typeFirst', { name: this.module }) : '';
  }

  #close() {
    this.dispatchEvent(new CustomEvent('plenum-close'));
  }

  #names(names, tone = '') {
    const chips = (some) => html`<div class="names">${some.map((name) => html`<code class=${tone}>${name}</code>`)}</div>`;
    return names.length <= MANY + 1
      ? chips(names)
      : html`${chips(names.slice(0, MANY))}
          <details>
            <summary>${t('modules.andMore', { count: names.length - MANY })}</summary>
            ${chips(names.slice(MANY))}
          </details>`;
  }

  #steps() {
    return html`<section>
      <h3>${t('modules.plan.steps')}</h3>
      <ul class="plain steps">
        ${this._plan.steps.map(
          (step) =>
            html`<li>
              <plenum-icon name=${ICONS[step.kind] ?? 'modules'}></plenum-icon>
              <span class="grow">
                <strong>${t(`modules.verb.${step.kind}`, { module: this._about.titles.get(step.module) ?? step.module })}</strong>
                <span class="muted">${versions(step)}</span>
              </span>
              ${this.#signer(step)}
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #signer({ kind, signer, fromVersion, fromSigner }) {
    if (kind === 'disable' || kind === 'uninstall') {
      return nothing;
    }
    const tone = fromVersion && fromSigner !== signer ? 'warning' : 'success';
    return signer
      ? html`<plenum-badge tone=${tone}>${t('modules.signedBy', { signer: /CN=([^,]+)/i.exec(signer)?.[1] ?? signer })}</plenum-badge>`
      : html`<plenum-badge tone="warning">${t('modules.unsigned')}</plenum-badge>`;
  }

  /** The blast radius. */
  #stops() {
    const { stopped, refreshedCore, refusals } = this._plan;
    return html`<section>
      <h3>${t('modules.plan.stops')}</h3>
      ${
        stopped.length
          ? html`<p>
                ${refusals.length ? t('modules.plan.needed') : t('modules.plan.stopped', { count: stopped.length })}
              </p>
              <div class="names">
                ${stopped.map(
                  (name) => html`<a href=${moduleHref(name)} @click=${this.#close}>${this._about.titles.get(name) ?? name}</a>`,
                )}
              </div>`
          : nothing
      }
      ${
        refreshedCore.length
          ? html`<p>${t('modules.plan.core')}</p>
              ${this.#names(refreshedCore, 'removed')}`
          : html`<p class="safe">
              <plenum-icon name="check-circle"></plenum-icon
              ><span>${t(stopped.length ? 'modules.plan.coreRuns' : 'modules.plan.nothingStops')}</span>
            </p>`
      }
    </section>`;
  }

  #differences() {
    const { permissionsAdded, permissionsRemoved, typesAdded } = this._plan;
    return html`
      ${
        permissionsAdded.length || permissionsRemoved.length
          ? html`<section>
              <h3>${t('modules.plan.permissions')}</h3>
              ${permissionsAdded.length ? html`<p class="small">${t('modules.plan.appear')}</p> ${this.#names(permissionsAdded, 'added')}` : nothing}
              ${permissionsRemoved.length ? html`<p class="small">${t('modules.plan.disappear')}</p> ${this.#names(permissionsRemoved, 'removed')}` : nothing}
            </section>`
          : nothing
      }
      ${
        typesAdded.length
          ? html`<section>
              <h3>${t('modules.plan.types')}</h3>
              ${this.#names(typesAdded, 'added')}
            </section>`
          : nothing
      }
    `;
  }

  /** What must have been seen before it is done: another publisher, new permissions of a module that is there. */
  #questions() {
    const { questions, refusals } = this._plan;
    return questions.length && !refusals.length
      ? html`<section>
          <div class="warn" role="alert">
            <plenum-icon name="warning"></plenum-icon>
            <div>
              <strong>${t('modules.questions')}</strong>
              <ul>
                ${questions.map((question) => html`<li>${question}</li>`)}
              </ul>
            </div>
          </div>
        </section>`
      : nothing;
  }

  #refusals() {
    const { refusals, stopped } = this._plan;
    return refusals.length
      ? html`<section>
          <div class="refused" role="alert">
            <plenum-icon name="error"></plenum-icon>
            <div>
              <strong>${t(`modules.refused.${this.kind}`)}</strong>
              <ul>
                ${refusals.map((refusal) => html`<li>${refusal}</li>`)}
              </ul>
              ${
                this.#removes && stopped.length === 1
                  ? html`<p class="small">
                      <a href=${href(`/modules/${stopped[0]}`, { change: this.kind })}
                        >${t(`modules.verb.${this.kind}`, { module: this._about.titles.get(stopped[0]) ?? stopped[0] })}</a
                      >
                    </p>`
                  : nothing
              }
            </div>
          </div>
        </section>`
      : nothing;
  }

  /** What an uninstall leaves behind, and the choice to leave nothing. */
  #content() {
    if (this.kind !== 'uninstall' || this._plan.refusals.length) {
      return nothing;
    }
    const count = this._about.content.reduce((sum, one) => sum + one.count, 0);
    const types = this._about.content.length;
    return html`<section>
      <h3>${t('modules.plan.content')}</h3>
      <p>
        ${
          types
            ? this._purge
              ? t('modules.plan.purged', { count, items: number(count), types })
              : t('modules.plan.stays', { count, items: number(count), types })
            : t('modules.plan.noContent')
        }
      </p>
      ${
        types
          ? html`<div class="check">
                <input id="purge" type="checkbox" .checked=${this._purge} @change=${this.#purge} />
                <label for="purge">${t('modules.purge')}</label>
              </div>
              ${
                this._purge
                  ? html`<div class="type">
                      <label for="typed">${t('confirm.type', { name: this.module })}</label>
                      <input
                        id="typed"
                        autocomplete="off"
                        spellcheck="false"
                        .value=${this._typed ?? ''}
                        @input=${(event) => (this._typed = event.target.value)}
                        @keydown=${(event) => event.key === 'Enter' && this.#go()}
                      />
                    </div>`
                  : nothing
              }`
          : nothing
      }
    </section>`;
  }

  async #purge(event) {
    this._purge = event.target.checked;
    // Another wish, another plan; what is shown stays until it is there.
    try {
      const { data } = await api.post('modules/plan', { kind: this.kind, module: this.module, ...this.#wish });
      this._plan = data;
    } catch (thrown) {
      this._problem = Problem.of(thrown);
    }
  }

  #versions() {
    const now = this._about.module?.version;
    const choices = this._about.versions.filter((version) => version !== now);
    if (!['upgrade', 'downgrade', 'install'].includes(this.kind) || choices.length < 2) {
      return nothing;
    }
    return html`<section>
      <label for="version">${t('modules.version')}</label>
      <select id="version" @change=${(event) => (this.version = event.target.value)}>
        <option value="" ?selected=${!this.version}>${t(`modules.choose.${this.kind}`)}</option>
        ${choices.map((version) => html`<option value=${version} ?selected=${version === this.version}>${version}</option>`)}
      </select>
    </section>`;
  }

  #planned() {
    if (!this._plan) {
      return html`<plenum-problem .problem=${this._problem} @plenum-retry=${() => this.#read()}></plenum-problem>`;
    }
    const refused = this._plan.refusals.length > 0;
    return html`
      ${
        this._changed
          ? html`<section>
              <div class="warn" role="alert"><plenum-icon name="warning"></plenum-icon><span>${t('modules.planChanged')}</span></div>
            </section>`
          : nothing
      }
      ${this._problem ? html`<plenum-problem compact norepeat .problem=${this._problem}></plenum-problem>` : nothing}
      ${this.#refusals()} ${this.#questions()} ${this.#versions()}
      ${this._plan.steps.length ? this.#steps() : nothing}
      ${refused && !this._plan.steps.length && !this._plan.stopped.length ? nothing : this.#stops()} ${refused ? nothing : this.#differences()}
      ${this.#content()}
      ${
        this.module === 'console' && this.#removes && !refused
          ? html`<section>
              <div class="warn"><plenum-icon name="warning"></plenum-icon><span>${t('modules.lastConsole')}</span></div>
            </section>`
          : nothing
      }
      ${
        ['install', 'upgrade', 'downgrade'].includes(this.kind) && !refused
          ? html`<section>
              <div class="note"><plenum-icon name="info"></plenum-icon><span class="small">${t('modules.trust')}</span></div>
            </section>`
          : nothing
      }
      ${
        refused
          ? nothing
          : html`<p class="digest small muted">${t('modules.planDigest')} <span class="mono">${this._plan.digest.slice(0, 16)}</span></p>`
      }
    `;
  }

  #progress(failed = false) {
    const at = STEPS.indexOf(this.#step);
    return html`<ol class="progress" aria-live="polite">
      ${STEPS.slice(1).map((step, index) => {
        // The event of a step comes when the step is done; the one after it goes on.
        const state = index + 1 <= at || this._phase === 'done' ? 'done' : index === at || (at < 0 && index === 0) ? (failed ? 'failed' : 'now') : '';
        return html`<li class=${state}>
          <span class="mark"
            >${state === 'done' ? html`<plenum-icon name="check"></plenum-icon>` : state === 'failed' ? html`<plenum-icon name="close"></plenum-icon>` : nothing}</span
          >
          ${t(`modules.step.${step}`)}
        </li>`;
      })}
    </ol>`;
  }

  #running() {
    return html`<p role="status">${t(`modules.doing.${this.kind}`)} …</p>
      ${this.#removes ? html`<plenum-progress label=${t(`modules.doing.${this.kind}`)}></plenum-progress>` : this.#progress()}`;
  }

  #failed() {
    const problem = this._problem;
    return html`<plenum-problem norepeat .problem=${problem}></plenum-problem>
      ${problem.code === 'install-failed' ? html`<p class="muted">${t('modules.undone')}</p>` : nothing}
      ${this.#removes || !this.#step ? nothing : this.#progress(true)}`;
  }

  #done() {
    const problems = this._result.problems ?? [];
    return html`<div class="result" role="status">
      <plenum-icon name="check-circle"></plenum-icon>
      <h2>${t(`modules.done.${this.kind}`, { module: this._about.title })}</h2>
      ${problems.map((problem) => html`<p>${problem}</p>`)}
      <p class="muted">${t(`modules.doneHelp.${this.kind}`)}</p>
    </div>`;
  }

  #body() {
    switch (this._phase) {
      case 'planning':
        return html`<plenum-skeleton lines="6"></plenum-skeleton>`;
      case 'running':
        return this.#running();
      case 'failed':
        return this.#failed();
      case 'done':
        return this.#done();
      default:
        return this.#planned();
    }
  }

  #footer() {
    if (this._phase === 'done') {
      // The pages of another console than the one that is open now.
      const reload = this.module === 'console';
      return html`${
        this.kind === 'uninstall' || this.kind === 'disable'
          ? nothing
          : html`<plenum-button slot="footer" href=${moduleHref(this.module)} @click=${() => this.#close()}
              >${t('modules.open', { module: this._about.title })}</plenum-button
            >`
      }<plenum-button slot="footer" variant="primary" @click=${() => (reload ? window.location.reload() : this.#close())}
          >${reload ? t('modules.reload') : t('common.close')}</plenum-button
        >`;
    }
    if (this._phase === 'failed') {
      return html`<plenum-button slot="footer" @click=${() => this.#close()}>${t('common.close')}</plenum-button>
        <plenum-button slot="footer" variant="primary" @click=${() => this.#read()}>${t('modules.planAgain')}</plenum-button>`;
    }
    if (this._phase === 'running') {
      return html`<plenum-button slot="footer" @click=${() => this.#close()}>${t('modules.background')}</plenum-button>`;
    }
    return html`
      ${
        this._plan
          ? html`<plenum-button class="call" slot="footer" variant="ghost" icon="code" @click=${() => showCall(this.#call)}
              >${t('call.show')}</plenum-button
            >`
          : nothing
      }
      <plenum-button slot="footer" @click=${() => this.#close()}>${t('common.cancel')}</plenum-button>
      <plenum-button
        slot="footer"
        variant=${this.#removes ? 'danger' : 'primary'}
        reason=${this._phase === 'planning' ? t('modules.noPlan') : this.#stop}
        @click=${() => this.#go()}
        >${this.#known ? t(this._purge ? 'modules.uninstallPurge' : `modules.${this.kind}`) : t('common.ok')}</plenum-button
      >
    `;
  }

  render() {
    const title = this._about?.title ?? this.module;
    return html`<plenum-dialog
      open
      sticky
      heading=${this.#known ? t(`modules.verb.${this.kind}`, { module: title }) : title}
      @plenum-close=${() => this.#close()}
    >
      ${this.#body()} ${this.#footer()}
    </plenum-dialog>`;
  }
}

/** 1.0.0 → 1.1.0, or the one there is. */
function versions({ fromVersion, toVersion }) {
  if (fromVersion && toVersion) {
    return fromVersion === toVersion ? toVersion : `${fromVersion} → ${toVersion}`;
  }
  return toVersion || fromVersion;
}

customElements.define('plenum-module-change', PlenumModuleChange);
