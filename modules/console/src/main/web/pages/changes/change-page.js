import { LitElement, css, html, nothing } from 'lit';
import { confirm } from '../../components/confirm.js';
import { Load } from '../../components/load.js';
import { showCall } from '../../components/plenum-call.js';
import { page } from '../../components/styles.js';
import { toast } from '../../components/toast.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { href, navigate } from '../../lib/router.js';
import { session, spaces, whyNot } from '../../lib/session.js';
import '../../components/all.js';
import { notice } from './notice.js';
import { lacking } from './plenum-approval.js';
import './plenum-change-plan.js';

const VERBS = { create: 'create', update: 'edit', delete: 'delete', act: 'act' };

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

  get #applyCall() {
    return { method: 'POST', path: `ext/infrastructure/changes/${this.#id}/apply`, body: { digest: this.#change.data.digest } };
  }

  get #discardCall() {
    return { method: 'DELETE', path: `items/${this.#id}`, revision: this.#change.data.revision };
  }

  /** Why it cannot be applied now, in words. */
  #applyReason(change) {
    return (
      whyNot('infrastructure.change.publish', t) ||
      this.#rightsReason(change) ||
      (changesNothing(change) ? t('change.nothing') : '') ||
      (this.#refusesReplace(change) ? t('change.replaceReason') : '') ||
      (lacking(change) ? t('change.lacking', { count: lacking(change) }) : '') ||
      (change.approval?.closed ?? '')
    );
  }

  /** Something cannot be changed in place, and the change does not say that it may be replaced. */
  #refusesReplace({ plan, replace, steps = [] }) {
    return (plan?.action === 'replace' && !replace) || steps.some((step) => step.does === 'replace' && !step.replace);
  }

  #rightsReason(change) {
    const touched = change.steps ?? [{ type: change.resourceType, kind: change.kind, replace: change.replace }];
    const needed = new Set(
      touched
        .filter(({ type }) => type)
        .flatMap(({ type, kind, replace }) => ['publish', VERBS[kind], ...(replace ? ['delete', 'create'] : [])].map((verb) => `${type}.${verb}`)),
    );
    return [...needed].map((permission) => whyNot(permission, t)).find(Boolean) ?? '';
  }

  async #revert(change) {
    const call = this.#revertCall;
    const drafted = await confirm({
      title: t('change.revertAsk', { title: titleOf(change) }),
      text: t('change.revertHelp'),
      action: t('change.revert'),
      call,
      run: () => api.send(call),
    });
    if (drafted) {
      navigate(href(`/changes/${drafted.data.id}`));
    }
  }

  get #revertCall() {
    return { method: 'POST', path: `ext/infrastructure/changes/${this.#id}/revert`, body: {} };
  }

  /** Why it cannot be taken back, in words. */
  #revertReason(change) {
    return (
      (this.#running(change) ? t('change.stillRunning') : '') ||
      (change.status === 'draft' ? t('change.didNothing') : '') ||
      (change.kind === 'act' ? t('change.actStays') : '') ||
      whyNot('infrastructure.change.create', t)
    );
  }

  async #apply(change) {
    const call = this.#applyCall;
    let stale = false;
    const applied = await confirm({
      title: t('change.applyAsk', { kind: change.kind, title: titleOf(change), action: change.action ?? '' }),
      text: t('change.applyHelp', { kind: change.plan?.summary?.delete ? 'delete' : change.kind }),
      danger: change.kind === 'delete' || Boolean(change.plan?.summary?.delete),
      action: t('change.apply'),
      call,
      run: async () => {
        try {
          return await api.send(call);
        } catch (problem) {
          stale = problem.code === 'change-stale';
          if (stale) {
            return problem;
          }
          throw problem;
        }
      },
    });
    if (stale) {
      this._renewed = true;
    } else if (applied) {
      this._renewed = false;
      this.#operationShown = applied.data.id;
      this.#operation.data = undefined;
      this.#operation.reload();
    }
    this.#change.reload();
  }

  async #discard(change) {
    const call = this.#discardCall;
    const gone = await confirm({
      title: t('change.discardAsk', { kind: change.kind, title: titleOf(change), action: change.action ?? '' }),
      text: t('change.discardHelp'),
      danger: true,
      action: t('change.discard'),
      call,
      run: () => api.send(call),
    });
    if (gone) {
      toast(t('change.discarded'));
      navigate(href('/changes'));
    }
  }

  #running(change) {
    const operation = this.#operation.data;
    return change.status === 'applying' || (operation && ['queued', 'running', 'waiting'].includes(operation.status));
  }

  #open(change) {
    return (change.status === 'draft' || change.status === 'failed') && !this.#running(change);
  }

  #actions(change) {
    const open = this.#open(change);
    return html`
      ${
        open
          ? html`<plenum-button
                slot="actions"
                icon="trash"
                reason=${whyNot('infrastructure.change.delete', t)}
                @click=${() => this.#discard(change)}
                >${t('change.discard')}</plenum-button
              ><plenum-button
                slot="actions"
                variant=${change.kind === 'delete' ? 'danger' : 'primary'}
                icon="play"
                reason=${this.#applyReason(change)}
                @click=${() => this.#apply(change)}
                >${t(change.status === 'failed' ? 'change.applyAgain' : 'change.apply')}</plenum-button
              >`
          : nothing
      }
      <plenum-menu
        slot="actions"
        align="end"
        label=${t('change.more')}
        .items=${[
          { label: t('change.revert'), icon: 'refresh', action: () => this.#revert(change), reason: this.#revertReason(change) },
          { label: t('change.audit'), separator: true, icon: 'audit', href: href('/audit', { targetId: change.id }), reason: whyNot('audit.view', t) },
          { label: t('change.callGet'), icon: 'code', separator: true, action: () => showCall({ method: 'GET', path: `ext/infrastructure/changes/${change.id}` }) },
          { label: t('change.callApply'), icon: 'code', action: () => showCall(this.#applyCall), reason: open ? '' : t('change.ended') },
          { label: t('change.callRevert'), icon: 'code', action: () => showCall(this.#revertCall) },
          { label: t('change.callDiscard'), icon: 'code', action: () => showCall(this.#discardCall), reason: open ? '' : t('change.ended') },
        ]}
      ></plenum-menu>
    `;
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
          ? html`<plenum-state slot="meta" value=${this.#running(change) ? 'applying' : (change.status ?? 'draft')}></plenum-state>${this.#actions(change)}`
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

/** One that only accepts drift does nothing remote, but what is there counts as wanted afterwards. */
function changesNothing({ plan }) {
  return plan?.action === 'none' && !plan.accepted?.length;
}

/** One of many resources has a title of its own. */
function titleOf(change) {
  return change.resourceTitle ?? change.title;
}

customElements.define('plenum-change-page', PlenumChangePage);
