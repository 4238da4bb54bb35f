/** Stack frames of the common languages as data: one expression each, with samples that a test replays. */
import type { CodePlace } from '../../model/issue.ts';

/** How a language prints one frame; groups `path`, `line` and, where there is one, `name`. */
export interface FrameForm {
  readonly language: string;
  readonly expression: RegExp;
  /** Whether the frame nearest to the fault is printed last. */
  readonly newestLast: boolean;
  readonly sample: string;
}

/** The known forms; the first that fits a line wins. All are linear: no nested repetition over the same characters. */
export const frameForms: readonly FrameForm[] = [
  { language: 'python', newestLast: true, expression: /^\s*File "(?<path>[^"]+)", line (?<line>\d+)(?:, in (?<name>\S+))?/, sample: '  File "/app/rates_client.py", line 42, in price' },
  { language: 'dotnet', newestLast: false, expression: /^\s*at (?<name>[^\s(]+)\(.*\) in (?<path>.+):line (?<line>\d+)/, sample: '   at Shop.Cart.Add(Item item) in /src/Cart.cs:line 31' },
  { language: 'mono', newestLast: false, expression: /^\s*at (?<name>[^\s(]+) \(.*\) \[0x[0-9a-f]+\] in (?<path>[^<].*):(?<line>\d+)\s*$/, sample: '  at Game.Player.Update () [0x00012] in /home/dev/Game/Assets/Player.cs:42 ' },
  { language: 'elixir', newestLast: false, expression: /^\s+(?:\((?<library>[a-z]\w*)(?: [\w.+-]+)?\) )?(?<path>[\w./-]+\.exs?):(?<line>\d+): (?<name>\S+)/, sample: '    (shop 0.1.0) lib/shop/cart.ex:17: Shop.Cart.total/1' },
  { language: 'java', newestLast: false, expression: /^\s*at (?<name>[\w.$/<>@-]+)\((?<path>[\w$-]+\.(?:java|kt|scala|groovy)):(?<line>\d+)\)/, sample: '\tat com.shop.Cart.add(Cart.java:31)' },
  { language: 'node', newestLast: false, expression: /^\s*at (?:async )?(?:(?<name>[^\s(]+(?: \[as [^\]]+\])?) \()?(?:file:\/\/)?(?<path>[^()\s:]*(?::[\\/][^():]*)?[^():]*):(?<line>\d+):\d+\)?(?: \{|, .*)?$/, sample: '    at chargeCard (/app/src/pay.js:18:11)' },
  { language: 'go', newestLast: false, expression: /^\s+(?<path>\S+\.go):(?<line>\d+)(?: \+0x[0-9a-f]+)?$/, sample: '\t/app/main.go:12 +0x1d' },
  { language: 'rust', newestLast: false, expression: /(?:panicked at (?:'[^']*', )?|^\s+at )(?<path>\S+\.rs):(?<line>\d+)/, sample: "thread 'main' panicked at src/main.rs:4:5:" },
  { language: 'php', newestLast: false, expression: /^#\d+ (?<path>[^\s(]+\.php)\((?<line>\d+)\)(?:: (?<name>[^(]+))?/, sample: '#0 /var/www/app/Cart.php(31): Cart->add()' },
  { language: 'php', newestLast: false, expression: / in (?<path>\S+\.php)(?: on line |:)(?<line>\d+)/, sample: 'PHP Fatal error:  Uncaught Error in /var/www/app/Cart.php:31' },
  { language: 'ruby', newestLast: false, expression: /^\s*(?:from )?(?<path>[^\s:]+\.(?:rb|erb|rake)):(?<line>\d+)(?::in [`'](?<name>[^`']+)['`])?/, sample: "\tfrom app/models/cart.rb:31:in `add'" },
  { language: 'dart', newestLast: false, expression: /^#\d+\s+(?<name>\S+)\s+\((?<path>(?:package|file):[^\s:]+):(?<line>\d+)(?::\d+)?\)/, sample: '#0      Cart.add (package:shop/cart.dart:31:5)' },
];

/** A frame and whether it lies in the user's own code. */
export interface Frame extends CodePlace {
  readonly own: boolean;
  readonly newestLast: boolean;
}

/** Path parts and name prefixes of what others wrote: package folders, runtimes, frameworks. */
const foreign = /(?:^|[\\/])(?:node_modules|site-packages|dist-packages|vendor|gems|\.cargo|rustc|go[\\/]pkg[\\/]mod|usr[\\/](?:local[\\/])?(?:lib|go|share))[\\/]|^node:|^internal[\\/]|^<frozen |[\\/]lib[\\/]python\d|[\\/]src[\\/]runtime[\\/]|^package:flutter|^dart:/;
const foreignName = /^(?:java|javax|jakarta|sun|jdk|kotlinx?|scala|akka|clojure|androidx?|dalvik|libcore|okhttp3|okio|retrofit2|org\.(?:springframework|apache|hibernate|eclipse|junit|postgresql|jboss|slf4j|mockito|h2|mariadb|glassfish|gradle|quartz|flywaydb|bouncycastle|aspectj|thymeleaf|mongodb|redisson|jooq)|com\.(?:sun|zaxxer|mysql|fasterxml|google|android|mongodb|microsoft|amazonaws|rabbitmq|datastax|intellij|oracle)|software\.amazon|io\.(?:netty|undertow|grpc|lettuce|micrometer|vertx|quarkus|reactivex|ktor)|ch\.qos|net\.bytebuddy|reactor|System|Microsoft|Npgsql|Newtonsoft)[.$/]/;

/** Elixir names the library of a frame, whose path looks like one of the user's own. */
const elixirLibraries: ReadonlySet<string> = new Set(['elixir', 'stdlib', 'kernel', 'mix', 'iex', 'logger', 'ex_unit', 'eex', 'phoenix', 'phoenix_live_view', 'phoenix_html', 'phoenix_template', 'phoenix_pubsub', 'plug', 'plug_cowboy', 'plug_crypto', 'cowboy', 'bandit', 'thousand_island', 'ranch', 'ecto', 'ecto_sql', 'postgrex', 'myxql', 'db_connection', 'decimal', 'jason', 'telemetry', 'gen_stage', 'broadway', 'oban', 'tesla', 'finch', 'mint', 'req', 'absinthe', 'absinthe_plug', 'nimble_pool', 'swoosh']);

/** Whether a path is of a package folder or a runtime, and so not the user's own. */
export function isForeignPath(path: string): boolean {
  return foreign.test(path);
}

/** Returns the frames of a trace in the order in which they are printed, at most `limit`. */
export function framesOf(lines: readonly string[], limit = 60): Frame[] {
  const frames: Frame[] = [];
  for (const line of lines) {
    if (frames.length >= limit) break;
    const frame = frameOf(line);
    if (frame) frames.push(frame);
  }
  return frames;
}

/** Reads one line as a frame. */
export function frameOf(line: string): Frame | undefined {
  for (const { expression, newestLast } of frameForms) {
    const groups = expression.exec(line)?.groups;
    const file = groups?.['path'];
    if (groups === undefined || file === undefined || file === '') continue;
    const name = groups['name'];
    const own = !foreign.test(file) && !(name !== undefined && foreignName.test(name)) && !elixirLibraries.has(groups['library'] ?? '');
    return { path: file, line: Number(groups['line']), own, newestLast, ...(name === undefined ? {} : { functionName: name }) };
  }
  return undefined;
}

/** Returns the frame in the user's own code that is nearest to the fault, or undefined. */
export function nearestOwnFrame(frames: readonly Frame[]): Frame | undefined {
  const own = frames.filter((frame) => frame.own);
  return own[0]?.newestLast === true ? own.at(-1) : own[0];
}
