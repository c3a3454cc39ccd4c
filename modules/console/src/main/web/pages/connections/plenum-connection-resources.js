import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { api } from '../../lib/api.js';
import { number } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import { can } from '../../lib/session.js';
import { PATH } from './status.js';
import '../../components/all.js';

/** How many resources of which kinds came over a connection. `.connection`: its id; `.sync`: that of its newest sync. */
class PlenumConnectionResources extends LitElement {
  static properties = { connection: {}, sync: {} };

  static styles = [
    page,
    css`
      .facts {
        margin-top: var(--space-4);
      }
      .kinds {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
        gap: var(--space-3);
      }
      .kind {
        padding: var(--space-3);
        border-radius: var(--radius-m);
        background: var(--surface-sunken);
        color: var(--text);
      }
      .kind:hover {
        background: var(--hover);
        text-decoration: none;
      }
      .kind strong {
        display: block;
        font-size: var(--text-xl);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  #resources = new Load(this, (signal) => this.#count(signal), {
    on: ['operation.ended'],
    when: ({ subject, data }) => subject === this.sync || data?.target === this.connection,
    auto: false,
  });

  willUpdate(changed) {
    if (changed.has('connection')) {
      this.#resources.data = undefined;
      this.#resources.reload();
    }
  }

  /** How many resources of each kind came over it. */
  async #count(signal) {
    const { items: types } = await api.list('content-types', {}, { signal });
    const { data: connection } = await api.get(`${PATH}/${this.connection}`, { signal });
    const { items: providers } = await api.list('ext/infrastructure/providers', {}, { signal });
    const own = providers.find((one) => one.name === connection.provider)?.resourceTypes ?? [];
    const filter = `connection == "${this.connection}"`;
    const total = (query) =>
      api.list('items', { limit: 1, total: true, ...query }, { signal }).then((list) => list.total ?? 0, () => undefined);
    const kinds = await Promise.all(
      types
        .filter((type) => own.includes(type.name) && can(`${type.name}.view`))
        .map(async (type) => ({ type, count: await total({ type: type.name, filter }) })),
    );
    const [vanished, drifted] = await Promise.all(
      ['vanished', 'drifted'].map((state) => total({ filter: `${filter} && ${state}` })),
    );
    return { kinds: kinds.filter((kind) => kind.count !== undefined), vanished, drifted };
  }

  render() {
    return html`<plenum-card heading=${t('connections.resources')}>
      ${this.#resources.render(
        ({ kinds, vanished, drifted }) =>
          kinds.length
            ? html`<div class="kinds">
                  ${kinds.map(
                    ({ type, count }) =>
                      html`<a
                        class="kind"
                        href=${href('/inventory', { type: type.name, filter: `connection == "${this.connection}"` })}
                        ><strong>${number(count)}</strong>${type.label}</a
                      >`,
                  )}
                </div>
                ${
                  vanished || drifted
                    ? html`<p class="muted small facts">
                        ${drifted ? t('connections.driftedCount', { count: drifted, items: number(drifted) }) : nothing}
                        ${vanished ? t('connections.vanishedCount', { count: vanished, items: number(vanished) }) : nothing}
                      </p>`
                    : nothing
                }`
            : html`<p class="muted">${t('connections.noResources')}</p>`,
        { loading: () => html`<plenum-skeleton lines="2"></plenum-skeleton>` },
      )}
    </plenum-card>`;
  }
}

customElements.define('plenum-connection-resources', PlenumConnectionResources);
