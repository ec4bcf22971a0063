/** Signed addresses of photos come as paths of the server; on weapp they need its name. */
export function mediaAddress(url: string): string {
  return /^https?:/.test(url) ? url : `${XINQIAO_API_BASE}${url}`;
}
