import { test } from 'node:test';
import assert from 'node:assert/strict';
import { panelHtml } from '../../../src/host/panelHtml.ts';

const html = panelHtml({
  nonce: 'N0nce', cspSource: 'https://csp.example', title: 'T<', locale: 'ko', scriptUri: 'https://x/a.js?a=1&b="2"', styleUris: ['https://x/a.css'],
  strings: { copy: '"><script>alert(1)</script>' },
});

test('the policy allows the nonce and the extension\'s own styles, and nothing unsafe', () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
  assert.equal(policy, "default-src 'none'; script-src 'nonce-N0nce'; style-src https://csp.example; font-src https://csp.example");
});

test('texts cannot leave their attribute', () => {
  assert.equal(html.includes('<script>alert'), false);
});

test('there is one script, with the nonce, and no inline code', () => {
  assert.deepEqual([...html.matchAll(/<script[^>]*>([^<]*)/g)].map(([tag]) => tag), ['<script nonce="N0nce" src="https://x/a.js?a=1&#38;b=&#34;2&#34;">']);
});
