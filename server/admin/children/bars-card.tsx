import type { ChildDetail, ChildProtection } from '#shared/people/family.js';
import { Button, Card, Tag } from 'antd';
import { onSpan } from '../ui/when.js';
import { LiftBar } from './lift-bar.js';
import { PlaceBar } from './place-bar.js';
import { useCardForm } from './use-card-form.js';

interface Props {
  child: ChildDetail;
  protection: ChildProtection;
  onChanged: () => void;
}

/** Adults of whom an order says that nothing of this child may reach them. Only the closed room sees this card. */
export function BarsCard({ child, protection, onChanged }: Props) {
  const { open, setOpen, form } = useCardForm<'place' | { token: string; name: string }>(child, onChanged);
  return (
    <Card
      title="禁止接触"
      size="small"
      extra={
        child.abilities.manageBars && (
          <Button danger onClick={() => setOpen('place')} data-testid="bar-open">
            登记禁止接触
          </Button>
        )
      }
    >
      {protection.bars.length === 0 && <p className="soft">没有禁止接触的成人。</p>}
      {protection.bars.map(({ person, evidence, placedBy, holds, ...span }) => (
        <div key={`${person.token}${span.fromDay}`} className="card-part" data-testid="bar">
          <div className="row">
            <b>{person.name}</b>
            <Tag color={holds ? 'error' : 'default'}>{holds ? '禁止接触' : '已经不禁止'}</Tag>
            {holds && child.abilities.manageBars && (
              <Button size="small" onClick={() => setOpen(person)} data-testid="bar-lift">
                解除
              </Button>
            )}
          </div>
          <p className="soft">
            {onSpan(span)} · {evidence} · {placedBy}登记
          </p>
        </div>
      ))}
      {open === 'place' && <PlaceBar {...form} />}
      {open !== null && open !== 'place' && <LiftBar {...form} person={open} />}
    </Card>
  );
}
