/** Whether an address names a database server (and not the embedded database). */
export function isServerUrl(url: string | undefined): boolean {
  return /^(mysql|mariadb):\/\//.test(url ?? '');
}
