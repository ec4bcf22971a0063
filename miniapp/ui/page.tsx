import Taro from '@tarojs/taro';
import { Text, View } from '@tarojs/components';
import { useEffect, useRef, type ReactNode } from 'react';
import { spoken } from '../platform/a11y.js';
import { goBack } from '../platform/navigation.js';
import { ReadingBar, ReadPage } from '../speech/page-reader.js';
import { Icon } from './icon.js';
import { Tap } from './tap.js';
import { ToastPlace } from './toast.js';
import { useOnline } from './use-online.js';
import { useScale } from './use-scale.js';

interface PageProps {
  /** Stands in the bar at the top. */
  title: string;
  /** A page of a subpackage has a way back; a door of the tab bar has none. */
  back?: boolean;
  children: ReactNode;
}

/** The tab bar of a browser is Taro's, which says nothing of what it is. */
function nameTabBar() {
  if (XINQIAO_PLATFORM !== 'h5') return;
  const bar = document.querySelector('taro-tabbar');
  bar?.setAttribute('role', 'navigation');
  bar?.setAttribute('aria-label', '下面的四个门');
}

/** WeChat draws the bar itself; in a browser this is it. */
function TopBar({ title, back }: { title: string; back: boolean }) {
  return (
    <View className="x-topbar" {...spoken({ role: 'banner' })}>
      {back ? (
        <Tap id="back" className="x-topbar__back" label="返回" onTap={goBack}>
          <Icon name="back" size="s" />
          <Text>返回</Text>
        </Tap>
      ) : null}
      <Text className="x-topbar__title" {...spoken({ role: 'heading', level: 1 })}>
        {title}
      </Text>
    </View>
  );
}

/** Frame of every page: bar, network banner, content, toasts; text in the size of the phone's setting. */
export function Page({ title, back = false, children }: PageProps) {
  const scale = useScale();
  const online = useOnline();
  const root = useRef(null);
  useEffect(() => {
    if (XINQIAO_PLATFORM === 'weapp') void Taro.setNavigationBarTitle({ title });
    else document.title = title === '心桥' ? title : `${title} · 心桥`;
  }, [title]);
  useEffect(nameTabBar, []);
  return (
    <View className={`x-page scale-${scale}`}>
      {XINQIAO_PLATFORM === 'h5' ? <TopBar title={title} back={back} /> : null}
      {online ? null : (
        <View id="offline-banner" className="x-banner" {...spoken({ role: 'status', live: 'polite' })}>
          <Icon name="offline" size="s" />
          <Text className="x-grow">现在没有网。看到的是上次的内容，您写的会留着。</Text>
        </View>
      )}
      <View ref={root} className="x-body" {...spoken({ role: 'main' })}>
        <ReadPage root={root} />
        {children}
      </View>
      <ReadingBar />
      <ToastPlace />
    </View>
  );
}
