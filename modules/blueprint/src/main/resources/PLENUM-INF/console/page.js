import { LitElement, html, nothing } from 'lit';
import { Load, api, can, format, href, pageStyles, t } from 'plenum';
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
    return new Load(
      this,
      (signal) =>
        can(`${type}.view`)
          ? api.list('items', { type, sort: '-updatedAt', limit: 200, fields: 'id,title,state,updatedAt,values.status,values.description' }, { signal })
          : { items: [] },
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

  #table(label, items, parameter, detail) {
    return html`<plenum-table
      label=${label}
      .rows=${items}
      .rowHref=${(row) => href(PAGE, { [parameter]: row.id })}
      .columns=${[
        { id: 'title', label: t('blueprint.title'), primary: true, render: (row) => row.title },
        { id: 'detail', label: t('blueprint.status'), render: detail },
        { id: 'updated', label: '', render: (row) => format.relativeTime(row.updatedAt) },
      ]}
    ></plenum-table>`;
  }

  #all() {
    return this.#blueprints.render(({ items }) => {
      const add = can('blueprint.blueprint.create')
        ? html`<plenum-button slot="actions" variant="primary" icon="add" href=${href(PAGE, { new: '1' })}>${t('blueprint.new')}</plenum-button>`
        : nothing;
      return items.length
        ? html`<div class="stack">
            <div class="row"><p class="muted">${t('blueprint.lead')}</p>${add}</div>
            ${this.#table(t('blueprint.blueprints'), items, 'blueprint', (row) => html`<plenum-state value=${row.state}></plenum-state>`)}
          </div>`
        : html`<plenum-card
            ><plenum-empty icon="document" heading=${t('blueprint.none')}>${t('blueprint.noneHelp')} ${add}</plenum-empty></plenum-card
          >`;
    });
  }

  #deployed() {
    return this.#deployments.render(({ items }) =>
      items.length
        ? this.#table(t('blueprint.deployments'), items, 'deployment', (row) => html`<plenum-badge>${row.values?.status ?? ''}</plenum-badge>`)
        : html`<plenum-card
            ><plenum-empty icon="rocket" heading=${t('blueprint.noDeployments')}>${t('blueprint.noDeploymentsHelp')}</plenum-empty></plenum-card
          >`,
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
