import { useMutation } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { findByPhone } from '../api/children.api.js';

/** Somebody calls: whose number is it? Only the whole number finds anybody. */
export function PhoneSearch({ school, onOpen }: { school: string; onOpen: (child: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  const found = useMutation({ mutationFn: (number: string) => findByPhone(school, number) });
  const close = () => {
    setOpen(false);
    // A number and the people behind it do not stay in the memory of the page.
    found.reset();
  };
  return (
    <>
      <Button onClick={() => setOpen(true)} data-testid="phone-search-open">
        按电话找家长
      </Button>
      <Modal title="按电话找家长" open={isOpen} onCancel={close} footer={null} destroyOnHidden>
        <div className="stack">
          <Input.Search
            aria-label="完整的电话号码"
            placeholder="完整的电话号码"
            enterButton="找"
            inputMode="tel"
            autoComplete="off"
            maxLength={30}
            loading={found.isPending}
            onSearch={(number) => {
              if (number.trim() !== '') found.mutate(number);
            }}
            data-testid="phone-search"
          />
          {found.isError && <p role="alert">{found.error.message}</p>}
          {found.data?.items.length === 0 && <p className="soft">没有登记过这个号码的家长。</p>}
          {found.data?.items.map(({ person, children }) => (
            <div className="row" key={person.token} data-testid="phone-found">
              <span>{person.name}</span>
              {children.map((child) => (
                <Button
                  key={child.token}
                  size="small"
                  onClick={() => {
                    close();
                    onOpen(child.token);
                  }}
                >
                  {child.name}
                </Button>
              ))}
            </div>
          ))}
          <p className="soft">每次查找都有记录。</p>
        </div>
      </Modal>
    </>
  );
}
