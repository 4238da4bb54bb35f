/** Failures of how a program is put together: files, variables, configuration, modules, versions. */
import { depth, type KnownFailure } from './scale.ts';

/** Ordered from the special to the general. */
export const setupFailures: readonly KnownFailure[] = [
  {
    id: 'sharedLibrary', category: 'CONFIG', minutes: 15, depth: depth.setup, grade: 'outage',
    expression: /error while loading shared libraries|cannot open shared object file|undefined symbol:|symbol lookup error|version `\w{1,12}_[\d.]{1,12}' not found|DllNotFoundException|The specified module could not be found|DLL load failed|Library not loaded:|dyld\[?\d{0,8}\]?: .{0,40}(?:not loaded|missing)|UnsatisfiedLinkError|exec format error|wrong ELF class|was compiled against a different Node\.js version|NODE_MODULE_VERSION|Illegal instruction|incompatible architecture/i,
    means: 'A native library is missing, or was built for another system, processor or version.',
    check: 'Run `ldd` (or `otool -L`) on the file named, install the library, or build it anew on this system (`npm rebuild`, the right image platform).',
    samples: ['error while loading shared libraries: libssl.so.1.1: cannot open shared object file: No such file or directory', "/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found", 'java.lang.UnsatisfiedLinkError: no sqlite in java.library.path', 'exec /app/server: exec format error', 'was compiled against a different Node.js version using NODE_MODULE_VERSION 108', 'ImportError: DLL load failed while importing _ssl: The specified module could not be found.'],
  },
  {
    id: 'missingClass', category: 'BUILD', minutes: 10, depth: depth.setup, grade: 'outage',
    expression: /ClassNotFoundException|NoClassDefFoundError/,
    means: 'Code for the Java machine asks for a class that is not on its class path.',
    check: 'Look for the class in what was deployed (`jar tf`, `unzip -l`): a library is missing from it, or the last build left it out. If a deployment came right before, put the one before it back.',
    samples: ['java.lang.NoClassDefFoundError: org/slf4j/Logger', 'java.lang.ClassNotFoundException: com.mysql.cj.jdbc.Driver'],
  },
  {
    id: 'missingModule', category: 'BUILD', minutes: 10, depth: depth.setup, grade: 'outage',
    expression: /Cannot find (?:module|package)|ModuleNotFoundError|No module named|ERR_MODULE_NOT_FOUND|MODULE_NOT_FOUND|Module not found: |cannot load such file|uninitialized constant|Class ["'].{1,100}["'] not found|Could not load (?:file or assembly|type)|no required module provides package|package .{1,80} is not in (?:GOROOT|std)|can't find crate|unresolved import|Can't locate .{1,80} in @INC|Failed to resolve import|Could not resolve "|peer dep missing|모듈.{0,10}찾을 수 없/i,
    means: 'Code asks for a module, class or package that is not installed or not found from there.',
    check: 'Install dependencies from the lock file, check the spelling and path of the import, and that the image or virtual environment is the right one.',
    samples: ["ModuleNotFoundError: No module named 'redis'", "Error: Cannot find module 'express'", 'cannot load such file -- pg (LoadError)', 'PHP Fatal error:  Uncaught Error: Class "App\\Cart" not found', "System.IO.FileNotFoundException: Could not load file or assembly 'Newtonsoft.Json'", "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'zod' imported from /app/a.js"],
    counters: ['module loaded: redis', 'found 12 modules'],
  },
  {
    id: 'missingSymbol', category: 'BUILD', minutes: 15, depth: depth.setup, grade: 'failure',
    expression: /cannot import name|NoSuchMethodError|NoSuchFieldError|AbstractMethodError|IncompatibleClassChangeError|UnsupportedClassVersionError|MissingMethodException|does not provide an export named|has no exported member|undefined reference to|undefined: \w|MethodNotFound|VersionConflict|version (?:conflict|mismatch)|incompatible version|DistributionNotFound|ERESOLVE|requires (?:a )?(?:peer|newer version)|Unsupported engine|EBADENGINE/i,
    means: 'A module is there, but in a version that lacks what the code uses.',
    check: 'Compare the installed version with the one the code was written for; look for two versions of the same package.',
    samples: ["ImportError: cannot import name 'url_quote' from 'werkzeug.urls'", 'java.lang.NoSuchMethodError: com.google.common.base.Preconditions.checkArgument', 'java.lang.UnsupportedClassVersionError: App has been compiled by a more recent version of the Java Runtime', "SyntaxError: The requested module './a.js' does not provide an export named 'b'", 'npm ERR! code ERESOLVE', 'ld: undefined reference to `main\''],
    counters: ['version 1.2.3', 'requires python 3.11'],
  },
  {
    id: 'missingVariable', category: 'CONFIG', minutes: 10, depth: depth.setup, grade: 'outage',
    expression: /(?:missing|undefined|unset|required) (?:required )?(?:environment|env)(?:ironment)? (?:variable|var)|(?:environment|env) (?:variable|var)s? .{0,80}(?:not set|is not defined|missing|required|must be set|undefined|not found|is empty)|(?:variable|setting|option|parameter|key|property|secret) .{0,60}(?:is required but|must be (?:set|provided|configured)|is not (?:set|configured|defined)\b|was not (?:set|provided))|KeyError: '[A-Z][A-Z0-9]{1,40}_[A-Z0-9_]{1,40}'|Could not resolve placeholder|ImproperlyConfigured|missing required (?:config|configuration|option|setting|argument|flag|parameter|property|secret|env)|환경 ?변수.{0,20}(?:없|설정되지|누락)/i,
    means: 'A setting the program cannot do without is missing.',
    check: 'Set the variable or key named where the process runs (unit file, compose file, deployment, .env), and check its spelling.',
    samples: ['Missing required environment variable: DATABASE_URL', "KeyError: 'SECRET_KEY'", 'Error: environment variable STRIPE_KEY is not set', "Could not resolve placeholder 'db.url' in value \"${db.url}\"", 'django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty', '환경 변수 API_KEY가 설정되지 않았습니다'],
    counters: ['environment variable NODE_ENV=production', "KeyError: 'EUR'"],
  },
  {
    id: 'startupAdvice', category: 'CONFIG', minutes: 10, depth: depth.edge, grade: 'notice',
    expression: /This is a development server\b|[Dd]evelopment server[.;,] (?:[Dd]o not|[Nn]ot) (?:use|for) |Debugger is active!|not (?:designed|intended|suitable|recommended) for (?:a )?production|should not be used in (?:a )?production|Failed to determine the https port for redirect|spring\.jpa\.open-in-view is enabled by default|does not need to be specified explicitly|illegal reflective access|terminally deprecated method|restricted method in java|--enable-native-access=|sun\.misc\.Unsafe|Use --illegal-access|SLF4J: (?:Defaulting|Class path contains|Found binding|No SLF4J providers|Actual binding)|\b(?:Experimental|Deprecation|PendingDeprecation|Future)Warning\b|\[DEP0\d{3}\]|caniuse-lite is outdated|Using generated security password|Running pip as the 'root' user|should (?:probably )?not be run as root|LF will be replaced by CRLF|sharing is only supported for boot loader classes/,
    means: 'A program remarks at its start how it is set up; nothing failed.',
    check: 'Nothing to mend now; follow the advice before this runs in production.',
    samples: ['WARNING: This is a development server. Do not use it in a production setting. Use a production WSGI or ASGI server instead.', 'spring.jpa.open-in-view is enabled by default. Therefore, database queries may be performed during view rendering.', 'Warning: connect.session() MemoryStore is not designed for a production environment, as it will leak memory', 'WARNING: A terminally deprecated method in sun.misc.Unsafe has been called', '(node:41) ExperimentalWarning: SQLite is an experimental feature', 'SLF4J: Class path contains multiple SLF4J bindings.', '(node:18) [DEP0040] DeprecationWarning: The `punycode` module is deprecated.', 'Browserslist: caniuse-lite is outdated. Please run:'],
    counters: ['failed to start the development server', 'Unsafe operation refused'],
  },
  {
    id: 'fallbackUsed', category: 'CONFIG', minutes: 10, depth: depth.service, grade: 'notice',
    expression: /(?:설정|config\w{0,8}|settings?|주입|injection|service|서비스|option|parameter|파일).{0,80}(?:실패|없음|없어|not found|missing|failed|unavailable|not set).{0,40}(?:기본값|기본 ?설정|defaults?\b|fall(?:ing|s)? ?back|(?:을|를)? ?사용(?:합니다|$)|대체)/iu,
    means: 'Something is not there and a stand-in is used for it.',
    check: 'Check that the stand-in is meant; if not, register or configure what is missing.',
    samples: ['SettingsService DI 주입 실패, QSettings 사용', '설정 로드 실패, 기본값 사용', 'config file not found, using defaults', 'settings missing, falling back to environment'],
    counters: ['config file not found: app.yml'],
  },
  {
    id: 'configMissing', category: 'CONFIG', minutes: 10, depth: depth.setup, grade: 'outage',
    expression: /config(?:uration)?\b.{0,60}(?:not found|missing|does not exist|no such file|loading failed|could not be (?:found|read|loaded))|(?:cannot|could not|can't|failed to|unable to) (?:find|open|read|load|locate) (?:the )?.{0,60}(?:config|settings|\.ya?ml|\.toml|\.ini|\.conf|\.properties|\.env)\b|설정.{0,20}(?:파일.{0,20}(?:없|찾을 수 없)|로드.{0,12}실패)/i,
    means: 'The configuration file is not where the program looks for it, or cannot be read.',
    check: 'Check the path for the folder and user the process runs with, the default file, and the mount or ConfigMap.',
    samples: ['설정 파일 없음: config/app.yaml', 'config file /etc/app/app.yml not found', 'Failed to load settings from app.toml', 'Error: Cannot find config file', '설정 파일 로드 중 실패', 'configuration loading failed: app.conf'],
    counters: ['config loaded from app.yaml'],
  },
  {
    id: 'configInvalid', category: 'CONFIG', minutes: 15, depth: depth.setup, grade: 'outage',
    expression: /(?:invalid|bad|malformed|unknown|unrecogni[sz]ed|illegal) (?:config(?:uration)?|setting|option|directive|property|argument|flag|command[- ]line)\b|unknown (?:directive|configuration|parameter|key|field|option)\b|config(?:uration)?\b.{0,60}(?:invalid|syntax error|parse error|failed validation|is not valid|error in)|\b(?:ya?ml|toml)\b[\w.]{0,40}(?:Error|Exception)\b|mapping values are not allowed|could not find expected ':'|yaml: (?:line \d|unmarshal)|(?:error|fail\w{0,4}) .{0,20}(?:parsing|parse|reading|loading) .{0,30}(?:config|ya?ml|toml)|\[emerg\]|Configuration error|BeanCreationException|UnsatisfiedDependencyException|설정.{0,12}(?:오류|잘못)/i,
    means: 'The configuration is read but wrong.',
    check: 'Go to the line named (or run the program\'s own check, such as `nginx -t`), and compare with the last change of the file.',
    samples: ['yaml.scanner.ScannerError: mapping values are not allowed here in "app.yml", line 4', 'nginx: [emerg] unknown directive "proxy_passs" in /etc/nginx/nginx.conf:14', 'error: yaml: line 12: did not find expected key', 'Invalid configuration object. Webpack has been initialized using a configuration object that does not match the API schema.', 'org.springframework.beans.factory.UnsatisfiedDependencyException: Error creating bean with name \'a\'', 'toml.decoder.TomlDecodeError: Invalid value (line 3 column 1 char 20)', 'FATAL:  configuration file "/etc/postgresql.conf" contains errors: unrecognized configuration parameter "max_conections"'],
    counters: ['configuration test is successful', 'the configuration file syntax is ok'],
  },
  {
    id: 'missingFile', category: 'CONFIG', minutes: 10, depth: depth.setup, grade: 'failure',
    expression: /\bENOENT\b|No such file or directory|FileNotFound(?:Error|Exception)?|(?<!AH00128: )file (?:does not exist|not found)|DirectoryNotFoundException|NoSuchFileException|cannot find the (?:file|path) specified|(?:path|directory|folder) (?:does not exist|not found)|could not find (?:a part of the path|file)|command not found|executable file not found in|파일.{0,12}(?:찾을 수 없|없습니다|존재하지 않)|ファイルが見つかりません|找不到文件|Datei.{0,8}nicht gefunden|Aucun fichier|No existe el (?:fichero|archivo)/i,
    means: 'A file or program is not where it is expected.',
    check: 'Check that the path exists where the process runs (working folder, container, mount), and who should have made it.',
    samples: ["Error: ENOENT: no such file or directory, open 'data.json'", "FileNotFoundError: [Errno 2] No such file or directory: 'model.bin'", 'java.nio.file.NoSuchFileException: /data/in.csv', 'exec: "ffmpeg": executable file not found in $PATH', 'sh: tsc: command not found', 'System.IO.FileNotFoundException: Could not find file', 'open /app/x: no such file or directory', '파일을 찾을 수 없습니다: a.txt'],
    counters: ['AH00128: File does not exist: /srv/www/favicon.ico'],
  },
];
