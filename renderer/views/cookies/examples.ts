/** A cookie to begin with, and the secret it was signed with. Both are published, and open to everybody. */
export interface CookieExample {
  readonly text: string;
  readonly secret: string;
}

/** Signed with the secret of Flask's own tutorial, in November 2026. */
export const FLASK_EXAMPLE: CookieExample = {
  text: 'session=eyJVc2VybmFtZSI6IkFkbWluIiwiY2FydCI6WzMsMSw0XSwidmlzaXRzIjoxMn0.awNBzA.qE6x5tPuwbhwG2CydYM1RbrXksE',
  secret: 'dev',
};

/** The token that jwt.io has shown for years. */
export const JWT_EXAMPLE: CookieExample = {
  text: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
  secret: 'your-256-bit-secret',
};

/** A line that browsers refuse, as an example for the check of a browser. */
export const SET_COOKIE_EXAMPLE = 'Set-Cookie: sid=hello; Path=/; HttpOnly; SameSite=None';
