#include "read/pdf_table.h"

int pdf_head_build(pdf_table *table, size_t *pieces)
{
    (void)table;
    *pieces = 0;
    return 0;
}
int pdf_spans_find(pdf_table *table)
{
    (void)table;
    return 0;
}
