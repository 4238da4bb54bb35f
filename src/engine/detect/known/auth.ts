/** Failures of who may do what. */
import { depth, type KnownFailure } from './scale.ts';

/** Ordered from the special to the general. */
export const authFailures: readonly KnownFailure[] = [
  {
    id: 'kerberosLdap', category: 'AUTH', minutes: 30, depth: depth.setup, grade: 'failure',
    expression: /\bGSS(?:API|Exception)\b|krb5|Kerberos.{0,40}(?:fail|error|expired)|Clock skew too great|Server not found in Kerberos|KDC.{0,30}(?:unreachable|cannot|not)|\bLDAP\b.{0,60}(?:error|fail|invalid|can't|refused|timeout)|LDAPException|AcceptSecurityContext error|INVALID_CREDENTIALS|pam_\w{1,12}\(.{1,60}\): .{0,30}(?:fail|error)|SAML.{0,40}(?:invalid|fail|error)|OIDC.{0,40}(?:invalid|fail|error)/i,
    means: 'The directory or single sign-on service does not confirm the identity.',
    check: 'Check that the directory is reachable, the service account and keytab are valid, and the clocks agree.',
    samples: ['GSSException: No valid credentials provided (Mechanism level: Failed to find any Kerberos tgt)', 'javax.naming.AuthenticationException: [LDAP: error code 49 - 80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 52e, v3839]', 'krb5_child: Clock skew too great', "ldap3.core.exceptions.LDAPException: LDAP socket timeout can't connect"],
    counters: ['LDAP sync finished: 120 users'],
  },
  {
    id: 'sudoLogin', category: 'AUTH', minutes: 15, depth: depth.edge, grade: 'notice',
    expression: /Failed password for|Invalid user .{1,60} from|maximum authentication attempts exceeded|Connection closed by (?:authenticating|invalid) user|POSSIBLE BREAK-IN ATTEMPT|Too many authentication failures|account (?:is |has been )?(?:locked|disabled|suspended)|too many (?:failed )?login attempts/i,
    means: 'Somebody tries to log in and is refused; on a machine in the Internet that is mostly scanning.',
    check: 'See whether the addresses are your own users (a wrong key after a rotation) or strangers; limit strangers by firewall or fail2ban.',
    samples: ['Failed password for root from 203.0.113.7 port 51234 ssh2', 'Invalid user admin from 203.0.113.9', 'error: maximum authentication attempts exceeded for root', 'Disconnecting: Too many authentication failures for root', 'account is locked after 5 attempts'],
  },
  {
    id: 'passwordRefused', category: 'AUTH', minutes: 15, depth: depth.setup, grade: 'outage',
    expression: /password authentication failed|Access denied for user|authentication fail(?:ed|ure\b)|auth(?:entication)? (?:error|rejected)|\bORA-01017\b|Login failed for user|invalid (?:username|user name|login|password|credentials)|(?:wrong|incorrect|bad) (?:username|password|credentials)|BadCredentials|AuthenticationFailed|WRONGPASS|NOAUTH|(?:no|role .{1,40}) pg_hba\.conf entry|SCRAM.{0,30}(?:fail|error)|Auth(?:entication)?(?:Error|Exception)\b|(?<!Proxy )authentication required|535[ -]5?\.?\d?\.?\d? ?.{0,30}(?:auth|credentials)|password (?:is )?(?:expired|must be changed)|(?:인증|로그인).{0,10}(?:실패|오류|거부)|비밀번호.{0,12}(?:틀|일치하지|오류|만료)|認証.{0,6}(?:失敗|エラー)|认证失败|Anmeldung fehlgeschlagen|échec de l'authentification/i,
    means: 'The other side refuses user and password.',
    check: 'Compare the secret the process has loaded with what the service expects: was it rotated on one side only?',
    samples: ['FATAL:  password authentication failed for user "app"', "Access denied for user 'app'@'10.0.0.3' (using password: YES)", 'NOAUTH Authentication required.', 'WRONGPASS invalid username-password pair or user is disabled.', 'MongoServerError: Authentication failed.', 'smtplib.SMTPAuthenticationError: (535, b\'5.7.8 Username and Password not accepted: bad credentials\')', 'no pg_hba.conf entry for host "10.0.0.9", user "app"', '로그인 실패: 사용자 인증 오류'],
    counters: ['authentication succeeded', 'password changed for user app'],
  },
  {
    id: 'tokenExpired', category: 'AUTH', minutes: 15, depth: depth.setup, grade: 'failure',
    expression: /(?:token|jwt|session|credentials?|api[ -_]?key|secret|signature|ticket|access key)\b.{0,30}(?:has |have |is |are |was )?(?:expired|revoked|no longer valid)|TokenExpired|ExpiredSignature|ExpiredToken|invalid_grant|jwt (?:expired|malformed|not active)|invalid (?:signature|token(?!\))|jwt|bearer)|JsonWebTokenError|InvalidToken|SignatureDoesNotMatch|RequestTimeTooSkewed|토큰.{0,12}(?:만료|유효하지)/i,
    means: 'A token is past its end, was revoked, or is signed with another key.',
    check: 'Check its end and issuer, the refresh that should have renewed it, the signing key on both sides, and the clocks.',
    samples: ['TokenExpiredError: jwt expired', 'jwt.exceptions.ExpiredSignatureError: Signature has expired', 'botocore.exceptions.ClientError: An error occurred (ExpiredToken): The security token included in the request is expired', '{"error":"invalid_grant","error_description":"Token has been expired or revoked."}', 'JsonWebTokenError: invalid signature', '액세스 토큰이 만료되었습니다'],
    counters: ['token expires in 3600', 'token refreshed'],
  },
  {
    id: 'forbidden', category: 'AUTH', minutes: 20, depth: depth.setup, grade: 'failure',
    expression: /\bAccessDenied\w{0,20}|\bPERMISSION_DENIED\b|permission denied for (?:relation|table|schema|database|sequence|function|view)|must be owner of|InsufficientPrivilege|(?:is )?not authori[sz]ed to (?:perform|access)|(?:unauthori[sz]ed|forbidden)\b(?!=)|\b(?:status|code|http|error)\W{0,3}(?:code\W{0,3})?40[13]\b|\b40[13] (?:unauthori[sz]ed|forbidden)|access (?:is )?denied|insufficient (?:permission|privilege|scope)|User "?.{1,60}"? cannot (?:get|list|create|watch|update|delete) resource|권한.{0,10}(?:없|거부|부족)|접근.{0,6}거부|権限がありません|Zugriff verweigert|Accès refusé|Acceso denegado|拒绝访问/i,
    means: 'The identity is known but may not do this.',
    check: 'Look which identity the process uses and give it exactly the right named, or use the right account.',
    samples: ['An error occurred (AccessDenied) when calling the PutObject operation: Access Denied', 'ERROR:  permission denied for table orders', 'rpc error: code = PermissionDenied desc = PERMISSION_DENIED: missing', 'deployments.apps is forbidden: User "system:serviceaccount:ci" cannot create resource "deployments"', '403 Forbidden', 'Request failed with status code 401', '접근이 거부되었습니다'],
    counters: ['401k plan page', 'access granted'],
  },
  {
    id: 'filePermission', category: 'CONFIG', minutes: 10, depth: depth.setup, grade: 'failure',
    expression: /\bE(?:ACCES|PERM)\b|permission denied|PermissionError|operation not permitted|UnauthorizedAccessException|AccessDeniedException: \/|is not writable|not permitted to|Zugriff.{0,10}verweigert/i,
    means: 'The user that runs the process may not open or change this file, socket or setting.',
    check: 'Run `ls -l` (and `namei -l`) on the path for the user that runs the process; in containers the uid, SELinux/AppArmor and capabilities.',
    samples: ["PermissionError: [Errno 13] Permission denied: '/var/run/app.pid'", "Error: EACCES: permission denied, open '/etc/app.json'", 'open /data/db.lock: permission denied', 'mount: operation not permitted', 'System.UnauthorizedAccessException: cannot open the path C:\\app'],
  },
];
