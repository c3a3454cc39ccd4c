import { LitElement, css, html, nothing } from 'lit';
import { t } from '../lib/i18n.js';
import { href } from '../lib/router.js';
import { currentSpace } from '../lib/session.js';
import { problemText } from './problem-text.js';
import { base } from './styles.js';
import './plenum-button.js';
import './plenum-icon.js';

/** A refusal names the permission that is lacking. */
const LACKING = /\bpermission ([\w-]+(?:\.[\w-]+)+)/;

const whyHref = (permission) => href('/access/why', { permission, space: currentSpace.value });

/**
 * What went wrong, where, and what to do; offers to try again by the event `plenum-retry`. A refusal (403) looks like
 * one, not like an error. `compact` for a strip above something; `norepeat` where trying again makes no sense.
 */
class PlenumProblem extends LitElement {
  static properties = {
    problem: { attribute: false },
    compact: { type: Boolean, reflect: true },
    norepeat: { type: Boolean },
  };

  static styles = [
    base,
    css`
      :host {
        display: block;
      }
      .box {
        display: flex;
        gap: var(--space-3);
        padding: var(--space-4);
        border-radius: var(--radius-l);
        background: var(--danger-soft);
        color: var(--text);
      }
      .box.refused,
      .box.missing {
        background: var(--surface);
        border: 1px solid var(--border);
      }
      .box > plenum-icon {
        --icon-size: 18px;
        color: var(--danger-text);
        margin-top: 1px;
      }
      .refused > plenum-icon,
      .missing > plenum-icon {
        color: var(--text-muted);
      }
      :host([compact]) .box {
        padding: var(--space-2) var(--space-3);
        margin-bottom: var(--space-3);
        border-radius: var(--radius-m);
      }
      .words {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .title {
        margin: 0 0 2px;
        font-weight: 600;
      }
      p {
        margin: 0;
      }
      ul {
        margin: var(--space-2) 0 0;
        padding-left: var(--space-4);
      }
      code {
        font-family: var(--font-mono);
        font-size: var(--text-s);
      }
      .trace {
        margin-top: var(--space-2);
        font-size: var(--text-xs);
        color: var(--text-muted);
      }
      .retry {
        margin-top: var(--space-3);
      }
      :host([compact]) .box {
        align-items: start;
      }
    `,
  ];

  render() {
    const { problem } = this;
    if (!problem) {
      return nothing;
    }
    const kind = problem.forbidden ? 'refused' : problem.missing ? 'missing' : '';
    const icon = problem.forbidden ? 'lock' : problem.missing ? 'question' : problem.unreachable ? 'signal-off' : 'warning';
    const [, lacking] = (problem.code === 'access-denied' && LACKING.exec(problem.detail)) || [];
    const repeatable = !this.norepeat && !problem.forbidden && !problem.missing;
    return html`
      <div class="box ${kind}" role="alert">
        <plenum-icon name=${icon}></plenum-icon>
        <div class="words">
          <p class="title">${titleOf(problem)}</p>
          <p>${problemText(problem)}</p>
          ${
            problem.errors?.length
              ? html`<ul>
                  ${problem.errors.map(
                    (error) => html`<li>${error.pointer ? html`<code>${error.pointer}</code> ` : nothing}${error.message}</li>`,
                  )}
                </ul>`
              : nothing
          }
          ${lacking ? html`<p class="retry"><a href=${whyHref(lacking)}>${t('common.why')}</a></p>` : nothing}
          ${problem.retryAfter ? html`<p>${t('problem.retryAfter', { seconds: problem.retryAfter })}</p>` : nothing}
          ${
            problem.correlation && problem.status >= 500
              ? html`<p class="trace">${t('problem.correlation')} <code>${problem.correlation}</code></p>`
              : nothing
          }
          ${
            repeatable
              ? html`<plenum-button
                  class="retry"
                  size="s"
                  icon="refresh"
                  @click=${() => this.dispatchEvent(new CustomEvent('plenum-retry', { bubbles: true, composed: true }))}
                  >${t('common.retry')}</plenum-button
                >`
              : nothing
          }
        </div>
      </div>
    `;
  }
}

function titleOf(problem) {
  if (problem.foreign) {
    return t('problem.notPlenum');
  }
  return problem.forbidden ? t('common.forbidden') : problem.unreachable ? t('problem.unreachable') : problem.title;
}

/** A place that the reader may not enter. */
class PlenumForbidden extends LitElement {
  static properties = { permission: {} };
  static styles = [
    base,
    css`
      :host {
        display: block;
        padding: var(--space-7) var(--space-4);
        text-align: center;
        color: var(--text-muted);
      }
      plenum-icon {
        --icon-size: 24px;
      }
      h2 {
        margin: var(--space-3) 0 var(--space-1);
        font-size: var(--text-l);
        color: var(--text);
      }
      p {
        max-width: 52ch;
        margin: 0 auto;
      }
      code {
        font-family: var(--font-mono);
      }
      .why {
        margin-top: var(--space-3);
      }
    `,
  ];

  render() {
    return html`
      <plenum-icon name="lock"></plenum-icon>
      <h2>${t('common.forbidden')}</h2>
      <p>${t('common.forbiddenHelp', { permission: this.permission ?? '' })}</p>
      ${this.permission ? html`<p class="why"><a href=${whyHref(this.permission)}>${t('common.why')}</a></p>` : nothing}
    `;
  }
}

customElements.define('plenum-problem', PlenumProblem);
customElements.define('plenum-forbidden', PlenumForbidden);
