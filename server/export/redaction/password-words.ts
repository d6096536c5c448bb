/**
 * The words for a password in the languages of the world, as programs use them in names. One list for all places that
 * judge by names.
 */

/** In Latin letters, without accents and separators; matched anywhere in a name. */
export const LATIN_PASSWORD = new RegExp(
  [
    // English, German, Dutch, Danish, Norwegian, Swedish, Finnish, Icelandic
    'passw|passphrase|passcode|passkey|passwort|kennwort|geheimwort|wachtwoord|toegangscode|adgangskode|passord|losenord|salasana|lykilord',
    // French, Spanish, Catalan, Portuguese, Italian, Romanian, Turkish
    'motdepasse|contrasen|palavrapasse|senha|parolachiave|parolad',
    // Polish, Czech, Slovak, Slovene, Croatian, Serbian, Hungarian, Lithuanian
    'haslo|heslo|geslo|lozinka|jelszo|jelszav|slaptazodis',
    // Vietnamese, Indonesian
    'matkhau|katasandi',
  ].join('|'),
);

/** Words that are too short, or a part of too many other words, to be matched inside a name. */
export const LATIN_PASSWORD_WORDS: readonly string[] = [
  'clave',
  'claves',
  'mdp',
  'parola',
  'parolasi',
  'sifre',
  'sifresi',
  'sandi',
];

/** Passwords and tokens in other scripts: Chinese, Japanese, Korean, Russian, Greek, Hebrew, Arabic, Hindi, Thai. */
export const OTHER_SCRIPTS =
  /密[码碼]|口令|通行[码碼]|验证码|驗證碼|令牌|密[钥鑰]|金鑰|パスワード|パスコード|暗証番号|合言葉|トークン|비밀번호|암호|토큰|парол|токен|секрет|лозинк|κωδικ|συνθηματικ|סיסמ[הא]|كلمة المرور|كلمة السر|رمز عبور|पासवर्ड|รหัสผ่าน/iu;
