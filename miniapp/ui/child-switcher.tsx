import { Text, View } from '@tarojs/components';
import { create } from 'zustand';
import type { ChildCard } from '#shared/people/contract.js';
import { spoken } from '../platform/a11y.js';
import { storage } from '../platform/storage.js';
import { Icon } from './icon.js';
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

/** The child that the screens are about; with several children all of them, side by side and always in sight. */
export function ChildSwitcher({ items }: { items: ChildCard[] }) {
  const current = useCurrentChild(items);
  if (!current) return <View />;
  if (items.length === 1)
    return (
      <View id="child-chip" className="x-chip">
        <Icon name="kid" size="s" />
        <Text>{childWords(current)}</Text>
      </View>
    );
  return (
    <View id="child-switch" className="x-childbar" {...spoken({ role: 'tablist', label: '看哪个孩子' })}>
      {items.map((child, index) => (
        <Tap
          key={child.token}
          id={`child-switch-${index}`}
          role="tab"
          selected={child.token === current.token}
          label={childWords(child)}
          className={`x-childbar__child${child.token === current.token ? ' x-childbar__child--on' : ''}`}
          onTap={() => choose(child.token)}
        >
          <Text className="x-childbar__name">{child.name}</Text>
          {child.classroom ? <Text className="x-childbar__room">{child.classroom.name}</Text> : null}
        </Tap>
      ))}
    </View>
  );
}
