import { Text, View } from '@tarojs/components';
import { aloud } from './aloud.js';
import { Icon, type IconName } from './icon.js';
import { Tap } from './tap.js';

export interface Choice<V extends string> {
  value: V;
  words: string;
  icon: IconName;
}

interface PictureChoiceProps<V extends string> {
  /** Prefix of the ids: `<id>-<value>`. */
  id: string;
  choices: Choice<V>[];
  value: V | null;
  onChange: (value: V | null) => void;
}

/** One of several, as drawings with words. A second tap takes the choice back. */
export function PictureChoice<V extends string>({ id, choices, value, onChange }: PictureChoiceProps<V>) {
  return (
    <View className="x-choices">
      {choices.map((choice) => {
        const on = choice.value === value;
        return (
          <Tap
            key={choice.value}
            id={`${id}-${choice.value}`}
            role="checkbox"
            checked={on}
            label={choice.words}
            className={`x-choice${on ? ' x-choice--on' : ''}`}
            onTap={() => onChange(on ? null : choice.value)}
          >
            <View className="x-choice__icon">
              <Icon name={choice.icon} size="xl" />
            </View>
            <Text>{choice.words}</Text>
          </Tap>
        );
      })}
    </View>
  );
}

export interface Option<V extends string> {
  value: V;
  title: string;
  words?: string;
}

interface OptionsProps<V extends string> {
  /** Prefix of the ids: `<id>-<value>`. */
  id: string;
  options: Option<V>[];
  value: V | null;
  onChange: (value: V) => void;
}

/** Exactly one of a few, each explained in a sentence. */
export function Options<V extends string>({ id, options, value, onChange }: OptionsProps<V>) {
  return (
    <View>
      {options.map((option) => {
        const on = option.value === value;
        return (
          <Tap
            key={option.value}
            id={`${id}-${option.value}`}
            role="radio"
            checked={on}
            label={aloud(option.title, option.words)}
            className={`x-option${on ? ' x-option--on' : ''}`}
            onTap={() => onChange(option.value)}
          >
            <View className="x-option__mark">{on ? <Icon name="ok" size="s" /> : null}</View>
            <View className="x-grow">
              <Text className="x-text x-strong">{option.title}</Text>
              {option.words ? <Text className="x-text x-muted">{option.words}</Text> : null}
            </View>
          </Tap>
        );
      })}
    </View>
  );
}
