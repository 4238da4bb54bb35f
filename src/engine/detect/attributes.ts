/** The attributes of a structured record that say what its message does not: JSON fields and `key=value` pairs behind the body. */

/** Names that belong to the header, or say nothing about the fault; lower case without `_`, `-`, `.` and `@`. */
const headerNames = new Set(('time timestamp ts date datetime level lvl severity severitytext severitynumber loglevel levelname levelno msg message event pid processid hostname host name logger loggername v version '
  + 'caller thread threadname threadid service app application env environment traceid spanid traceflags source stack stacktrace exception excinfo traceback lineno funcname module pathname filename sourcecontext stream tag flags s c ctx').split(' '));
/** Names that say why; they come first. */
const telling = /^(?:err(?:or|no)?(?:msg|message|code|text)?|reason|cause|causedby|detail|details|why|failure|fault|problem|exceptionmessage|errmsg)$/;
/** What was answered says why, where it is an answer that tells of an error. */
const answers = /^(?:body|response(?:body|data|text)?|payload|answer|output|stderr)$/;
const tellsOfError = /error|fail|reason|denied|refused|invalid|conflict|exceed|message/i;
const places = /^(?:method|path|url|uri|route|status|statuscode|code|query|sql|table|topic|queue|file|key|id|orderid|userid|job|jobid|task|upstream|addr|address|remote|target|endpoint|operation|op|attempt|retries|plansummary|duration\w*|ns|command|partition|offset|db|database)$/;

const attributeLimit = 6;
const valueLength = 160;
const totalLength = 300;

/** A nested error (`"err":{"message":…}`) is read by the name inside; a name before a brace is skipped. */
const jsonField = /"([A-Za-z_@][\w.@-]{0,40})"\s*:\s*(?:"((?:[^"\\]|\\.){1,400})"|(-?\d{1,16}(?:\.\d{1,6})?|true|false)(?=[,}\s\]]))/g;
const pair = /(?:^|[\s,;(])([A-Za-z_][\w.-]{0,40})=(?:"((?:[^"\\]|\\.){1,400})"|([^\s",;()]{1,200}))/g;

/** Returns the body with its telling attributes in brackets; `rest` is the record's first line (JSON) or what stands behind the body. */
export function withAttributes(body: string, rest: string, isJson: boolean): string {
  const found = [...rest.matchAll(isJson ? jsonField : pair)].map(([, name = '', quoted, bare = '']) => ({ name, value: quoted === undefined ? bare : unescaped(quoted) }));
  const wanted = found.filter(({ name, value }) => !headerNames.has(plain(name)) && value.trim() !== '' && !body.includes(value));
  const ranked = wanted.map((attribute, index) => ({ ...attribute, index, rank: rankOf(attribute) })).sort((a, b) => a.rank - b.rank || a.index - b.index).slice(0, attributeLimit);
  let left = totalLength;
  const shown = ranked.flatMap(({ name, value }) => {
    const text = `${name}=${value.replaceAll(/\s+/g, ' ').slice(0, valueLength)}`;
    left -= text.length;
    return left < 0 && text.length > 40 ? [] : [text];
  });
  return shown.length === 0 ? body : `${body} (${shown.join(' ')})`;
}

function rankOf({ name, value }: { readonly name: string; readonly value: string }): number {
  const short = plain(name);
  if (telling.test(short) || (answers.test(short) && tellsOfError.test(value))) return 0;
  return places.test(short) ? 1 : 2;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[_.@-]/g, '');
}

/** Undoes JSON's escapes; text that is cut in the middle of one, or is no JSON, stays as it is. */
export function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text; // Not JSON after all: what is written is what is shown.
  }
}
