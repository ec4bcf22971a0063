import type { VoiceView } from '#shared/media/contract.js';
import { Button, Upload } from 'antd';
import { useRef, useState } from 'react';
import { ApiError } from '../api/api-error.js';
import { uploadPhoto } from '../api/media.api.js';
import { uuid } from '../api/uuid.js';
import { VoicePlayer } from '../ui/voice-player.js';

interface Props {
  school: string;
  /** What stands there now. */
  voice: VoiceView | null;
  /** Token of a new recording; null: taken away. */
  onChange: (token: string | null) => void;
}

/** A recording of the answer, for who reads little: chosen as a file, e.g. from a phone's recorder. */
export function VoiceField({ school, voice, onChange }: Props) {
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
        <Upload
          accept="audio/*"
          showUploadList={false}
          beforeUpload={(file) => {
            void send(file);
            return false;
          }}
        >
          <Button loading={busy}>{fresh !== null || shown ? '换一段录音' : '选一段录音'}</Button>
        </Upload>
        {(fresh !== null || shown) && (
          <Button type="text" onClick={remove}>
            不要录音
          </Button>
        )}
      </div>
      {problem && (
        <span role="alert" className="ant-form-item-explain-error">
          {problem}
        </span>
      )}
    </div>
  );
}
