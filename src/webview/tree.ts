/** Pages as plain values: what a panel shows, before there is a DOM. Only the tags and attributes named here can ever be made. */

/** Every element that a panel may contain. No link, no image, no frame, no script, no style. */
export const tags = [
  'blockquote', 'br', 'button', 'caption', 'code', 'dd', 'details', 'div', 'dl', 'dt', 'em', 'h1', 'h2', 'h3', 'h4', 'header', 'hr', 'li', 'meter', 'ol', 'p', 'pre',
  's', 'section', 'span', 'strong', 'summary', 'table', 'tbody', 'td', 'th', 'thead', 'time', 'tr', 'ul',
] as const;

/** One of `tags`. */
export type Tag = (typeof tags)[number];

/** Every attribute that an element may have; none of them is run or fetched by a browser. */
export const attributeNames = [
  'class', 'id', 'role', 'title', 'scope', 'start', 'datetime', 'tabindex', 'type', 'min', 'max', 'low', 'high', 'optimum', 'value',
  'aria-label', 'aria-labelledby', 'aria-live', 'data-key', 'data-path', 'data-line', 'data-command', 'data-kept',
] as const;

/** One of `attributeNames`. */
export type AttributeName = (typeof attributeNames)[number];

/** Attributes of one element. `data-key` names a row across updates; children of an element with `data-kept` are left alone. */
export type Attributes = Readonly<Partial<Record<AttributeName, string>>>;

/** An element or its text. */
export type TreeNode = string | TreeElement;

/** One element. */
export interface TreeElement {
  readonly tag: Tag;
  readonly attributes: Attributes;
  readonly children: readonly TreeNode[];
}

/** Makes an element; undefined children are left out. */
export function element(tag: Tag, attributes: Attributes, ...children: readonly (TreeNode | undefined)[]): TreeElement {
  return { tag, attributes, children: children.filter((child) => child !== undefined) };
}

/** Returns all text in a tree, in order. */
export function textOf(node: TreeNode): string {
  return typeof node === 'string' ? node : node.children.map(textOf).join('');
}

/** Returns every element of a tree, depth first. */
export function elementsOf(node: TreeNode): readonly TreeElement[] {
  return typeof node === 'string' ? [] : [node, ...node.children.flatMap(elementsOf)];
}

/** Makes a button that opens a place; `label` is what is read aloud. */
export function placeButton(path: string, line: number, shown: string, label: string): TreeElement {
  return element('button', { 'class': 'place', 'type': 'button', 'data-path': path, 'data-line': String(line), 'aria-label': label, 'title': label }, shown);
}

/** Makes a button that runs one of Logbrief's commands. */
export function commandButton(command: string, shown: string, isMain = false): TreeElement {
  return element('button', { 'class': isMain ? 'main' : 'plain', 'type': 'button', 'data-command': command }, shown);
}
