import { Text, View } from '@tarojs/components';
import { keptSentence } from '#shared/evaluations/vocabulary.js';
import type { Signed } from '../../../session/gate.js';
import { Button } from '../../../ui/button.js';
import { Icon } from '../../../ui/icon.js';
import { Wrong } from '../../../ui/words.js';
import { iconOf } from '../pictures.js';
import { AllAtOnce } from './all-at-once.js';
import { OneByOne } from './one-by-one.js';
import { isLow, missing, type OfferedService } from './rating.js';
import { SentStars } from './sent-stars.js';
import { useRating, type RatingPlace } from './use-rating.js';

interface RateFormProps {
  signed: Signed;
  service: OfferedService;
  where: RatingPlace;
  /** One task a screen. */
  simple: boolean;
  /** Another service can be chosen; null where the code was about this one alone. */
  onOther: (() => void) | null;
}

/** Stars for one service: faces to tap, in less than half a minute. */
export function RateForm({ signed, service, where, simple, onOther }: RateFormProps) {
  const form = useRating(signed, service, where);
  const { rating, change } = form;
  if (form.handedOver !== null) {
    return (
      <SentStars
        clientId={form.handedOver}
        low={isLow(rating)}
        spoke={rating.text.trim() !== ''}
        onTell={form.tell}
        onWithoutWords={() => void form.withoutWords()}
        onOther={onOther}
        notes={where.belongs ? where.school : null}
      />
    );
  }
  const left = missing(service, rating);
  const kept = (
    <View id="kept" className="x-note">
      <Icon name="lock" size="s" />
      <Text className="x-grow">{keptSentence}</Text>
    </View>
  );
  const send = (
    <View className={simple ? '' : 'x-bottom'}>
      <Wrong>{form.wrong}</Wrong>
      <Button id="send" icon="send" big onTap={form.send}>
        {left > 0 ? `还有 ${left} 样没点` : '送出去'}
      </Button>
    </View>
  );
  return (
    <View id="rate-form">
      <View className="x-row" style={{ margin: '6px 4px 14px' }}>
        <View className="x-choice__icon">
          <Icon name={iconOf[service.picture]} size="xl" />
        </View>
        <Text className="x-title x-grow">{service.name}</Text>
        {onOther ? (
          <Button id="other-service" kind="quiet" onTap={onOther}>
            换一样
          </Button>
        ) : null}
      </View>
      {simple ? (
        <OneByOne
          service={service}
          rating={rating}
          change={change}
          end={
            <View>
              {kept}
              {send}
            </View>
          }
        />
      ) : (
        <View>
          {/* First, and not below the faces: it is known before anything is tapped. */}
          {kept}
          <AllAtOnce service={service} rating={rating} change={change} />
          {send}
        </View>
      )}
    </View>
  );
}
