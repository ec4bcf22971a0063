const always = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'SAMEORIGIN',
  'Permissions-Policy': 'geolocation=(), payment=()',
};

const pages = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  "script-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "frame-ancestors 'self'",
].join('; ');

/** Headers of every answer. The API answers data only, so there nothing at all may be loaded. */
export function securityHeaders(url: string, isProduction: boolean): Record<string, string> {
  const isApi = url.startsWith('/api/v1');
  // The page of the API documentation brings inline scripts of its own.
  const policy = isApi
    ? "default-src 'none'; frame-ancestors 'none'"
    : url.startsWith('/api/docs')
      ? null
      : pages;
  return {
    ...always,
    ...(policy ? { 'Content-Security-Policy': policy } : {}),
    ...(isApi ? { 'Cache-Control': 'no-store' } : {}),
    ...(isProduction ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}
