import { View } from '@tarojs/components';
import { useState } from 'react';
import { answerLimits, consultationTopics } from '#shared/consultations/vocabulary.js';
import type { Door } from '../../../api/answers.js';
import { handAsking } from '../../../api/asking.js';
import { open, pages } from '../../../platform/navigation.js';
import { useSimpleMode } from '../../../session/own-choices.js';
import { Button } from '../../../ui/button.js';
import { PictureChoice } from '../../../ui/choice.js';
import { SpeakBox } from '../../../ui/speak-box.js';
import { TextArea } from '../../../ui/text-area.js';
import { Heading, Muted } from '../../../ui/words.js';
import { AnswerCard } from './answer-card.js';
import { SettledFace } from './settled-face.js';
import { SimpleAsking } from './simple-asking.js';
import { topicChoices } from './topic-choices.js';
import { useAsking } from './use-asking.js';

/** Asks by picture, by voice or in writing; what others have asked is offered, and what is left goes to the school. */
export function Asking({ door, offlineAtFirst }: { door: Door | null; offlineAtFirst: boolean }) {
  const asking = useAsking(door);
  const simple = useSimpleMode();
  const { topic, topics, items, asks } = asking;
  const [opened, setOpened] = useState<string | null>(null);
  const only = items.length === 1 ? (items[0]?.token ?? null) : null;
  const sendOn = () => {
    handAsking({ text: asking.text, voice: asking.voice, topic });
    open(pages.askSchool(door));
  };
  if (asking.settled) return <SettledFace answer={asking.settled} onAgain={asking.again} />;
  if (simple) return <SimpleAsking asking={asking} onSchool={sendOn} />;
  return (
    <View>
      {topic === null ? (
        topics.length > 0 && (
          <View id="topics">
            <Heading>想问什么？点一张图</Heading>
            <PictureChoice
              id="topic"
              choices={topicChoices(topics)}
              value={null}
              onChange={asking.setTopic}
            />
          </View>
        )
      ) : (
        <View id="topic-chosen" className="x-row x-row--apart" style={{ margin: '4px 0 12px' }}>
          <Heading>{`问的是：${consultationTopics[topic]}`}</Heading>
          <Button id="topic-other" kind="quiet" icon="swap" onTap={() => asking.setTopic(null)}>
            换一张图
          </Button>
        </View>
      )}
      {items.length > 0 ? (
        <View id="answers">
          {topic === null ? <Heading>学校答过的</Heading> : null}
          {items.map((answer) => (
            <AnswerCard
              key={answer.token}
              answer={answer}
              open={(opened ?? only) === answer.token}
              onOpen={() => setOpened(answer.token)}
              onPick={() => asking.pick(answer)}
            />
          ))}
        </View>
      ) : null}
      {asks && items.length === 0 && !asking.looking ? (
        <View id="no-answer" className="x-note" style={{ margin: '12px 0' }}>
          <Muted>这个还没有现成的答案，可以直接问学校。</Muted>
        </View>
      ) : null}
      {!asks && offlineAtFirst && topics.length === 0 ? (
        <Muted>现在没有网，看不到学校答过的。您可以先说下来，有网会自动发给学校。</Muted>
      ) : null}
      <View style={{ marginTop: '12px' }}>
        <SpeakBox recording={asking.voice} words="点一下，开始问" onChange={asking.setVoice} />
      </View>
      <Heading>也可以写下来问</Heading>
      <TextArea
        id="ask-text"
        placeholder="比如：下午几点接孩子"
        value={asking.text}
        limit={answerLimits.asked}
        short
        onChange={asking.setText}
      />
      <View className="x-bottom">
        <Button id="ask-school" kind={asks || asking.voice ? 'main' : 'ghost'} icon="send" onTap={sendOn}>
          {items.length > 0 ? '都不是，还是想问学校' : '直接问学校'}
        </Button>
      </View>
    </View>
  );
}
