import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { May } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { parseInput } from '../input/parse-input.ts';
import { previewInput } from '../input/preview-input.ts';
import { parseMarkdown } from '../markdown/parse-markdown.ts';

/** Shows how a text will look. Nothing is stored. */
@Controller('api/v1/preview')
@UseGuards(NewsroomGuard)
export class PreviewController {
  @Post()
  @May('write drafts')
  @HttpCode(200)
  preview(@Body() body: unknown) {
    return { body: parseMarkdown(parseInput(previewInput, body).body) };
  }
}
