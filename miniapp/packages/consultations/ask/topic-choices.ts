import { consultationTopics, type ConsultationTopic } from '#shared/consultations/vocabulary.js';
import type { Choice } from '../../../ui/choice.js';
import type { IconName } from '../../../ui/icon.js';

const icons: Readonly<Record<ConsultationTopic, IconName>> = {
  meals: 'bowl',
  pickup: 'bus',
  schedule: 'clock',
  illness: 'health',
  enrolment: 'pen',
  fees: 'coin',
  nap: 'moon',
  belongings: 'box',
  safety: 'shield',
  contact: 'chat',
  other: 'dots',
};

/** The pictures of the topics that have an answer, in the order of the registry. */
export function topicChoices(topics: readonly ConsultationTopic[]): Choice<ConsultationTopic>[] {
  return (Object.keys(consultationTopics) as ConsultationTopic[])
    .filter((topic) => topics.includes(topic))
    .map((value) => ({ value, words: consultationTopics[value], icon: icons[value] }));
}
