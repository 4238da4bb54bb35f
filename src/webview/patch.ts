/** Makes the page look like a tree, changing only what differs, so that focus, selection, scrolling and open details stay. */
import { attributeNames, type TreeElement, type TreeNode } from './tree.ts';

/** Makes the children of `parent` equal `children`. */
export function patch(parent: Element, children: readonly TreeNode[]): void {
  children.forEach((child, index) => {
    const existing = parent.childNodes.item(index) as ChildNode | null;
    if (typeof child === 'string') patchText(parent, existing, child);
    else patchElement(parent, existing, child);
  });
  while (parent.childNodes.length > children.length) parent.lastChild?.remove();
}

function patchText(parent: Element, existing: ChildNode | null, text: string): void {
  if (existing?.nodeType !== Node.TEXT_NODE) parent.insertBefore(document.createTextNode(text), existing);
  else if (existing.nodeValue !== text) existing.nodeValue = text;
}

function patchElement(parent: Element, existing: ChildNode | null, wanted: TreeElement): void {
  const found = matching(existing, wanted);
  const made = found ?? document.createElement(wanted.tag);
  if (made !== existing) parent.insertBefore(made, existing);
  setAttributes(made, wanted);
  if (wanted.attributes['data-kept'] === undefined) patch(made, wanted.children);
}

/** Returns the element to re-use: the one in place or, when rows have moved, a later one with the same key. */
function matching(existing: ChildNode | null, wanted: TreeElement): Element | undefined {
  for (let node: ChildNode | null = existing; node; node = node.nextSibling) {
    if (!(node instanceof Element)) continue;
    if (node.localName === wanted.tag && (node.getAttribute('data-key') ?? undefined) === wanted.attributes['data-key']) return node;
    if (wanted.attributes['data-key'] === undefined) return undefined;
  }
  return undefined;
}

function setAttributes(made: Element, wanted: TreeElement): void {
  for (const name of attributeNames) {
    const value = wanted.attributes[name];
    if (value === undefined) made.removeAttribute(name);
    else if (made.getAttribute(name) !== value) made.setAttribute(name, value);
  }
}
