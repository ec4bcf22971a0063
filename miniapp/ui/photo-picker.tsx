import Taro from '@tarojs/taro';
import { Image, Text, View } from '@tarojs/components';
import { mediaLimits } from '#shared/media/limits.js';
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

/** Takes or chooses photos, shows them, and takes them away again. */
export function PhotoPicker({ id, photos, max = mediaLimits.photosPerReport, onChange }: PhotoPickerProps) {
  const add = async () => {
    const chosen = await choosePhotos(max - photos.length);
    const fitting = chosen.filter((photo) => photo.size <= mediaLimits.maxBytes);
    if (fitting.length < chosen.length) toast('有的照片太大了，没有放上来');
    if (fitting.length > 0) onChange([...photos, ...fitting].slice(0, max));
  };
  return (
    <View className="x-photos">
      {photos.map((photo, index) => (
        <View key={photo.path} className="x-photo">
          <Image className="x-photo__image" mode="aspectFill" src={photo.path} />
          <Tap
            id={`${id}-remove-${index}`}
            className="x-photo__remove"
            label={`不要第${index + 1}张照片`}
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
          label={aloud(photos.length === 0 ? '加照片' : `再加（最多${max}张）`, '拍一张，或从手机里选')}
          onTap={() => void add()}
        >
          <Icon name="camera" size="l" />
          <Text>{photos.length === 0 ? '加照片' : `再加（最多${max}张）`}</Text>
        </Tap>
      ) : null}
    </View>
  );
}
