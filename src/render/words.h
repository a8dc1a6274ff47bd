/* render/words.h: what a finding says, as sentences: shared by the formats for people. What is
 * appended is clean (render/escape.h), and still to be escaped for the notation it goes into. */
#ifndef RENDER_WORDS_H
#define RENDER_WORDS_H

#include "base/msg.h"
#include "render/render.h"

/* The word of a severity, of how a rule could not be decided, of a report's status. */
base_msg_id render_severity_word(hecha_severity severity);
const char *render_kind_word(hecha_lang lang, result_kind kind);
base_msg_id render_status_word(result_status status);

/* The place in words, with the path in front if it is in another report. 1 if anything was
 * appended. */
int render_location_words(base_buf *out, hecha_lang lang, const base_place *place, base_str path);
/* The same, and 全文 or the number of the block for a place that says nothing else. */
void render_location_always(base_buf *out, hecha_lang lang, const base_place *place, base_str path);

/* All of a finding in one sentence that can stand in a notice to the agency: where, what is printed
 * there, the indicator, both sides and their difference, and where the other side stands.
 * 第45行“（一）收到申请数 | 件 | 12”：收到申请数为 12，应等于 11（0+0+8+3 = 11），差 1。对照：
 * 网络申请数 8（第48行）、信函申请数 3（第49行） */
void render_notice(base_buf *out, hecha_lang lang, const result_finding *finding, base_str path);

/* What the other side is: 11, ≤ 1; nothing if the finding compares nothing. `marked`: ≈ before a
 * figure that is rounded. */
void render_expected(base_buf *out, const result_finding *finding, int marked);

/* That findings of the rule were over the limits (result/cap.h): one sentence. 0: none were. */
int render_omitted(base_buf *out, hecha_lang lang, const result_rule *ended);

/* Which findings stand by themselves (render/fold.h), by severity and then in the order of the
 * report: `order` has room for all. Returns their count. `folds` may be NULL. */
struct render_fold;
size_t render_order(const result_report *report, const struct render_fold *folds, size_t *order);

#endif
