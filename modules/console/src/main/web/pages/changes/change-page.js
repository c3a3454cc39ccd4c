import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import { session, spaces } from '../../lib/session.js';
import '../../components/all.js';
import { notice } from './notice.js';
import './plenum-approval.js';
import './plenum-change-actions.js';
import './plenum-change-plan.js';
import { changesNothing, titleOf } from './words.js';

/** One change: what applying it will do, and what became of it. */
class PlenumChangePage extends LitElement {
  static properties = { location: { attribute: false }, _renewed: { state: true } };

  static styles = [
    page,
    notice,
    css`
      .running {
        display: flex;
        flex-direction: column;
        gap: var(--space-3);
      }
    `,
  ];

  #change = new Load(this, (signal) => this.#read(signal), {
    auto: false,
    on: ['item.updated', 'item.deleted', 'module.'],
    when: (event) => event.subject === this.#id || event.type.startsWith('module.'),
  });
  #operation = new Load(this, (signal) => this.#readOperation(signal), {
    auto: false,
    on: ['operation.'],
    when: (event) => {
      const mine = event.subject === this.#operationShown && event.type !== 'operation.log';
      if (mine && this.#change.data?.steps) {
        this.#change.soon(); // its steps move along with it
      }
      return mine;
    },
  });
  #names = new Load(this, (signal) => this.#readNames(signal), { auto: false });
  #shown;
  #operationShown;

  constructor() {
    super();
    new Watch(this, session, spaces);
  }

  get #id() {
    return this.location?.params.id;
  }

  willUpdate(changed) {
    if (changed.has('location') && this.#id !== this.#shown) {
      this.#shown = this.#id;
      this.#operationShown = undefined;
      for (const load of [this.#change, this.#operation, this.#names]) {
        load.data = undefined;
        load.problem = undefined;
      }
      this._renewed = false;
      this.#change.reload();
    }
  }

  async #read(signal) {
    const { data } = await api.get(`ext/infrastructure/changes/${encodeURIComponent(this.#id)}`, { signal });
    const first = this.#change.data === undefined;
    this.#change.data = data;
    if (data.operation && data.operation !== this.#operationShown) {
      this.#operationShown = data.operation;
      this.#operation.data = undefined;
      this.#operation.reload();
    }
    if ((first && data.connectionId) || data.resourceId) {
      this.#names.reload();
    }
    return data;
  }

  async #readOperation(signal) {
    try {
      return (await api.get(`operations/${this.#operationShown}`, { signal })).data;
    } catch (problem) {
      if (problem.missing || problem.forbidden) {
        return null;
      }
      throw problem;
    }
  }

  /** The titles of what the change is about; whoever may not see them sees their ids. */
  async #readNames(signal) {
    const { connectionId, itemId, resourceId } = this.#change.data;
    const title = async (id) => {
      try {
        return id && (await api.get(`items/${id}`, { query: { fields: 'id,title' }, signal })).data;
      } catch (thrown) {
        if (thrown?.name === 'AbortError') {
          throw thrown;
        }
        return undefined;
      }
    };
    const [connection, resource] = await Promise.all([title(connectionId), title(resourceId ?? itemId)]);
    return { connection, resource };
  }

  #running(change) {
    const operation = this.#operation.data;
    return change.status === 'applying' || (operation && ['queued', 'running', 'waiting'].includes(operation.status));
  }

  #open(change) {
    return (change.status === 'draft' || change.status === 'failed') && !this.#running(change);
  }

  #applied({ detail: { stale, operation } }) {
    if (stale) {
      this._renewed = true;
    } else if (operation) {
      this._renewed = false;
      this.#operationShown = operation;
      this.#operation.data = undefined;
      this.#operation.reload();
    }
    this.#change.reload();
  }

  #progress(change) {
    const operation = this.#operation.data;
    if (!operation) {
      return nothing;
    }
    return html`<plenum-card heading=${t('change.operation')}>
      <a slot="actions" href=${href(`/operations/${operation.id}`)}>${t('change.toOperation')}</a>
      <div class="running" aria-live="polite">
        <div class="row">
          <plenum-state value=${operation.status} ?live=${operation.status === 'running'}></plenum-state>
          <span class="muted">${operation.requestedBy.name}</span>
          <span class="muted"><plenum-time value=${operation.endedAt ?? operation.createdAt}></plenum-time></span>
        </div>
        ${
          this.#running(change)
            ? html`<plenum-progress value=${operation.progress} label=${operation.title}></plenum-progress>
                <p class="muted">${operation.message}</p>`
            : nothing
        }
      </div>
    </plenum-card>`;
  }

  #notices(change) {
    const failure = change.failure ?? this.#operation.data?.failure?.message;
    const notice = (tone, icon, words) =>
      html`<div class="notice ${tone}" role="status"><plenum-icon name=${icon}></plenum-icon><div>${words}</div></div>`;
    return html`
      ${this._renewed ? notice('warning', 'refresh', t('change.renewed')) : nothing}
      ${change.status === 'failed' ? notice('danger', 'error', html`<strong>${t('change.failed')}</strong> ${failure}`) : nothing}
      ${changesNothing(change) && change.status !== 'applied' ? notice('', 'info', t('change.nothing')) : nothing}
      ${change.approval?.closed && this.#open(change) ? notice('warning', 'warning', change.approval.closed) : nothing}
    `;
  }

  #approval(change) {
    return change.approval?.needed
      ? html`<plenum-approval
          .change=${change}
          ?open=${this.#open(change)}
          @plenum-approved=${() => this.#change.reload()}
        ></plenum-approval>`
      : nothing;
  }

  #resource(change) {
    const { connection, resource } = this.#names.data ?? {};
    const resourceId = change.resourceId ?? change.itemId;
    return [
      {
        label: t('change.resource'),
        value: resource ? html`<a href=${href(`/items/${resource.id}`)}>${resource.title}</a>` : change.resourceTitle,
        help: resourceId || change.kind !== 'create' ? change.resourceType : `${change.resourceType}, ${t('change.notYet')}`,
      },
      {
        label: t('change.connection'),
        value: connection ? html`<a href=${href(`/connections/${connection.id}`)}>${connection.title}</a>` : change.connectionId,
      },
    ];
  }

  #facts(change) {
    const space = spaces.value.find((one) => one.id === change.space);
    return html`<plenum-card heading=${t('change.facts')}>
      <plenum-key-values
        .items=${[
          ...(change.steps ? [] : this.#resource(change)),
          { label: t('change.requestedBy'), value: change.requestedBy?.name },
          { label: t('change.reason'), value: change.reason },
          { label: t('change.space'), value: space?.title ?? change.space },
          { label: t('change.drafted'), value: html`<plenum-time exact value=${change.createdAt}></plenum-time>` },
          { label: t('change.touched'), value: html`<plenum-time exact value=${change.updatedAt}></plenum-time>` },
          { label: t('change.digest'), value: change.digest?.slice(0, 16), help: t('change.digestHelp') },
        ]}
      ></plenum-key-values>
    </plenum-card>`;
  }

  render() {
    const change = this.#change.data;
    const lost = this.#change.problem?.missing || this.#change.problem?.forbidden;
    return html`
      <plenum-page-header
        heading=${change && !lost ? t('change.heading', { kind: change.kind, title: titleOf(change), action: change.action ?? '' }) : t('change.title')}
        .breadcrumbs=${[{ label: t('change.list'), href: href('/changes') }]}
      >
        ${change && !lost
          ? html`<plenum-state slot="meta" value=${this.#running(change) ? 'applying' : (change.status ?? 'draft')}></plenum-state><plenum-change-actions
                slot="actions"
                .change=${change}
                ?open=${this.#open(change)}
                ?running=${Boolean(this.#running(change))}
                @plenum-applied=${this.#applied}
              ></plenum-change-actions>`
          : nothing}
      </plenum-page-header>
      ${this.#change.render(
        (shown) => html`
          <div class="stack">
            ${this.#notices(shown)}
            <div class="columns">
              <div class="stack">${this.#progress(shown)} <plenum-change-plan .change=${shown}></plenum-change-plan></div>
              <div class="stack">${this.#approval(shown)} ${this.#facts(shown)}</div>
            </div>
          </div>
        `,
      )}
    `;
  }
}

customElements.define('plenum-change-page', PlenumChangePage);
