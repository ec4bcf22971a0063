import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { ChildConsents } from '#shared/consents/child-contract.js';
import { useChildConsents } from '../../api/child-consents.js';
import { LockedFace } from '../../session/locked-face.js';
import { useLocked } from '../../session/use-locked.js';
import { KnownSince } from '../../ui/known-since.js';
import { QueryView } from '../../ui/query-view.js';

interface ConsentsOfProps {
  token: string;
  children: (all: ChildConsents) => ReactNode;
}

/** The consents of a child, from the school or as the phone has kept them; shut where her picture PIN shuts it. */
export function ConsentsOf({ token, children }: ConsentsOfProps) {
  const query = useChildConsents(token);
  // Without a network nobody refuses what the phone has kept: it has to look itself.
  if (useLocked()) return <LockedFace onOpened={() => void query.refetch()} />;
  return (
    <QueryView query={query}>
      {(all) => (
        <View>
          <KnownSince at={query.dataUpdatedAt} failed={query.error !== null} />
          {children(all)}
        </View>
      )}
    </QueryView>
  );
}
