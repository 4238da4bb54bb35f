/** Names under which secrets are written, as words to search for, and what the rest of such a name says about its value. */

/**
 * How much a name says by itself: `always`: any value is secret; `shaped`: the value has to look like one, digests included;
 * `mixed`: it has to look drawn by lot and be no digest or id. `word` and `code` ask that the word is a whole part of the name, and then
 * for a value as `shaped` or for a short number.
 */
export type KeyStrength = 'always' | 'shaped' | 'mixed' | 'word' | 'code';

/** A word that makes a name the name of a secret. */
export interface KeyWord {
  readonly kind: string;
  readonly word: string;
  readonly strength: KeyStrength;
  /** Searched for as JSON writes it too where the writer escapes all beyond ASCII, as Python's does. */
  readonly isEscapedToo?: true;
}

/** The words; letter case does not matter. */
export const keyWords: readonly KeyWord[] = [
  { kind: 'password', word: 'password', strength: 'always' },
  { kind: 'password', word: 'passwd', strength: 'always' },
  { kind: 'password', word: 'passwort', strength: 'always' },
  { kind: 'password', word: 'passphrase', strength: 'always' },
  { kind: 'password', word: 'passcode', strength: 'always' },
  { kind: 'password', word: 'pass', strength: 'word' },
  ...['db', 'user', 'smtp', 'mail', 'redis', 'mysql', 'pg', 'ftp', 'admin', 'root', 'ssh', 'become'].flatMap((owner): KeyWord[] => [`${owner}_pass`, `${owner}pass`].map((word) => ({ kind: 'password', word, strength: 'always' }))),
  { kind: 'secret', word: 'psk', strength: 'word' },
  { kind: 'secret', word: 'pin', strength: 'code' },
  { kind: 'password', word: 'pwd', strength: 'always' },
  { kind: 'password', word: 'pswd', strength: 'always' },
  { kind: 'password', word: 'pw', strength: 'word' },
  { kind: 'password', word: '비밀번호', strength: 'always', isEscapedToo: true },
  { kind: 'password', word: '비번', strength: 'always', isEscapedToo: true },
  { kind: 'password', word: '암호', strength: 'always', isEscapedToo: true },
  { kind: 'password', word: '패스워드', strength: 'always' },
  { kind: 'password', word: '密码', strength: 'always' },
  { kind: 'password', word: '密碼', strength: 'always' },
  { kind: 'password', word: '口令', strength: 'always' },
  { kind: 'password', word: 'パスワード', strength: 'always' },
  { kind: 'password', word: '暗証番号', strength: 'always' },
  { kind: 'password', word: 'пароль', strength: 'always' },
  { kind: 'password', word: 'Пароль', strength: 'always' },
  { kind: 'password', word: 'contraseña', strength: 'always' },
  { kind: 'password', word: 'contrasena', strength: 'always' },
  { kind: 'password', word: 'mot_de_passe', strength: 'always' },
  { kind: 'password', word: 'mot de passe', strength: 'always' },
  { kind: 'password', word: 'motdepasse', strength: 'always' },
  { kind: 'password', word: 'kennwort', strength: 'always' },
  { kind: 'password', word: 'senha', strength: 'word' },
  { kind: 'password', word: 'hasło', strength: 'word' },
  { kind: 'secret', word: 'secret', strength: 'shaped' },
  { kind: 'secret', word: '시크릿', strength: 'shaped' },
  { kind: 'secret', word: '비밀키', strength: 'shaped' },
  { kind: 'secret', word: '密钥', strength: 'shaped' },
  { kind: 'secret', word: 'mnemonic', strength: 'shaped' },
  { kind: 'secret', word: 'seed_phrase', strength: 'always' },
  { kind: 'secret', word: 'seedphrase', strength: 'always' },
  { kind: 'secret', word: 'otp', strength: 'code' },
  { kind: 'secret', word: 'cvv', strength: 'code' },
  { kind: 'secret', word: 'cvc', strength: 'code' },
  { kind: 'token', word: 'token', strength: 'shaped' },
  { kind: 'token', word: '토큰', strength: 'shaped', isEscapedToo: true },
  { kind: 'token', word: '令牌', strength: 'shaped' },
  { kind: 'token', word: 'jwt', strength: 'word' },
  { kind: 'token', word: 'csrf', strength: 'shaped' },
  { kind: 'token', word: 'xsrf', strength: 'shaped' },
  { kind: 'api-key', word: 'apikey', strength: 'shaped' },
  { kind: 'api-key', word: 'api key', strength: 'shaped' },
  { kind: 'api-key', word: 'key', strength: 'shaped' },
  { kind: 'api-key', word: 'api키', strength: 'shaped' },
  { kind: 'api-key', word: 'api 키', strength: 'shaped' },
  { kind: 'api-key', word: '인증키', strength: 'shaped', isEscapedToo: true },
  { kind: 'api-key', word: '액세스키', strength: 'shaped' },
  { kind: 'credential', word: 'credential', strength: 'shaped' },
  { kind: 'credential', word: 'creds', strength: 'shaped' },
  { kind: 'credential', word: 'auth', strength: 'word' },
  { kind: 'credential', word: 'assertion', strength: 'mixed' },
  { kind: 'session', word: 'jsessionid', strength: 'shaped' },
  { kind: 'session', word: 'phpsessid', strength: 'shaped' },
  { kind: 'session', word: 'asp.net_sessionid', strength: 'shaped' },
  { kind: 'session', word: 'connect.sid', strength: 'shaped' },
  { kind: 'session', word: 'sessionid', strength: 'mixed' },
  { kind: 'session', word: 'session_id', strength: 'mixed' },
  { kind: 'session', word: 'session-id', strength: 'mixed' },
  { kind: 'session', word: 'session', strength: 'mixed' },
  { kind: 'session', word: 'sessid', strength: 'mixed' },
  { kind: 'signature', word: 'amz-signature', strength: 'shaped' },
  { kind: 'signature', word: 'goog-signature', strength: 'shaped' },
  { kind: 'signature', word: 'amz-credential', strength: 'mixed' },
  { kind: 'signature', word: 'sig', strength: 'word' },
  { kind: 'signature', word: 'signature', strength: 'mixed' },
  { kind: 'national-id', word: 'ssn', strength: 'code' },
  { kind: 'national-id', word: '주민등록번호', strength: 'always', isEscapedToo: true },
  { kind: 'national-id', word: '주민번호', strength: 'always' },
];

/** What may stand before `key` to make it the key to something; compared without `_`, `-` and `.`. */
export const keyStems: readonly string[] = [
  'api', 'access', 'account', 'secret', 'private', 'encryption', 'encrypt', 'decryption', 'signing', 'sign', 'auth', 'master', 'shared', 'app', 'application', 'client', 'consumer',
  'subscription', 'function', 'functions', 'license', 'ingest', 'ingestion', 'write', 'read', 'service', 'server', 'storage', 'admin', 'integration', 'webhook', 'hmac', 'aes',
  'jwt', 'rsa', 'cipher', 'crypto', 'deploy', 'rapidapi', 'instrumentation', 'sas', 'session', 'recovery', 'unlock', 'root', 'wrapping', 'preshared', 'psk', 'wep', 'wpa', 'vault',
  'datadog', 'sendgrid', 'mailgun', 'mailchimp', 'stripe', 'algolia', 'cloudflare', 'openai', 'anthropic', 'google', 'maps', 'firebase', 'supabase', 'pusher', 'segment', 'amplitude',
  'upbit', 'bithumb', 'binance', 'bybit', 'coinbase', 'kraken', 'kucoin', 'heroku', 'newrelic', 'airtable', 'meraki', 'okta', 'linear', 'sentry', 'contentful', 'zendesk', 'kakao', 'naver',
];

/** Ends of names whose value is the secret itself; compared without `_`, `-`, `.` and digits at the end. */
export const openSuffixes: readonly string[] = [
  '', 'key', 'keybase', 'base', 'val', 'value', 'str', 'string', 'text', 'plain', 'raw', 'b64', 'base64', 'hex', 'header', 'param', 'prod', 'production', 'dev', 'staging', 'test', 'live', 'new', 'old', 'current',
  'previous', 'primary', 'secondary', 'confirm', 'confirmation', 'again', 'repeat', 'verify', 'hash', 'encrypted', 'enc', 'access', 'accesskey', 'user', 'db', 'admin', 'root',
];

/** Ends of names that say something about a secret; what they hold may look random and is none. */
export const closedSuffixes: readonly string[] = [
  'id', 'ids', 'uid', 'uuid', 'url', 'uri', 'urls', 'endpoint', 'arn', 'ref', 'name', 'names', 'path', 'file', 'filename', 'dir', 'version', 'type', 'kind', 'prefix', 'alias', 'fingerprint', 'thumbprint', 'digest', 'checksum', 'sha',
  'owner', 'issuer', 'class', 'provider', 'algorithm', 'alg', 'size', 'length', 'len', 'count', 'expiry', 'expires', 'expiration', 'exp', 'ttl', 'created', 'updated', 'at', 'in', 'pair', 'ring', 'board', 'space', 'code', 'range', 'schema',
];

/** Beginnings of names that hold no secret though their ends say so; compared without `_`, `-` and `.`. */
export const harmlessPrefixes: readonly string[] = [
  'public', 'publickey', 'pub', 'next', 'nextpage', 'page', 'prev', 'continuation', 'continue', 'sync', 'resume', 'cancellation', 'cancel', 'idempotency', 'max', 'min', 'num', 'total', 'unexpected', 'prompt', 'completion', 'cache', 'partition',
  'primary', 'foreign', 'sort', 'host', 'block', 'stop', 'eos', 'bos', 'pad', 'syntax', 'transaction', 'fencing', 'lease', 'scroll', 'watch',
];

/** Values that stand for "no value", for a type, or for what became of a secret. */
export const emptyValues: readonly string[] = [
  'null', 'none', 'nil', 'undefined', 'true', 'false', 'yes', 'no', 'on', 'off', 'empty', 'blank', 'unset', 'set', 'required', 'optional', 'missing', 'invalid', 'valid', 'incorrect', 'wrong', 'bad', 'expired', 'changed', 'reset', 'updated',
  'failed', 'failure', 'error', 'ok', 'success', 'accepted', 'rejected', 'denied', 'granted', 'enabled', 'disabled', 'unknown', 'default', 'hidden', 'masked', 'redacted', 'filtered', 'removed', 'omitted', 'stripped', 'protected', 'encrypted',
  'provided', 'present', 'absent', 'found', 'not', 'and', 'or', 'for', 'is', 'was', 'the', 'a', 'an', 'of', 'to', 'in', 'must', 'should', 'cannot', 'string', 'str', 'text', 'bool', 'boolean', 'int', 'integer', 'number', 'object', 'any', 'varchar',
  'char', 'function', 'authentication', 'publickey', 'keyboard-interactive', 'bearer', 'basic', 'n/a', 'na', 'nan', 'password', 'passwd', 'token', 'secret', 'key', 'value', 'input', 'prompt', 'user', 'username', 'login',
];
