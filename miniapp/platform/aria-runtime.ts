// Run-time half of config/taro/aria-plugin.cjs: teaches the weapp runtime the same attributes, in the same order,
// that the plugin wrote into the templates. Loaded by the build, imported by nobody.
import { mergeInternalComponents } from '@tarojs/shared';
import list from './aria-attributes.json';

const attributes = Object.fromEntries(list.attributes.map((name) => [name, '']));
mergeInternalComponents(Object.fromEntries(list.components.map((name) => [name, attributes])));
