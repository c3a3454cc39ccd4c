import { LitElement, html, nothing } from 'lit';
import { Load, api, confirm, href, pageStyles, t, toast, toastProblem, whyNot } from 'plenum';
import { defaultsOf, fieldsOf } from './form.js';
import './words.js';

/** One deployment: its items, what it tells, and what can be done with it. */
class BlueprintDeployment extends LitElement {
  static properties = { deployment: {} };
  static styles = [pageStyles];

  #read = new Load(this, (signal) => this.#load(signal), {
    on: ['item.', 'operation.ended'],
    when: (event) => !event.data?.type || event.data.type === 'infrastructure.change' || event.subject === this.deployment,
  });

  async #load(signal) {
    const { data } = await api.get(`ext/blueprint/deployments/${this.deployment}`, { signal });
    const form = await api.get(`ext/blueprint/blueprints/${data.blueprint}/form`, { signal }).then(
      (answer) => answer.data,
      () => undefined,
    );
    return { data, form };
  }

  #drafted({ data }) {
    if (data.unchanged) {
      toast(t('blueprint.unchanged'));
    } else {
      toast({ text: data.change.title, tone: 'info', href: href(`/changes/${data.change.id}`) });
    }
    this.#read.reload();
  }

  async #destroy() {
    await confirm({
      title: t('blueprint.destroy'),
      text: t('blueprint.destroyHelp'),
      action: t('blueprint.destroy'),
      run: () => api.post(`ext/blueprint/deployments/${this.deployment}/destroy`, {}).then((answer) => this.#drafted(answer)),
    }).catch(toastProblem);
  }

  #outputs({ outputs = {}, outputProblems = {} }) {
    const rows = [
      ...Object.entries(outputs).map(([label, value]) => ({
        label,
        value: typeof value === 'string' ? value : JSON.stringify(value),
      })),
      ...Object.entries(outputProblems).map(([label, value]) => ({ label: label || t('blueprint.outputs'), value })),
    ];
    return rows.length
      ? html`<plenum-key-values .items=${rows}></plenum-key-values>`
      : html`<p class="muted">${t('blueprint.noOutputs')}</p>`;
  }

  #items(items) {
    return items.length
      ? html`<plenum-table
          label=${t('blueprint.items')}
          .rows=${items}
          .rowKey=${(row) => row.key}
          .rowHref=${(row) => (row.title ? href(`/items/${row.item}`) : undefined)}
          .columns=${[
            { id: 'key', label: t('blueprint.items'), render: (row) => row.key },
            { id: 'title', label: t('blueprint.title'), render: (row) => row.title ?? row.item },
            { id: 'type', label: t('blueprint.exportType'), render: (row) => row.type ?? '' },
          ]}
        ></plenum-table>`
      : html`<p class="muted">${t('blueprint.noItems')}</p>`;
  }

  render() {
    return this.#read.render(
      ({ data, form }) => html`<div class="stack">
        <plenum-card heading=${data.title}>
          <div class="row">
            <plenum-badge>${data.status}</plenum-badge>
            ${data.lastChange ? html`<a href=${href(`/changes/${data.lastChange}`)}>${t('blueprint.change')}</a>` : nothing}
            <a href=${href('/x/blueprint/blueprint-page', { blueprint: data.blueprint })}>${t('blueprint.blueprints')}</a>
            <plenum-button size="s" variant="danger" reason=${whyNot('blueprint.deployment.delete', t)} @click=${() => this.#destroy()}
              >${t('blueprint.destroy')}</plenum-button
            >
          </div>
        </plenum-card>
        <plenum-card heading=${t('blueprint.items')}>${this.#items(data.items)}</plenum-card>
        <plenum-card heading=${t('blueprint.outputs')}>${this.#outputs(data)}</plenum-card>
        <plenum-card heading=${t('blueprint.update')}>
          <p class="muted">${t('blueprint.deployHelp')}</p>
          <plenum-form
            .fields=${form ? fieldsOf(form.schema) : []}
            .values=${{ ...(form ? defaultsOf(form.schema) : {}), ...data.parameters }}
            base="/parameters"
            action=${t('blueprint.deploy')}
            reason=${whyNot('blueprint.deployment.edit', t)}
            .submit=${(parameters) => api.post(`ext/blueprint/deployments/${this.deployment}/update`, { parameters })}
            @plenum-done=${(event) => this.#drafted(event.detail)}
          ></plenum-form>
        </plenum-card>
      </div>`,
    );
  }
}

customElements.define('blueprint-deployment', BlueprintDeployment);
