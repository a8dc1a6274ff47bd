/* read/outline.h: finds titles, headings and printed numbers, the same for every format.
 *
 * Works on the blocks of a builder before they are handed over:
 * - title lines: the short lines before the first heading or long paragraph (the organ's name,
 *   政府信息公开年度报告, （2016年度）), and what the file's style calls a title;
 * - headings: by style, by list number and by printed number. The level follows from the order in
 *   which styles of number first stand under one another: 1. is level 2 directly under 一、 and
 *   level 3 under （一） (GB/T 9704-2012 7.3.3 has 一、 （一） 1. （1）);
 * - run-in headings (`（一）强化组织领导。一是…`): cut into a heading and a paragraph;
 * - numbered sentences stay paragraphs and get their number;
 * - a list number that a converter wrote in another style (（1） where its siblings are （二）) is
 *   marked as such; markdown's ** is dropped.
 * Lines of a signature, captions and 附件 stay paragraphs. */
#ifndef READ_OUTLINE_H
#define READ_OUTLINE_H

#include "doc/build.h"

/* `page`: of the web, where short lines before the title in large type lead to other pages.
 * 0, or HECHA_E_MEMORY, HECHA_E_LIMIT. */
int read_outline(doc_builder *builder, int page, hecha_err *err);

#endif
