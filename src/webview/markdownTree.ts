/** Turns the briefing's markdown into a tree of allowed elements. No HTML text is made or read anywhere on the way. */
import MarkdownIt from 'markdown-it';
import { findPlaces, wholePlace, type Piece } from './links.ts';
import type { Formats } from './format.ts';
import { timeElement } from './timeElement.ts';
import { element, placeButton, type Attributes, type Tag, type TreeElement, type TreeNode } from './tree.ts';

/** What is used of a token of markdown-it. */
interface Token {
  readonly type: string;
  readonly tag: string;
  readonly content: string;
  readonly children: readonly Token[] | null;
  readonly hidden: boolean;
  readonly nesting: number;
  attrGet(name: string): string | number | null;
}

/** Elements by markdown-it's names; what is not here becomes its text. */
const elementTags: Readonly<Record<string, Tag>> = {
  h1: 'h1', h2: 'h2', h3: 'h3', h4: 'h4', h5: 'h4', h6: 'h4', p: 'p', ul: 'ul', ol: 'ol', li: 'li', blockquote: 'blockquote',
  table: 'table', thead: 'thead', tbody: 'tbody', tr: 'tr', th: 'th', td: 'td', strong: 'strong', em: 'em', s: 's', a: 'span',
};

/** The line that tells a reader that the file is whole; a person does not need it. */
const endMark = /\n<!-- end[^\n]*-->\s*$/;

/** What the tree is made with. */
export interface MarkdownLook {
  /** Says aloud what a place's button does. */
  readonly label: (path: string, line: number) => string;
  readonly formats: Formats;
}

/** A moment as the briefing writes it for agents; a person gets it in the own zone. */
const moment = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z/g;

/** Returns the briefing as elements. */
export function markdownTree(markdown: string, look: MarkdownLook): readonly TreeNode[] {
  const parser = new MarkdownIt({ html: false, linkify: false, typographer: false });
  return build(parser.parse(markdown.replace(endMark, '\n'), {}), look);
}

interface Open {
  readonly tag: Tag | undefined;
  readonly attributes: Attributes;
  readonly children: TreeNode[];
  /** Where a link leads; shown as text behind its label. */
  readonly target: string | undefined;
}

function build(tokens: readonly Token[], look: MarkdownLook): readonly TreeNode[] {
  const root: Open = { tag: undefined, attributes: {}, children: [], target: undefined };
  const stack = [root];
  for (const token of tokens) {
    const top = stack.at(-1) ?? root;
    if (token.nesting > 0) stack.push(opened(token));
    else if (token.nesting === 0) top.children.push(...leaf(token, look));
    else if (stack.length > 1) {
      stack.pop();
      (stack.at(-1) ?? root).children.push(...closed(top));
    }
  }
  return root.children;
}

function opened(token: Token): Open {
  const tag = token.hidden || !Object.hasOwn(elementTags, token.tag) ? undefined : elementTags[token.tag];
  const start = token.tag === 'ol' ? token.attrGet('start') : null;
  const href = token.type === 'link_open' ? token.attrGet('href') : null;
  return {
    tag,
    attributes: { ...(start === null ? {} : { start: String(start) }), ...(token.tag === 'th' ? { scope: 'col' } : {}) },
    children: [],
    target: href === null ? undefined : String(href),
  };
}

function closed({ tag, attributes, children, target }: Open): readonly TreeNode[] {
  if (target !== undefined) children.push(` (${target})`);
  return tag === undefined ? children : [element(tag, attributes, ...children)];
}

function leaf(token: Token, look: MarkdownLook): readonly TreeNode[] {
  switch (token.type) {
    case 'inline':
      return build(token.children ?? [], look);
    case 'softbreak':
      return ['\n'];
    case 'hardbreak':
      return [element('br', {})];
    case 'hr':
      return [element('hr', {})];
    case 'code_inline':
      return [codeSpan(token.content, look)];
    case 'fence':
    case 'code_block':
      return [element('pre', { tabindex: '0' }, element('code', {}, ...linked(findPlaces(token.content), look)))];
    case 'image':
      return [`${token.content} (${String(token.attrGet('src') ?? '')})`];
    default:
      return linked(findPlaces(token.content), look).flatMap((node) => (typeof node === 'string' ? withTimes(node, look.formats) : [node]));
  }
}

function withTimes(text: string, formats: Formats): readonly TreeNode[] {
  const nodes: TreeNode[] = [];
  let textStart = 0;
  for (const { 0: written, index } of text.matchAll(moment)) {
    const epochMs = Date.parse(written);
    if (Number.isNaN(epochMs)) continue;
    nodes.push(text.slice(textStart, index), timeElement(epochMs, formats));
    textStart = index + written.length;
  }
  return [...nodes, text.slice(textStart)].filter((node) => node !== '');
}

function codeSpan(content: string, look: MarkdownLook): TreeElement {
  const whole = wholePlace(content);
  return element('code', {}, ...linked(whole ? [whole] : findPlaces(content), look));
}

function linked(pieces: readonly Piece[], look: MarkdownLook): readonly TreeNode[] {
  return pieces.map((piece) => (piece.kind === 'text' ? piece.text : placeButton(piece.path, piece.line, piece.text, look.label(piece.path, piece.line))));
}
