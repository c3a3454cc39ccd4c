import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { showCall } from '../../components/plenum-call.js';
import { api } from '../../lib/api.js';
import { number, timeOfDay } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import { spaces } from '../../lib/session.js';
import { fromBase64, toHex } from '../../lib/tlog.js';
import { Names } from './names.js';
import { OUTCOMES, actorName, memberWords, outcomeWord, sentence, targetHref, targetWords } from './words.js';
import '../../components/all.js';
import './entry-proof.js';

/** One entry of the log: what it says in words, its proof, and its bytes. */
class PlenumAuditEntry extends LitElement {
  static properties = { index: {} };

  static styles = [
    page,
    css`
      .two {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        align-items: start;
        gap: var(--space-4);
      }
      .two > * {
        min-width: 0;
      }
      @media (max-width: 1080px) {
        .two {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      .others li {
        display: grid;
        grid-template-columns: 84px minmax(0, 1fr);
        gap: var(--space-3);
        padding: var(--space-1) 0;
      }
      time {
        color: var(--text-muted);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
      p {
        margin: 0 0 var(--space-2);
      }
      plenum-code {
        margin-bottom: var(--space-3);
        --code-height: 320px;
      }
      .digest {
        overflow-wrap: anywhere;
        font-size: var(--text-s);
      }
    `,
  ];

  #names = new Names(() => this.requestUpdate());
  #types = new Load(this, () => api.list('content-types').then(({ items }) => items));
  #entry = new Load(this, (signal) => this.#read(signal), { auto: false });
  #caused = new Load(
    this,
    async (signal) => {
      const { correlation } = this.#entry.data.event;
      return api.list('audit/entries', { correlation, limit: 6 }, { signal });
    },
    { auto: false, on: ['*'], when: () => this.#entry.data },
  );

  willUpdate(changed) {
    if (changed.has('index')) {
      this.#entry.data = undefined;
      this.#entry.reload();
    }
  }

  async #read(signal) {
    const { data } = await api.get(`audit/entries/${encodeURIComponent(this.index)}`, { signal });
    return data;
  }

  #for;

  updated() {
    const { data } = this.#entry;
    if (data && data !== this.#for && this.#types.data) {
      this.#for = data;
      this.#caused.data = undefined;
      this.#caused.reload();
      this.#names.learn([data], this.#types.data);
    }
  }

  get #context() {
    return { names: this.#names.byId, types: this.#types.data ?? [] };
  }

  render() {
    const breadcrumbs = [{ label: t('audit.title'), href: href('/audit') }];
    const entry = this.#entry.data;
    return html`
      <plenum-page-header
        heading=${entry ? t('audit.entry', { index: number(entry.index) }) : t('audit.oneEntry')}
        .breadcrumbs=${breadcrumbs}
      >
        ${entry ? sentence(entry, this.#context) : nothing}
        ${entry ? this.#actions(entry) : nothing}
      </plenum-page-header>
      ${this.#entry.render((found) => this.#content(found))}
    `;
  }

  #actions(entry) {
    const { tone } = OUTCOMES[entry.event.outcome] ?? OUTCOMES.UNKNOWN;
    return html`
      <plenum-badge slot="meta" tone=${tone}>${outcomeWord(entry.event.outcome)}</plenum-badge>
      ${
        entry.index > 0
          ? html`<plenum-button
              slot="actions"
              icon="chevron-left"
              label=${t('audit.older')}
              href=${href(`/audit/${entry.index - 1}`)}
            ></plenum-button>`
          : nothing
      }
      <plenum-button
        slot="actions"
        icon="chevron-right"
        label=${t('audit.newer')}
        href=${href(`/audit/${entry.index + 1}`)}
      ></plenum-button>
      <plenum-menu
        slot="actions"
        label=${t('common.more')}
        align="end"
        .items=${[
          {
            label: t('call.show'),
            icon: 'code',
            action: () => showCall({ method: 'GET', path: `audit/entries/${entry.index}` }),
          },
          {
            label: t('audit.proof.showCall'),
            icon: 'code',
            action: () => showCall({ method: 'GET', path: `audit/proof/${entry.index}` }),
          },
        ]}
      ></plenum-menu>
    `;
  }

  #content(entry) {
    return html`<div class="stack">
      <div class="two">
        <div class="stack">${this.#facts(entry)} ${this.#details(entry)} ${this.#others(entry)}</div>
        <div class="stack">
          <plenum-entry-proof .entry=${entry}></plenum-entry-proof>
          ${this.#raw(entry)}
        </div>
      </div>
    </div>`;
  }

  #facts(entry) {
    const { event } = entry;
    const where = targetHref(entry, this.#context);
    const what = targetWords(entry, this.#context);
    const space = spaces.value.find(({ id }) => id === event.space);
    return html`<plenum-card heading=${t('audit.whatHappened')}>
      <plenum-key-values
        .items=${[
          { label: t('audit.time'), value: html`<plenum-time exact value=${entry.time}></plenum-time>` },
          {
            label: t('audit.actor'),
            value: html`<a href=${href('/audit', { actor: event.actor.id })}>${actorName(entry)}</a>`,
            help: t('audit.through', { source: t(`audit.source.${event.source}`) }),
          },
          { label: t('audit.action'), value: html`<a class="mono" href=${href('/audit', { action: event.action })}>${event.action}</a>` },
          {
            label: t('audit.target.label'),
            value: where ? html`<a href=${where}>${what}</a>` : what,
            help: event.target.id ? html`<span class="mono digest">${event.target.id}</span>` : undefined,
          },
          { label: t('audit.space'), value: space?.title ?? event.space },
          { label: t('audit.decision'), value: this.#decision(event) },
          { label: t('audit.outcome'), value: outcomeWord(event.outcome), help: t(`audit.outcomeHelp.${event.outcome}`) },
          ...(event.beforeDigest || event.afterDigest
            ? [
                { label: t('audit.before'), value: digest(event.beforeDigest) },
                { label: t('audit.after'), value: digest(event.afterDigest) },
              ]
            : []),
          ...(event.approvals ? [{ label: t('audit.approvals'), value: digest(event.approvals.join(', ')), help: t('audit.approvalsHelp') }] : []),
          ...(event.module
            ? [{ label: t('audit.moduleCode'), value: event.module.name, help: digest(event.module.digest) }]
            : []),
          ...(event.traceId ? [{ label: t('audit.trace'), value: digest(event.traceId) }] : []),
        ]}
      ></plenum-key-values>
    </plenum-card>`;
  }

  #decision({ decision }) {
    if (!decision) {
      return t('audit.decision.none');
    }
    if (!decision.allowed) {
      return t('audit.decision.refused');
    }
    return decision.grant
      ? html`${t('audit.decision.byGrant')} <a class="mono digest" href=${href('/access/grants')}>${decision.grant}</a>`
      : t('audit.decision.allowed');
  }

  #details({ event }) {
    if (event.detailsDigest) {
      return html`<plenum-card heading=${t('audit.details')}>
        ${t('audit.detailsTooLong', { bytes: number(event.detailsLength) })}
        <p class="mono digest">${event.detailsDigest}</p>
      </plenum-card>`;
    }
    const details = Object.entries(event.details ?? {});
    return details.length
      ? html`<plenum-card heading=${t('audit.details')}>
          <plenum-key-values
            .items=${details.map(([name, value]) => ({ label: memberWords(name), value: memberValue(name, value) }))}
          ></plenum-key-values>
        </plenum-card>`
      : nothing;
  }

  /** What else the same request caused. */
  #others({ event, index }) {
    const all = href('/audit', { correlation: event.correlation });
    return html`<plenum-card heading=${t('audit.caused')}>
      <plenum-button slot="actions" size="s" variant="ghost" href=${all}>${t('audit.causedAll')}</plenum-button>
      ${this.#caused.render(({ items, next }) => {
        const others = items.filter((one) => one.index !== index).slice(0, 5);
        return others.length
          ? html`<ul class="plain others">
              ${others.map(
                (one) => html`<li>
                  <time datetime=${one.time}>${timeOfDay(one.time)}</time>
                  <a href=${href(`/audit/${one.index}`)}>${sentence(one, this.#context)}</a>
                </li>`,
              )}
            </ul>`
          : html`<p class="muted small">${t(next ? 'audit.causedMore' : 'audit.causedNone')}</p>`;
      })}
    </plenum-card>`;
  }

  #raw(entry) {
    return html`<plenum-card heading=${t('audit.raw')}>
      <p class="muted small">${t('audit.rawHelp')}</p>
      <plenum-code label=${t('audit.raw')} .code=${JSON.stringify(entry.event, null, 2)}></plenum-code>
      <plenum-key-values
        .items=${[
          { label: t('audit.bytes'), value: number(fromBase64(entry.leaf).length) },
          { label: t('audit.leafHash'), value: html`<span class="mono digest">${toHex(fromBase64(entry.leafHash))}</span>` },
        ]}
      ></plenum-key-values>
    </plenum-card>`;
  }
}

const digest = (text) => (text ? html`<span class="mono digest">${text}</span>` : undefined);

/** Members that name what has a page of its own. */
const PAGES = { operation: '/operations/', change: '/changes/' };

function memberValue(name, value) {
  if (PAGES[name]) {
    return html`<a class="mono digest" href=${href(PAGES[name] + value)}>${value}</a>`;
  }
  if (typeof value === 'boolean') {
    return t(value ? 'common.yes' : 'common.no');
  }
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) {
    return value.join(', ');
  }
  return value !== null && typeof value === 'object'
    ? html`<span class="mono digest">${JSON.stringify(value)}</span>`
    : html`<span class="digest">${value}</span>`;
}

customElements.define('plenum-audit-entry', PlenumAuditEntry);
