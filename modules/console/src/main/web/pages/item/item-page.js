import { LitElement, css, html, nothing } from 'lit';
import { confirm } from '../../components/confirm.js';
import { Load } from '../../components/load.js';
import { copyText } from '../../components/plenum-code.js';
import { showCall } from '../../components/plenum-call.js';
import { page } from '../../components/styles.js';
import { toast, toastProblem } from '../../components/toast.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { contributions, extensions } from '../../lib/registry.js';
import { href, navigate } from '../../lib/router.js';
import { can, decisions, session, spaces, whyNot } from '../../lib/session.js';
import '../../components/all.js';
import '../../components/plenum-change-flow.js';
import './item-action.js';
import './item-audit.js';
import './item-console.js';
import './item-operations.js';
import './item-references.js';
import './item-revisions.js';
import './item-summary.js';

const ENDED = ['succeeded', 'failed', 'cancelled'];

/** Types whose items have a page of their own. */
const HOMES = {
  'infrastructure.connection': ({ id }) => href(`/connections/${id}`),
  'infrastructure.change': ({ id }) => href(`/changes/${id}`),
  'console.view': ({ id }) => href('/inventory', { view: id }),
};

/** One item: what it is, what belongs to it, what was done with it and what can be done. */
class PlenumItemPage extends LitElement {
  static properties = { location: { attribute: false }, _dialog: { state: true } };

  static styles = [
    page,
    css`
      .notices {
        display: grid;
        gap: var(--space-2);
        margin-bottom: var(--space-4);
      }
      .notices:empty {
        display: none;
      }
      .notice {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-3);
        padding: var(--space-2) var(--space-4);
        border-radius: var(--radius-l);
        background: var(--info-soft);
        overflow-wrap: anywhere;
        --icon-size: 16px;
      }
      .notice plenum-progress {
        flex: 1 1 120px;
        max-width: 240px;
      }
      .notice.warning {
        background: var(--warning-soft);
      }
      .notice.warning plenum-icon {
        color: var(--warning-text);
      }
    `,
  ];

  #item = new Load(this, (signal) => api.get(`items/${encodeURIComponent(this.#id)}`, { signal }).then(({ data }) => data), {
    auto: false,
    on: ['item.'],
    when: (event) => event.subject === this.#id,
  });
  #type = new Load(this, (signal) => this.#readType(signal), { auto: false, on: ['content-type.', 'module.'] });
  #offers = new Load(this, (signal) => this.#readOffers(signal), { auto: false });
  #operations = new Load(this, (signal) => this.#readOperations(signal), {
    auto: false,
    on: ['operation.created', 'operation.updated', 'operation.ended'],
    when: (event) => event.data?.target === this.#id,
  });
  #shown;
  #revision;

  constructor() {
    super();
    new Watch(this, session, spaces, extensions, decisions);
  }

  get #id() {
    return this.location?.params.id;
  }

  get #tab() {
    return this.location?.params.tab ?? 'summary';
  }

  willUpdate(changed) {
    if (changed.has('location') && this.#id !== this.#shown) {
      this.#shown = this.#id;
      this.#revision = undefined;
      this._dialog = undefined;
      for (const load of [this.#item, this.#type, this.#offers, this.#operations]) {
        load.data = undefined;
        load.problem = undefined;
      }
      this.#item.reload();
      if (can('operation.view')) {
        this.#operations.reload();
      }
    }
    // What can be done depends on how the item is now.
    const item = this.#item.data;
    if (item && `${item.id} ${item.revision}` !== this.#revision) {
      const first = this.#type.data?.name !== item.type;
      this.#revision = `${item.id} ${item.revision}`;
      queueMicrotask(() => {
        if (first) {
          this.#type.reload();
        }
        this.#offers.reload();
      });
    }
  }

  /** An item whose type is gone is still there to be read. */
  async #readType(signal) {
    const { type } = this.#item.data;
    try {
      return (await api.get(`content-types/${encodeURIComponent(type)}`, { signal })).data;
    } catch (problem) {
      if (problem.missing) {
        return { name: type, label: type, fields: [], traits: [], orphaned: true };
      }
      throw problem;
    }
  }

  get #remote() {
    const { management, type } = this.#item.data;
    return Boolean(management?.externalId) && !HOMES[type];
  }

  async #readOffers(signal) {
    return this.#remote && can('infrastructure.resource.view')
      ? (await api.list(`ext/infrastructure/resources/${this.#id}/actions`, {}, { signal })).items
      : [];
  }

  async #readOperations(signal) {
    return (await api.list('operations', { target: this.#id, limit: 5 }, { signal })).items;
  }

  /* ---- what can be done ---- */

  #actionMenu(item) {
    const offers = this.#offers.data ?? [];
    const problem = this.#offers.problem;
    if (!this.#remote || (!offers.length && !problem)) {
      return nothing;
    }
    const lacking = whyNot('infrastructure.resource.act', t, item.space) || whyNot(`${item.type}.act`, t, item.space);
    const items = problem
      ? [{ label: t('item.noActionsNow'), reason: problem.detail }]
      : offers.map((offer) => ({
          label: offer.title,
          icon: offer.disruptive ? 'warning' : 'actions',
          reason: offer.unavailable ?? lacking,
          action: () => (this._dialog = { offer }),
        }));
    return html`<plenum-menu slot="actions" text icon="actions" align="end" label=${t('item.actions')} .items=${items}></plenum-menu>`;
  }

  #moreMenu(item) {
    const published = item.state === 'published';
    const publishable = whyNot(`${item.type}.edit`, t, item.space) || whyNot(`${item.type}.publish`, t, item.space);
    return html`<plenum-menu
      slot="actions"
      align="end"
      label=${t('common.more')}
      .items=${[
        ...(this.#remote
          ? [
              {
                label: t('item.observe'),
                icon: 'refresh',
                reason: whyNot('infrastructure.resource.act', t, item.space),
                action: () => this.#observe(),
              },
              this.#adoption(item),
            ]
          : []),
        {
          label: t(published ? 'item.archive' : 'item.publish'),
          icon: published ? 'storage' : 'check-circle',
          reason: publishable || (item.management && !item.management.externalId && !published ? t('item.publishByChange') : ''),
          action: () => this.#setState(item, published ? 'archived' : 'published'),
        },
        { label: t('item.copyId'), icon: 'copy', separator: true, action: () => this.#copy(item.id) },
        { label: t('item.copyLink'), icon: 'connection', action: () => this.#copy(new URL(href(`/items/${item.id}`), window.location.href).href) },
        { label: t('call.show'), icon: 'code', action: () => showCall({ method: 'GET', path: `items/${item.id}` }) },
        {
          label: t('common.delete'),
          icon: 'trash',
          danger: true,
          separator: true,
          reason: whyNot(`${item.type}.delete`, t, item.space) || (this.#deletedRemotely(item) ? whyNot('infrastructure.change.create', t, item.space) : ''),
          action: () => this.#delete(item),
        },
      ]}
    ></plenum-menu>`;
  }

  /** Takes it under management as it is, or lets go of it. */
  #adoption({ id, type, space, management }) {
    const { managed } = management;
    return {
      label: t(managed ? 'item.release' : 'item.adopt'),
      icon: managed ? 'close' : 'check-circle',
      reason:
        whyNot('infrastructure.resource.act', t, space) ||
        whyNot(`${type}.publish`, t, space) ||
        (!managed && management.vanishedAt ? t('item.vanishedReason') : ''),
      action: () =>
        this.#manage(
          managed ? { method: 'DELETE', path: `ext/infrastructure/adoptions/${id}` } : { method: 'POST', path: 'ext/infrastructure/adoptions', body: { item: id } },
          t(managed ? 'item.released' : 'item.adopted'),
        ),
    };
  }

  async #manage(call, done) {
    try {
      await api.send(call);
      toast(done);
      this.#item.soon();
    } catch (problem) {
      toastProblem(problem);
    }
  }

  async #copy(text) {
    await copyText(text);
    toast(t('common.copied'));
  }

  async #observe() {
    try {
      const { data } = await api.post(`ext/infrastructure/resources/${this.#id}/observe`, {});
      toast(data.present ? t('item.observed') : { text: t('item.observedGone'), tone: 'warning' });
      this.#item.soon();
    } catch (problem) {
      toastProblem(problem);
    }
  }

  async #setState(item, state) {
    const call = { method: 'PATCH', path: `items/${item.id}`, revision: item.revision, body: { state } };
    const done = await confirm({
      title: t(`item.${state}Ask`, { title: item.title }),
      text: t(`item.${state}Help`),
      action: t(state === 'archived' ? 'item.archive' : 'item.publish'),
      call,
      run: () => api.send(call),
    });
    if (done) {
      this.#item.set(done.data);
    }
  }

  /** While the remote system has it, deleting the item would only hide it until the next sync. */
  #deletedRemotely(item) {
    return this.#remote && !item.management.vanishedAt;
  }

  async #delete(item) {
    if (this.#deletedRemotely(item)) {
      this._dialog = { draft: { kind: 'delete', item: item.id, reason: '' }, heading: t('item.deleteAsk', { title: item.title }) };
      return;
    }
    const call = { method: 'DELETE', path: `items/${item.id}`, revision: item.revision };
    const done = await confirm({
      title: t('item.deleteAsk', { title: item.title }),
      text: t('item.deleteHelp'),
      danger: true,
      action: t('common.delete'),
      call,
      run: () => api.send(call),
    });
    if (done) {
      toast(t('item.deleted', { title: item.title }));
      navigate(href('/inventory', { type: item.type }));
    }
  }

  #applied(event) {
    const { change } = event.detail;
    this.#item.soon();
    if (change.kind === 'delete') {
      toast(t('item.deleted', { title: change.resourceTitle }));
      this._dialog = undefined;
      navigate(href('/inventory', { type: change.resourceType }));
    }
  }

  /* ---- what is shown ---- */

  #badges(item) {
    const { management } = item;
    const badge = (value) => html`<plenum-state slot="meta" value=${value}></plenum-state>`;
    return html`
      ${badge(item.state)} ${management?.vanishedAt ? badge('vanished') : nothing}
      ${management?.drift?.length ? badge('drifted') : nothing}
      ${
        management && !HOMES[item.type]
          ? html`<plenum-badge slot="meta" tone=${management.managed ? 'accent' : ''}
              >${t(management.managed ? 'item.managed' : 'item.observedOnly')}</plenum-badge
            >`
          : nothing
      }
      ${this.#type.data?.orphaned ? html`<plenum-badge slot="meta" tone="warning">${t('item.orphaned')}</plenum-badge>` : nothing}
    `;
  }

  #notices(item) {
    const running = (this.#operations.data ?? []).filter(({ status }) => !ENDED.includes(status));
    return html`<div class="notices" aria-live="polite">${
      this.#type.data?.orphaned
        ? html`<div class="notice warning"><plenum-icon name="modules"></plenum-icon>${t('item.orphanedHelp', { owner: this.#type.data.owner ?? '' })}</div>`
        : nothing
    }${
      item.management?.vanishedAt
        ? html`<div class="notice warning">
            <plenum-icon name="warning"></plenum-icon>${t('item.vanishedHelp')}
            <plenum-time value=${item.management.vanishedAt}></plenum-time>
          </div>`
        : nothing
    }${running.map(
      (operation) =>
        html`<div class="notice">
          <plenum-state value=${operation.status} live></plenum-state>
          <a href=${href(`/operations/${operation.id}`)}>${operation.title}</a>
          <plenum-progress label=${operation.title} .value=${operation.progress || undefined}></plenum-progress>
          ${operation.message ? html`<span class="muted small">${operation.message}</span>` : nothing}
        </div>`,
    )}</div>`;
  }

  #targets(item) {
    return [item.type, ...(this.#type.data?.traits ?? [])];
  }

  /** All but the first come at once, when the traits and so the tabs of modules are known: none moves while it is clicked. */
  #tabs(item) {
    const [first, ...others] = ['summary', 'references', 'revisions', 'operations', 'audit'].map((id) => ({ id, label: t(`item.tab.${id}`) }));
    const extra = contributions('item-tab', this.#targets(item)).map((contribution) => ({
      id: contribution.element,
      label: contribution.title,
      contribution,
    }));
    return [first, ...(this.#type.data ? [...extra, ...others] : [])].map((tab) => ({
      ...tab,
      href: href(tab.id === 'summary' ? `/items/${item.id}` : `/items/${item.id}/${tab.id}`),
    }));
  }

  #tabContent(item, tabs) {
    const type = this.#type.data;
    const extension = tabs.find(({ id }) => id === this.#tab)?.contribution;
    if (extension) {
      return html`<plenum-extension .contribution=${extension} .context=${{ item, type }}></plenum-extension>`;
    }
    if (!type) {
      return this.#type.render(() => nothing);
    }
    switch (this.#tab) {
      case 'summary':
        return html`<plenum-item-summary
          .item=${item}
          .type=${type}
          @plenum-change=${(event) => (this._dialog = event.detail)}
        ></plenum-item-summary>`;
      case 'references':
        return html`<plenum-item-references .item=${item} .type=${type}></plenum-item-references>`;
      case 'revisions':
        return html`<plenum-item-revisions
          .item=${item}
          .type=${type}
          .query=${this.location.query}
          @plenum-item=${(event) => this.#item.set(event.detail)}
          @plenum-change=${(event) => (this._dialog = event.detail)}
        ></plenum-item-revisions>`;
      case 'operations':
        return can('operation.view')
          ? html`<plenum-item-operations .item=${item}></plenum-item-operations>`
          : html`<plenum-forbidden permission="operation.view"></plenum-forbidden>`;
      case 'audit':
        return can('audit.view')
          ? html`<plenum-item-audit .item=${item}></plenum-item-audit>`
          : html`<plenum-forbidden permission="audit.view"></plenum-forbidden>`;
      default:
        return html`<plenum-empty icon="question" heading=${t('item.noTab')}>
          ${t('item.noTabHelp')}
          <plenum-button slot="actions" href=${href(`/items/${item.id}`)}>${t('item.tab.summary')}</plenum-button>
        </plenum-empty>`;
    }
  }

  #dialogs(item) {
    const close = () => (this._dialog = undefined);
    if (this._dialog?.offer) {
      return html`<plenum-item-action
        .item=${item}
        .offer=${this._dialog.offer}
        @plenum-close=${close}
        @plenum-started=${() => this.#operations.soon()}
      ></plenum-item-action>`;
    }
    return this._dialog?.draft
      ? html`<plenum-drawer open sticky heading=${this._dialog.heading} @plenum-close=${close}>
          <plenum-change-flow
            .draft=${this._dialog.draft}
            .type=${this.#type.data}
            @plenum-applied=${this.#applied}
            @plenum-cancel=${close}
          ></plenum-change-flow>
        </plenum-drawer>`
      : nothing;
  }

  #header(item) {
    const home = HOMES[item.type]?.(item);
    const label = this.#type.data?.label ?? item.type;
    return html`<plenum-page-header
      heading=${item.title}
      .breadcrumbs=${[
        { label: t('item.inventory'), href: href('/inventory') },
        { label, href: href('/inventory', { type: item.type }) },
      ]}
    >
      ${this.#badges(item)}
      ${contributions('item-action', this.#targets(item)).map(
        (contribution) =>
          html`<plenum-extension
            slot="actions"
            compact
            .contribution=${contribution}
            .context=${{ item, type: this.#type.data }}
          ></plenum-extension>`,
      )}
      ${
        this.#remote && can('infrastructure.resource.view')
          ? html`<plenum-item-console slot="actions" .item=${item}></plenum-item-console>`
          : nothing
      }
      ${this.#actionMenu(item)}
      ${
        home
          ? html`<plenum-button slot="actions" variant="primary" icon="external" href=${home}>${t('item.open')}</plenum-button>`
          : html`<plenum-button
              slot="actions"
              variant="primary"
              icon="edit"
              href=${href(`/items/${item.id}/edit`)}
              reason=${this.#type.data?.orphaned ? t('item.orphanedEdit') : whyNot(`${item.type}.edit`, t, item.space)}
              >${t('common.edit')}</plenum-button
            >`
      }
      ${this.#moreMenu(item)}
    </plenum-page-header>`;
  }

  render() {
    const { data: item, problem } = this.#item;
    // A change that deletes it is followed to its end.
    const lost = (problem?.missing || problem?.forbidden) && !this._dialog?.draft;
    if (!item || lost) {
      return html`<plenum-page-header
          heading=${t(problem?.missing ? 'item.missing' : 'item.title')}
          .breadcrumbs=${[{ label: t('item.inventory'), href: href('/inventory') }]}
        ></plenum-page-header>
        ${this.#item.render(() => nothing)}`;
    }
    const tabs = this.#tabs(item);
    return html`
      ${this.#header(item)} ${this.#notices(item)}
      <plenum-tabs label=${item.title} .tabs=${tabs} selected=${this.#tab}></plenum-tabs>
      ${this.#item.render(() => this.#tabContent(item, tabs))} ${this.#dialogs(item)}
    `;
  }
}

customElements.define('plenum-item-page', PlenumItemPage);
