/** Failures of what is read, sent and shown: formats, encodings, schemas, pages. */
import { depth, type KnownFailure } from './scale.ts';

/** Ordered from the special to the general. */
export const contentFailures: readonly KnownFailure[] = [
  {
    id: 'encoding', category: 'CONFIG', minutes: 15, depth: depth.service, grade: 'failure',
    expression: /Unicode(?:Decode|Encode|Translation)?Error|codec can't (?:decode|encode)|invalid (?:continuation byte|start byte|byte sequence|utf-?8|unicode|multibyte)|Invalid UTF-8|MalformedInputException|UnmappableCharacter|incompatible character encodings|Encoding::\w{1,40}Error|Incorrect string value|character with byte sequence .{1,60} has no equivalent|stream did not contain valid UTF-8|(?:인코딩|문자 ?깨짐).{0,12}(?:오류|실패)?/i,
    means: 'Text is in another encoding than the reader expects.',
    check: 'Find where the text comes from and its encoding (CP949, Windows-1252, utf8mb3); set it when reading, at the connection, or in the environment.',
    samples: ["UnicodeDecodeError: 'utf-8' codec can't decode byte 0xb0 in position 0: invalid start byte", 'ERROR:  invalid byte sequence for encoding "UTF8": 0xb0', "(1366, \"Incorrect string value: '\\\\xF0\\\\x9F' for column 'name'\")", 'java.nio.charset.MalformedInputException: Input length = 1', 'Encoding::UndefinedConversionError: "\\xE2" from ASCII-8BIT', '인코딩 오류: cp949'],
    counters: ['encoding=utf-8'],
  },
  {
    id: 'jsonParse', category: 'OTHER', minutes: 15, depth: depth.service, grade: 'failure',
    expression: /JSON(?:Decode|Parse|Syntax)\w{0,12}|Unexpected (?:token|end of JSON|non-whitespace|string|number|character|identifier)|(?:invalid|malformed|bad|failed to parse|cannot parse|error parsing|could not parse|unable to parse) (?:the )?json|json: cannot unmarshal|invalid character '.{1,4}' (?:looking for|after|in)|Expecting (?:value|property name|',' delimiter)|is not valid JSON|com\.fasterxml\.jackson\.\w{1,20}\.\w{0,40}|MismatchedInput|JsonMapping|Newtonsoft\.Json\.\w{1,40}Exception|serde(?:_json)?.{0,30}(?:error|expected)|JSON 파싱.{0,6}(?:실패|오류)/i,
    means: 'What should be JSON is not, or has another shape.',
    check: 'Print the first bytes of what came: an HTML error page, an empty answer, or a cut file are the usual ones.',
    samples: ['json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)', 'SyntaxError: Unexpected token < in JSON at position 0', 'json: cannot unmarshal string into Go value of type int', "invalid character '<' looking for beginning of value", 'com.fasterxml.jackson.databind.exc.MismatchedInputException: Cannot deserialize', 'SyntaxError: Unexpected end of JSON input', 'JSON 파싱 실패'],
    counters: ['parsed 12 JSON files'],
  },
  {
    id: 'xmlParse', category: 'OTHER', minutes: 15, depth: depth.service, grade: 'failure',
    expression: /SAXParse(?:Exception|Error)|XMLSyntaxError|ParseError: (?:not well-formed|mismatched tag|syntax error)|Content is not allowed in prolog|premature end of file|xml\.etree.{0,20}ParseError|(?:csv|xml|html|protobuf|avro|proto|message).{0,20}(?:parse|parsing|decode|decoding) (?:error|failed)|malformed (?:row|record|line|csv|xml|message|packet|header|request|input)|InvalidProtocolBuffer|proto: (?:cannot parse|wrong)|CSV.{0,20}(?:Error|malformed)|unexpected (?:EOF|eof|end of (?:input|line)) while parsing|parse error\b|ParseException|DateTimeParse\w{0,12}|does not match format '/i,
    means: 'Input does not have the form the reader expects.',
    check: 'Look at the row or byte named in the input; see whether its producer changed its format.',
    samples: ['org.xml.sax.SAXParseException: Content is not allowed in prolog.', 'skipping malformed row 12 in feed', 'xml.etree.ElementTree.ParseError: not well-formed (invalid token): line 1', "ValueError: time data 'x' does not match format '%Y-%m-%d'", 'java.time.format.DateTimeParseException: Text could not be parsed', 'google.protobuf.message.DecodeError: protobuf decoding failed'],
  },
  {
    id: 'validation', category: 'OTHER', minutes: 15, depth: depth.service, grade: 'notice',
    expression: /ValidationError|ValidationException|MethodArgumentNotValid|ConstraintViolationException|ZodError|schema (?:validation|mismatch|violation|error)|(?:validation|constraint) (?:failed|error)|does not (?:match|conform to) (?:the )?schema|\b422 unprocessable|unprocessable entity|field required|missing required (?:field|parameter|argument|property)|유효성 ?검사.{0,6}(?:실패|오류)|필수 (?:값|항목|필드).{0,6}(?:누락|없)/i,
    means: 'Input breaks the rules of its schema.',
    check: 'See which field of which caller; if many callers begin at once, compare with the last change of the schema.',
    samples: ['pydantic_core._pydantic_core.ValidationError: 1 validation error for Order', 'ZodError: [{"code":"invalid_type"}]', 'org.springframework.web.bind.MethodArgumentNotValidException: Validation', '422 Unprocessable Entity', 'jsonschema.exceptions.ValidationError: 3 is not of type', '유효성 검사 실패: 금액'],
    counters: ['validated 4 rows'],
  },
  {
    id: 'crossOrigin', category: 'UI', minutes: 15, depth: depth.edge, grade: 'failure',
    expression: /blocked by CORS policy|\bCORS\b.{0,40}(?:error|fail|not allowed|denied|reject|missing)|No 'Access-Control-Allow-Origin'|Cross-Origin Request Blocked|origin .{1,100} (?:is )?not allowed|\b(?:CSRF|XSRF)\b.{0,40}(?:fail|invalid|missing|mismatch|verification|not (?:found|set))|ForbiddenError: invalid csrf|InvalidAuthenticityToken|Content[- ]Security[- ]Policy.{0,60}(?:violat|refused|blocked|directive)|Mixed Content:|SameSite/i,
    means: 'The browser or the server refuses a request because of where it comes from.',
    check: 'Compare the origin of the page with the allowed ones (scheme and port too), cookies and the CSRF token behind the proxy.',
    samples: ["Access to fetch at 'https://api' from origin 'https://app' has been blocked by CORS policy", '(CSRF token missing.): /checkout/', 'ActionController::InvalidAuthenticityToken', 'ForbiddenError: invalid csrf token', "Refused to load the script because it violates the following Content Security Policy directive: \"script-src 'self'\""],
    counters: ['CORS enabled for https://app'],
  },
  {
    id: 'browserLoad', category: 'UI', minutes: 20, depth: depth.edge, grade: 'failure',
    expression: /ChunkLoadError|Loading (?:CSS )?chunk \S{1,40} failed|Failed to (?:load resource|fetch dynamically imported module)|net::ERR_\w{3,40}|Minified React error|Hydration failed|Text content does not match server-rendered|Uncaught \(in promise\)|Script error\.|ResizeObserver loop|Invalid hook call|Maximum update depth exceeded|Too many re-renders|Rendered (?:more|fewer) hooks|NG0\d{3,4}:|Vue warn\]|Navigation(?:Duplicated| failure)|WebGL.{0,30}(?:lost|not supported)|QuotaExceededError/i,
    means: 'The page in the browser cannot load or draw something.',
    check: 'Open the address named; after a deployment old pages ask for files that are gone; for React read the component named.',
    samples: ['ChunkLoadError: Loading chunk 12 failed.', 'Failed to load resource: net::ERR_CONNECTION_CLOSED', 'Error: Minified React error #418', 'Warning: Text content does not match server-rendered HTML.', 'Error: Too many re-renders. React limits the number of renders', 'ERROR Error: NG0100: ExpressionChangedAfterItHasBeenCheckedError'],
  },
  {
    id: 'routeMissing', category: 'CONFIG', minutes: 10, depth: depth.edge, grade: 'notice',
    expression: /No (?:route matches|mapping for [A-Z]{3,7} |endpoint [A-Z]{3,7} )|NoResourceFound|RoutingError|NoReverseMatch|NoHandlerFound|\b404 (?:not found|page)|Cannot (?:GET|POST|PUT|DELETE|PATCH) \/|No static resource|MethodNotAllowed|405 method not allowed|\b(?:status|code|http|returned)\W{0,3}(?:code\W{0,3})?404\b|is not found \(2:|AH00128: File does not exist|TemplateDoesNotExist|TemplateNotFound|Missing template|view .{1,60} not found/i,
    means: 'An address or page is asked for that is not there.',
    check: 'See who asks: an own page or client after a change is a fault, a scanner is not.',
    samples: ['AH00128: File does not exist: /srv/www/xmlrpc.php', 'ActionController::RoutingError (No route matches [GET] "/a")', 'Cannot GET /favicon', 'django.template.exceptions.TemplateDoesNotExist: cart.html', 'Request failed with status code 404', 'jinja2.exceptions.TemplateNotFound: a.html', '405 Method Not Allowed', 'No mapping for GET /', 'No endpoint GET /.'],
  },
  {
    id: 'cloudApi', category: 'NETWORK', minutes: 20, depth: depth.link, grade: 'failure',
    expression: /botocore\.exceptions\.\w{1,40}|\bClientError: An error occurred \(|googleapi: Error \d{3}|google\.api_core\.exceptions\.\w{1,40}|Azure\.RequestFailedException|AADSTS\d{4,7}|NoCredentialProviders|Unable to locate credentials|CredentialsProviderError|could not find default credentials|CredentialUnavailable|UnrecognizedClientException|InvalidClientTokenId|InvalidAccessKeyId|ResourceNotFoundException|metadata service.{0,30}(?:timed out|unreachable)/i,
    means: 'A call of the cloud provider\'s interface fails.',
    check: 'Read its code: missing credentials or role, wrong region or name, or a limit.',
    samples: ['botocore.exceptions.NoCredentialsError: Unable to locate credentials', 'googleapi: Error 404: Not found', 'AADSTS7000222: The provided client secret keys are wrong', 'ResourceNotFoundException: Requested resource not found', 'google.auth.exceptions.DefaultCredentialsError: could not find default credentials'],
  },
];
