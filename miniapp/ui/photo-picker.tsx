import Taro from '@tarojs/taro';
import { Image, Text, View } from '@tarojs/components';
import { useState } from 'react';
import { lightened } from '#shared/media/light-photo.js';
import { mediaLimits } from '#shared/media/limits.js';
import { spoken } from '../platform/a11y.js';
import { redraw } from '../platform/photo-drawing.js';
import type { TemporaryFile } from '../platform/temporary-file.js';
import { aloud } from './aloud.js';
import { Icon } from './icon.js';
import { Tap } from './tap.js';
import { toast } from './toast.js';

interface PhotoPickerProps {
  id: string;
  photos: TemporaryFile[];
  /** How many photos may be chosen in all. */
  max?: number;
  onChange: (photos: TemporaryFile[]) => void;
}

async function choosePhotos(count: number): Promise<TemporaryFile[]> {
  try {
    const chosen = await Taro.chooseMedia({
      count,
      mediaType: ['image'],
      sourceType: ['camera', 'album'],
      sizeType: ['compressed'],
    });
    return chosen.tempFiles.map((file) => ({
      path: file.tempFilePath,
      size: file.size,
      ...(file.originalFileObj ? { file: file.originalFileObj } : {}),
    }));
  } catch {
    // Going back without choosing arrives as a failure.
    return [];
  }
}

/**
 * Takes or chooses photos, makes them light enough for a village line, shows them, and takes them away again. What is
 * shown is what is kept, sent and known again by its bytes.
 */
export function PhotoPicker({ id, photos, max = mediaLimits.photosPerReport, onChange }: PhotoPickerProps) {
  const [busy, setBusy] = useState(false);
  const add = async () => {
    const picked = await choosePhotos(max - photos.length);
    setBusy(true);
    const chosen: TemporaryFile[] = [];
    // One after the other: old phones run out of memory.
    for (const photo of picked) chosen.push(await lightened(photo, redraw));
    setBusy(false);
    const fitting = chosen.filter((photo) => photo.size <= mediaLimits.maxBytes);
    if (fitting.length < chosen.length) toast('有的照片太大了，没有放上来');
    if (fitting.length > 0) onChange([...photos, ...fitting].slice(0, max));
  };
  const words = photos.length === 0 ? '加照片' : `再加（最多${max}张）`;
  return (
    <View className="x-photos">
      {photos.map((photo, index) => (
        <View key={photo.path} className="x-photo">
          <Image
            className="x-photo__image"
            mode="aspectFill"
            src={photo.path}
            {...spoken({ hidden: true })}
          />
          <Tap
            id={`${id}-remove-${index}`}
            className="x-photo__remove"
            label={`不要第${index + 1}张照片`}
            disabled={busy}
            onTap={() => onChange(photos.filter((other) => other !== photo))}
          >
            <View className="x-photo__cross">
              <Icon name="cross" size="s" />
            </View>
          </Tap>
        </View>
      ))}
      {photos.length < max ? (
        <Tap
          id={`${id}-add`}
          className="x-photo x-photo--add"
          label={busy ? '正在放照片' : aloud(words, '拍一张，或从手机里选')}
          disabled={busy}
          onTap={() => void add()}
        >
          <Icon name="camera" size="l" />
          <Text>{busy ? '正在放照片' : words}</Text>
        </Tap>
      ) : null}
    </View>
  );
}
