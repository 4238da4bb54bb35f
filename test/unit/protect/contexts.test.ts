import { test } from 'node:test';
import assert from 'node:assert/strict';
import { secretContexts } from '../../../src/engine/protect/contextRule.ts';
import { Redactor } from '../../../src/engine/protect/protect.ts';

const redactor = new Redactor({ key: new Uint8Array(32) });

for (const { sample, secret } of secretContexts) {
  test(`the secret is taken out of: ${sample}`, () => {
    const safe = redactor.redactText(sample);
    assert.ok(sample.includes(secret) && !safe.includes(secret), safe);
    assert.equal(redactor.redactText(safe), safe);
  });
}

for (const line of [
  'failed password for root', 'password for app is required', 'with password authentication', 'zip archive written', 'echo hello | grep x', 'machine learning login page', 'verification code sent', 'identified by id 7',
  'GET /?code=404', 'sid=S-1-5-21-3623811015-3361044348-30300820-1013', 'reset-password/confirm', '/bots/12', 'token expired yesterday', 'secret rotated', 'key value', '<label for="password">Password</label>', 'pin=13', 'price $1$ each',
  'password "" is not set', 'auth login failed', 'bcp started', 'cost $6$', 'api key missing for tenant example-production-7', 'token /var/run/secrets/kubernetes.io/serviceaccount',
]) {
  test(`nothing is taken out of: ${line}`, () => assert.equal(redactor.redactText(line), line));
}

for (const [line, secret] of [
  ['app:blue7Horse@tcp(db:3306)/shop', 'blue7Horse'], ['DB_PASS: summer2024', 'summer2024'], ['password：blue7Horse', 'blue7Horse'], ['密码：blue7Horse', 'blue7Horse'], ['<entry key="db.password">blue7Horse</entry>', 'blue7Horse'], ['name: DB_PASSWORD value: blue7Horse', 'blue7Horse'],
  ['using shared secret x7Kq9mPz2LwR4tYb', 'x7Kq9mPz2LwR4tYb'], ['api token x7Kq9mPz2LwR4tYbN3vC', 'x7Kq9mPz2LwR4tYbN3vC'], ['psk="x7Kq9mPz2LwR"', 'x7Kq9mPz2LwR'], [`SECRET_KEY_BASE=${'0a1b2c3d'.repeat(8)}`, '0a1b2c3d'], ['"pin":"4821"', '4821'],
  ['\u001b[31mone\u001b[0mBearer x7Kq9mPz2LwR4tYb', 'x7Kq9mPz2LwR4tYb'],
] as const) {
  test(`the secret is taken out of: ${line}`, () => assert.ok(!redactor.redactText(line).includes(secret), redactor.redactText(line)));
}
