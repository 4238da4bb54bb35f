import { test } from 'node:test';
import assert from 'node:assert/strict';
import { keyWords } from '../../../src/engine/protect/keyTable.ts';
import { Redactor } from '../../../src/engine/protect/protect.ts';
import { madeCard, madeSecret } from './samples.ts';

const redactor = new Redactor({ key: new Uint8Array(32) });
const random = madeSecret('{b62:24}');

/** The text with each placeholder shortened to its kind. */
function redacted(text: string): string {
  return redactor.redactText(text).replace(/\[REDACTED:([a-z0-9-]+):[0-9a-f]{6}\]/g, '<$1>');
}

test('a value behind every word of the table is hidden', () => {
  const missed = keyWords.filter(({ strength }) => strength !== 'code').filter(({ word }) => redacted(`${word === 'key' ? 'api_' : ''}${word}=${random} x`).includes(random));
  assert.deepEqual(missed, []);
});

test('a secret is found however name and value are joined', () => {
  const samples: readonly (readonly [string, string])[] = [
    ['password=hunter2 user=7', 'password=<password> user=7'],
    ['{"password":"hun ter\\"2","user":7}', '{"password":"<password>","user":7}'],
    ['{"pin":1,"password":1234}', '{"pin":1,"password":"<password>"}'],
    ["{'password': 'hunter2'}", "{'password': '<password>'}"],
    ['{"raw":"{\\"password\\":\\"hunter2\\"}"}', '{"raw":"{\\"password\\":\\"<password>\\"}"}'],
    ['password: hunter2', 'password: <password>'],
    ['<password>hunter2</password>', '<password><password></password>'],
    ['<add key="Password" value="hunter2" />', '<add key="Password" value="<password>" />'],
    ['{"name":"DB_PASSWORD","value":"hunter2"}', '{"name":"DB_PASSWORD","value":"<password>"}'],
    ['GET /login?user=a&password=hunter2&x=1', 'GET /login?user=a&password=<password>&x=1'],
    ['q=%7B%22password%22%3A%22hunter2%22%7D', 'q=%7B%22password%22%3A%22<password>%22%7D'],
    ['app --password hunter2 --verbose', 'app --password <password> --verbose'],
    ['["app","--password","hunter2"]', '["app","--password","<password>"]'],
    ['mysql -u root -phunter2 shop', 'mysql -u root -p<password> shop'],
    ['curl -u deploy:hunter2 https://a.example', 'curl -u deploy:<password> https://a.example'],
    ['Server=db;User Id=sa;Password=hunter2;Encrypt=true', 'Server=db;User Id=sa;Password=<password>;Encrypt=true'],
    ['postgres://app:hunter2@db:5432/shop', 'postgres://app:<url-password>@db:5432/shop'],
    ['redis://:hunter2@cache/0', 'redis://:<url-password>@cache/0'],
    ['url=postgres%3A%2F%2Fapp%3Ahunter2%40db', 'url=postgres%3A%2F%2Fapp%3A<url-password>%40db'],
    ['비밀번호: hunter2', '비밀번호: <password>'],
    ['{"\\ube44\\ubc00\\ubc88\\ud638": "hunter2"}', '{"\\ube44\\ubc00\\ubc88\\ud638": "<password>"}'],
    [`Authorization: Token ${random}`, 'Authorization: Token <credential>'],
    [`{"Authorization":"Bearer ${random}"}`, '{"Authorization":"Bearer <bearer-token>"}'],
    ['Authorization: Basic YWRtaW46aHVudGVyMg==', 'Authorization: Basic <basic-auth>'],
    [`Set-Cookie: sid=${random}; Path=/; HttpOnly`, 'Set-Cookie: sid=<cookie>; Path=/; HttpOnly'],
    [`X-Api-Key: ${random}`, 'X-Api-Key: <api-key>'],
    [`\x1b[31mpassword\x1b[0m=hun\x1b[1mter2\x1b[0m`, '\x1b[31mpassword\x1b[0m=<password>\x1b[1m\x1b[0m'],
    [`card ${madeCard('4')} refused`, 'card <card-number> refused'],
    [`{"card":${madeCard('51')}}`, '{"card":"<card-number>"}'],
  ];
  assert.deepEqual(samples.map(([text]) => [text, redacted(text)]), samples.map(([text, wanted]) => [text, wanted]));
});

test('what passed is no password', () => {
  for (const line of ['--- PASS: TestItemToken_Error609 (0.79s)', '    --- PASS: TestPay/gold_3xQ9 (0.00s)', 'PASS: TestItemToken_Err0r609x', 'PASS: tests/Ab3_x9/cart.sh', 'PASS: cart_2Bq9.test.js', 'PASS: cart::t0tal_Xy9']) assert.equal(redacted(line), line);
  assert.equal(redacted('PASS: blue7Horse!9x'), 'PASS: <password>');
  assert.equal(redacted('pass: TestHorse7!9x'), 'pass: <password>');
});

test('ordinary lines stay as they are', () => {
  const hex = (count: number): string => madeSecret(`{hex:${count}}`);
  const uuid = `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
  const lines = [
    'Failed password for invalid user admin from 10.1.2.3 port 4711 ssh2', 'invalid password: account locked after 3 attempts', 'password must be changed, password_changed_at=2026-05-01T10:00:00Z',
    'apiKey: undefined, token: null, secret=<hidden>, api_key=${API_KEY}, password=********', 'prompt_tokens=120 completion_tokens=14 max_tokens=4096', "SyntaxError: Unexpected token '<' at position 12",
    'Bearer authentication required realm="api"', 'WWW-Authenticate: Bearer error="invalid_token"', 'cookie length 120, authorization: none', `commit ${hex(40)} sha256:${hex(64)}`, `request_id=${uuid} trace_id=${hex(32)}`,
    `session_id=${uuid} Session: 30546173_4261722401`, 'block blk_-1608999687919862906 of size 91178 offset=4111222233334444', `nextPageToken=${random} PublicKeyToken=${hex(16)}`, 'wtoken = AppWindowToken{9f4ef63 token=Token{a64f992 x',
    'http://host:8080/path/@scope/pkg ssh://git@host:2222/r.git', 'mac aa:bb:cc:dd:ee:ff 2001:db8::aaff', 'secret "default-token-x7k2p" mounted', 'pass=12 fail=0 auth=kerberos5 pwd=/srv/app', 'kid=abc keyId=7 cache_key=v2:17 primary key 8',
    'mysqldump -h db -port=3307', 'epoch 1700000000000 and 1700000000000000000',
  ];
  assert.deepEqual(lines.map((line) => redactor.redactText(line)), lines);
});
