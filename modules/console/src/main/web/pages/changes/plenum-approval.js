import { LitElement, css, html, nothing } from 'lit';
import { page } from '../../components/styles.js';
import { toast } from '../../components/toast.js';
import { Watch } from '../../components/watch.js';
import { api, Problem } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { session, whyNot } from '../../lib/session.js';
import '../../components/plenum-badge.js';
import '../../components/plenum-button.js';
import '../../components/plenum-card.js';
import '../../components/plenum-problem.js';
import '../../components/plenum-time.js';

const PERMISSION = 'infrastructure.change.approve';

/** How many approvals a plan still lacks. */
export function lacking({ approval }) {
  return approval ? Math.max(0, approval.needed - approval.counting.length) : 0;
}

/** Who has approved the plan of `.change`, and who has yet to. Sends `plenum-approved` when that has changed. */
class PlenumApproval extends LitElement {
  static properties = {
    change: { attribute: false },
    /** Whether it can still be approved. */
    open: { type: Boolean },
    _problem: { state: true },
    _busy: { state: true },
  };

  static styles = [
    page,
    css`
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        display: flex;
        flex-direction: column;
        gap: var(--space-2);
      }
      .comment {
        overflow-wrap: anywhere;
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, session);
  }

  get #mine() {
    return this.change.approval.counting.some((approval) => approval.by === session.value?.subject.id);
  }

  /** Why the reader cannot approve it, in words. */
  #reason() {
    const { requestedBy, space } = this.change;
    return whyNot(PERMISSION, t, space) || (requestedBy?.id === session.value?.subject.id ? t('change.approveOwn') : '');
  }

  async #send(call, done) {
    this._busy = true;
    this._problem = undefined;
    try {
      await api.send(call);
      toast(done);
    } catch (thrown) {
      this._problem = Problem.of(thrown);
    }
    this._busy = false;
    this.dispatchEvent(new CustomEvent('plenum-approved'));
  }

  get #path() {
    return `ext/infrastructure/changes/${this.change.id}/approvals`;
  }

  #button() {
    if (!this.open) {
      return nothing;
    }
    return this.#mine
      ? html`<plenum-button ?busy=${this._busy} @click=${() => this.#send({ method: 'DELETE', path: this.#path }, t('change.withdrawn'))}
          >${t('change.withdraw')}</plenum-button
        >`
      : html`<plenum-button
          variant="primary"
          icon="check"
          reason=${this.#reason()}
          ?busy=${this._busy}
          @click=${() => this.#send({ method: 'POST', path: this.#path, body: { digest: this.change.digest } }, t('change.approved'))}
          >${t('change.approve')}</plenum-button
        >`;
  }

  render() {
    const { needed, counting, policies } = this.change.approval;
    const enough = counting.length >= needed;
    return html`<plenum-card heading=${t('change.approvals')}>
      <plenum-badge slot="actions" tone=${enough ? 'success' : 'warning'}>${t('change.approvalCount', { given: counting.length, needed })}</plenum-badge>
      <div class="stack tight">
        <p class="muted">${t('change.approvalPolicies', { policies: policies.join(', ') })}</p>
        ${
          counting.length
            ? html`<ul>
                ${counting.map(
                  (approval) => html`<li>
                    <strong>${approval.name}</strong> <span class="muted"><plenum-time value=${approval.at}></plenum-time></span>
                    ${approval.comment ? html`<div class="comment">${approval.comment}</div>` : nothing}
                  </li>`,
                )}
              </ul>`
            : nothing
        }
        ${this._problem ? html`<plenum-problem compact norepeat .problem=${this._problem}></plenum-problem>` : nothing}
        <div class="row">${this.#button()}</div>
      </div>
    </plenum-card>`;
  }
}

customElements.define('plenum-approval', PlenumApproval);
