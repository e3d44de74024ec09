import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { May } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { inLines } from '../input/characters.ts';
import { parseInput } from '../input/parse-input.ts';
import { excessOf } from '../markdown/excess.ts';
import { parseMarkdown } from '../markdown/parse-markdown.ts';

const preview = z.strictObject(
  {
    body: z
      .string('must be text')
      .max(50_000, 'must be at most 50000 characters')
      .transform(inLines)
      .superRefine((body, context) => {
        const message = excessOf(body);
        if (message !== undefined) context.addIssue({ code: 'custom', message });
      }),
  },
  'must be an object',
);

/** Shows how a text will look. Nothing is stored. */
@Controller('api/v1/preview')
@UseGuards(NewsroomGuard)
export class PreviewController {
  @Post()
  @May('write drafts')
  @HttpCode(200)
  preview(@Body() body: unknown) {
    return { body: parseMarkdown(parseInput(preview, body).body) };
  }
}
