import { Text, View } from '@tarojs/components';
import { aloud } from '../../../ui/aloud.js';
import { Icon } from '../../../ui/icon.js';
import { Asked } from '../../../ui/simple.js';
import { Tap } from '../../../ui/tap.js';
import { toast } from '../../../ui/toast.js';
import { Heading } from '../../../ui/words.js';
import { iconOf } from '../pictures.js';
import type { OfferedService } from './rating.js';

interface ServiceTilesProps {
  services: OfferedService[];
  /** With a loudspeaker, and larger words. */
  simple: boolean;
  onPick: (service: OfferedService) => void;
}

/** What can be evaluated, as pictures. What the family has evaluated this month says so. */
export function ServiceTiles({ services, simple, onPick }: ServiceTilesProps) {
  return (
    <View id="services">
      {simple ? (
        <Asked
          id="services-hear"
          words="想评哪一样？点一下图"
          spoken={services.map(({ name, given }) => (given ? `${name}，评过了` : name)).join('，')}
        />
      ) : (
        <Heading>想评哪一样？点一下图</Heading>
      )}
      <View className="x-choices">
        {services.map((service) => (
          <Tap
            key={service.token}
            id={`service-${service.token}`}
            className="x-choice"
            label={aloud(service.name, service.given && '这个月评过了')}
            onTap={() => (service.given ? toast('这个月您家评过这一样了，谢谢') : onPick(service))}
          >
            <View className="x-choice__icon">
              <Icon name={service.given ? 'ok' : iconOf[service.picture]} size="xl" />
            </View>
            <Text>{service.name}</Text>
            {service.given ? <Text className="x-muted">评过了</Text> : null}
          </Tap>
        ))}
      </View>
    </View>
  );
}
