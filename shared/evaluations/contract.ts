import { z } from 'zod';
import { CategoryView } from '../issues/contract.js';
import { PlaceView, SchoolView } from '../people/contract.js';
import { keysOf } from '../platform/keys.js';
import { ClientId, Day, lineOfText, personalText, Token } from '../platform/primitives.js';
import { evaluationLimits, servicePictures } from './vocabulary.js';

/** Calendar month in Asia/Shanghai, `YYYY-MM`: the finest time that anything about an answer is told by. */
export const Month = z
  .string()
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份不对')
  .meta({ id: 'Month' });
export const ServicePictureName = z.enum(keysOf(servicePictures)).meta({ id: 'ServicePictureName' });
const StarCount = z.int().min(1).max(5);

/** One thing about a service that stars are given to. A renamed one is another one and begins anew. */
export const DimensionView = z.object({ key: Token, name: z.string() }).meta({ id: 'DimensionView' });
export type DimensionView = z.infer<typeof DimensionView>;

/** A service of the school as the office looks after it. */
export const EvaluatedServiceView = z
  .object({
    token: Token,
    name: z.string(),
    picture: ServicePictureName,
    dimensions: z.array(DimensionView),
    active: z.boolean(),
    /** Codes of this category or of one of these places open with this service; a low one is told as such a matter. */
    category: CategoryView.nullable(),
    places: z.array(PlaceView),
  })
  .meta({ id: 'EvaluatedServiceView' });
export type EvaluatedServiceView = z.infer<typeof EvaluatedServiceView>;
export const EvaluatedServiceList = z
  .object({ items: z.array(EvaluatedServiceView) })
  .meta({ id: 'EvaluatedServiceList' });

const written = {
  name: lineOfText(evaluationLimits.serviceName),
  picture: ServicePictureName,
  dimensions: z
    .array(lineOfText(evaluationLimits.dimensionName))
    .min(1, '至少写一个方面')
    .max(evaluationLimits.dimensions, `最多 ${evaluationLimits.dimensions} 个方面`)
    .refine((names) => new Set(names).size === names.length, '有两个方面是一样的'),
};
const bound = {
  category: Token.nullable(),
  places: z.array(Token).max(evaluationLimits.places, `最多选 ${evaluationLimits.places} 个地点`),
};
export const CreateEvaluatedService = z
  .strictObject({ ...written, category: bound.category.default(null), places: bound.places.default([]) })
  .meta({ id: 'CreateEvaluatedService' });
export type CreateEvaluatedService = z.input<typeof CreateEvaluatedService>;
export const UpdateEvaluatedService = z
  .strictObject({ ...written, ...bound, active: z.boolean() })
  .partial()
  .meta({ id: 'UpdateEvaluatedService' });
export type UpdateEvaluatedService = z.input<typeof UpdateEvaluatedService>;

export const EvaluationFormQuery = z.object({ school: Token.optional(), code: Token.optional() });
const OfferedService = z.object({
  token: Token,
  name: z.string(),
  picture: ServicePictureName,
  dimensions: z.array(DimensionView),
  /** The reader's own family has answered this month. */
  given: z.boolean(),
  /** Where a low one is told, if the family wants to. */
  category: Token.nullable(),
  place: Token.nullable(),
});
/** What somebody can evaluate, for whoever has scanned a code of the school or belongs to it. */
export const EvaluationForm = z
  .object({
    school: SchoolView,
    /** Those that the code is about; with a code that says nothing, or without one, all of the school. */
    services: z.array(OfferedService),
    /** Nothing but these was meant by the code: with one of them, nobody has to choose. */
    chosenByCode: z.boolean(),
    /** Whether the reader belongs to the school, and can tell it something without a code. */
    belongs: z.boolean(),
  })
  .meta({ id: 'EvaluationForm' });
export type EvaluationForm = z.infer<typeof EvaluationForm>;

/** Stars for each dimension of one service. Who gives them stands nowhere in it. */
export const GiveEvaluation = z
  .strictObject({
    /** Made by the phone: the same again is a repeat. Kept as a keyed hash beside the mark of the family. */
    clientId: ClientId,
    school: Token.optional(),
    /** The scanned code. */
    code: Token.nullable().default(null),
    service: Token,
    stars: z
      .array(z.strictObject({ dimension: Token, stars: StarCount }))
      .min(1)
      .max(evaluationLimits.dimensions),
    /** A few words, if she wants. They wait by themselves, apart from the stars, until five can be shown together. */
    text: personalText(evaluationLimits.words).default(''),
  })
  .meta({ id: 'GiveEvaluation' });
export type GiveEvaluation = z.input<typeof GiveEvaluation>;

/** How often each face was chosen, worst first. */
const Tally = z.array(z.int()).length(5);
const DimensionFigures = DimensionView.extend({
  tally: Tally,
  /** Mean of the stars, 1 to 5. */
  mean: z.number(),
  /** How many gave stars to it; a dimension may be younger than its service. */
  count: z.int(),
});
const Figures = z.object({ count: z.int(), mean: z.number(), dimensions: z.array(DimensionFigures) });
const MonthFigures = Figures.extend({
  month: Month,
  /** Only of services that are about things, and only what was counted there by itself. */
  places: z.array(Figures.extend({ place: PlaceView })),
});
const ServiceFigures = z.object({
  service: z.object({ token: Token, name: z.string(), picture: ServicePictureName, active: z.boolean() }),
  /** So few people stand behind it that its stars would be somebody's score: nothing is shown. */
  withheld: z.boolean(),
  /** Oldest first; a month in which fewer than five came is not there. */
  months: z.array(MonthFigures),
  /** What families wrote, by the month in which five had come together, in no order. */
  words: z.array(z.object({ month: Month, items: z.array(z.string()) })),
});
export const EvaluationFigures = z
  .object({ services: z.array(ServiceFigures), month: Month })
  .meta({ id: 'EvaluationFigures' });
export type EvaluationFigures = z.infer<typeof EvaluationFigures>;
export type ServiceFigures = z.infer<typeof ServiceFigures>;
export type MonthFigures = z.infer<typeof MonthFigures>;

const noteText = lineOfText(evaluationLimits.note);
/** What the school tells its families about a month. */
export const WriteEvaluationNote = z
  .strictObject({
    month: Month,
    /** 你说: what families said. */
    said: noteText,
    /** 我们做: what was done about it. */
    done: noteText,
  })
  .meta({ id: 'WriteEvaluationNote' });
export type WriteEvaluationNote = z.input<typeof WriteEvaluationNote>;
export const EvaluationNote = z
  .object({
    month: Month,
    said: z.string(),
    done: z.string(),
    publishedOn: Day,
    /** As they stood when the note was published. */
    services: z.array(
      z.object({ name: z.string(), picture: ServicePictureName, count: z.int(), mean: z.number() }),
    ),
  })
  .meta({ id: 'EvaluationNote' });
export type EvaluationNote = z.infer<typeof EvaluationNote>;
export const EvaluationNoteList = z
  .object({ items: z.array(EvaluationNote) })
  .meta({ id: 'EvaluationNoteList' });
