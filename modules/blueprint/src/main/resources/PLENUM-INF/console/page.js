import { LitElement, html, nothing } from 'lit';
import { PagedList, can, format, href, pageStyles, t } from 'plenum';
import './blueprint.js';
import './deployment.js';
import './port.js';
import './words.js';

const PAGE = '/x/blueprint/blueprint-page';

/** The page of the module: blueprints, deployments, import and export. The address says which. */
class BlueprintPage extends LitElement {
  static properties = { location: { attribute: false } };
  static styles = [pageStyles];

  #blueprints = this.#list('blueprint.blueprint');
  #deployments = this.#list('blueprint.deployment');

  #list(type) {
    return new PagedList(
      this,
      () => ({ path: 'items', query: { type, sort: '-updatedAt', fields: 'id,title,state,updatedAt,values.status,values.description' } }),
      { on: ['item.'], when: (event) => event.data?.type === type },
    );
  }

  #tabs(selected) {
    const tab = (id, label) => ({ id, label, href: href(PAGE, id === 'blueprints' ? {} : { show: id }) });
    return html`<plenum-tabs
      label=${t('blueprint.blueprints')}
      selected=${selected}
      .tabs=${[
        tab('blueprints', t('blueprint.blueprints')),
        tab('deployments', t('blueprint.deployments')),
        tab('import', t('blueprint.from')),
      ]}
    ></plenum-tabs>`;
  }

  #table(label, list, parameter, detail, none) {
    if (list.problem && !list.rows.length) {
      return html`<plenum-problem .problem=${list.problem} @plenum-retry=${() => list.refresh()}></plenum-problem>`;
    }
    return html`<plenum-table
      label=${label}
      .rows=${list.rows}
      .rowHref=${(row) => href(PAGE, { [parameter]: row.id })}
      .columns=${[
        { id: 'title', label: t('blueprint.title'), primary: true, render: (row) => row.title },
        { id: 'detail', label: t('blueprint.status'), render: detail },
        { id: 'updated', label: t('blueprint.updated'), render: (row) => format.relativeTime(row.updatedAt) },
      ]}
      ?loading=${list.loading && list.fresh}
      ?more=${list.more}
      @plenum-more=${() => list.loadMore()}
      >${list.empty ? none : nothing}</plenum-table
    >`;
  }

  #all() {
    const list = this.#blueprints;
    const add = (slot) =>
      can('blueprint.blueprint.create')
        ? html`<plenum-button slot=${slot} variant="primary" icon="add" href=${href(PAGE, { new: '1' })}>${t('blueprint.new')}</plenum-button>`
        : nothing;
    return html`<div class="stack">
      ${list.rows.length ? html`<div class="row"><p class="muted">${t('blueprint.lead')}</p>${add('')}</div>` : nothing}
      ${this.#table(
        t('blueprint.blueprints'),
        list,
        'blueprint',
        (row) => html`<plenum-state value=${row.state}></plenum-state>`,
        html`<plenum-empty slot="empty" icon="document" heading=${t('blueprint.none')}>${t('blueprint.noneHelp')} ${add('actions')}</plenum-empty>`,
      )}
    </div>`;
  }

  #deployed() {
    return this.#table(
      t('blueprint.deployments'),
      this.#deployments,
      'deployment',
      (row) => html`<plenum-badge>${row.values?.status ?? ''}</plenum-badge>`,
      html`<plenum-empty slot="empty" icon="rocket" heading=${t('blueprint.noDeployments')}>${t('blueprint.noDeploymentsHelp')}</plenum-empty>`,
    );
  }

  render() {
    const query = this.location?.query ?? new URLSearchParams();
    const blueprint = query.get('blueprint');
    const deployment = query.get('deployment');
    const show = query.get('show');
    if (blueprint || query.get('new')) {
      return html`${this.#tabs('blueprints')}<blueprint-text blueprint=${blueprint ?? ''}></blueprint-text>`;
    }
    if (deployment) {
      return html`${this.#tabs('deployments')}<blueprint-deployment deployment=${deployment}></blueprint-deployment>`;
    }
    if (show === 'import') {
      return html`${this.#tabs('import')}<blueprint-port></blueprint-port>`;
    }
    return show === 'deployments' ? html`${this.#tabs('deployments')}${this.#deployed()}` : html`${this.#tabs('blueprints')}${this.#all()}`;
  }
}

customElements.define('blueprint-page', BlueprintPage);
