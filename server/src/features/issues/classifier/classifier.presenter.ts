import { ClassifierMetrics } from '#shared/issues/classifier.js';
import type { ClassifierModelView } from '#shared/issues/classifier.js';
import type { ClassifierModel } from './classifier.entity.js';

const reasons: Readonly<Record<NonNullable<ClassifierMetrics['refused']>, string>> = {
  held_out_worse: '拿没学过的事项来考，这一版答对的比正在用的少，所以没有换上。',
  starting_set_worse: '学了以后，平常的话反而分错得多了，可能有的类别改错了，所以没有换上。',
};

/** The only way from a version's row to JSON. Who sees it leads the school. */
export function presentModel(model: ClassifierModel): ClassifierModelView {
  const metrics = ClassifierMetrics.parse(model.metrics);
  return {
    token: model.token,
    version: model.version,
    state: model.state,
    examples: model.examples,
    metrics,
    reason: metrics.refused && reasons[metrics.refused],
    trainedAt: model.trainedAt.toISOString(),
    automatic: model.trainedById === null,
    abilities: { activate: model.state === 'retired', retire: model.state === 'active' },
  };
}
