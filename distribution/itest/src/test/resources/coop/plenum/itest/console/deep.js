// Finds things in a page through the open shadow roots. Sent along with each call; leaves nothing in the page.
const deep = (() => {
  /** What a node shows: children as they are laid out, slots with what is put into them. */
  function shownChildren(node) {
    if (node.shadowRoot) {
      return node.shadowRoot.childNodes;
    }
    if (node instanceof HTMLSlotElement) {
      const assigned = node.assignedNodes({ flatten: true });
      return assigned.length ? assigned : node.childNodes;
    }
    return node.childNodes;
  }

  /** All elements below a root as they are laid out. */
  function* elements(root) {
    for (const child of shownChildren(root)) {
      if (child instanceof Element) {
        yield child;
        yield* elements(child);
      }
    }
  }

  /** The element around an element as they are laid out. */
  const around = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host;

  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;

  function words(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      return node.data;
    }
    if (!(node instanceof Element || node instanceof ShadowRoot || node instanceof Document)) {
      return '';
    }
    if (node instanceof Element) {
      if (/^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT|HEAD)$/.test(node.tagName)) {
        return '';
      }
      const display = getComputedStyle(node).display;
      if (display === 'none' || (display !== 'contents' && !node.checkVisibility({ visibilityProperty: true }))) {
        return '';
      }
      const inside = Array.from(shownChildren(node), words).join('');
      return display.startsWith('inline') || display === 'contents' ? inside : ` ${inside} `;
    }
    return Array.from(node.childNodes, words).join('');
  }

  return {
    /** Shown elements that match the last selector, each selector searched inside what the one before found. */
    css(root, selectors) {
      return selectors.reduce(
        (roots, selector) => [
          ...new Set(roots.flatMap((one) => [...elements(one)].filter((element) => element.matches(selector)))),
        ],
        [root ?? document],
      ).filter(isShown);
    },

    /** Shown elements whose own text holds the words. */
    saying(root, text) {
      return [...elements(root ?? document)].filter(
        (element) =>
          !/^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT)$/.test(element.tagName) &&
          [...element.childNodes]
            .filter((node) => node.nodeType === Node.TEXT_NODE)
            .map((node) => node.data)
            .join('')
            .replaceAll(/\s+/g, ' ')
            .includes(text) &&
          isShown(element),
      );
    },

    /** Whether the element is laid out inside the root. */
    isWithin(root, element) {
      let at = element;
      while (at && at !== root) {
        at = around(at);
      }
      return at === root;
    },

    /** Brings the element into view; whether its middle is it, or something inside or around it. */
    isUncovered(element) {
      element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      const { left, top, width, height } = element.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      let hit = null;
      for (let next = document.elementFromPoint(x, y); next && next !== hit; ) {
        hit = next;
        next = hit.shadowRoot?.elementFromPoint(x, y);
      }
      return hit !== null && (this.isWithin(element, hit) || this.isWithin(hit, element));
    },

    text(root) {
      return words(root ?? document.documentElement).replaceAll(/\s+/g, ' ').trim();
    },

    /** The element that has the focus, in the innermost shadow root. */
    focused() {
      let focused = document.activeElement;
      while (focused?.shadowRoot?.activeElement) {
        focused = focused.shadowRoot.activeElement;
      }
      return focused;
    },

    /** Whether what has the focus, or what is drawn around it, shows it. */
    isFocusVisible() {
      const focused = this.focused();
      const rings = [focused, around(focused), around(around(focused))].filter((element) => element instanceof Element);
      return (
        focused.matches(':focus-visible') &&
        rings.some((element) => {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
          return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
        })
      );
    },

    /** Whether nothing moves and nothing says that it is loading. */
    isStill() {
      return (
        document.readyState === 'complete' &&
        document.getAnimations().every(
          (animation) => animation.playState !== 'running' || animation.effect?.getComputedTiming().endTime === Infinity,
        ) &&
        ![...elements(document)].some(
          (element) => element.matches('plenum-skeleton, .bone, [aria-busy="true"]') && isShown(element),
        )
      );
    },

    /** How far the page can be pushed sideways. */
    overflow() {
      return document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth;
    },
  };
})();
