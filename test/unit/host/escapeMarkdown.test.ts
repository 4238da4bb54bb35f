import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { escapeMarkdown, oneLine } from '../../../src/host/escapeMarkdown.ts';

const parser = new MarkdownIt({ html: true, linkify: true });

/** The text that a markdown renderer shows, and every token that is more than text. */
function rendered(markdown: string): { readonly text: string; readonly markup: readonly string[] } {
  const tokens = parser.parse(`- ${markdown}`, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  const allowed = new Set(['bullet_list_open', 'bullet_list_close', 'list_item_open', 'list_item_close', 'paragraph_open', 'paragraph_close', 'inline', 'text', 'text_special']);
  return {
    text: tokens.filter((token) => token.type.startsWith('text')).map((token) => token.content).join(''),
    markup: tokens.map((token) => token.type).filter((type) => !allowed.has(type)),
  };
}

const hostile = [
  '[click](command:logbrief.stopEngine)', '![x](https://example.org/a.png)', '<img src=x onerror=alert(1)>', '<a href="command:x">', '# heading', '```js', '* * *', '---', '===',
  'https://example.org', 'www.example.org', 'user@example.org', '<https://example.org>', '$(error) icon', '&lt;b&gt; &#60;', '| a | b |', '1. list', '\\[back\\](slash)', '[ref]: command:x', '~~s~~', ':::',
];

for (const text of hostile) {
  test(`log text stays text: ${text}`, () => {
    assert.deepEqual(rendered(escapeMarkdown(text)), { text: oneLine(text, 120), markup: [] });
  });
}

test('no string is ever more than its own text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
    const { markup } = rendered(escapeMarkdown(text));
    assert.deepEqual(markup, []);
  }));
});

test('what cannot be seen is shown', () => {
  assert.equal(oneLine('a\u202eb\u200bc\u0007d\ud800', 120), 'a\\u202eb\\u200bc\\u0007d\\ud800');
});

test('lines are joined', () => {
  assert.equal(oneLine('  first\r\n\tsecond\u2028third ', 120), 'first second third');
});

test('long text is cut at a character and says so', () => {
  assert.equal(oneLine('😀'.repeat(200), 4), '😀😀😀…');
});
