import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import { Audit } from '../../accounts/audit.ts';
import { May } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { auditQuery } from '../input/audit-query.ts';
import { parseInput } from '../input/parse-input.ts';

/** Who did what, for who manages people. */
@Controller('api/v1/audit')
@UseGuards(NewsroomGuard)
export class AuditController {
  constructor(private readonly audit: Audit) {}

  @Get()
  @May('manage people')
  page(@Query() query: unknown) {
    return this.audit.page(parseInput(auditQuery, query));
  }
}
