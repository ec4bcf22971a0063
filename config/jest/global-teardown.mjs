import { rmSync } from 'node:fs';

export default function tearDown() {
  rmSync(process.env.XINQIAO_TEST_RUN, { recursive: true, force: true });
}
