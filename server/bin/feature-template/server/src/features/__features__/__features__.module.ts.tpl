import { Module } from '@nestjs/common';
import { __Features__Controller } from './__features__.controller.js';
import { __Features__Service } from './__features__.service.js';

@Module({
  controllers: [__Features__Controller],
  providers: [__Features__Service],
})
export class __Features__Module {}
