import { Text, View } from '@tarojs/components';
import { useEffect } from 'react';
import { create } from 'zustand';
import { spoken } from '../platform/a11y.js';

const useToast = create<{ words: string | null }>(() => ({ words: null }));

/** Says `words` for a moment at the bottom of the screen. Our own, because WeChat's holds only seven characters. */
export function toast(words: string) {
  useToast.setState({ words });
}

/** The place where toasts appear; part of every page. */
export function ToastPlace() {
  const { words } = useToast();
  useEffect(() => {
    if (words === null) return undefined;
    const timer = setTimeout(() => useToast.setState({ words: null }), 2_500 + words.length * 60);
    return () => clearTimeout(timer);
  }, [words]);
  if (words === null) return null;
  return (
    <View id="toast" className="x-toast" {...spoken({ role: 'status', live: 'polite' })}>
      <Text className="x-toast__words">{words}</Text>
    </View>
  );
}
