/* render/place.h: places (base/place.h) as JSON and in words. */
#ifndef RENDER_PLACE_H
#define RENDER_PLACE_H

#include <hecha.h>

#include "base/place.h"
#include "render/json.h"

/* The place as an object with the members that apply. `path` is the report's, used where the place
 * has none; it may be empty. */
void render_place_json(render_json *json, const base_place *place, base_str path);
/* The same under a key; nothing at all for a place that says nothing but its path. */
void render_place_member(render_json *json, const char *key, const base_place *place,
                         base_str path);

/* The place as a person would look for it: 第78行; 表1第13行第3列; 单元格 C12; 第5段. Nothing is
 * appended for a place that says none of these. Returns 1 if something was appended. */
int render_place_words(base_buf *out, hecha_lang lang, const base_place *place);
/* 1 if both say the same spot, whatever text they have. One without a path is in the same report.
 */
int render_place_same(const base_place *a, const base_place *b);

#endif
