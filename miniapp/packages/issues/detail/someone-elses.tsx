import { open, pages } from '../../../platform/navigation.js';
import { Button } from '../../../ui/button.js';
import { Face } from '../../../ui/faces.js';

/** A message was opened on a shared phone by somebody whom it was not for: neither says whose it is. */
export function SomeoneElses() {
  return (
    <Face
      id="face-someone-elses"
      drawing="empty"
      title="没找到这件事"
      words="可能是家里别人的事。换成那个人，就能看。"
    >
      <Button id="switch-person" icon="swap" onTap={() => open(pages.switchPerson)}>
        换个人用
      </Button>
    </Face>
  );
}
