import type { SessionView } from '#shared/session/contract.js';
import { pictures } from '#shared/session/pictures.js';
import { open, pages } from '../../platform/navigation.js';
import { Line } from '../../ui/line.js';

/** How others on this phone know me, and what keeps them out of my things. */
export function LockLines({ view: { person, lock } }: { view: SessionView }) {
  if (!person) return null;
  return (
    <>
      <Line
        id="my-picture"
        icon="smile"
        words="我的图"
        hint={pictures[person.picture]}
        onTap={() => open(pages.picture)}
      />
      <Line
        id="picture-pin"
        icon="lock"
        words="图片密码"
        hint={lock.hasPin ? '有' : '没有'}
        onTap={() => open(pages.picturePin)}
      />
    </>
  );
}
