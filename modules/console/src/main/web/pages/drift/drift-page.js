import { LitElement, css, html, nothing } from 'lit';
import { confirm } from '../../components/confirm.js';
import { Load, PagedList } from '../../components/load.js';
import { showCall } from '../../components/plenum-call.js';
import { page } from '../../components/styles.js';
import { toast } from '../../components/toast.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { href, navigate } from '../../lib/router.js';
import { can, currentSpace, session, whyNot } from '../../lib/session.js';
import '../../components/all.js';

/** So many of those that nobody manages are named; the inventory has them all. */
const AT_MOST = 20;

/** Managed resources that are not as they were published, and what can be done about it. */
class PlenumDriftPage extends LitElement {
  static properties = { location: { attribute: false }, _selected: { state: true } };

  static styles = [
    page,
    css`
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
        margin-bottom: var(--space-3);
      }
      .rules {
        margin-left: auto;
      }
      plenum-card {
        margin-top: var(--space-4);
      }
    `,
  ];

  #drift = new PagedList(
    this,
    () => ({ path: 'ext/infrastructure/drift', query: { space: currentSpace.value } }),
    { on: ['item.', 'module.'], auto: false },
  );
  /** What rules tell of; nothing where the module is older. */
  #unmanaged = new Load(
    this,
    (signal) => api.get('ext/infrastructure/unmanaged', { query: { space: currentSpace.value }, signal }).then(({ data }) => data.items),
    { on: ['item.', 'resource.', 'module.'], auto: false },
  );
  #endSpace;

  constructor() {
    super();
    this._selected = new Set();
    new Watch(this, session);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#endSpace = currentSpace.subscribe(() => this.#read());
    this.#read();
  }

  #read() {
    this.#drift.refresh();
    this.#unmanaged.reload();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#endSpace();
  }

  /** Those that are selected and still there. */
  get #chosen() {
    return this.#drift.rows.filter(({ id }) => this._selected.has(id));
  }

  async #draft(what) {
    const chosen = this.#chosen;
    const replaces = what === 'revert' && chosen.some(({ fields }) => fields.some(({ immutable }) => immutable));
    const call = {
      method: 'POST',
      path: `ext/infrastructure/drift/${what}`,
      body: { items: chosen.map(({ id }) => id), ...(replaces ? { replace: true } : {}) },
    };
    const drafted = await confirm({
      title: t(`drift.${what}Ask`, { count: chosen.length, title: chosen[0].title }),
      text: t(replaces ? 'drift.replaceHelp' : `drift.${what}Help`),
      danger: replaces,
      action: t('drift.draft'),
      call,
      run: () => api.send(call),
    });
    if (drafted) {
      navigate(href(`/changes/${drafted.data.id}`));
    }
  }

  async #ignore() {
    const chosen = this.#chosen;
    const calls = chosen.map(({ id, fields }) => ({
      method: 'POST',
      path: 'ext/infrastructure/drift/ignore',
      body: { item: id, fields: fields.filter(({ ignoredBy }) => !ignoredBy).map(({ field }) => field) },
    }));
    const done = await confirm({
      title: t('drift.ignoreAsk', { count: chosen.length, title: chosen[0].title }),
      text: t('drift.ignoreHelp'),
      action: t('drift.ignore'),
      call: calls[0],
      run: async () => {
        for (const call of calls) {
          await api.send(call);
        }
        return true;
      },
    });
    if (done) {
      toast(t('drift.ignored', { count: chosen.length }));
      this._selected = new Set();
      this.#drift.refresh({ keep: true });
    }
  }

  #columns() {
    const shown = (value) => (value === undefined || value === null ? t('drift.nothing') : typeof value === 'object' ? JSON.stringify(value) : String(value));
    return [
      { id: 'title', label: t('drift.resource'), primary: true, render: ({ title }) => title },
      { id: 'type', label: t('drift.type'), render: ({ type }) => html`<span class="muted">${type}</span>` },
      {
        id: 'fields',
        label: t('drift.difference'),
        render: ({ fields }) =>
          fields.map(
            (field) => html`<div>
              <strong>${field.label}</strong> ${t('drift.from', { published: shown(field.published), observed: shown(field.observed) })}
              ${field.immutable ? html`<plenum-badge>${t('drift.immutable')}</plenum-badge>` : nothing}
              ${field.ignoredBy ? html`<plenum-badge>${t('drift.ignoredBy', { rule: field.ignoredBy })}</plenum-badge>` : nothing}
            </div>`,
          ),
      },
      { id: 'seen', label: t('drift.seen'), render: ({ observedAt }) => (observedAt ? html`<plenum-time value=${observedAt}></plenum-time>` : '') },
    ];
  }

  #tools() {
    const none = this.#chosen.length ? '' : t('drift.selectFirst');
    const mayDraft = none || whyNot('infrastructure.change.create', t);
    return html`<div class="tools" role="toolbar" aria-label=${t('drift.tools')}>
      <plenum-button icon="revert" reason=${mayDraft} @click=${() => this.#draft('revert')}>${t('drift.revert')}</plenum-button>
      <plenum-button icon="check" reason=${mayDraft} @click=${() => this.#draft('accept')}>${t('drift.accept')}</plenum-button>
      <plenum-button reason=${none || whyNot('infrastructure.drift-rule.create', t)} @click=${() => this.#ignore()}>${t('drift.ignore')}</plenum-button>
      ${this.#chosen.length ? html`<span class="muted small">${t('drift.selected', { count: this.#chosen.length })}</span>` : nothing}
      <span class="rules row">
        <a href=${href('/inventory', { type: 'infrastructure.drift-rule' })}>${t('drift.rules')}</a>
        <plenum-button
          variant="ghost"
          icon="add"
          href=${href('/items/new', { type: 'infrastructure.drift-rule' })}
          reason=${whyNot('infrastructure.drift-rule.create', t)}
          >${t('drift.newRule')}</plenum-button
        >
      </span>
    </div>`;
  }

  /** What turned up and nobody manages, as far as a rule says to tell of it. */
  #unasked() {
    const items = this.#unmanaged.data ?? [];
    return html`<plenum-card heading=${t('drift.unmanaged')}>
      <span slot="actions" class="row">
        <a href=${href('/inventory', { type: 'infrastructure.unmanaged-rule' })}>${t('drift.rules')}</a>
        <plenum-button
          variant="ghost"
          icon="add"
          href=${href('/items/new', { type: 'infrastructure.unmanaged-rule' })}
          reason=${whyNot('infrastructure.unmanaged-rule.create', t)}
          >${t('drift.newRule')}</plenum-button
        >
      </span>
      ${
        items.length
          ? html`<ul class="plain stack tight">
              ${items.slice(0, AT_MOST).map(
                (item) => html`<li class="row">
                  <plenum-icon name="warning"></plenum-icon>
                  <a href=${href(`/items/${item.id}`)}>${item.title}</a>
                  <span class="muted small">${item.type}</span>
                  <plenum-badge>${t('drift.toldBy', { rule: item.rule.title })}</plenum-badge>
                </li>`,
              )}
              ${items.length > AT_MOST ? html`<li class="muted">${t('drift.moreUnmanaged', { count: items.length - AT_MOST })}</li>` : nothing}
            </ul>`
          : html`<p class="muted">${t('drift.noUnmanaged')}</p>`
      }
    </plenum-card>`;
  }

  #empty() {
    return html`<plenum-empty slot="empty" icon="check-circle" heading=${t('drift.none')}>${t('drift.noneHelp')}</plenum-empty>`;
  }

  #list() {
    const drift = this.#drift;
    if (drift.problem?.status === 404) {
      return html`<plenum-empty icon="revert" heading=${t('drift.absent')}>${t('drift.absentHelp')}</plenum-empty>`;
    }
    if (drift.problem && !drift.rows.length) {
      return html`<plenum-problem .problem=${drift.problem} @plenum-retry=${() => drift.refresh()}></plenum-problem>`;
    }
    return html`
      ${drift.problem ? html`<plenum-problem compact .problem=${drift.problem} @plenum-retry=${() => drift.refresh({ keep: true })}></plenum-problem>` : nothing}
      ${this.#tools()}
      <plenum-table
        label=${t('drift.title')}
        selectable
        .columns=${this.#columns()}
        .rows=${drift.rows}
        .rowHref=${(item) => href(`/items/${item.id}`)}
        .rowLabel=${(item) => item.title}
        .selected=${this._selected}
        ?loading=${drift.loading && drift.fresh}
        ?more=${drift.more}
        @plenum-select=${(event) => (this._selected = event.detail)}
        @plenum-more=${() => drift.loadMore()}
      >
        ${drift.empty ? this.#empty() : nothing}
      </plenum-table>
    `;
  }

  render() {
    if (!can('infrastructure.resource.view') && this.#drift.problem?.status !== 404 && !this.#drift.loading) {
      return html`<plenum-page-header heading=${t('drift.title')}></plenum-page-header>
        <plenum-forbidden permission="infrastructure.resource.view"></plenum-forbidden>`;
    }
    return html`
      <plenum-page-header heading=${t('drift.title')}>
        ${t('drift.lead')}
        <plenum-button
          slot="actions"
          variant="ghost"
          icon="code"
          label=${t('call.show')}
          @click=${() => showCall({ method: 'GET', ...this.#drift.request() })}
        ></plenum-button>
      </plenum-page-header>
      ${this.#list()} ${this.#drift.problem?.status === 404 ? nothing : this.#unasked()}
    `;
  }
}

customElements.define('plenum-drift-page', PlenumDriftPage);
