/** Passwords on command lines, behind flags that only mean a password after a certain program. */
import { beginsWord, byteText, isAlnum, lineEnd } from './byteClass.ts';
import type { Rule } from './view.ts';

/** A program and how it is given a password. */
export interface PasswordCommand {
  readonly program: string;
  /** The secret is the last group. */
  readonly pattern: RegExp;
}

/** How far behind the program's name its flags are looked for. */
const maxCommand = 512;

/** The programs, from their manuals. */
export const passwordCommands: readonly PasswordCommand[] = [
  { program: 'mysql', pattern: /\s-p(?!ort\b|rotocol\b|\s|=)["']?([^\s"']+)/ },
  { program: 'mariadb', pattern: /\s-p(?!ort\b|rotocol\b|\s|=)["']?([^\s"']+)/ },
  { program: 'sshpass', pattern: /\s-p\s?["']?([^\s"']+)/ },
  { program: 'curl', pattern: /\s(?:-u|--user|-U|--proxy-user)[ =]?["']?[^\s"':]*:([^\s"']+)/ },
  { program: 'wget', pattern: /\s--(?:http-|ftp-|proxy-)?password[ =]["']?([^\s"']+)/ },
  { program: 'docker login', pattern: /\s-p\s?["']?([^\s"']+)/ },
  { program: 'podman login', pattern: /\s-p\s?["']?([^\s"']+)/ },
  { program: 'az login', pattern: /\s-p\s?["']?([^\s"']+)/ },
  { program: 'redis-cli', pattern: /\s(?:-a|--pass)[ =]["']?([^\s"']+)/ },
  { program: 'mongosh', pattern: /\s-p\s?["']?([^\s"']+)/ },
  { program: 'mongo ', pattern: /\s-p\s?["']?([^\s"']+)/ },
  { program: 'mongodump', pattern: /\s-p\s?["']?([^\s"']+)/ },
  { program: 'sqlcmd', pattern: /\s-P\s?["']?([^\s"']+)/ },
  { program: 'ldapsearch', pattern: /\s-w\s?["']?([^\s"']+)/ },
  { program: 'ldapmodify', pattern: /\s-w\s?["']?([^\s"']+)/ },
  { program: 'smbclient', pattern: /\s-U\s?["']?[^\s"'%]+%([^\s"']+)/ },
  { program: 'openssl', pattern: /\s-pass(?:in|out)?\s+["']?pass:([^\s"']+)/ },
  { program: 'rabbitmqadmin', pattern: /\s-p\s?["']?([^\s"']+)/ },
  { program: 'htpasswd', pattern: /\s-\w*b\w*(?:\s+\S+){2}\s+["']?([^\s"']+)/ },
  { program: 'net use', pattern: /\/user:\S+\s+["']?([^\s"'/]+)/ },
  { program: 'jdbc:oracle:thin:', pattern: /^[^\s/@"']+\/([^\s@"']+)@/ },
];

/** Makes the rule of one program. */
export function commandRule({ pattern }: PasswordCommand): Rule {
  return (view, start, end) => {
    const { bytes, from, to } = view;
    if (!beginsWord(bytes, start, from) || (isAlnum(bytes[end - 1] ?? 0) && isAlnum(bytes[end] ?? 0) && !/^(?:dump|admin|import|check)/.test(byteText(bytes, end, end + 8)))) return end;
    const text = byteText(bytes, end, lineEnd(bytes, end, Math.min(to, end + maxCommand)));
    const found = pattern.exec(text);
    const secret = found?.at(-1);
    if (!found || secret === undefined || /^[$*<{[%-]/.test(secret)) return end;
    const first = end + found.index + found[0].lastIndexOf(secret);
    view.findings.add(bytes, first, first + secret.length, { kind: 'password', isGeneric: true });
    return end;
  };
}
