// @ts-check
/**
 * Taro drops every `aria-*` attribute on weapp. This plugin gives them back.
 *
 * Property aliases (p0, p1, …) are positional and computed twice: at build time for the templates and at run time
 * for setData. Both sides must therefore be extended with exactly the same list in the same order; the run-time
 * side is `miniapp/platform/aria-runtime.ts`, and both read `miniapp/platform/aria-attributes.json`.
 */
const path = require('node:path');

/** @type {{ components: string[], attributes: string[] }} */
const list = require('../../miniapp/platform/aria-attributes.json');

/**
 * @typedef {{ mergeComponents(ctx: unknown, components: Record<string, Record<string, string>>): void }} Template
 * @typedef {{ platform: string, template: Template, runtimePath: string | string[] }} Platform
 * @typedef {{ registerMethod(method: { name: string, fn(platform: Platform): void }): void }} PluginContext
 */

/** @param {PluginContext} ctx */
module.exports = (ctx) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (platform.platform !== 'weapp') return;
      const attributes = Object.fromEntries(list.attributes.map((name) => [name, '']));
      platform.template.mergeComponents(
        ctx,
        Object.fromEntries(list.components.map((name) => [name, attributes])),
      );
      const runtime = path.resolve(__dirname, '../../miniapp/platform/aria-runtime.ts');
      platform.runtimePath = [platform.runtimePath, runtime].flat();
    },
  });
};
