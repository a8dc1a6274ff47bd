/* result/frame.h: a result as bytes and back. Length-prefixed, little-endian, versioned; what is
 * read is checked (lengths, counts, enumerators, UTF-8), as it may come from a broken worker. Paths
 * are bytes, as the file system has them, and are not checked for UTF-8. */
#ifndef RESULT_FRAME_H
#define RESULT_FRAME_H

#include "base/buf.h"
#include "base/err.h"
#include "result/result.h"

/* Appends; on lack of memory or a text over 4 GiB the buffer is failed (base_buf_failed). */
void result_frame_write(base_buf *out, const result_report *report);
/* Appends what result_frame_write gives for the report that was read from `frame`, but without its
 * digest. */
void result_frame_copy_bare(base_buf *out, base_str frame, const result_report *report);
/* The report in the arena; its strings are copies. HECHA_E_FORMAT if the frame is not valid. */
int result_frame_read(base_arena *arena, base_str frame, result_report **out, hecha_err *err);

#endif
