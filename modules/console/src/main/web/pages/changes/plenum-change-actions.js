import { LitElement, css, html, nothing } from 'lit';
import { confirm } from '../../components/confirm.js';
import { showCall } from '../../components/plenum-call.js';
import { page } from '../../components/styles.js';
import { toast } from '../../components/toast.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { href, navigate } from '../../lib/router.js';
import { session, whyNot } from '../../lib/session.js';
import '../../components/all.js';
import '../../components/plenum-join-change.js';
import { lacking } from './plenum-approval.js';
import { changesNothing, titleOf } from './words.js';

const VERBS = { create: 'create', update: 'edit', delete: 'delete', act: 'act' };

/** How many resources a change of many deletes. */
const deletions = ({ plan }) => plan?.summary?.delete ?? 0;

/**
 * What can be done with `.change`: `.open`, whether it can be applied or discarded; `.running`, whether it is being
 * applied. Sends `plenum-applied` (detail: `{operation}`, or `{stale: true}` when there is a new plan instead), and
 * `plenum-discarded` when it stays as the record of what it has done.
 */
class PlenumChangeActions extends LitElement {
  static properties = { change: { attribute: false }, open: { type: Boolean }, running: { type: Boolean } };

  static styles = [
    page,
    css`
      :host {
        display: contents;
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, session);
  }

  get #applyCall() {
    return { method: 'POST', path: `ext/infrastructure/changes/${this.change.id}/apply`, body: { digest: this.change.digest } };
  }

  /** What has begun is kept as the record of what has been done, and only waits for nobody any more. */
  get #discardCall() {
    const { id, status, revision } = this.change;
    return status === 'failed'
      ? { method: 'POST', path: `ext/infrastructure/changes/${id}/discard`, body: {} }
      : { method: 'DELETE', path: `items/${id}`, revision };
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
    return { method: 'POST', path: `ext/infrastructure/changes/${this.change.id}/revert`, body: {} };
  }

  /** Why it cannot be taken back, in words. */
  #revertReason(change) {
    return (
      (this.running ? t('change.stillRunning') : '') ||
      (change.status === 'draft' ? t('change.didNothing') : '') ||
      (change.kind === 'act' ? t('change.actStays') : '') ||
      whyNot('infrastructure.change.create', t)
    );
  }

  async #apply(change) {
    const call = this.#applyCall;
    const deleted = deletions(change);
    let stale = false;
    const applied = await confirm({
      title: t('change.applyAsk', { kind: change.kind, title: titleOf(change), action: change.action ?? '' }),
      text: t('change.applyHelp', { kind: deleted ? 'delete' : change.kind }),
      danger: change.kind === 'delete' || deleted > 0,
      typeToConfirm: deleted > 1 ? String(deleted) : undefined,
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
    this.dispatchEvent(new CustomEvent('plenum-applied', { detail: { stale, operation: stale ? undefined : applied?.data?.id } }));
  }

  async #discard(change) {
    const call = this.#discardCall;
    const gone = await confirm({
      title: t('change.discardAsk', { kind: change.kind, title: titleOf(change), action: change.action ?? '' }),
      text: t('change.discardHelp', { status: change.status }),
      danger: true,
      action: t('change.discard'),
      call,
      run: () => api.send(call),
    });
    if (gone && change.status === 'failed') {
      this.dispatchEvent(new CustomEvent('plenum-discarded'));
    } else if (gone) {
      toast(t('change.discarded'));
      navigate(href('/changes'));
    }
  }

  render() {
    const { change, open } = this;
    return html`
      ${
        open
          ? html`<plenum-button
                icon="trash"
                reason=${whyNot('infrastructure.change.delete', t)}
                @click=${() => this.#discard(change)}
                >${t('change.discard')}</plenum-button
              >${change.status === 'draft' ? html`<plenum-join-change quiet .change=${change}></plenum-join-change>` : nothing}<plenum-button
                variant=${change.kind === 'delete' || deletions(change) ? 'danger' : 'primary'}
                icon="play"
                reason=${this.#applyReason(change)}
                @click=${() => this.#apply(change)}
                >${t(change.status === 'failed' ? 'change.applyAgain' : 'change.apply')}</plenum-button
              >`
          : nothing
      }
      <plenum-menu
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
}

customElements.define('plenum-change-actions', PlenumChangeActions);
