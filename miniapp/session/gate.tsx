import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { PhonePerson, SessionView } from '#shared/session/contract.js';
import { open, pages } from '../platform/navigation.js';
import { Button } from '../ui/button.js';
import { Bones, ErrorFace, Face, OfflineFace } from '../ui/faces.js';
import { PeopleList } from './people-list.js';
import { signIn, useSession } from './session-store.js';
import { VisitorDoor } from './visitor-door.js';

/** A session in which somebody acts. */
export interface Signed {
  view: SessionView;
  person: PhonePerson;
}

function Chooser() {
  return (
    <View id="choose-person">
      <View style={{ margin: '12px 4px 18px' }}>
        <Text className="x-title">谁在用手机？</Text>
        <Text className="x-text x-muted">点一下自己的图，只会看到自己的事。</Text>
      </View>
      <PeopleList />
    </View>
  );
}

interface GateProps {
  /** Whoever goes off to bind comes back to this page instead of the first one. */
  stays?: boolean;
  /** The printed code that was scanned: with it, whom no school knows may go on as a visitor. */
  code?: string | null;
  children: (signed: Signed) => ReactNode;
}

/** Lets through who has signed in, and helps everybody else one step further. */
export function Gate({ stays = false, code = null, children }: GateProps) {
  const { phase, session, problem } = useSession();
  const person = session?.view.person;
  if (phase === 'signed_in' && session && person) return <>{children({ view: session.view, person })}</>;
  if (phase === 'choosing') return <Chooser />;
  if (phase === 'unbound' && code !== null) return <VisitorDoor code={code} />;
  if (phase === 'unbound') {
    return (
      <Face
        id="face-unbound"
        drawing="sun"
        title="欢迎来心桥"
        words="还不知道您是谁。请向老师要一张绑定码，扫一下就好。"
      >
        <Button id="go-bind" icon="scan" onTap={() => open(stays ? pages.bindAndReturn : pages.bind)}>
          我有绑定码
        </Button>
      </Face>
    );
  }
  if (phase === 'signed_out') {
    return (
      <Face
        id="face-signed-out"
        drawing="sun"
        title="您已经退出"
        words="没送出去的还留在手机里，您回来以后会接着发。"
      >
        <Button id="sign-in" onTap={() => void signIn()}>
          重新进来
        </Button>
      </Face>
    );
  }
  if (phase === 'stopped' && problem) {
    if (problem.code === 'no_wechat') {
      return <Face id="face-no-wechat" drawing="sun" title="请在微信里打开" words={problem.message} />;
    }
    const retry = () => void signIn();
    return problem.kind === 'offline' ? (
      <OfflineFace onRetry={retry} />
    ) : (
      <ErrorFace words={problem.message} onRetry={retry} />
    );
  }
  return <Bones />;
}
