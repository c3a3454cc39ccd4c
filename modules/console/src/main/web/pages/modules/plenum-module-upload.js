import { LitElement, css, html, nothing } from 'lit';
import { page } from '../../components/styles.js';
import { showCall } from '../../components/plenum-call.js';
import { api, Problem } from '../../lib/api.js';
import { bytes } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { whyNot } from '../../lib/session.js';
import { compareVersions, look, moduleHref } from './actions.js';
import '../../components/all.js';

const MOST = 64 * 1024 * 1024;

/** Takes module files, dropped or chosen, one after the other. Each is checked whole before it is on offer. */
class PlenumModuleUpload extends LitElement {
  static properties = { _files: { state: true }, _over: { state: true } };

  static styles = [
    page,
    css`
      .drop {
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: var(--space-3);
        padding: var(--space-7) var(--space-4);
        border: 2px dashed var(--border-strong);
        border-radius: var(--radius-l);
        background: var(--surface);
        text-align: center;
        transition:
          border-color var(--fast),
          background var(--fast);
        --icon-size: 28px;
      }
      .drop.over {
        border-color: var(--accent);
        background: var(--accent-soft);
      }
      .drop > plenum-icon {
        color: var(--text-muted);
      }
      .drop strong {
        font-size: var(--text-l);
      }
      .drop p {
        max-width: 60ch;
      }
      .drop .row {
        justify-content: center;
      }
      plenum-button {
        --icon-size: 16px;
      }
      .file {
        padding: var(--space-4);
        border-bottom: 1px solid var(--border);
      }
      .file:last-child {
        border-bottom: 0;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-3);
      }
      plenum-progress,
      plenum-problem {
        display: block;
        margin-top: var(--space-3);
      }
      .help {
        margin-top: var(--space-2);
      }
    `,
  ];

  #queue = Promise.resolve();

  constructor() {
    super();
    this._files = [];
  }

  #chosen(event) {
    this.#take([...event.target.files]);
    // So that the same file can be chosen again.
    event.target.value = '';
  }

  #dropped(event) {
    event.preventDefault();
    this._over = false;
    if (!this.#reason) {
      this.#take([...event.dataTransfer.files]);
    }
  }

  get #reason() {
    return whyNot('module.manage', t);
  }

  #take(files) {
    for (const file of files) {
      const entry = { file, phase: 'waiting', share: 0 };
      this._files = [entry, ...this._files];
      this.#queue = this.#queue.then(() => this.#send(entry));
    }
  }

  #set(entry, change) {
    Object.assign(entry, change);
    this.requestUpdate();
  }

  async #send(entry) {
    const { file } = entry;
    if (file.size > MOST) {
      this.#set(entry, {
        phase: 'failed',
        problem: new Problem({ title: t('modules.upload.tooLarge'), detail: t('modules.upload.tooLargeHelp', { size: bytes(file.size), most: bytes(MOST) }), status: 413 }),
      });
      return;
    }
    this.#set(entry, { phase: 'sending', share: 0, problem: undefined });
    try {
      const { data } = await api.upload('modules/upload', file, {
        progress: (share) => this.#set(entry, { share, phase: share === 1 ? 'checking' : 'sending' }),
      });
      this.#set(entry, { phase: 'done', offer: data });
      this.dispatchEvent(new CustomEvent('plenum-uploaded', { detail: data }));
    } catch (thrown) {
      this.#set(entry, { phase: 'failed', problem: Problem.of(thrown) });
    }
  }

  #again(entry) {
    this.#queue = this.#queue.then(() => this.#send(entry));
  }

  #call() {
    return { method: 'POST', path: 'modules/upload', body: new Blob([]) };
  }

  #file(entry) {
    const { file, phase, offer, problem, share } = entry;
    return html`<li class="file">
      <div class="head">
        <span class="grow truncate"><strong>${offer ? `${offer.title} ${offer.version}` : file.name}</strong>
          <span class="muted small">${offer ? file.name : bytes(file.size)}</span></span>
        ${phase === 'waiting' ? html`<plenum-badge>${t('modules.upload.waiting')}</plenum-badge>` : nothing}
        ${phase === 'checking' ? html`<plenum-badge tone="info" dot>${t('modules.upload.checking')}</plenum-badge>` : nothing}
        ${phase === 'done' ? this.#offer(offer) : nothing}
      </div>
      ${
        phase === 'sending' || phase === 'checking'
          ? html`<plenum-progress
              .value=${phase === 'checking' ? undefined : share}
              label=${t('modules.upload.sending', { name: file.name })}
            ></plenum-progress>`
          : nothing
      }
      ${
        problem
          ? html`<plenum-problem
                ?norepeat=${!problem.unreachable && problem.status < 500 && problem.status !== 429}
                .problem=${problem}
                @plenum-retry=${() => this.#again(entry)}
              ></plenum-problem>
              ${helpFor(problem.code)}`
          : nothing
      }
    </li>`;
  }

  #offer(offer) {
    const installed = offer.installedVersion;
    const order = installed === undefined ? 0 : compareVersions(offer.version, installed);
    const kind = installed === undefined ? 'install' : order < 0 ? 'downgrade' : 'upgrade';
    return html`<plenum-badge tone="success">${t('modules.upload.verified')}</plenum-badge>
      <plenum-button size="s" href=${moduleHref(offer.name)}>${t('common.details')}</plenum-button>
      <plenum-button size="s" variant="primary" reason=${this.#reason} @click=${() => look(kind, offer.name, offer.version)}
        >${t(`modules.${kind}`)}</plenum-button
      >`;
  }

  render() {
    return html`<div class="stack">
      <div
        class="drop ${this._over ? 'over' : ''}"
        @dragover=${(event) => {
          event.preventDefault();
          this._over = true;
        }}
        @dragleave=${() => (this._over = false)}
        @drop=${this.#dropped}
      >
        <plenum-icon name="upload"></plenum-icon>
        <strong>${t('modules.upload.drop')}</strong>
        <p class="muted">${t('modules.upload.help', { most: bytes(MOST) })}</p>
        <input
          class="visually-hidden"
          type="file"
          multiple
          tabindex="-1"
          accept=".jar,application/java-archive"
          aria-label=${t('modules.upload.choose')}
          ?disabled=${Boolean(this.#reason)}
          @change=${this.#chosen}
        />
        <div class="row">
          <plenum-button variant="primary" icon="upload" reason=${this.#reason} @click=${() => this.renderRoot.querySelector('input').click()}
            >${t('modules.upload.choose')}</plenum-button
          >
          <plenum-button variant="ghost" icon="code" @click=${() => showCall(this.#call())}>${t('call.show')}</plenum-button>
        </div>
      </div>
      ${
        this._files.length
          ? html`<plenum-card flush heading=${t('modules.upload.files')}>
              <ul class="plain" aria-live="polite">
                ${this._files.map((entry) => this.#file(entry))}
              </ul>
            </plenum-card>`
          : nothing
      }
    </div>`;
  }
}

/** What to do about the refusals that people meet. */
function helpFor(code) {
  return code === 'untrusted-bundle' || code === 'invalid-bundle'
    ? html`<p class="help small muted">${t(`modules.upload.${code}`)}</p>`
    : nothing;
}

customElements.define('plenum-module-upload', PlenumModuleUpload);
