/** Secrets in the sentences, statements, protocols and paths in which programs write them, where no name joined by a sign tells of them. */
import { byteText, isAlnum } from './byteClass.ts';
import { placeholderLength } from './findings.ts';
import { textEnd } from './jsonStrings.ts';
import { judges, wordBeginsAt, type Rule } from './view.ts';
import { comparesDigits } from './digitRuns.ts';

/** What stands before a secret, and how it goes on. */
export interface SecretContext {
  readonly kind: string;
  /** Searched for in any letter case. */
  readonly before: string;
  /** What follows, one character per byte; the secret is the last group that is not empty. */
  readonly pattern: RegExp;
  /** The word may go on behind `before`. */
  readonly goesOn?: true;
  readonly sample: string;
  /** What of the sample is secret. */
  readonly secret: string;
}

/** How far behind the words the secret is looked for. */
const maxContext = 512;
/** Text in quotes or one word, for statements of databases. */
const quoted = String.raw`\\*'((?:[^'\\\s]|'')+)\\*'|\\*"([^"\\\s]+)\\*"`;
/** Letters and digits mixed, as drawn by lot. */
const drawn = String.raw`(?=[\w.~+/=-]*\d)(?=[\w.~+/=-]*[A-Za-z])`;

/** The contexts; a test replays the samples. */
export const secretContexts: readonly SecretContext[] = [
  { kind: 'password', before: 'identified by', pattern: new RegExp(String.raw`^\s+(?:password\s+)?(?:${quoted})`, 'i'), sample: "CREATE USER 'a'@'%' IDENTIFIED BY 'blue7Horse'", secret: 'blue7Horse' },
  { kind: 'password', before: 'identified with', pattern: new RegExp(String.raw`^\s+\S{1,40}\s+(?:by|as|using)\s+(?:${quoted})`, 'i'), sample: "ALTER USER a IDENTIFIED WITH caching_sha2_password BY 'blue7Horse'", secret: 'blue7Horse' },
  { kind: 'password', before: "password '", pattern: /^((?:[^'\s]|'')+)'/, sample: "ALTER ROLE billing PASSWORD 'blue7Horse'", secret: 'blue7Horse' },
  { kind: 'password', before: "password('", pattern: /^((?:[^'\s]|'')+)'/, sample: "SET PASSWORD FOR 'a'@'%' = PASSWORD('blue7Horse')", secret: 'blue7Horse' },
  { kind: 'password', before: 'password "', pattern: /^(?=[^"\s]*[\d\W])([^"\s,:\]}]{6,})"/, sample: 'logging in using password "blue7Horse"', secret: 'blue7Horse' },
  { kind: 'password', before: 'with password', pattern: /^\s+(?=\S*\d)(?=\S*[A-Za-z])([^\s"']{6,})/, sample: 'connecting as app with password blue7Horse', secret: 'blue7Horse' },
  { kind: 'password', before: 'password for', pattern: /^\s+\S{1,80}(?:\s\S{1,40})?\s(?:is|was set to|=)\s["']?(?=\S*[\d\W])([^\s"']{6,})/, sample: 'temporary password for root is blue7Horse', secret: 'blue7Horse' },
  { kind: 'password', before: 'temporary password is generated for', pattern: /^\s\S{1,80}:\s(\S{6,})/, sample: 'A temporary password is generated for root@localhost: x8,Qw)pl2ZkE', secret: 'x8,Qw)pl2ZkE' },
  { kind: 'password', before: 'requirepass', pattern: /^["']?\s+["']?([^\s"']{4,})/, sample: 'CONFIG SET requirepass blue7Horse', secret: 'blue7Horse' },
  { kind: 'password', before: 'masterauth', pattern: /^["']?\s+["']?([^\s"']{4,})/, sample: 'masterauth blue7Horse', secret: 'blue7Horse' },
  { kind: 'password', before: '"auth" "', pattern: /^(?:[^"\s]{1,40}" ")?([^"\s]{4,})"/, sample: '1700000000.1 [0 127.0.0.1:5] "AUTH" "blue7Horse"', secret: 'blue7Horse' },
  { kind: 'password', before: 'auth plain', pattern: /^\s+([A-Za-z0-9+/]{8,}={0,2})/, sample: 'C: AUTH PLAIN AGFwcABibHVlN0hvcnNl', secret: 'AGFwcABibHVlN0hvcnNl' },
  { kind: 'password', before: 'auth login', pattern: /^\s+([A-Za-z0-9+/]{8,}={0,2})/, sample: 'C: AUTH LOGIN Ymx1ZTdIb3JzZQ==', secret: 'Ymx1ZTdIb3JzZQ==' },
  { kind: 'password', before: '"pass ', pattern: /^(?![*<])([^"\s]{3,})"/, sample: 'FTP command: Client "10.0.0.4", "PASS blue7Horse"', secret: 'blue7Horse' },
  { kind: 'password', before: 'bindpw', pattern: /^\s+["']?([^\s"'=:]{4,})/, sample: 'bindpw blue7Horse', secret: 'blue7Horse' },
  { kind: 'password', before: 'rootpw', pattern: /^\s+["']?([^\s"'=:]{4,})/, sample: 'rootpw blue7Horse', secret: 'blue7Horse' },
  { kind: 'password', before: 'storepass', pattern: /^\s+["']?([^\s"']{4,})/, sample: 'keytool -list -storepass blue7Horse', secret: 'blue7Horse' },
  { kind: 'password', before: 'keypass', pattern: /^\s+["']?([^\s"']{4,})/, sample: 'jarsigner -keypass blue7Horse a.jar', secret: 'blue7Horse' },
  { kind: 'password', before: 'unzip', pattern: /^\s+(?:-\w+\s+)?-P\s?([^\s"']+)/, sample: 'unzip -P blue7Horse a.zip', secret: 'blue7Horse' },
  { kind: 'password', before: 'zip ', pattern: /^(?:-\w+\s+)?-P\s?([^\s"']+)/, sample: 'zip -P blue7Horse a.zip b', secret: 'blue7Horse' },
  { kind: 'password', before: '7z ', pattern: /^[^|;\n]{0,200}\s-p([^\s"']{3,})/, sample: '7z a -pblue7Horse a.7z b', secret: 'blue7Horse' },
  { kind: 'password', before: 'mosquitto_', pattern: /^(?:pub|sub|rr)\b[^|;\n]{0,200}\s-P\s?["']?([^\s"']+)/, sample: 'mosquitto_pub -u a -P blue7Horse -t x', secret: 'blue7Horse' },
  { kind: 'password', before: 'cqlsh', pattern: /^[^|;\n]{0,200}\s-p\s?["']?([^\s"']+)/, sample: 'cqlsh -u a -p blue7Horse h', secret: 'blue7Horse' },
  { kind: 'password', before: 'bcp ', pattern: /^[^|;\n]{0,200}\s-P\s?["']?([^\s"']+)/, sample: 'bcp t in f -U sa -P blue7Horse', secret: 'blue7Horse' },
  { kind: 'password', before: 'net use', pattern: /^\s+(?:[A-Z*]:?\s+)?\\\\\S+\s+(?![/*])([^\s"']+)\s+\/user:/i, sample: 'net use Z: \\\\host\\share blue7Horse /user:a', secret: 'blue7Horse' },
  { kind: 'password', before: 'openssl enc', pattern: /^[^|;\n]{0,200}\s-k\s+["']?([^\s"']+)/, sample: 'openssl enc -aes-256-cbc -k blue7Horse -in a', secret: 'blue7Horse' },
  { kind: 'password', before: 'sqlplus', pattern: /^\s+(?:-\w+\s+){0,3}["']?[\w$#]{1,40}\/([^\s@"'/]+)(?:@|\s|$)/, sample: 'sqlplus -s scott/blue7Horse@db', secret: 'blue7Horse' },
  { kind: 'password', before: 'echo ', pattern: /^(?:-n\s+)?["']?([^\s"'|$<>]{4,})["']?\s*\|\s*(?:sudo\s+-\w*S|docker\s+login|podman\s+login|gh\s+auth|helm\s+registry|az\s+|passwd|chpasswd|cryptsetup|openssl|gpg)/, sample: 'echo blue7Horse | sudo -S apt update', secret: 'blue7Horse' },
  { kind: 'password', before: 'machine ', pattern: /^\S{1,100}\s+login\s+\S{1,100}\s+password\s+(\S+)/, sample: 'machine git.example.test login a password blue7Horse', secret: 'blue7Horse' },
  { kind: 'npm-token', before: '_authtoken', pattern: /^["']?\s+["']?([^\s"']{16,})/, sample: 'npm config set //registry.example.test/:_authToken x7Kq9mPz2LwR4tYb', secret: 'x7Kq9mPz2LwR4tYb' },
  { kind: 'one-time-code', before: 'verification code', pattern: /^(?:\s(?:for|to)\s\S{1,60})?\s*(?:is|[:=])?\s*["']?(\d{4,8})\b/, sample: 'Your verification code is 481920', secret: '481920' },
  { kind: 'one-time-code', before: 'otp code', pattern: /^(?:\s(?:for|to)\s\S{1,60})?\s*(?:is|[:=])?\s*["']?(\d{4,8})\b/, sample: 'sent OTP code: 481920', secret: '481920' },
  { kind: 'one-time-code', before: '인증번호', pattern: /^(?:[\x80-\xff]{3})?\s*[:=]?\s*[[(]?(\d{4,8})\b/, sample: '인증번호 481920', secret: '481920' },
  { kind: 'password', before: '비밀번호', pattern: /^[\x80-\xff]{3}\s+(?=\S*\d)([!-~]{6,})/, sample: '임시 비밀번호는 blue7Horse 입니다', secret: 'blue7Horse' },
  { kind: 'national-id', before: 'ssn', pattern: /^["']?\s*[:=#]?\s*["']?(\d{3}-\d{2}-\d{4})\b/, sample: 'ssn 123-45-6789', secret: '123-45-6789' },
  { kind: 'national-id', before: '주민등록번호', pattern: /^[^\d\n]{0,8}(\d{6}-?[1-8]\d{6})\b/, sample: '주민등록번호 900101-1234567', secret: '900101-1234567' },
  { kind: 'signature', before: 'aws4-hmac-sha256', pattern: /Signature=([0-9a-f]{64})/, sample: `AWS4-HMAC-SHA256 Credential=x/20260101/r/s3/aws4_request, Signature=${'0a1b2c3d'.repeat(8)}`, secret: '0a1b2c3d'.repeat(8) },
  { kind: 'credential', before: 'digest username', pattern: /response=\\?"?([0-9a-f]{32})/, sample: `Authorization: Digest username="a", response="${'0a1b2c3d'.repeat(4)}"`, secret: '0a1b2c3d'.repeat(4) },
  { kind: 'cookie', before: 'sid=', pattern: new RegExp(`^(?!S-\\d)${drawn}([\\w-]{24,})`), sample: 'set sid=x7Kq9mPz2LwR4tYbN3vC8sHd', secret: 'x7Kq9mPz2LwR4tYbN3vC8sHd' },
  { kind: 'session', before: 'remember_me=', pattern: new RegExp(`^${drawn}([\\w%.-]{16,})`), sample: 'remember_me=x7Kq9mPz2LwR4tYb', secret: 'x7Kq9mPz2LwR4tYb' },
  { kind: 'session', before: 'logged_in_', pattern: /^[0-9a-f]{32}=([^\s;"']{16,})/, sample: `wordpress_logged_in_${'0a1b2c3d'.repeat(4)}=a%7C17%7Cx7Kq9mPz2LwR4tYb`, secret: 'a%7C17%7Cx7Kq9mPz2LwR4tYb' },
  { kind: 'session', before: '.aspnetcore.', pattern: /^[\w.-]{1,60}=([\w%.-]{20,})/, sample: '.AspNetCore.Cookies=CfDJ8x7Kq9mPz2LwR4tYb', secret: 'CfDJ8x7Kq9mPz2LwR4tYb' },
  { kind: 'oauth-code', before: '?code=', pattern: new RegExp(`^${drawn}([\\w.~/%-]{20,})`), sample: 'GET /callback?code=x7Kq9mPz2LwR4tYbN3vC&state=a', secret: 'x7Kq9mPz2LwR4tYbN3vC' },
  { kind: 'oauth-code', before: '&code=', pattern: new RegExp(`^${drawn}([\\w.~/%-]{20,})`), sample: 'GET /callback?state=a&code=x7Kq9mPz2LwR4tYbN3vC', secret: 'x7Kq9mPz2LwR4tYbN3vC' },
  ...['reset-password/', 'reset_password/', 'password/reset/', 'password-reset/', 'verify-email/', 'confirm-email/', 'magic-link/', 'accept-invite/'].map((before): SecretContext => (
    { kind: 'link-token', before, pattern: new RegExp(`^${drawn}([\\w.~-]{20,})`), sample: `GET /${before}x7Kq9mPz2LwR4tYbN3vC HTTP/1.1`, secret: 'x7Kq9mPz2LwR4tYbN3vC' })),
  { kind: 'telegram-token', before: '/bot', goesOn: true, pattern: /^(\d{6,12}:[\w-]{30,})/, sample: `POST /bot123456789:AA${'x7Kq9mPz2Lw'.repeat(3)}/sendMessage`, secret: `123456789:AA${'x7Kq9mPz2Lw'.repeat(3)}` },
  { kind: 'private-key', before: '"d":"', pattern: new RegExp(`^${drawn}(?=[\\w-]*[A-Z])([\\w-]{40,})"`), sample: `{"kty":"EC","d":"${'x7Kq9mPz2LwR'.repeat(4)}"}`, secret: 'x7Kq9mPz2LwR'.repeat(4) },
  { kind: 'private-key', before: '"k":"', pattern: new RegExp(`^${drawn}(?=[\\w-]*[A-Z])([\\w-]{40,})"`), sample: `{"kty":"oct","k":"${'x7Kq9mPz2LwR'.repeat(4)}"}`, secret: 'x7Kq9mPz2LwR'.repeat(4) },
  { kind: 'password-hash', before: '$argon2', goesOn: true, pattern: /^(?:id|i|d)\$v=\d+\$m=\d+,t=\d+,p=\d+\$([\w+/.-]+\$[\w+/.-]+)/, sample: '$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$x7Kq9mPz2LwR4tYbN3vC', secret: 'c2FsdHNhbHQ$x7Kq9mPz2LwR4tYbN3vC' },
  { kind: 'password-hash', before: 'pbkdf2_sha', goesOn: true, pattern: /^\d{1,3}\$\d+\$([^$\s"']+\$[\w+/=]+)/, sample: 'pbkdf2_sha256$260000$c2FsdHNhbHQ$x7Kq9mPz2LwR4tYbN3vC=', secret: 'c2FsdHNhbHQ$x7Kq9mPz2LwR4tYbN3vC=' },
  { kind: 'password-hash', before: '{ssha', goesOn: true, pattern: /^(?:256|512)?\}([\w+/=]{20,})/i, sample: 'userPassword {SSHA}x7Kq9mPz2LwR4tYbN3vC', secret: 'x7Kq9mPz2LwR4tYbN3vC' },
  ...['$2a$', '$2b$', '$2y$'].map((before): SecretContext => ({ kind: 'password-hash', before, pattern: /^\d\d\$([\w./]{53})/, sample: `hash ${before}12$${'x7Kq9mPz2Lw'.repeat(5).slice(0, 53)}`, secret: 'x7Kq9mPz2Lw'.repeat(5).slice(0, 53) })),
  ...['$1$', '$5$', '$6$', '$y$'].map((before): SecretContext => ({ kind: 'password-hash', before, pattern: /^(?:rounds=\d+\$|j\w{1,4}\$)?[\w./]{1,24}\$([\w./]{20,90})/, sample: `root:${before}c2FsdA$${'x7Kq9mPz2Lw'.repeat(4)}:19000`, secret: 'x7Kq9mPz2Lw'.repeat(4) })),
];

/** Makes the rule of one context; the last group of the pattern that is not empty is what is hidden. */
export function contextRule({ before, kind, pattern, goesOn }: SecretContext): Rule {
  const isWord = /^\w/.test(before);
  const endsWord = goesOn !== true && /[a-z0-9]$/i.test(before);
  const isExact = comparesDigits(pattern);
  return (view, start, end) => {
    const { bytes, from, to } = view;
    if (isWord && !wordBeginsAt(view, start)) return end;
    if (endsWord && isAlnum(bytes[end] ?? 0)) return end;
    const text = byteText(bytes, end, textEnd(bytes, end, from, Math.min(to, end + maxContext)));
    const found = pattern.exec(text);
    if (found || isExact) judges(view, start);
    const secret = found?.slice(1).findLast((group: string | undefined) => group !== undefined && group !== '');
    if (!found || secret === undefined || /^(?:\$[{(]|\*{3}|<|\{\{|%[({])/.test(secret)) return end;
    const at = end + found.index + found[0].lastIndexOf(secret);
    if (placeholderLength(bytes, at) > 0 || secret.includes('[REDACTED:')) return end;
    view.findings.add(bytes, at, at + secret.length, { kind, isGeneric: true });
    return end;
  };
}
