import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { create } from 'zustand';
import type { ChildCard } from '#shared/people/contract.js';
import { storage } from '../platform/storage.js';
import { Icon } from './icon.js';
import { PickerSheet } from './sheet.js';
import { Tap } from './tap.js';

const key = 'xq.child';
const useChosen = create<{ child: string | null }>(() => ({ child: storage.get<string>(key) }));

function choose(child: string) {
  storage.set(key, child);
  useChosen.setState({ child });
}

/** The child that the screens are about: the one chosen last, else the first. Null without children. */
export function useCurrentChild(children: ChildCard[]): ChildCard | null {
  const chosen = useChosen((state) => state.child);
  return children.find((child) => child.token === chosen) ?? children[0] ?? null;
}

/** `王梓涵 · 小二班`. */
export function childWords(child: ChildCard): string {
  return [child.name, child.classroom?.name].filter(Boolean).join(' · ');
}

/** Shows the current child; with several children a tap changes it. */
export function ChildSwitcher({ items }: { items: ChildCard[] }) {
  const current = useCurrentChild(items);
  const [open, setOpen] = useState(false);
  if (!current) return <View />;
  const several = items.length > 1;
  return (
    <View style={{ minWidth: '0' }}>
      {several ? (
        <Tap
          id="child-chip"
          className="x-chip"
          label={`现在看的是${childWords(current)}，点一下换孩子`}
          onTap={() => setOpen(true)}
        >
          <Icon name="kid" size="s" />
          <Text>{childWords(current)}</Text>
          <Icon name="down" size="s" />
        </Tap>
      ) : (
        <View id="child-chip" className="x-chip">
          <Icon name="kid" size="s" />
          <Text>{childWords(current)}</Text>
        </View>
      )}
      {open ? (
        <PickerSheet
          id="child-picker"
          title="看哪个孩子？"
          items={items.map((child) => ({ value: child.token, words: childWords(child) }))}
          value={current.token}
          onPick={(child) => {
            choose(child);
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </View>
  );
}
