/* read/style_name.h: what the name of a paragraph's style says, as Word and WPS name the styles
 * they come with, in English and Chinese. Letters of either case. */
#ifndef READ_STYLE_NAME_H
#define READ_STYLE_NAME_H

#include "base/str.h"

/* The number in "heading 3" or "标题 3", 1 to 9; 0 for other names. */
int read_style_level(base_str name);
/* 1: "title"; 0: "subtitle" or "副标题", which is no title; -1: the name does not say. */
int read_style_title(base_str name);

#endif
