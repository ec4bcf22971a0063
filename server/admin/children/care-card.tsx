import type { ChildDetail, ChildFamily } from '#shared/people/family.js';
import { leftBehindDefinitions } from '#shared/people/left-behind.js';
import { Button, Card, Tag } from 'antd';
import { onDay, onSpan, today } from '../ui/when.js';
import { EndCare } from './end-care.js';
import { EntrustForm } from './entrust-form.js';
import { LeftBehindForm } from './left-behind-form.js';
import { useCardForm } from './use-card-form.js';

interface Props {
  child: ChildDetail;
  family: ChildFamily;
  onChanged: () => void;
}

type Care = ChildFamily['entrustedCare'][number];

/** In whose care the child is by written notice, and under which definition she counts as left behind. */
export function CareCard({ child, family, onChanged }: Props) {
  const { open, setOpen, form } = useCardForm<'entrust' | 'left-behind' | Care>(child, onChanged);
  const { leftBehind, entrustedCare } = family;
  const manages = child.abilities.manageFamily;
  return (
    <Card
      title="委托照护和留守认定"
      size="small"
      extra={
        manages && (
          <div className="row">
            <Button onClick={() => setOpen('entrust')} data-testid="entrust-open">
              记委托照护
            </Button>
            <Button onClick={() => setOpen('left-behind')} data-testid="left-behind-open">
              认定留守
            </Button>
          </div>
        )
      }
    >
      {entrustedCare.length === 0 && <p className="soft">没有委托照护的书面告知。</p>}
      {entrustedCare.map((one) => (
        <div key={`${one.carer.name}${one.fromDay}`} className="card-part" data-testid="entrusted">
          <div className="row">
            <span>
              {one.entrustedBy.name}委托{one.carer.name}照护
            </span>
            {manages && (one.toDay === null || one.toDay > today()) && (
              <Button size="small" onClick={() => setOpen(one)} data-testid="care-end">
                结束
              </Button>
            )}
          </div>
          <p className="soft">
            {onSpan(one)}。
            {one.toldSchoolOn === null ? '还没有书面告诉学校' : `${onDay(one.toldSchoolOn)}告诉学校`}，
            {one.toldVillageOn === null ? '还没有告诉村里' : `${onDay(one.toldVillageOn)}告诉村里`}。
          </p>
        </div>
      ))}
      {leftBehind === null ? (
        <p className="soft card-part">还没有做过留守认定。</p>
      ) : (
        <div className="card-part" data-testid="left-behind">
          <p>
            <Tag color={leftBehind.leftBehind ? 'warning' : 'default'}>
              {leftBehind.leftBehind ? '留守儿童' : '不是留守儿童'}
            </Tag>
            按{leftBehindDefinitions[leftBehind.definition].name}，{leftBehind.decidedBy}在
            {onDay(leftBehind.decidedOn)}认定，{onDay(leftBehind.reviewOn)}复核。
          </p>
        </div>
      )}
      {open === 'entrust' && <EntrustForm {...form} />}
      {open === 'left-behind' && <LeftBehindForm {...form} />}
      {open !== null && typeof open === 'object' && <EndCare {...form} care={open} />}
    </Card>
  );
}
