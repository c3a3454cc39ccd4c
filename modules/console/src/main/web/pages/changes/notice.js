import { css } from 'lit';

/** What a page of a change has to say first, with a sign before it. */
export const notice = css`
  .notice {
    display: flex;
    gap: var(--space-3);
    padding: var(--space-3) var(--space-4);
    border-radius: var(--radius-l);
    background: var(--surface);
    border: 1px solid var(--border);
    overflow-wrap: anywhere;
    --icon-size: 18px;
  }
  .notice plenum-icon {
    margin-top: 1px;
    color: var(--text-muted);
  }
  .notice.danger {
    background: var(--danger-soft);
    border-color: transparent;
  }
  .notice.danger plenum-icon {
    color: var(--danger-text);
  }
  .notice.warning {
    background: var(--warning-soft);
    border-color: transparent;
  }
  .notice.warning plenum-icon {
    color: var(--warning-text);
  }
`;
