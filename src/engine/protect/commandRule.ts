/** Passwords on command lines, behind flags that only mean a password after a certain program. */
import { byteText, isAlnum } from './byteClass.ts';
import { textEnd } from './jsonStrings.ts';
import { judges, wordBeginsAt, type Rule } from './view.ts';
import { comparesDigits } from './digitRuns.ts';

/** A program and how it is given a password. */
export interface PasswordCommand {
  readonly program: string;
  /** The secret is the last group. */
  readonly pattern: RegExp;
}

/** How far behind the program's name its flags are looked for. */
const maxCommand = 512;

/** A word of a command line, bare or in quotes that may be escaped. */
const word = String.raw`(?:\\*"(?![,:\]}])([^"\\\s]+)\\*"|'([^'\s]+)'|([^\s"'\\]+))`;

/** The programs, from their manuals. */
export const passwordCommands: readonly PasswordCommand[] = [
  { program: 'mysql', pattern: flag(String.raw`\s-p(?!ort\b|rotocol\b|\s|=)`) },
  { program: 'mariadb', pattern: flag(String.raw`\s-p(?!ort\b|rotocol\b|\s|=)`) },
  { program: 'sshpass', pattern: flag(String.raw`\s-p\s?`) },
  { program: 'curl', pattern: /\s(?:-u|--user|-U|--proxy-user)[ =]?["']?[^\s"':]*:([^\s"'\\]+)/ },
  { program: 'wget', pattern: flag(String.raw`\s--(?:http-|ftp-|proxy-)?password[ =]`) },
  { program: 'docker login', pattern: flag(String.raw`\s-p\s?`) },
  { program: 'podman login', pattern: flag(String.raw`\s-p\s?`) },
  { program: 'az login', pattern: flag(String.raw`\s-p\s?`) },
  { program: 'redis-cli', pattern: flag(String.raw`\s(?:-a|--pass)[ =]`) },
  { program: 'mongosh', pattern: flag(String.raw`\s-p\s?`) },
  { program: 'mongo ', pattern: flag(String.raw`\s-p\s?`) },
  { program: 'mongodump', pattern: flag(String.raw`\s-p\s?`) },
  { program: 'sqlcmd', pattern: flag(String.raw`\s-P\s?`) },
  { program: 'ldapsearch', pattern: flag(String.raw`\s-w\s?`) },
  { program: 'ldapmodify', pattern: flag(String.raw`\s-w\s?`) },
  { program: 'smbclient', pattern: /\s-U\s?["']?[^\s"'%]+%([^\s"'\\]+)/ },
  { program: 'openssl', pattern: /\s-pass(?:in|out)?\s+["']?pass:([^\s"'\\]+)/ },
  { program: 'rabbitmqadmin', pattern: flag(String.raw`\s-p\s?`) },
  { program: 'htpasswd', pattern: flag(String.raw`\s-\w*b\w*(?:\s+\S+){2}\s+`) },
  { program: 'net use', pattern: /\/user:\S+\s+["']?([^\s"'/\\]+)/ },
  { program: 'jdbc:oracle:thin:', pattern: /^[^\s/@"']+\/([^\s@"']+)@/ },
];

/** A flag and the word behind it. */
function flag(text: string): RegExp {
  return new RegExp(text + word);
}

/** Makes the rule of one program. */
export function commandRule({ pattern }: PasswordCommand): Rule {
  const isExact = comparesDigits(pattern);
  return (view, start, end) => {
    const { bytes, from, to } = view;
    if (!wordBeginsAt(view, start) || (isAlnum(bytes[end - 1] ?? 0) && isAlnum(bytes[end] ?? 0) && !/^(?:dump|admin|import|check)/.test(byteText(bytes, end, end + 8)))) return end;
    const text = byteText(bytes, end, textEnd(bytes, end, from, Math.min(to, end + maxCommand)));
    const found = pattern.exec(text);
    if (found || isExact) judges(view, start);
    const secret = found?.slice(1).findLast((group: string | undefined) => group !== undefined && group !== '');
    if (!found || secret === undefined || /^[$*<{[%-]/.test(secret)) return end;
    const first = end + found.index + found[0].lastIndexOf(secret);
    view.findings.add(bytes, first, first + secret.length, { kind: 'password', isGeneric: true });
    return end;
  };
}
