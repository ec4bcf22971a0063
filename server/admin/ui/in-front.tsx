import { Drawer, Modal, type DrawerProps, type ModalProps } from 'antd';
import { useEffect, useState } from 'react';

/**
 * Brings the keyboard back to where it was when something opened in front of the page. Ant Design does so only for what
 * stays mounted while it closes.
 */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement) before.focus();
    },
    [before],
  );
}

interface DrawerInFrontProps extends Omit<DrawerProps, 'open' | 'title'> {
  title: string;
  /** Nothing in it takes the keyboard: the text itself does, so that the keyboard can scroll it. */
  readOnly?: boolean;
}

/** A drawer that is rendered only while it is open. */
export function DrawerInFront({ readOnly = false, children, ...props }: DrawerInFrontProps) {
  useFocusBack();
  return (
    <Drawer {...props} open>
      {readOnly ? (
        <div role="group" aria-label={props.title} tabIndex={0}>
          {children}
        </div>
      ) : (
        children
      )}
    </Drawer>
  );
}

/** A question in front of the page that is rendered only while it is open. */
export function ModalInFront(props: Omit<ModalProps, 'open'>) {
  useFocusBack();
  return <Modal {...props} open />;
}
