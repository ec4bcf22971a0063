/// <reference types="@tarojs/taro" />

declare module '*.scss';
declare module '*.png' {
  const path: string;
  export default path;
}

/** Address of the server without a trailing slash; '' means the same origin (h5). Set by the build. */
declare const XINQIAO_API_BASE: string;
/** Which program this is. Set by the build; branches on it are removed from the other one. */
declare const XINQIAO_PLATFORM: 'weapp' | 'h5';
/** WeChat's loader of plugins that app.json names; throws where one is missing. Not there on h5. */
declare const requirePlugin: ((name: string) => unknown) | undefined;
