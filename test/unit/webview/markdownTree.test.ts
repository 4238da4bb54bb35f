import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { markdownTree } from '../../../src/webview/markdownTree.ts';
import { attributeNames, elementsOf, tags, textOf, type TreeElement, type TreeNode } from '../../../src/webview/tree.ts';

function treeOf(markdown: string): readonly TreeNode[] {
  return markdownTree(markdown, { label: (path, line) => `open ${path} at ${line}`, formats: { locale: 'en', nowMs: Date.UTC(2025, 0, 2, 20), timeZone: 'Asia/Seoul' } });
}

function elements(markdown: string): readonly TreeElement[] {
  return treeOf(markdown).flatMap(elementsOf);
}

function shape(node: TreeNode): string {
  return typeof node === 'string' ? node : `<${node.tag}>${node.children.map(shape).join('')}</${node.tag}>`;
}

test('headings, lists, code and tables become their elements', () => {
  const markdown = '# One\n\n- a **b** `c`\n- d\n\n1. e\n\n> f\n\n| g |\n|---|\n| h |\n\n```text\ni\n```\n';
  assert.equal(treeOf(markdown).map(shape).join(''), [
    '<h1>One</h1>', '<ul><li>a <strong>b</strong> <code>c</code></li><li>d</li></ul>', '<ol><li>e</li></ol>', '<blockquote><p>f</p></blockquote>',
    '<table><thead><tr><th>g</th></tr></thead><tbody><tr><td>h</td></tr></tbody></table>', '<pre><code>i\n</code></pre>',
  ].join(''));
});

test('a place in a code span becomes a button that names path and line', () => {
  const button = elements('- evidence: `logs/app.log:12`').find((element) => element.tag === 'button');
  assert.deepEqual([button?.attributes['data-path'], button?.attributes['data-line'], button?.attributes['aria-label']], ['logs/app.log', '12', 'open logs/app.log at 12']);
});

test('a moment is shown in the zone of the reader, and one inside quoted log text stays as it is', () => {
  assert.equal(treeOf('since 2025-01-02T15:04:05Z, `2025-01-02T15:04:05Z`').map(shape).join(''), '<p>since <time>12:04:05 AM</time>, <code>2025-01-02T15:04:05Z</code></p>');
});

test('what only looks like a moment stays text', () => {
  assert.equal(treeOf('at 2025-99-99T99:99:99Z').map(shape).join(''), '<p>at 2025-99-99T99:99:99Z</p>');
});

test('a link is shown with where it leads and leads nowhere', () => {
  assert.equal(treeOf('[label](https://example.org/x)').map(shape).join(''), '<p><span>label (https://example.org/x)</span></p>');
});

test('a picture is shown as words', () => {
  assert.equal(treeOf('![alt](https://example.org/x.png)').map(textOf).join(''), 'alt (https://example.org/x.png)');
});

test('the mark at the end of the file is not shown', () => {
  assert.equal(treeOf('text\n<!-- end of briefing -->\n').map(textOf).join(''), 'text');
});

const hostile = [
  '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<a href="javascript:alert(1)">x</a>', '[x](javascript:alert(1))', '[x](command:workbench.action.quit)',
  '![x](javascript:alert(1))', '<svg/onload=alert(1)>', '<iframe srcdoc="<b>">', '`<b onclick=alert(1)>`', '<style>*{display:none}</style>', '<https://example.org>', '[x]: javascript:alert(1)\n\n[x]',
  '```html\n<script>alert(1)</script>\n```', '| <img src=x onerror=alert(1)> |\n|---|\n', '&lt;script&gt;', '<!-- end --><script>alert(1)</script>', '# <math><mi//xlink:href="data:x,<script>">',
];

for (const markdown of hostile) {
  test(`nothing in it runs or is fetched: ${JSON.stringify(markdown)}`, () => {
    const attributes = elements(markdown).flatMap((element) => Object.keys(element.attributes));
    assert.deepEqual(attributes.filter((name) => !['start', 'scope', 'tabindex', 'class', 'type', 'data-path', 'data-line', 'aria-label', 'title', 'datetime'].includes(name)), []);
  });
}

test('tags and attributes that run or fetch are not among those that can be made', () => {
  const banned = ['a', 'img', 'script', 'style', 'iframe', 'object', 'svg', 'form', 'input', 'link', 'meta', 'href', 'src', 'srcdoc', 'style', 'action'];
  assert.deepEqual([...tags, ...attributeNames].filter((name) => banned.includes(name) || name.startsWith('on')), []);
});

test('any text makes only allowed elements', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...Array.from('<>[]()!`*_#|-\n a:1./&"\\')), maxLength: 80 }), (markdown) => {
    assert.deepEqual(elements(markdown).filter((element) => !tags.includes(element.tag)), []);
  }));
});
