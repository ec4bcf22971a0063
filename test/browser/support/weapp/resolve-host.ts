/** Leads an address of the server that was built into the bundle to the server of this test; others stay. */
export function resolveHost(url: URL, hosts: { builtFor: string; server: string }): URL {
  if (url.origin !== new URL(hosts.builtFor).origin) return url;
  const server = new URL(hosts.server);
  const resolved = new URL(url);
  resolved.protocol = server.protocol;
  resolved.host = server.host;
  return resolved;
}
