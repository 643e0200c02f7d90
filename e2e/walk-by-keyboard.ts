/** Goes through a page with the Tab key, as people do who have no pointer. */
import type { Page } from 'playwright-core';

/** More stops than any page has: whoever does not come round by then is caught. */
const MAX_STOPS = 400;

/** What is drawn where the focus is: an outline or a shadow, of the control itself or of the label around it. */
const startWalk = () => {
  const isMarked = (element: Element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  };
  const walk = { reached: new Set<Element>(), unmarked: new Set<Element>() };
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof Element)) return;
    walk.reached.add(target);
    const label = target.closest('label');
    if (!isMarked(target) && !(label && isMarked(label))) walk.unmarked.add(target);
  });
  Object.assign(window, { walk });
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
};

/** Whether the focus has left the page, or is where it was first. Some controls have several stops of their own. */
const hasComeRound = (stops: number) => {
  const { walk } = window as unknown as { walk: { reached: Set<Element> } };
  const [first] = walk.reached;
  return document.activeElement === document.body || (stops > 1 && document.activeElement === first);
};

const findFaults = () => {
  const { walk } = window as unknown as { walk: { reached: Set<Element>; unmarked: Set<Element> } };
  const name = (element: Element) => {
    const said = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 60);
    return `<${element.tagName.toLowerCase()} class="${element.className}"> ${said}`;
  };
  const controls = 'a[href], button, input, select, textarea, summary, [tabindex="0"], [contenteditable]';
  const isReached = (element: Element) => {
    if (walk.reached.has(element)) return true;
    // Arrow keys go on from there: of radio buttons, tabs and menus one alone is on the way.
    const group = element.closest('[role=radiogroup], [role=tablist], [role=menu], [role=toolbar]');
    if (group) return [...walk.reached].some((one) => group.contains(one));
    if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return false;
    return [...walk.reached].some(
      (one) => one instanceof HTMLInputElement && one.type === 'radio' && one.name === element.name,
    );
  };
  const canBeUsed = (element: Element) =>
    !element.matches(':disabled, [type=hidden], [aria-hidden=true]') &&
    !element.closest('[inert], [aria-hidden=true]') &&
    element.checkVisibility({ visibilityProperty: true }) &&
    element.getClientRects().length > 0;
  const missed = [...document.querySelectorAll(controls)].filter((one) => canBeUsed(one) && !isReached(one));
  return [
    ...missed.map((element) => `no key leads to ${name(element)}`),
    ...[...walk.unmarked].map((element) => `nothing shows that the focus is on ${name(element)}`),
  ];
};

/** @returns a sentence for each control that Tab does not lead to, and for each that does not show that it has the focus */
export async function walkByKeyboard(page: Page): Promise<readonly string[]> {
  await page.evaluate(startWalk);
  let stops = 0;
  do {
    if (stops === MAX_STOPS) return [`after ${MAX_STOPS} presses of Tab one is not round`];
    await page.keyboard.press('Tab');
    stops++;
  } while (!(await page.evaluate(hasComeRound, stops)));
  return page.evaluate(findFaults);
}
