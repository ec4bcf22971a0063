import { Module } from '@nestjs/common';
import { CalendarController } from './calendar.controller.js';
import { CalendarChanges, SchoolCalendar } from './calendar.port.js';
import { CalendarService } from './calendar.service.js';

@Module({
  controllers: [CalendarController],
  providers: [CalendarService, SchoolCalendar, CalendarChanges],
  exports: [SchoolCalendar, CalendarChanges],
})
export class CalendarModule {}
