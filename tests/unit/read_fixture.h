/* tests/unit/read_fixture.h: reads texts and shows documents in a form that tests can compare. */
#ifndef TESTS_UNIT_READ_FIXTURE_H
#define TESTS_UNIT_READ_FIXTURE_H

#include "test.h"

#include "base/buf.h"
#include "read/read.h"

/* Reads it, checks every invariant; fails the test otherwise. doc_free is the caller's. */
doc *read_fixture_bytes(base_str bytes);
doc *read_fixture(const char *text);
/* The code of an error; fails the test if it can be read. The message goes to *err. */
int read_fixture_error(base_str bytes, hecha_err *err);
/* One line a block: kind, level, r for run-in, line:column, [number], text; a table's rows below as
 * `  LINE text | LINE text`. */
void read_fixture_show(const doc *document, base_buf *out);
/* Reads the text and compares what is shown. */
void assert_reads(const char *text, const char *shown);

#endif
