/* pack/table.h: rules kept as a table (csv, xlsx), as offices do.
 *
 * A sheet with a header row that has 公式 (formula) and 编号 (id) or 级别 (severity) among its
 * first rows holds rules, one a row: 编号 级别 公式 名称 说明 依据 理由 表式 年度 标签, or in
 * English; other columns are left alone, but a name that is like that of a column which is lacking
 * is an error, and so are a head without 编号 and a row of a csv with cells beyond the head (an
 * unquoted comma): HECHA_E_RULE with the row. Names of columns may hold spaces and a note in
 * brackets. A row becomes the Lua text of that rule, in the line of the row's number: errors name
 * the file, the sheet and the row, and a row that is wrong is one broken rule. Cells are texts:
 * nothing in them is executed, and of a spreadsheet's own formulas the stored values are read. */
#ifndef PACK_TABLE_H
#define PACK_TABLE_H

#include "base/vec.h"
#include "pack/pack.h"

#define PACK_MAX_TABLE (1u << 20) /* bytes of a csv or xlsx file */
#define PACK_MAX_TABLE_ROWS 4096u

/* 1 if the name is one of a formula table: .csv, .xlsx. */
int pack_table_is(base_str name);
/* Appends the rules of the table to `files` (of pack_file), in the arena, under `name`, and
 * "name[sheet]" for a spreadsheet. HECHA_E_MEMORY, or another code with *err set. */
int pack_table_read(base_arena *arena, base_str bytes, base_str name, hecha_lang lang,
                    base_vec *files, hecha_err *err);

#endif
