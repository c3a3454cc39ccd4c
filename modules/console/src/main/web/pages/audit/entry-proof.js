import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { copyText } from '../../components/plenum-code.js';
import { page } from '../../components/styles.js';
import { toast, toastProblem } from '../../components/toast.js';
import { api, Problem } from '../../lib/api.js';
import { dateTime, number } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import { canHash, parseCheckpoint, toHex } from '../../lib/tlog.js';
import { TEXT } from './memory.js';
import { prove } from './proof.js';
import { save } from './saving.js';
import '../../components/all.js';

const ALARMS = ['forked', 'shortened', 'replaced', 'unsigned', 'malformed'];

/** The proof that an entry is in the log, step by step, each recomputed in this browser. */
class PlenumEntryProof extends LitElement {
  static properties = { entry: { attribute: false }, _path: { state: true } };

  static styles = [
    page,
    css`
      :host {
        display: block;
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
        counter-reset: step;
      }
      .step {
        display: grid;
        grid-template-columns: 20px minmax(0, 1fr);
        gap: var(--space-1) var(--space-3);
        padding-bottom: var(--space-4);
      }
      .step:last-child {
        padding-bottom: 0;
      }
      .step plenum-icon {
        margin-top: 2px;
      }
      .good {
        color: var(--success);
      }
      .bad {
        color: var(--danger);
      }
      .open {
        color: var(--warning);
      }
      .step p {
        margin: 0;
      }
      .step .muted {
        font-size: var(--text-s);
      }
      .hash {
        display: block;
        font-family: var(--font-mono);
        font-size: var(--text-xs);
        overflow-wrap: anywhere;
        color: var(--text-muted);
      }
      .step plenum-button {
        margin: var(--space-1) 0 0 calc(-1 * var(--space-2));
      }
      .way {
        margin-top: var(--space-2);
        padding: var(--space-2) 0 var(--space-2) var(--space-3);
        border-left: 2px solid var(--border);
      }
      .way li + li {
        margin-top: var(--space-2);
      }
      .alarm {
        padding: var(--space-3);
        border-radius: var(--radius-m);
        background: var(--danger-soft);
        color: var(--danger-text);
      }
    `,
  ];

  #proof = new Load(this, (signal) => prove(this.entry, { signal }), { auto: false });

  willUpdate(changed) {
    if (changed.has('entry') && canHash()) {
      this.#proof.data = undefined;
      this._path = false;
      this.#proof.reload();
    }
  }

  render() {
    const { data } = this.#proof;
    const alarmed = data && (!data.proven || ALARMS.includes(data.verdict?.state));
    return html`<plenum-card heading=${t('audit.proof')}>
      ${data ? this.#badge(data, alarmed) : nothing}
      ${
        canHash()
          ? this.#proof.render((proven) => this.#steps(proven))
          : html`<p class="open">${t('audit.log.unchecked')}</p>`
      }
      <div slot="footer" class="row">
        <plenum-button size="s" icon="download" @click=${this.#save}>${t('audit.proof.save')}</plenum-button>
        ${
          data?.verdict?.key
            ? html`<plenum-button size="s" icon="copy" @click=${this.#copyKey}>${t('audit.log.copyKey')}</plenum-button>`
            : nothing
        }
      </div>
    </plenum-card>`;
  }

  #badge({ verdict }, alarmed) {
    const unsure = !alarmed && verdict.signed === undefined;
    return html`<plenum-badge slot="actions" dot tone=${alarmed ? 'danger' : unsure ? 'warning' : 'success'}
      >${t(alarmed ? 'audit.proof.notVerified' : unsure ? 'audit.proof.partly' : 'audit.proof.verified')}</plenum-badge
    >`;
  }

  #steps(proven) {
    const { refusal, hash, steps, root, size, verdict } = proven;
    const before = (names) => !names.includes(refusal);
    const entryGood = before(['entry', 'base64']);
    const pathGood = entryGood && before(['index', 'too-many-hashes', 'too-few-hashes', 'root', 'checkpoint']);
    return html`
      <ol>
        ${this.#step(
          entryGood,
          t('audit.proof.leaf'),
          t(entryGood ? 'audit.proof.leafHelp' : 'audit.proof.leafBad'),
          hash ? html`<span class="hash">${toHex(hash)}</span>` : nothing,
        )}
        ${
          entryGood
            ? this.#step(
                pathGood,
                t(pathGood ? 'audit.proof.path' : 'audit.proof.pathBad', { count: steps.length, size: number(size) }),
                t('audit.proof.pathHelp'),
                html`${root ? html`<span class="hash">${toHex(root)}</span>` : nothing}${this.#way(proven)}`,
              )
            : nothing
        }
        ${verdict ? this.#signature(verdict) : nothing} ${verdict && pathGood ? this.#continuity(verdict) : nothing}
      </ol>
    `;
  }

  #step(good, words, help, more = nothing) {
    const [tone, icon] = good === undefined ? ['open', 'warning'] : good ? ['good', 'check-circle'] : ['bad', 'error'];
    return html`<li class="step">
      <plenum-icon class=${tone} name=${icon}></plenum-icon>
      <div>
        <p>${words}</p>
        <p class="muted">${help}</p>
        ${more}
      </div>
    </li>`;
  }

  #way({ steps }) {
    if (!steps.length) {
      return nothing;
    }
    return html`<plenum-button size="s" variant="ghost" @click=${() => (this._path = !this._path)}
        >${t(this._path ? 'audit.proof.hidePath' : 'audit.proof.showPath')}</plenum-button
      >
      ${
        this._path
          ? html`<ol class="way">
              ${steps.map(
                ({ sibling, side, result }, at) => html`<li>
                  <span class="small">${t(`audit.proof.${side}`, { number: at + 1 })}</span>
                  <span class="hash">${toHex(sibling)}</span>
                  <span class="hash">→ ${toHex(result)}</span>
                </li>`,
              )}
            </ol>`
          : nothing
      }`;
  }

  #signature({ signed, key, state }) {
    if (state === 'malformed' || state === 'unchecked') {
      return this.#step(false, t('audit.proof.signatureBad'), t('audit.alarm.malformedHelp'));
    }
    return this.#step(
      signed,
      t(signed ? 'audit.proof.signature' : signed === false ? 'audit.proof.signatureBad' : 'audit.proof.signatureOpen'),
      signed === undefined ? t('audit.proof.signatureOpenHelp') : t('audit.proof.signatureHelp', { id: key.keyId }),
    );
  }

  #continuity({ state, checkpoint, seen }) {
    if (ALARMS.includes(state) && state !== 'unsigned' && state !== 'malformed') {
      const before = parseCheckpoint(seen.checkpoint);
      return html`<li class="alarm" role="alert">
        <strong>${t(`audit.alarm.${state}`)}</strong>
        <p>
          ${t(`audit.alarm.${state}Help`, {
            now: number(checkpoint.size),
            before: number(before.size),
            at: dateTime(seen.at),
          })}
        </p>
        <a href=${href('/audit')}>${t('audit.alarm.toLog')}</a>
      </li>`;
    }
    return seen
      ? this.#step(
          true,
          t('audit.proof.continues'),
          t('audit.proof.continuesHelp', { count: parseCheckpoint(seen.checkpoint).size, at: dateTime(seen.at) }),
        )
      : this.#step(true, t('audit.proof.first'), t('audit.proof.firstHelp'));
  }

  async #save() {
    try {
      const { data } = await api.get(`audit/proof/${this.entry.index}/note`, { headers: TEXT });
      save(`audit-${this.entry.index}.tlog-proof`, 'text/plain', [data]);
    } catch (thrown) {
      toastProblem(Problem.of(thrown));
    }
  }

  async #copyKey() {
    await copyText(this.#proof.data.verdict.key.text);
    toast(t('audit.log.keyCopied'));
  }
}

customElements.define('plenum-entry-proof', PlenumEntryProof);
