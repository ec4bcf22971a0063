import { Module } from '@nestjs/common';
import { CategoryDirectory } from './categories.port.js';

/** The categories by themselves, for features on which the issues stand. */
@Module({ providers: [CategoryDirectory], exports: [CategoryDirectory] })
export class CategoriesModule {}
