import { LitElement, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { toast } from '../../components/toast.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { contributions, extensions } from '../../lib/registry.js';
import { href, navigate } from '../../lib/router.js';
import { can, decisions, session, spaces } from '../../lib/session.js';
import '../../components/all.js';
import '../../components/plenum-change-flow.js';
import './item-action.js';
import './item-audit.js';
import './item-header.js';
import './item-notices.js';
import './item-operations.js';
import './item-references.js';
import './item-revisions.js';
import './item-summary.js';
import { isRemote } from './kinds.js';

/** One item: what it is, what belongs to it, what was done with it and what can be done. */
class PlenumItemPage extends LitElement {
  static properties = { location: { attribute: false }, _dialog: { state: true } };

  static styles = [page];

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

  async #readOffers(signal) {
    return isRemote(this.#item.data) && can('infrastructure.resource.view')
      ? (await api.list(`ext/infrastructure/resources/${this.#id}/actions`, {}, { signal })).items
      : [];
  }

  async #readOperations(signal) {
    return (await api.list('operations', { target: this.#id, limit: 5 }, { signal })).items;
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
      <plenum-item-header
        .item=${item}
        .type=${this.#type.data}
        .offers=${this.#offers.data}
        .problem=${this.#offers.problem}
        @plenum-item=${(event) => this.#item.set(event.detail)}
        @plenum-changed=${() => this.#item.soon()}
        @plenum-change=${(event) => (this._dialog = event.detail)}
      ></plenum-item-header>
      <plenum-item-notices .item=${item} .type=${this.#type.data} .operations=${this.#operations.data ?? []}></plenum-item-notices>
      <plenum-tabs label=${item.title} .tabs=${tabs} selected=${this.#tab}></plenum-tabs>
      ${this.#item.render(() => this.#tabContent(item, tabs))} ${this.#dialogs(item)}
    `;
  }
}

customElements.define('plenum-item-page', PlenumItemPage);
