import type { VoiceView } from '#shared/media/contract.js';
import { AudioOutlined } from '@ant-design/icons';
import { Button, Upload } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/api-error.js';
import { uploadPhoto } from '../api/media.api.js';
import { uuid } from '../api/uuid.js';
import { useVoiceRecorder } from './use-voice-recorder.js';
import { VoicePlayer } from './voice-player.js';

interface Props {
  school: string;
  /** What stands there now. */
  voice: VoiceView | null;
  /** Token of a new recording; null: taken away. */
  onChange: (token: string | null) => void;
  /** A form is not stored while somebody speaks or the recording is on its way. */
  onBusy: (busy: boolean) => void;
}

/** A recording, for who reads little: spoken here, or chosen as a file, e.g. from a phone's recorder. */
export function VoiceField({ school, voice, onChange, onBusy }: Props) {
  const [fresh, setFresh] = useState<string | null>(null);
  const [taken, setTaken] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = useRef<{ file: File; id: string } | null>(null);
  const send = async (file: File) => {
    setBusy(true);
    setProblem(null);
    // The same file that is tried again is stored once.
    if (attempt.current?.file !== file) attempt.current = { file, id: uuid() };
    try {
      const { token, seconds } = await uploadPhoto(school, attempt.current.id, file);
      if (seconds === null) return setProblem('这不是录音，请选一段录音。');
      setFresh(file.name);
      onChange(token);
    } catch (error) {
      setProblem(error instanceof ApiError ? error.message : ApiError.offline().message);
    } finally {
      setBusy(false);
    }
  };
  const recorder = useVoiceRecorder((file) => void send(file));
  const open = recorder.phase !== 'idle';
  const told = problem ?? recorder.problem;
  const unfinished = open || busy;
  useEffect(() => onBusy(unfinished), [onBusy, unfinished]);
  const begin = () => {
    setProblem(null);
    recorder.start();
  };
  const remove = () => {
    setFresh(null);
    setTaken(true);
    onChange(null);
  };
  const shown = taken ? null : voice;
  return (
    <div className="stack" data-testid="answer-voice">
      {fresh ? <span>新录音：{fresh}</span> : shown && <VoicePlayer voice={shown} />}
      <div className="row">
        <Button
          icon={<AudioOutlined />}
          loading={recorder.phase === 'starting'}
          disabled={busy}
          danger={recorder.phase === 'recording'}
          onClick={recorder.phase === 'recording' ? recorder.stop : begin}
          data-testid="voice-record"
        >
          {recorder.phase === 'recording' ? `录好了（${recorder.seconds} 秒）` : '现在录一段'}
        </Button>
        <Upload
          accept="audio/*"
          showUploadList={false}
          disabled={open}
          beforeUpload={(file) => {
            void send(file);
            return false;
          }}
        >
          <Button loading={busy} disabled={open}>
            {fresh !== null || shown ? '换一段录音' : '选一段录音'}
          </Button>
        </Upload>
        {(fresh !== null || shown) && (
          <Button type="text" onClick={remove}>
            不要录音
          </Button>
        )}
      </div>
      {told && (
        <span role="alert" className="ant-form-item-explain-error" data-testid="voice-problem">
          {told}
        </span>
      )}
    </div>
  );
}
