import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { confirm } from '../../components/confirm.js';
import { copyText } from '../../components/plenum-code.js';
import { page } from '../../components/styles.js';
import { toast } from '../../components/toast.js';
import { dateTime, number } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { parseCheckpoint, toHex } from '../../lib/tlog.js';
import { check, forget } from './memory.js';
import { save } from './saving.js';
import '../../components/all.js';

const ALARMS = ['forked', 'shortened', 'replaced', 'unsigned', 'malformed'];

/**
 * Whether the log is signed and continues what this browser saw last; computed here, in the browser. Says so in one line
 * while all is well, and loudly when it is not.
 */
class PlenumLogState extends LitElement {
  static properties = { _details: { state: true } };

  static styles = [
    page,
    css`
      :host {
        display: block;
      }
      .line {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius-l);
        background: var(--neutral-soft);
        color: var(--text-muted);
      }
      .line.sound {
        background: var(--success-soft);
        color: var(--success-text);
      }
      .line.unsure {
        background: var(--warning-soft);
        color: var(--warning-text);
      }
      .line > span {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .alarm {
        padding: var(--space-4);
        border: 2px solid var(--danger);
        border-radius: var(--radius-l);
        background: var(--danger-soft);
        color: var(--text);
      }
      .alarm h2 {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        margin: 0 0 var(--space-2);
        color: var(--danger-text);
        font-size: var(--text-l);
      }
      .alarm p {
        margin: 0 0 var(--space-3);
      }
      plenum-card,
      .more {
        display: block;
        margin-top: var(--space-2);
      }
    `,
  ];

  #check = new Load(this, (signal) => check({ signal }), { on: ['*'] });

  render() {
    return this.#check.render((verdict) => (ALARMS.includes(verdict.state) ? this.#alarm(verdict) : this.#line(verdict)), {
      loading: () => html`<div class="line"><plenum-icon name="refresh"></plenum-icon><span>${t('audit.log.checking')}</span></div>`,
    });
  }

  #line(verdict) {
    const { state, checkpoint, signed, seen } = verdict;
    const unsure = state === 'unchecked' || (checkpoint && signed === undefined);
    const tone = state === 'empty' ? '' : unsure ? 'unsure' : 'sound';
    const words =
      state === 'empty' || state === 'unchecked'
        ? t(`audit.log.${state}`)
        : t(unsure ? 'audit.log.noEd25519' : `audit.log.${state}`, {
            count: checkpoint.size,
            at: seen ? dateTime(seen.at) : '',
          });
    return html`
      <div class="line ${tone}" role="status">
        <plenum-icon name=${unsure ? 'warning' : 'audit'}></plenum-icon>
        <span>${words}</span>
        ${
          checkpoint
            ? html`<plenum-button
                size="s"
                variant="ghost"
                expanded=${this._details ? '' : nothing}
                popup="true"
                @click=${() => (this._details = !this._details)}
                >${t('common.details')}</plenum-button
              >`
            : nothing
        }
      </div>
      ${this._details && checkpoint ? this.#more(verdict) : nothing}
    `;
  }

  #more({ checkpoint, key, signed, seen }) {
    return html`<plenum-card class="more">
      <plenum-key-values
        columns="2"
        .items=${[
          { label: t('audit.log.origin'), value: html`<span class="mono">${checkpoint.origin}</span>` },
          { label: t('audit.log.size'), value: number(checkpoint.size) },
          { label: t('audit.log.root'), value: html`<span class="mono">${toHex(checkpoint.root)}</span>` },
          {
            label: t('audit.log.signature'),
            value: t(signed === undefined ? 'audit.log.signatureUnchecked' : 'audit.log.signatureGood', { id: key.keyId }),
          },
          {
            label: t('audit.log.before'),
            value: seen ? t('audit.log.beforeIs', { count: parseCheckpoint(seen.checkpoint).size, at: dateTime(seen.at) }) : t('common.none'),
          },
          { label: t('audit.log.key'), value: html`<span class="mono">${key.text}</span>`, help: t('audit.log.keyHelp') },
        ]}
      ></plenum-key-values>
      <div slot="footer" class="row">
        <plenum-button size="s" icon="copy" @click=${() => this.#copy(key.text)}>${t('audit.log.copyKey')}</plenum-button>
        <plenum-button size="s" icon="download" @click=${() => save('checkpoint.txt', 'text/plain', [checkpoint.text])}
          >${t('audit.log.saveCheckpoint')}</plenum-button
        >
      </div>
    </plenum-card>`;
  }

  async #copy(text) {
    await copyText(text);
    toast(t('audit.log.keyCopied'));
  }

  #alarm(verdict) {
    const { state, checkpoint, seen } = verdict;
    const before = seen && parseCheckpoint(seen.checkpoint);
    return html`<section class="alarm" role="alert" aria-labelledby="alarm">
      <h2 id="alarm"><plenum-icon name="warning"></plenum-icon>${t(`audit.alarm.${state}`)}</h2>
      <p>
        ${t(`audit.alarm.${state}Help`, {
          now: checkpoint ? number(checkpoint.size) : '0',
          before: before ? number(before.size) : '0',
          at: seen ? dateTime(seen.at) : '',
        })}
      </p>
      <p>${t('audit.alarm.evidence')}</p>
      <div class="row">
        ${
          seen
            ? html`<plenum-button icon="download" @click=${() => save('checkpoint-seen-before.txt', 'text/plain', [seen.checkpoint])}
                >${t('audit.alarm.saveBefore')}</plenum-button
              >`
            : nothing
        }
        ${
          checkpoint
            ? html`<plenum-button icon="download" @click=${() => save('checkpoint-now.txt', 'text/plain', [checkpoint.text])}
                >${t('audit.alarm.saveNow')}</plenum-button
              >`
            : nothing
        }
        ${
          seen
            ? html`<plenum-button variant="ghost" @click=${this.#forget}>${t('audit.alarm.forget')}</plenum-button>`
            : nothing
        }
      </div>
    </section>`;
  }

  async #forget() {
    const sure = await confirm({
      title: t('audit.alarm.forget'),
      text: t('audit.alarm.forgetHelp'),
      danger: true,
      action: t('audit.alarm.forget'),
      run: () => forget() ?? true,
    });
    if (sure) {
      this.#check.reload();
    }
  }
}

customElements.define('plenum-log-state', PlenumLogState);
