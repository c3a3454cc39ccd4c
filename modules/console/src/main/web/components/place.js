/**
 * Puts a popover beside what it belongs to, within the window.
 *
 * @param {HTMLElement} popover shown, with `position: fixed`
 * @param {Element} anchor
 * @param {{side?: 'top'|'bottom', align?: 'start'|'center'|'end', gap?: number}} [options]
 */
export function place(popover, anchor, { side = 'bottom', align = 'start', gap = 4 } = {}) {
  const room = 8;
  // Its width must not depend on where it was.
  popover.style.top = '0';
  popover.style.left = '0';
  const around = anchor.getBoundingClientRect();
  const { width, height } = popover.getBoundingClientRect();
  const below = around.bottom + gap;
  const above = around.top - gap - height;
  const fitsBelow = below + height <= window.innerHeight - room;
  const fitsAbove = above >= room;
  const top = side === 'bottom' ? (fitsBelow || !fitsAbove ? below : above) : fitsAbove || !fitsBelow ? above : below;
  const left = {
    start: around.left,
    center: around.left + (around.width - width) / 2,
    end: around.right - width,
  }[align];
  const within = (value, size, all) => Math.max(room, Math.min(value, all - size - room));
  popover.style.top = `${within(top, height, window.innerHeight)}px`;
  popover.style.left = `${within(left, width, window.innerWidth)}px`;
}
