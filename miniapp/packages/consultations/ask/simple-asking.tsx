import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { consultationTopics } from '#shared/consultations/vocabulary.js';
import type { OfferedAnswer } from '#shared/consultations/contract.js';
import { mediaAddress } from '../../../api/media-address.js';
import { Button } from '../../../ui/button.js';
import { PictureChoice } from '../../../ui/choice.js';
import { Asked, BigChoice } from '../../../ui/simple.js';
import { VoiceLine } from '../../../ui/voice-line.js';
import { topicChoices } from './topic-choices.js';
import type { useAsking } from './use-asking.js';

type Asking = ReturnType<typeof useAsking>;

/** First the pictures: what it is about. */
function Topics({ asking }: { asking: Asking }) {
  const choices = topicChoices(asking.topics);
  if (choices.length === 0) return <Asked id="ask-hear" words="想问什么？" more="点一下，说给学校听" />;
  return (
    <View id="topics">
      <Asked
        id="ask-hear"
        words="想问什么？点一张图"
        more={`${choices.map(({ words }) => words).join('，')}。都不是，点最下面`}
      />
      <PictureChoice id="topic" choices={choices} value={null} onChange={asking.setTopic} />
    </View>
  );
}

/** Then what others have asked about it, each with its loudspeaker. */
function Questions({ asking, onOpen }: { asking: Asking; onOpen: (answer: OfferedAnswer) => void }) {
  const about = asking.topic === null ? '' : consultationTopics[asking.topic];
  if (asking.items.length === 0 && asking.looking) return <Asked id="ask-hear" words="正在看有没有答案…" />;
  if (asking.items.length === 0)
    return <Asked id="ask-hear" words="这个还没有现成的答案" more="点一下，说给学校听" />;
  return (
    <View id="answers">
      <Asked id="ask-hear" words={`${about}：想问哪一句？`} more="点喇叭听一听，点字就有答案" />
      {asking.items.map((answer) => (
        <BigChoice
          key={answer.token}
          id={`answer-${answer.token}`}
          icon="question"
          words={answer.question}
          on={false}
          onTap={() => onOpen(answer)}
        />
      ))}
    </View>
  );
}

/** And the answer alone: in the school's own voice where there is one, and read aloud in any case. */
function Answer({ answer }: { answer: OfferedAnswer }) {
  const { token, question, text, voice } = answer;
  return (
    <View id={`answer-open-${token}`}>
      <Asked id="answer-hear" words={question} spoken={text} />
      {voice ? (
        <View className="x-card">
          <VoiceLine id={`answer-voice-${token}`} address={mediaAddress(voice.url)} seconds={voice.seconds} />
        </View>
      ) : null}
      <View className="x-card">
        <Text className="x-big-text" userSelect>
          {text}
        </Text>
      </View>
    </View>
  );
}

/** 问一问 in simple mode: a picture, a question, its answer, each on a screen of its own; nothing is written. */
export function SimpleAsking({ asking, onSchool }: { asking: Asking; onSchool: () => void }) {
  const [opened, setOpened] = useState<OfferedAnswer | null>(null);
  const { topic, items } = asking;
  const only = topic !== null && items.length === 1 ? (items[0] ?? null) : null;
  const answer = opened ?? only;
  const back = () => {
    if (opened && !only) return setOpened(null);
    setOpened(null);
    asking.setTopic(null);
  };
  return (
    <View className="x-steps">
      {topic === null ? <Topics asking={asking} /> : null}
      {topic !== null && answer === null ? <Questions asking={asking} onOpen={setOpened} /> : null}
      {answer ? <Answer key={answer.token} answer={answer} /> : null}
      <View className="x-stack" style={{ marginTop: 'auto', paddingTop: '18px' }}>
        {answer ? (
          <Button
            id={`answer-pick-${answer.token}`}
            kind="ok"
            icon="ok"
            big
            onTap={() => asking.pick(answer)}
          >
            好，知道了
          </Button>
        ) : null}
        <Button
          id="ask-school"
          kind={topic === null || answer ? 'ghost' : 'main'}
          icon="mic"
          big
          onTap={onSchool}
        >
          {topic === null && asking.topics.length > 0 ? '别的事，说给学校听' : '说给学校听'}
        </Button>
        {topic === null ? null : (
          <Button id="step-back" kind="quiet" icon="back" onTap={back}>
            上一步
          </Button>
        )}
      </View>
    </View>
  );
}
